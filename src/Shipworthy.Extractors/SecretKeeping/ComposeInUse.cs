using System.Text.RegularExpressions;
using Shipworthy.Extractors.Deploys;
using Shipworthy.Extractors.Images.Uses;
using Shipworthy.Extractors.Reading;
using Shipworthy.Extractors.Yaml;

namespace Shipworthy.Extractors.SecretKeeping;

/// <summary>
/// The compose files that production runs: those whose content is made for it (ruling D1), and where there is none, the one that the team's own words start on the
/// server, whatever it looks like (ruling G1).
/// </summary>
sealed partial class ComposeInUse
{
    readonly ImmutableArray<SourceFile> every;

    public ComposeInUse(Sources sources, App known)
    {
        var purposes = new ComposePurposes(sources.Tree);
        every = [.. sources.Tree.Files.Where(ContainersInCompose.IsCompose)];
        var all = every
            .Where(file => file.Role is FileRole.Infra or FileRole.Prod)
            .Select(file => (File: file, YamlFile.Read(file).Root))
            .ToList();
        Files =
        [
            .. all.Where(one =>
                purposes.NotProduction(one.File, one.Root) is null
                && Infrastructure.InfraStageNames.OfPath(one.File.Path) is not (InfraStage.Staging or InfraStage.Development)
            ),
        ];
        if (
            !Files.IsEmpty
            || all.Count == 0
            || known.InfraResources.Any(one => one is { Kind: InfraKind.Runtime, IsInProduction: true, Tool: not InfraTool.Compose })
        )
            return;
        if (DeployActsByHand.In(known, sources.Tree).Any(act => act.Means.Host is Hosting.Compose && act.Stage is not ForStage.Trial))
            Files = [.. all.Where(one => DefaultName().IsMatch(one.File.Path))];
    }

    /// <summary>The files with their roots.</summary>
    public ImmutableArray<(SourceFile File, YamlNode Root)> Files { get; }

    /// <summary>Whether a file beside another one takes back what that one says of a service, by <c>!reset</c> or <c>!override</c>.</summary>
    public bool IsTakenBack(SourceFile file, string service, string key) =>
        every.Any(other =>
            other.Path != file.Path
            && other.Folder == file.Folder
            && Infrastructure.InfraStageNames.OfPath(other.Name) is not (InfraStage.Staging or InfraStage.Development)
            && TakenBack().Matches(other.Text).Any(taken => taken.Groups["key"].Value == key && ServiceOf(other.Text, taken) == service)
        );

    /// <summary>The name of the map that a line stands in.</summary>
    static string ServiceOf(string text, Match line)
    {
        foreach (var above in text[..line.Index].Split('\n').AsEnumerable().Reverse().Select(one => one.TrimEnd()))
            if (
                above.Length - above.TrimStart().Length is var indent
                && above.Length > indent
                && above[indent] != '#'
                && indent < line.Groups["indent"].Length
            )
                return above.Trim().Split(':')[0].Trim('"', '\'');
        return "";
    }

    /// <summary>Whether a file is one of them.</summary>
    public bool Includes(string path) => Files.Any(one => one.File.Path == path);

    [GeneratedRegex(
        @"^(?<indent>[ ]+)(?<key>\w+):[ \t]*!(?:reset|override)\b",
        RegexOptions.Multiline | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex TakenBack();

    /// <summary>What compose reads when no file is named, at the root.</summary>
    [GeneratedRegex(@"^(?:docker-)?compose\.ya?ml$", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex DefaultName();
}
