using System.Text.RegularExpressions;
using Shipworthy.Extractors.Images.Building;
using Shipworthy.Extractors.Pipelines;

namespace Shipworthy.Extractors.Images.Joining;

/// <summary>
/// Decides which images of the team run in production (rulings G8, D1 and 1.6): the deploy step of a pipeline wins over files of deployments, those over documents.
/// </summary>
sealed partial class ProductionOfImages(ImageEvidence evidence)
{
    /// <summary>Files of hosts that build the app themselves, without a Dockerfile.</summary>
    static readonly ImmutableArray<string> ownBuilders =
    [
        "vercel.json",
        "vercel.ts",
        "netlify.toml",
        "wrangler.toml",
        "wrangler.json",
        "wrangler.jsonc",
        "firebase.json",
        "apphosting.yaml",
        "apprunner.yaml",
        "serverless.yml",
        "serverless.yaml",
        "samconfig.toml",
        "amplify.yml",
        "staticwebapp.config.json",
        "nixpacks.toml",
        "railway.json",
        "railway.toml",
        "render.yaml",
        "fly.toml",
        "app.yaml",
    ];

    /// <summary>Whether the image of a Dockerfile runs in production, and why.</summary>
    public (ImageInProduction Standing, string Because) Of(ContainerFile file)
    {
        if (Shipped(file) is { } build)
            return (ImageInProduction.Deployed, $"is built and brought out by {build.At}");
        if (file is { RunsTests: true, NotForProduction: { } runs })
            return (ImageInProduction.NotForProduction, runs);
        var elsewhere = OtherWay(file);
        if (Uses(file).FirstOrDefault(use => elsewhere is null || use.By is not ContainerHost.Compose) is { } running)
            return (ImageInProduction.Deployed, $"is run by {running.At}");
        if (
            evidence
                .Typed.Where(typed => typed.Deploys && typed.File == file.At.Path)
                .OrderBy(typed => typed.InScript ? 0 : 1)
                .FirstOrDefault()
                is { } typed
            && (elsewhere is null || typed.InScript)
            && file.NotForProduction is null
        )
            return (ImageInProduction.Deployed, $"is built for production by {typed.At}");
        if (file.NotForProduction is { } other)
            return (ImageInProduction.NotForProduction, other);
        if (elsewhere is not null)
            return (ImageInProduction.Unused, elsewhere);
        return (ImageInProduction.Unknown, "is deployed by nothing that is in the repository");
    }

    /// <summary>A build that brings the image out. One for trials counts only where no image is brought out for anything else (rubric D1).</summary>
    ImageBuild? Shipped(ContainerFile file)
    {
        var shipped = evidence.BuildsOf(file).Where(build => build.Ships || Starts(build)).ToList();
        if (shipped.Find(build => !IsForTrial(build)) is { } production)
            return production;
        var others = evidence.Builds.Where(build => build.Ships && !IsForTrial(build)).ToList();
        return shipped is [var trial, ..] && others.Count == 0 && file.NotForProduction is null ? trial : null;
    }

    /// <summary>The image is started on the machine that built it.</summary>
    bool Starts(ImageBuild build) =>
        evidence.Deploys.Any(run => run.Pipeline == build.Run.Pipeline && OnThisMachine().IsMatch(ImageDeploys.MechanismOf(run) ?? ""));

    static bool IsForTrial(ImageBuild build) =>
        DeploySteps.IsForTrial(build.Run.Pipeline, build.Run.Job, build.Run.Step)
        || !build.Run.Step.When.MayBeOn(~Occasions.ProposedChange & Occasions.All);

    IEnumerable<ContainerUse> Uses(ContainerFile file) => evidence.UsesOf(file);

    /// <summary>How the same part is deployed without this Dockerfile, as a clause; null when nothing describes it.</summary>
    string? OtherWay(ContainerFile file)
    {
        var folder = file.Folder;
        // A folder that only holds container files belongs to what lies around it.
        if (OnlyForContainers().IsMatch(folder))
            folder = Paths.FolderOf(folder);
        foreach (var name in ownBuilders)
            if (evidence.Sources.Tree.Find(Paths.Below(folder, name)) is { } mark && !DeploysContainers(mark.Path))
                return $"stands beside {mark.Path}, by which the host builds the app itself";
        if (evidence.Files.FirstOrDefault(other => other != file && other.Folder == file.Folder && IsDeployed(other)) is { } sibling)
            return $"stands beside {sibling.At.Path}, which is the one that is deployed";
        return folder.Length == 0 && evidence.Deploys.FirstOrDefault(IsOwnBuilder) is { } run
            ? $"stands beside {ImageDeploys.MechanismOf(run)} in {run.Step.At}, by which the host builds the app itself"
            : null;
    }

    bool IsDeployed(ContainerFile file) => Shipped(file) is not null || Uses(file).Any(use => use.BuiltFrom is not null);

    bool DeploysContainers(string path) => evidence.Known.ContainerUses.Any(use => use.At.Path == path);

    static bool IsOwnBuilder(StepOfPipeline run) =>
        ImageDeploys.BuildsItself(ImageDeploys.MechanismOf(run) ?? "") && run.Step.When.MayBeOn(~Occasions.ProposedChange & Occasions.All);

    [GeneratedRegex(@"^(?:docker(?:[ -]compose)? |podman |docker-compose )", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex OnThisMachine();

    [GeneratedRegex(
        @"(?:^|/)(?:docker|\.docker|deploy|deployment|build|infra|ops|container|containers)$",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex OnlyForContainers();
}
