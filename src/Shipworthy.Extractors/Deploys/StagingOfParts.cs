using System.Text.RegularExpressions;
using Shipworthy.Extractors.Json;
using Shipworthy.Extractors.Pipelines;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Deploys;

/// <summary>Tells whether staging and production get the same build of a part (rubric 5.3).</summary>
sealed partial class StagingOfParts(SourceTree tree, App known, Ways ways)
{
    readonly FeedingBuilds builds = new(tree, known);
    readonly SourceFile? sign = tree.Files.FirstOrDefault(file =>
        file.Role is FileRole.Infra or FileRole.Ci or FileRole.Script or FileRole.Prod && StagingFile().IsMatch(file.Path)
    );

    /// <summary>The answer for a part.</summary>
    public StagingImage Of(Deployable part)
    {
        var way = ways.Of(part);
        if (part.Stack is Stack.SupabaseFunctions)
            return Image(part, part.At, SameBuild.NotBuilt, "is deployed as source");
        if (part.Serves is Serves.Files)
            return Image(part, part.At, SameBuild.NotBuilt, $"is {part.Name}, files for browsers");
        if (
            way.BroughtOut is not (BroughtOut.Unknown or BroughtOut.PerhapsByItself)
            && ImagesForStages.Of(tree, known, part) is var (at, argument)
        )
            return Image(
                part,
                at,
                SameBuild.BuiltDifferently,
                $"builds {part.Name} for the environment that {argument} names, and its values stay in the image"
            );
        var production = ways.ActsOf(part)
            .Where(act => !act.NeverStarts && act.Means.Manner is Manner.Release or Manner.InPlace or Manner.Ftp)
            .OrderBy(act => act.Stage)
            .ThenBy(act => act.When.On(Occasions.DefaultBranch) ? 0 : 1)
            .ToList();
        var trials = ways.TrialsOf(part).Where(act => act.Broken is null).OrderBy(act => Staging().IsMatch(act.Words) ? 0 : 1).ToList();
        var sure = production.Find(act => act.Stage is ForStage.Production);
        if (sure is not null && trials.Count > 0)
            return trials.Select(trial => Compare(part, sure, trial)).MinBy(image => image.Same is SameBuild.Same ? 0 : 1)!;
        if (production.Find(act => act.Stage is ForStage.Chosen) is { } chosen)
            return Chosen(part, chosen);
        if (trials.Count > 0)
            return Image(part, trials[0].At, SameBuild.Unknown, $"deploys {part.Name} to try it out; what production gets is not shown");
        return WithoutStaging(part, way, sure);
    }

    StagingImage Compare(Deployable part, DeployAct production, DeployAct trial)
    {
        var (ours, theirs) = (builds.Of(production, part), builds.Of(trial, part));
        if (ours.IsEmpty)
            return Promoted(part, production, trial);
        var shared = ours.FirstOrDefault(build => theirs.Any(other => other.At == build.At) && !build.ByHost);
        if (shared is not null && InOneRun(production, trial))
            return Moving(production) && Moving(trial)
                ? Image(part, production.At, SameBuild.SameMovingTag, $"takes a tag of {part.Name} that moves, as staging does", trial.At)
                : Image(
                    part,
                    shared.At,
                    SameBuild.Same,
                    $"builds {part.Name} once, for {trial.Means.Name} and {production.Means.Name}",
                    trial.At
                );
        if (theirs.IsEmpty)
            return Image(
                part,
                ours[0].At,
                SameBuild.Unknown,
                $"builds {part.Name} for production; what staging gets is not shown",
                trial.At
            );
        var (own, other) = (ours[0], theirs[0]);
        if (BakedValues.Other(production, trial) is { } baked)
            return Image(part, own.At, SameBuild.BuiltDifferently, $"builds another {baked} into {part.Name} than staging has", other.At);
        if (own.ByHost && other.ByHost)
            return Unpinned(part) is { } missing
                ? Image(
                    part,
                    own.At,
                    SameBuild.BuiltByHostUnpinned,
                    $"lets the host build {part.Name} again for production, and {missing}",
                    other.At
                )
                : Image(part, own.At, SameBuild.BuiltByHost, $"lets the host build {part.Name} again for production", other.At);
        return
            own.Recipe != other.Recipe
            && own.Recipe.Contains("ockerfile", StringComparison.Ordinal)
            && other.Recipe.Contains("ockerfile", StringComparison.Ordinal)
            ? Image(
                part,
                own.At,
                SameBuild.BuiltDifferently,
                $"builds {part.Name} from {Named(own)}, and staging is built from {Named(other)}",
                other.At
            )
            : Image(
                part,
                own.At,
                SameBuild.BuiltForEach,
                $"builds {part.Name} for production, and staging has a build of its own",
                other.At
            );
    }

    /// <summary>Whether the environment of a job is a staging by its name.</summary>
    public static bool IsStaging(string environment) => environment.Length > 0 && Staging().IsMatch(environment);

    static string Named(FeedingBuild build) => build.Recipe.TrimEnd(':');

    /// <summary>Production builds nothing: it takes what was built, by a name that holds still or by one that moves.</summary>
    static StagingImage Promoted(Deployable part, DeployAct production, DeployAct trial) =>
        Moving(production) ? Image(part, production.At, SameBuild.SameMovingTag, $"takes a tag of {part.Name} that moves", trial.At)
        : Fixed().IsMatch(production.Line) || Fixed().IsMatch(string.Join('\n', production.Run!.Step.With.Values))
            ? Image(
                part,
                production.At,
                SameBuild.Same,
                $"starts the build of {part.Name} that staging got, without building again",
                trial.At
            )
        : Image(
            part,
            production.At,
            SameBuild.Unknown,
            $"deploys {part.Name} without a build; whether it is the one that staging got is not shown",
            trial.At
        );

    /// <summary>A pipeline whose environment a person chooses, once for each.</summary>
    StagingImage Chosen(Deployable part, DeployAct chosen) =>
        builds.Of(chosen, part) is [var build, ..]
            ? Image(
                part,
                build.At,
                SameBuild.BuiltForEach,
                $"builds {part.Name} anew in each run, and a run is for one environment",
                chosen.At
            )
            : Image(
                part,
                chosen.At,
                SameBuild.Unknown,
                $"deploys {part.Name} to an environment that is chosen; where its build comes from is not shown"
            );

    StagingImage WithoutStaging(Deployable part, WayToProduction way, DeployAct? production)
    {
        var recipe = RecipeOf(part);
        var described = way.BroughtOut switch
        {
            BroughtOut.ByPipeline or BroughtOut.Broken => true,
            BroughtOut.ByHand or BroughtOut.ByCopying or BroughtOut.ByFtp => recipe is not null || BuildsBesideDeploys.Are(tree, way.At),
            BroughtOut.ByHost => way.At.Path.EndsWith("render.yaml", StringComparison.Ordinal),
            BroughtOut.PerhapsByItself or BroughtOut.Unknown => false,
        };
        if (way.BroughtOut is BroughtOut.ByHand or BroughtOut.ByCopying or BroughtOut.ByFtp && recipe is null && IsSource(part))
            return Image(part, way.At, SameBuild.NotBuilt, $"is how {part.Name} is deployed, as source without a build");
        if (!described)
            return Image(part, way.At, SameBuild.Unknown, $"shows no build of {part.Name}, and no staging");
        if (sign is not null)
            return Image(part, way.At, SameBuild.Unknown, $"deploys {part.Name}; {sign.Path} speaks of a staging whose build is not shown");
        return Image(
            part,
            production?.At ?? recipe ?? way.At,
            SameBuild.NoStaging,
            $"brings {part.Name} straight to production, and no staging is described"
        );
    }

    /// <summary>Where the image of a part is described: a container that is built, else a Dockerfile.</summary>
    Location? RecipeOf(Deployable part)
    {
        bool IsOf(string? file) => file is not null && (Paths.IsIn(part.Folder, file) || !file.Contains('/'));
        return known.ContainerUses.FirstOrDefault(use => IsOf(use.BuiltFrom))?.At
            ?? known.ContainerFiles.FirstOrDefault(file => IsOf(file.At.Path))?.At;
    }

    /// <summary>Languages that run their source, without a step that builds.</summary>
    bool IsSource(Deployable part) =>
        part.Stack is Stack.Python or Stack.Php or Stack.Ruby
        || (
            part.Stack is Stack.JavaScript
            && tree.Find(Paths.Below(part.Folder, "package.json")) is { } manifest
            && !JsonFile.Read(manifest)["scripts"].Has("build")
        );

    /// <summary>One run does both: production waits for staging, or both surely run on the same occasion.</summary>
    static bool InOneRun(DeployAct production, DeployAct trial) =>
        production.Run is { } run
        && trial.Run is { } other
        && run.Pipeline == other.Pipeline
        && (
            run.Job == other.Job
            || FeedingBuilds.Before(run.Pipeline, run.Job).Contains(other.Job)
            || (production.When.Surely & trial.When.Surely & (Occasions.DefaultBranch | Occasions.Release)) != Occasions.None
        );

    static bool Moving(DeployAct act) =>
        MovingTag().IsMatch(act.Line) || act.Run is { } run && MovingTag().IsMatch(string.Join('\n', run.Step.With.Values));

    /// <summary>What a host may take anew each time, as a clause; null when lock file and runtime are pinned.</summary>
    string? Unpinned(Deployable part)
    {
        bool Has(params ReadOnlySpan<string> names)
        {
            foreach (var name in names)
                if (tree.Find(Paths.Below(part.Folder, name)) is not null || tree.Find(name) is not null)
                    return true;
            return false;
        }
        var needsLock = part.Stack is Stack.JavaScript or Stack.Python or Stack.Ruby or Stack.Php or Stack.Go or Stack.Rust;
        if (
            needsLock
            && !Has(
                "package-lock.json",
                "npm-shrinkwrap.json",
                "pnpm-lock.yaml",
                "yarn.lock",
                "bun.lock",
                "bun.lockb",
                "poetry.lock",
                "uv.lock",
                "Pipfile.lock",
                "pdm.lock",
                "requirements.txt",
                "Gemfile.lock",
                "composer.lock",
                "go.sum",
                "Cargo.lock"
            )
        )
            return "no lock file is committed";
        var pinned =
            part.Stack is not (Stack.JavaScript or Stack.Python or Stack.Ruby)
            || Has(
                ".nvmrc",
                ".node-version",
                ".tool-versions",
                ".python-version",
                "runtime.txt",
                ".ruby-version",
                "mise.toml",
                "Dockerfile"
            )
            || (
                tree.Find(Paths.Below(part.Folder, "package.json")) is { } manifest
                && JsonFile.Read(manifest).Under("engines", "node").Exists
            );
        return pinned ? null : "no version of the runtime is pinned";
    }

    static StagingImage Image(Deployable part, Location at, SameBuild same, string because, Location? staging = null) =>
        new(at, part.Name)
        {
            PartIdentity = part.Identity,
            Same = same,
            Because = because,
            StagingAt = staging,
        };

    [GeneratedRegex(
        @"(?<![a-z])(?:staging|stage|stg|preprod|pre-prod|uat)(?![a-z])",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Staging();

    [GeneratedRegex(
        @"(?:^|[/._-])(?:staging|stg|preprod)(?:[/._-][^/]*)*\.(?:ya?ml|tf|tfvars|toml|json|env|sh|bicepparam)$|\.env\.(?:staging|stg)|(?:^|/)(?:environments?|envs?|overlays|stacks)/(?:staging|stg|stage|preprod|uat)/",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex StagingFile();

    [GeneratedRegex(
        @":(?:latest|main|master|staging|stable|prod|production|dev|develop)(?![\w.-])|image\.tag=(?:latest|main|staging|stable)\b",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex MovingTag();

    [GeneratedRegex(
        @"promote|@sha256:|imagetools create|^(?:crane|skopeo) |[$:@{]\S*?(?:sha|SHA|digest|DIGEST|version|VERSION|tag|TAG|COMMIT)",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Fixed();
}
