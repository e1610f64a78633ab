using System.Text.RegularExpressions;
using Shipworthy.Extractors.Docs;
using Shipworthy.Extractors.Json;
using Shipworthy.Extractors.Pipelines.Following;
using Shipworthy.Extractors.Pipelines.Shell;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Deploys;

/// <summary>Finds deploys that a person types: in documents about deploying, in scripts, in makefiles and in scripts of packages.</summary>
static partial class DeployActsByHand
{
    /// <summary>Scripts first, then documents.</summary>
    public static ImmutableArray<DeployAct> In(App known, SourceTree tree) => [.. InScripts(tree), .. InTasks(tree), .. InDocuments(known)];

    static IEnumerable<DeployAct> InScripts(SourceTree tree)
    {
        foreach (var file in tree.Files)
        {
            if (
                file.Role is not (FileRole.Script or FileRole.Infra or FileRole.Prod)
                || !IsScript(file.Name)
                || !Shipping().IsMatch(file.Name)
                || Elsewhere().IsMatch(file.Path)
            )
                continue;
            var script = ShellScript
                .Commands(file.Text, ShellOptions.Plain, "", ImmutableDictionary<string, string>.Empty, (_, _) => [])
                .Select(command => (file.AtLine(command.Line), string.Join(' ', command.Words)))
                .ToList();
            if (First(script) is var (at, means, line))
                yield return Act(at, means, line, $"{file.Path}\n{line}") with
                {
                    InScript = true,
                };
        }
    }

    /// <summary>Targets of makefiles and scripts of packages whose names say that they deploy.</summary>
    static IEnumerable<DeployAct> InTasks(SourceTree tree)
    {
        var files = tree
            .Files.Where(file =>
                file.Role is FileRole.Prod or FileRole.Infra or FileRole.Script
                && file.Name is "Makefile" or "makefile" or "justfile" or "Justfile" or "package.json"
                && file.Text.Contains("deploy", StringComparison.OrdinalIgnoreCase)
            )
            .ToList();
        var follower = files.Count == 0 ? null : new Follower(tree);
        foreach (var file in files)
        {
            var program =
                file.Name is "package.json" ? "npm run"
                : file.Name.Equals("justfile", StringComparison.OrdinalIgnoreCase) ? "just"
                : "make";
            foreach (var (name, place) in NamesIn(file))
            {
                if (!Shipping().IsMatch(name) || Elsewhere().IsMatch(name))
                    continue;
                var commands = follower!.Follow(new Script($"{program} {name}", ShellOptions.Plain, file.Folder, _ => place));
                if (First([.. commands.Select(command => (place, command.Line))]) is var (_, means, line))
                    yield return Act(place, means, line, $"{file.Path}\n{name}\n{line}") with
                    {
                        InScript = true,
                        Folders = file.Folder.Length > 0 ? [file.Folder] : [],
                    };
            }
        }
    }

    static IEnumerable<(string Name, Location At)> NamesIn(SourceFile file) =>
        file.Name is "package.json"
            ? JsonFile.Read(file)["scripts"].Entries.Select(entry => (entry.Key, file.AtLine(entry.At.Line)))
            : file
                .Text.Split('\n')
                .Select((line, index) => (Name: Target().Match(line).Groups[1].Value, At: file.AtLine(index + 1)))
                .Where(one => one.Name.Length > 0);

    static IEnumerable<DeployAct> InDocuments(App known)
    {
        foreach (
            var document in known.Documents.Where(document =>
                document.OneOff is null
                && document.Kind is not (DocumentKind.Form or DocumentKind.Changes or DocumentKind.Legal or DocumentKind.ProductHelp)
            )
        )
        foreach (var section in document.Commands.GroupBy(command => document.SectionOf(command.Line)))
        {
            var headings = Headings(document, section.Key);
            if (headings.Exists(IsLocal))
                continue;
            var about = headings.Exists(heading => Deploying.IsIn(heading)) || document.Kind is DocumentKind.Deployment;
            var updates = headings.Exists(heading => Updating.IsIn(heading));
            if (!about && !updates)
                continue;
            var lines = section
                .SelectMany(command =>
                    CommandText.Simple(command.Text).Select(words => (document.Line(command.Line), string.Join(' ', words)))
                )
                .ToList();
            var words = string.Join('\n', [.. headings, document.At.Path]);
            foreach (var (at, line) in lines)
                if (about && DeployCommands.Of(line) is { IsPreview: false } means)
                    yield return Act(at, means, line, $"{words}\n{line}");
            if (InPlace(lines, needsPull: !about) is var (place, how, typed))
                yield return Act(place, how, typed, words);
        }
    }

    static DeployAct Act(Location at, DeployMeans means, string line, string words) =>
        new(at, means)
        {
            Line = line,
            Words = words,
            Stage = Stages.IsTrial(line) ? ForStage.Trial : ForStage.Production,
        };

    static (Location At, DeployMeans Means, string Line)? First(List<(Location At, string Line)> lines)
    {
        foreach (var (at, line) in lines)
            if (DeployCommands.Of(line) is { IsPreview: false } means)
                return (at, means, line);
        return InPlace(lines, needsPull: false);
    }

    /// <summary>Pulling and starting again, copying to a server, or fetching and starting containers.</summary>
    static (Location At, DeployMeans Means, string Line)? InPlace(List<(Location At, string Line)> lines, bool needsPull)
    {
        var ssh = lines.Find(one => one.Line.StartsWith("ssh ", StringComparison.Ordinal) && OnServer().IsMatch(one.Line));
        if (ssh.Line is not null && ssh.Line.Contains("git pull", StringComparison.Ordinal))
            return (ssh.At, new("git pull over ssh", Hosting.Compose, Manner.InPlace, Cargo.Everything), ssh.Line);
        var copy = lines.Find(one => DeployCommands.Copies(one.Line) && !one.Line.Contains(".env", StringComparison.Ordinal));
        if (copy.Line is not null && !needsPull)
            return (copy.At, new(copy.Line.Split(' ')[0], Hosting.Compose, Manner.InPlace, Cargo.Everything), copy.Line);
        if (ssh.Line is not null)
            return (ssh.At, new("ssh", Hosting.Compose, Manner.InPlace, Cargo.Everything), ssh.Line);
        var restart = lines.Find(one => DeployCommands.Restarts(one.Line));
        if (restart.Line is null)
            return null;
        var pull = lines.Find(one => GitPull().IsMatch(one.Line));
        if (pull.Line is not null)
            return (pull.At, new("git pull", Hosting.Compose, Manner.InPlace, Cargo.Everything), pull.Line);
        var fetch = lines.Find(one => DeployCommands.Pulls(one.Line));
        if (fetch.Line is not null && !needsPull)
            return (fetch.At, new("docker compose pull", Hosting.Compose, Manner.Release, Cargo.Programs), fetch.Line);
        return !needsPull && ProductionCompose().IsMatch(restart.Line)
            ? (restart.At, new("docker compose up", Hosting.Compose, Manner.Release, Cargo.Programs), restart.Line)
            : null;
    }

    static List<string> Headings(Document document, Section section)
    {
        var all = new List<string>();
        for (var steps = 0; steps < 8; steps++)
        {
            all.Add(section.Heading);
            if (section.Parent < 0)
                break;
            section = document.Sections[section.Parent];
        }
        return all;
    }

    static bool IsScript(string name) =>
        name.EndsWith(".sh", StringComparison.Ordinal) || name.EndsWith(".ps1", StringComparison.OrdinalIgnoreCase) || name is "deploy";

    static bool IsLocal(string heading) => Local().IsMatch(heading);

    /// <summary>Words for deploying in the languages of ruling G6.</summary>
    static WordList Deploying { get; } =
        new(
            "deploy*, production, prod, hosting, self-host*, go live, going live, ship to, releasing",
            "desplieg*, desplegar, produccion, implanta*, producao, deploiement, deployer, mise en production, bereitstell*, produktion*, in betrieb, rilascio, produzione, wdroz*, produkcj*, dagitim, uretim, canliya",
            "部署, 上线, 生产, デプロイ, 本番"
        );

    static WordList Updating { get; } =
        new(
            "updating, update, upgrading, upgrade, actualizar, actualizacion, atualizar, atualizacao, mise a jour, aktualisier*, aggiorna*, aktualizacj*, guncelle*",
            "更新, 升级, アップデート"
        );

    [GeneratedRegex(
        @"\blocal|\bdevelop|\bdev\b|\btests?\b|\btesting\b|entwickl|contribut|rollback|roll back|\bdependenc|本地|ローカル",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Local();

    [GeneratedRegex(
        @"deploy|(?<![a-z])(?:ship|publish-app|release-prod)(?![a-z])|prod-(?:up|push)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Shipping();

    [GeneratedRegex(
        @"(?<![a-z])(?:stag(?:e|ing)|preview|dev|local|test|docs?|storybook|contracts?|rollback|check|verify|undeploy|predeploy|postdeploy)(?![a-z])",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Elsewhere();

    [GeneratedRegex(@"^([\w.-]+)\s*:(?!=)", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Target();

    [GeneratedRegex(@"git pull|git reset|pm2 |systemctl|docker|deploy", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex OnServer();

    [GeneratedRegex(@"^git (?:-C \S+ )?(?:pull|fetch)\b", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex GitPull();

    [GeneratedRegex(@"prod|pm2|systemctl|supervisorctl|\.deploy\.", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex ProductionCompose();
}
