using System.Text.RegularExpressions;
using Shipworthy.Extractors.Manifests;
using Shipworthy.Extractors.Pipelines;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Dependencies;

/// <summary>What manifests are for: what runs, what is published, and what only developers need.</summary>
static partial class ManifestUses
{
    /// <summary>
    /// What all manifests together are for by their paths, or by what deploys them from there, which says more than the name of a folder; null when neither
    /// tells.
    /// </summary>
    public static (ManifestUse Use, string Because)? OfPaths(ImmutableArray<SourceFile> manifests, SourceTree tree)
    {
        if (manifests.All(file => file.Role is FileRole.Test || Testing().IsMatch(file.Path)))
            return (ManifestUse.Development, "belongs to tests");
        if (manifests.Any(file => IsDeployed(file.Folder, tree)))
            return (ManifestUse.Deployed, "is deployed from its folder");
        if (manifests.All(file => BringsOut(file, tree) is not null) && OfShapes(manifests, tree) is not (ManifestUse.Deployed, _))
            return (
                ManifestUse.Development,
                $"belongs to {BringsOut(manifests[0], tree)}, which runs where the infrastructure is brought out from"
            );
        if (manifests.All(file => file.Role is FileRole.Example or FileRole.Docs || Sample().IsMatch(file.Path)))
            return (ManifestUse.Example, "belongs to samples or documents");
        return manifests.All(file => file.Role is FileRole.Ci or FileRole.Script || Tooling().IsMatch(file.Path))
            ? (ManifestUse.Development, "belongs to tools")
            : null;
    }

    /// <summary>What manifests are for by their content: one that runs decides, and a library needs all of them to be one.</summary>
    public static (ManifestUse Use, string Because)? OfShapes(IEnumerable<SourceFile> manifests, SourceTree tree)
    {
        var shapes = manifests
            .Select(file => AppShapeInManifests.Of(file, tree))
            .OfType<(ShapeKind Kind, int Line, string Because)>()
            .ToList();
        foreach (var (kind, _, because) in shapes)
            if (kind is ShapeKind.Server or ShapeKind.FrontEnd or ShapeKind.Worker or ShapeKind.Deployed)
                return (ManifestUse.Deployed, because);
        return shapes.Count > 0 && shapes.TrueForAll(shape => shape.Kind is ShapeKind.Library)
            ? (ManifestUse.Library, shapes[0].Because)
            : null;
    }

    /// <summary>
    /// The program for infrastructure that a manifest is of; null for any other, and for one that bundles code of functions with packages of the same manifest.
    /// </summary>
    static string? BringsOut(SourceFile file, SourceTree tree) =>
        tree.Files.FirstOrDefault(one => one.Folder == file.Folder && one.Name is "cdk.json" or "Pulumi.yaml") is { } mark
        && !tree.Files.Any(one =>
            Paths.IsIn(file.Folder, one.Path) && one.Role is FileRole.Prod or FileRole.Infra && Bundles().IsMatch(one.Text)
        )
            ? $"the program of {mark.Path}"
            : null;

    [GeneratedRegex(
        @"\b(?:NodejsFunction|PythonFunction|CallbackFunction|HttpCallbackFunction|fromAsset|FileArchive|AssetArchive)\(",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Bundles();

    /// <summary>
    /// Whether files for a platform lie in a folder below the root. People are shown in samples how to make an image, so there an image is no evidence.
    /// </summary>
    static bool IsDeployed(string folder, SourceTree tree) =>
        folder.Length > 0
        && tree.Files.Any(file =>
            file.Folder == folder
            && (
                AppShapeInManifests.IsForPlatform(file.Path)
                || file.Name.StartsWith("Dockerfile", StringComparison.OrdinalIgnoreCase) && !Shown().IsMatch(file.Path)
            )
        );

    [GeneratedRegex(
        @"(^|/)(examples?|samples?|playgrounds?|templates?|tutorials?|snippets|\.devcontainer)/",
        RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex Shown();

    [GeneratedRegex(
        @"(^|/)(tests?|__tests__|spec|e2e|fixtures|cypress|playwright|benchmarks?|bench|perf|loadtests?|load-tests?)/",
        RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex Testing();

    [GeneratedRegex(@"(^|/)(examples?|samples?|demos?|docs?|playgrounds?|tutorials?|snippets)/", RegexOptions.IgnoreCase, 10_000)]
    private static partial Regex Sample();

    [GeneratedRegex(@"(^|/)(tools?|tooling|scripts?|\.github|\.devcontainer|\.config)/", RegexOptions.IgnoreCase, 10_000)]
    private static partial Regex Tooling();
}
