using System.Text.RegularExpressions;
using Shipworthy.Extractors.Infrastructure;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.SecretKeeping;

/// <summary>
/// Scripts that put a part onto a machine of one's own and hand it variables there: production beside the host, if the team has both (rulings, G9).
/// </summary>
sealed partial class MachineScripts(SourceTree tree)
{
    readonly Dictionary<string, Location?> known = new(StringComparer.Ordinal);

    /// <summary>The place where a script hands variables over to the part on a machine; null when none does.</summary>
    public Location? HandOverTo(Deployable part) =>
        known.TryGetValue(part.Folder, out var before) ? before : known[part.Folder] = Find(part.Folder);

    Location? Find(string folder)
    {
        foreach (
            var file in tree.Files.Where(file =>
                file.Role is FileRole.Script or FileRole.Infra or FileRole.Prod
                && Script().IsMatch(file.Name)
                && InfraStageNames.OfPath(file.Path) is InfraStage.Unknown or InfraStage.Production
            )
        )
            if (Moves().Matches(file.Text).Any(move => Names(move.Value, folder)) && HandsOver(file.Text) is { } at)
                return file.At(at);
        return null;
    }

    static bool Names(string line, string folder) =>
        folder.Length == 0
            ? !line.TrimStart().StartsWith("cd", StringComparison.Ordinal)
            : line.Split([' ', '\t', '"', '\'', '/'], StringSplitOptions.RemoveEmptyEntries)
                .Contains(folder[(folder.LastIndexOf('/') + 1)..]);

    /// <summary>Where a text writes a file of variables on a server, or starts a container with some.</summary>
    static int? HandsOver(string text) =>
        Container().Match(text) is { Success: true } run ? run.Index
        : Remote().IsMatch(text) && Written().Match(text) is { Success: true } written ? written.Index
        : null;

    [GeneratedRegex(@"\.(?:sh|bash|zsh|ps1)$|^(?:Makefile|makefile|justfile|deploy)$", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Script();

    /// <summary>A command that moves code to where it runs, or builds its image.</summary>
    [GeneratedRegex(
        @"^[ \t]*(?:sudo )?(?:scp|rsync|cd|(?:docker|podman) build)\b[^\n]*",
        RegexOptions.Multiline | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Moves();

    [GeneratedRegex(
        @"^[ \t]*(?:sudo )?(?:docker|podman) run\b(?:[^\n\\]|\\\r?\n|\\.)*?\s(?:-e|--env|--env-file)[ =]",
        RegexOptions.Multiline | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Container();

    [GeneratedRegex(@"^[ \t]*(?:sudo )?(?:ssh|scp|rsync)\b", RegexOptions.Multiline | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Remote();

    [GeneratedRegex(@"(?:>|\btee)\s*""?[\w$(){}/.~-]*/\.env\b(?!\.(?:example|sample|template))", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Written();
}
