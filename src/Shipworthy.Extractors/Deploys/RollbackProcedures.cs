using System.Text.RegularExpressions;
using Shipworthy.Extractors.Docs;
using Shipworthy.Extractors.Docs.Runbooks;
using Shipworthy.Extractors.Pipelines;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Deploys;

/// <summary>Finds procedures for going back that fail, destroy data, or go forward (rubric 5.2, rule 3).</summary>
sealed partial class RollbackProcedures(SourceTree tree, App known, ImmutableHashSet<Hosting> hosts, bool hasReadyRelease)
{
    /// <summary>Those of pipelines, then those of documents.</summary>
    public IEnumerable<RollbackFlaw> Flaws() => InPipelines().Concat(InDocuments()).DistinctBy(flaw => flaw.At);

    IEnumerable<RollbackFlaw> InPipelines()
    {
        foreach (var run in StepOfPipeline.All(known).Where(DeployActsInPipelines.GoesBack))
        {
            if (NeverFilled().Match(run.Step.Run) is { Success: true } quoted)
                yield return new(
                    LineOf(run, quoted.Groups["line"].Value),
                    RollbackFlawKind.Procedure,
                    $"looks for the text {quoted.Groups["name"].Value} itself: in single quotes the shell puts nothing in"
                );
            foreach (var command in run.Step.Commands)
                if (Forward().IsMatch(command.Line))
                    yield return new(
                        command.At,
                        RollbackFlawKind.Procedure,
                        $"migrates forward while going back, with {string.Join(' ', command.Words.Take(4))}"
                    );
                else if (command.Unseen is { } unseen && unseen.Contains("not in the repository", StringComparison.Ordinal))
                    yield return new(
                        command.At,
                        RollbackFlawKind.Procedure,
                        $"runs {string.Join(' ', command.Words.Take(3))}, which is not in the repository"
                    );
                else if (!hasReadyRelease && Builds().IsMatch(command.Line))
                    yield return new(
                        command.At,
                        RollbackFlawKind.Procedure,
                        $"builds again while customers wait, with {string.Join(' ', command.Words.Take(3))}"
                    );
        }
    }

    /// <summary>The line of the file that holds a text of the step.</summary>
    Location LineOf(StepOfPipeline run, string line)
    {
        var file = tree.Find(run.Step.At.Path);
        var at = file is null ? -1 : Array.FindIndex(file.Text.Split('\n'), one => one.Contains(line.Trim(), StringComparison.Ordinal));
        return at < 0 ? run.Step.At : file!.AtLine(at + 1);
    }

    IEnumerable<RollbackFlaw> InDocuments()
    {
        foreach (
            var document in known.Documents.Where(document =>
                document.OneOff is null
                && document.Kind is not (DocumentKind.Form or DocumentKind.Changes or DocumentKind.Legal or DocumentKind.ProductHelp)
            )
        )
        foreach (var section in document.Commands.GroupBy(command => document.SectionOf(command.Line)))
        {
            if (!IsAboutGoingBack(document, section.Key))
                continue;
            foreach (var command in section)
                if (Wrong(document, command) is { } says)
                {
                    yield return new(document.Line(command.Line), RollbackFlawKind.Procedure, says);
                    break;
                }
        }
    }

    string? Wrong(Document document, Command command)
    {
        if (OpsCommands.Destroys(command.Text))
            return $"promises to go back and deletes the data, with {Short(command.Text)}";
        if (
            hosts.Count > 0
            && !hosts.Contains(Hosting.Unknown)
            && CommandText
                .Simple(command.Text)
                .Select(words => string.Join(' ', words))
                .Select(DeployCommands.Of)
                .FirstOrDefault(means => means is not null)
                is { Host: not (Hosting.Unknown or Hosting.Compose) } means
            && !hosts.Contains(means.Host)
        )
            return $"goes back with {means.Name}, on a host that nothing deploys to";
        var missing = document.References.FirstOrDefault(reference =>
            reference.Line == command.Line
            && reference.Exists is Existence.Missing
            && reference.Kind is ReferenceKind.Script or ReferenceKind.Workflow or ReferenceKind.Platform
        );
        return missing is null
            ? null
            : $"goes back with {missing.Name}, which {(missing.Kind is ReferenceKind.Platform ? "is not where the app lives" : "does not exist")}";
    }

    static bool IsAboutGoingBack(Document document, Section section)
    {
        for (var steps = 0; steps < 3; steps++)
        {
            if (Restoring().IsMatch(section.Heading) || Local().IsMatch(section.Heading))
                return false;
            if (GoingBack.IsIn(section.Heading))
                return true;
            if (section.Parent < 0)
                return false;
            section = document.Sections[section.Parent];
        }
        return false;
    }

    static string Short(string command) => command.Length > 60 ? command[..57] + "..." : command;

    /// <summary>Words for going back to an earlier version, in the languages of ruling G6; bringing back data is another thing.</summary>
    static WordList GoingBack { get; } =
        new(
            "rollback*, roll back, roll-back, rolling back, revert a deploy*, revert deploy*, back out",
            "revertir, volver a la version, reverter, voltar a versao, retour arriere, revenir en arriere, zuruckrollen, zurueckrollen, tornare alla versione, wycofan*, geri al*",
            "回滚, 回退, ロールバック, 切り戻し"
        );

    [GeneratedRegex(
        @"restor|backup|database|migration|datenbank|base de datos",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Restoring();

    [GeneratedRegex(@"\blocal|\bdevelopment\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Local();

    /// <summary>A filter of jq in single quotes that names a variable of the shell.</summary>
    [GeneratedRegex(
        @"(?<line>[^\n]*(?:--jq|\bjq)\s(?![^\n]*--arg)[^'\n]*'[^'\n]*""(?<name>\$\{?[A-Za-z_]\w*\}?)""[^'\n]*'[^\n]*)",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex NeverFilled();

    [GeneratedRegex(
        @"prisma migrate (?:deploy|dev)\b|prisma db push\b|supabase db push\b|alembic upgrade\b|(?:flask|manage\.py) (?:db upgrade|migrate)\b|rails db:migrate(?!:)|rake db:migrate(?!:)|dotnet ef database update\s*(?:--|$)|drizzle-kit (?:migrate|push)\b|knex migrate:latest\b|sequelize\S* db:migrate(?!:)|typeorm\S* migration:run\b|artisan migrate(?!:)|flyway migrate\b|\bmigrate\b.*\bup\b",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Forward();

    [GeneratedRegex(
        @"^(?:(?:npm|pnpm|yarn|bun)(?: run)? build\b|docker (?:buildx )?build\b|dotnet publish\b|mvn\b.*package|(?:\./)?gradlew?\b.*build)",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Builds();
}
