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
    public ComposeInUse(Sources sources, App known)
    {
        var purposes = new ComposePurposes(sources.Tree);
        var all = sources
            .Tree.Files.Where(ContainersInCompose.IsCompose)
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

    /// <summary>Whether a file is one of them.</summary>
    public bool Includes(string path) => Files.Any(one => one.File.Path == path);

    /// <summary>What compose reads when no file is named, at the root.</summary>
    [GeneratedRegex(@"^(?:docker-)?compose\.ya?ml$", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex DefaultName();
}
