using System.Text.RegularExpressions;
using Shipworthy.Extractors.BuildSecrets;
using Shipworthy.Extractors.Pipelines;
using Shipworthy.Extractors.Yaml;

namespace Shipworthy.Extractors.SecretKeeping;

/// <summary>
/// Secrets that compose hands to a part out of <c>.env</c> on the server, where the team's own words put that file there. Compose reads it by itself, so no entry names
/// it (rubric 4.6, rule 6).
/// </summary>
static partial class FilesToldOfServers
{
    /// <summary>The secrets of a part that come from such a file; null when none do.</summary>
    public static SecretSource? Of(App known, ComposeInUse compose, Deployable part)
    {
        if (Told(known) is not { } told)
            return null;
        var given = compose
            .Files.SelectMany(one => one.Root["services"].Entries.Where(service => Builds(one.File.Folder, service.Value["build"], part)))
            .SelectMany(service => service.Value["environment"].Entries)
            .Where(entry => entry.Value.Text.Contains("${", StringComparison.Ordinal) && SecretNames.IsReadAsSecret(entry.Key))
            .ToList();
        return given is [var first, ..]
            ? new(first.Value.At, part.Name, [.. given.Select(entry => entry.Key).Distinct(StringComparer.Ordinal)])
            {
                Keeping = Keeping.ServerFile,
                Because = ".env, a file on the server that anybody who gets in can read",
                KeptAt = told,
            }
            : null;
    }

    /// <summary>The file on a server that a document names by its whole path, where the path leads to the part or the part is the only one that runs; null without one.</summary>
    public static ServerFile? PathOf(App known, Deployable part)
    {
        var alone = known.Deployables.Count(one => one.Stack is not Stack.Static) == 1;
        foreach (
            var document in known.Documents.Where(document =>
                document.Kind is not (DocumentKind.Changes or DocumentKind.Form or DocumentKind.Legal)
            )
        )
        foreach (var line in document.Lines)
            if (
                OnDisk().Match(line.Text) is { Success: true } path
                && (part.Folder.Length > 0 ? path.Value.Contains($"/{part.Folder}/", StringComparison.Ordinal) || alone : alone)
            )
                return new(path.Value, document.Line(line.Number));
        return null;
    }

    /// <summary>Folders of servers. A home of a person may be one on a laptop.</summary>
    [GeneratedRegex(
        @"(?<![\w.])/(?:var/www|srv|opt|root|home/(?:ubuntu|deploy(?:er)?|ec2-user|debian|www))/(?:[\w.-]+/)*\.env(?:\.prod(?:uction)?)?(?!\.?\w)",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex OnDisk();

    static bool Builds(string folder, YamlNode build, Deployable part) =>
        (build["context"].Text is { Length: > 0 } named ? named : build.Text) is { Length: > 0 } context
        && Paths.Within(folder, context) == part.Folder;

    static Location? Told(App known)
    {
        foreach (
            var document in known.Documents.Where(document =>
                document.OneOff is null && document.Kind is not (DocumentKind.Changes or DocumentKind.AgentNotes or DocumentKind.Form)
            )
        )
            if (
                document.Lines.FirstOrDefault(line => line.Kind is LineKind.Prose or LineKind.Item && OnServer().IsMatch(line.Text)) is
                { } line
            )
                return document.Line(line.Number);
        return null;
    }

    [GeneratedRegex(
        @"\.env\b(?!\.)[^.]{0,60}\b(?:on|onto|to|in) (?:the |your )?(?:production )?(?:server|vps|droplet|machine)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex OnServer();
}
