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
sealed record TypedDeploy(Location At, string? File, ImmutableArray<string> Tags, bool Deploys)
{
    /// <summary>Whether a script does it, which is a way of deploying whatever stands beside it (ruling G9).</summary>
    public bool InScript { get; init; }
}

/// <summary>Builds in shell scripts and makefiles, and in documents under a heading about deploying.</summary>
static partial class TypedDeploys
{
    /// <summary>All of them.</summary>
    public static ImmutableArray<TypedDeploy> In(App known, SourceTree tree) =>
        [
            .. InDocuments(known, tree),
            .. tree
                .Files.Where(file =>
                    (file.Name.EndsWith(".sh", StringComparison.Ordinal) || file.Name is "Makefile" or "makefile")
                    && file.Role is FileRole.Script or FileRole.Infra or FileRole.Prod
                )
                .SelectMany(file => InScript(file, file.Text, 1, tree)),
            .. tree.Named("package.json")
                .Where(file => file.Role is FileRole.Prod)
                .SelectMany(file =>
                    file.Text.Split('\n').SelectMany((line, index) => InScript(file, Entry().Match(line).Groups[1].Value, index + 1, tree))
                ),
        ];

    static IEnumerable<TypedDeploy> InDocuments(App known, SourceTree tree) =>
        from document in known.Documents
        from command in document.Commands
        where Builds().IsMatch(command.Text)
        from build in Of(command.Text, _ => document.Line(command.Line), tree)
        select build with
        {
            Deploys = build.Deploys && IsAboutDeploying(document, command.Line),
        };

    static IEnumerable<TypedDeploy> InScript(SourceFile file, string text, int from, SourceTree tree)
    {
        if (!Builds().IsMatch(text))
            return [];
        var ships = Ships().IsMatch(text) || (Runs().IsMatch(text) && !LocalHeading().IsMatch(file.Path));
        // Rules of a makefile are lines of their own, each for a shell of its own.
        var commands = file.Name.EndsWith(".sh", StringComparison.Ordinal)
            ? Of(text, line => file.AtLine(from + line - 1), tree)
            : text.Split('\n').SelectMany((line, index) => Of(line.TrimStart('\t', '@', '-'), _ => file.AtLine(from + index), tree));
        return commands.Select(build => build with { Deploys = ships, InScript = true });
    }

    static IEnumerable<TypedDeploy> Of(string text, Func<int, Location> place, SourceTree tree)
    {
        if (!Builds().IsMatch(text))
            yield break;
        foreach (var command in ShellScript.Commands(text, ShellOptions.Plain, "", ImmutableDictionary<string, string>.Empty, (_, _) => []))
        {
            var from =
                command.Words is ["docker" or "podman" or "sudo", "build", ..] ? 2
                : command.Words is ["docker", "buildx", "build", ..] or ["sudo", "docker", "build", ..] ? 3
                : 0;
            if (from == 0)
                continue;
            var at = place(command.Line);
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

    /// <summary>A container that goes on running when the script has ended: detached, and started again by Docker or on a port of its own.</summary>
    [GeneratedRegex(
        @"\b(?:docker|podman)\s+run\b(?=(?:[^\n]|\\\n){0,2000}?\s(?:-d\b|-[a-z]*d[a-z]*\s|--detach\b))(?=(?:[^\n]|\\\n){0,2000}?\s(?:--restart\b|-p\b|--publish\b))(?!(?:[^\n]|\\\n){0,2000}?\s--rm\b)",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Runs();

    /// <summary>What an entry of <c>scripts</c> runs.</summary>
    [GeneratedRegex(@"^\s*""[\w:.-]+""\s*:\s*""((?:[^""\\]|\\.)*)""", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Entry();

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
