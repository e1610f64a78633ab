using System.Text.RegularExpressions;
using Shipworthy.Extractors.Images.Building;
using Shipworthy.Extractors.Pipelines;
using Shipworthy.Extractors.Pipelines.Shell;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Images.Joining;

/// <summary>A build of an image that a person types or starts as a script.</summary>
/// <param name="At">The line.</param>
/// <param name="File">The Dockerfile; null when it could not be told.</param>
/// <param name="Tags">The names that the image is given.</param>
/// <param name="Deploys">Whether it is said to bring the app into production, and not to try it out.</param>
sealed record TypedDeploy(Location At, string? File, ImmutableArray<string> Tags, bool Deploys);

/// <summary>Builds in shell scripts and makefiles, and in documents under a heading about deploying.</summary>
static partial class TypedDeploys
{
    /// <summary>All of them.</summary>
    public static ImmutableArray<TypedDeploy> In(App known, SourceTree tree) =>
        [
            .. InDocuments(known, tree),
            .. tree
                .Files.Where(file =>
                    file.Name.EndsWith(".sh", StringComparison.Ordinal) && file.Role is FileRole.Script or FileRole.Infra or FileRole.Prod
                )
                .SelectMany(file => InScript(file, tree)),
        ];

    static IEnumerable<TypedDeploy> InDocuments(App known, SourceTree tree) =>
        from document in known.Documents
        from command in document.Commands
        where Builds().IsMatch(command.Text)
        from build in Of(command.Text, document.Line(command.Line), tree)
        select build with
        {
            Deploys = build.Deploys && IsAboutDeploying(document, command.Line),
        };

    static IEnumerable<TypedDeploy> InScript(SourceFile file, SourceTree tree)
    {
        if (!Builds().IsMatch(file.Text))
            return [];
        var ships = Ships().IsMatch(file.Text);
        return file
            .Text.Split('\n')
            .SelectMany((line, index) => Of(line, file.AtLine(index + 1), tree))
            .Select(build => build with { Deploys = ships });
    }

    static IEnumerable<TypedDeploy> Of(string line, Location at, SourceTree tree)
    {
        if (!Builds().IsMatch(line))
            yield break;
        foreach (var command in ShellScript.Commands(line, ShellOptions.Plain, "", ImmutableDictionary<string, string>.Empty, (_, _) => []))
        {
            var from =
                command.Words is ["docker" or "podman" or "sudo", "build", ..] ? 2
                : command.Words is ["docker", "buildx", "build", ..] or ["sudo", "docker", "build", ..] ? 3
                : 0;
            if (from == 0)
                continue;
            var options = new CommandOptions(command.Words, from);
            var context = options.Operands is [.., var last] ? last : ".";
            yield return new(
                at,
                FileOf(
                    command.Directory,
                    options.Of("-f", "--file") ?? $"{context.TrimEnd('/')}/Dockerfile",
                    Paths.FolderOf(at.Path),
                    tree
                ),
                options.All("-t", "--tag"),
                Deploys: true
            );
        }
    }

    /// <summary>Commands are typed at the root, or beside the text that tells them where only there a file of the name lies.</summary>
    static string? FileOf(string? directory, string file, string beside, SourceTree tree)
    {
        var fromRoot = Paths.Within(directory, file);
        return
            (fromRoot is null || tree.Find(fromRoot) is null)
            && beside.Length > 0
            && directory is not null
            && Paths.Within(Paths.Within(beside, directory), file) is { } near
            && tree.Find(near) is not null
            ? near
            : fromRoot;
    }

    /// <summary>The heading of the command's section, or of one around it, speaks of production or of deploying.</summary>
    static bool IsAboutDeploying(Document document, int line)
    {
        var section = document.SectionOf(line);
        for (var steps = 0; steps < 8; steps++)
        {
            if (LocalHeading().IsMatch(section.Heading))
                return false;
            if (Heading().IsMatch(section.Heading))
                return true;
            if (section.Parent < 0)
                break;
            section = document.Sections[section.Parent];
        }
        return document.Kind is DocumentKind.Deployment or DocumentKind.Operations;
    }

    [GeneratedRegex(@"\b(?:docker|podman)\s+(?:buildx\s+)?build\b", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Builds();

    [GeneratedRegex(
        @"\bdocker\s+(?:image\s+)?push\b|--push\b|\bkubectl\b|\bssh\s|\baws\s+ecs\b|\bgcloud\s+run\b|\baz\s+containerapp\b|\bdocker\s+stack\s+deploy\b",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Ships();

    /// <summary>Words for deploying in the languages of ruling G6.</summary>
    [GeneratedRegex(
        @"deploy|production|hosting|self.?host|release|desplieg|produc|implanta|produktion|bereitstell|d[ée]ploie|rilascio|produzione|wdro[zż]|produkcj|da[gğ][ıi]t|üretim|canl[ıi]|部署|生产|デプロイ|本番",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Heading();

    [GeneratedRegex(
        @"\blocal|develop|testing|\bdev\b|entwickl|本地|ローカル",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex LocalHeading();
}
