using System.Text.RegularExpressions;
using Shipworthy.Extractors.Images.Joining;
using Shipworthy.Extractors.Pipelines;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Deploys;

/// <summary>Tells what is kept of the earlier versions of a part (rubric 5.2, classes A to C and rules 1 and 2).</summary>
sealed partial class RollbackOfParts(SourceTree tree, Ways ways, ImageEvidence images)
{
    /// <summary>The answer for a part.</summary>
    public Rollback Of(Deployable part)
    {
        var way = ways.Of(part);
        if (way.BroughtOut is BroughtOut.ByCopying or BroughtOut.ByFtp || (way.BroughtOut is BroughtOut.ByHand && ways.ByHandInPlace(part)))
            return SetsAside(way.At)
                ? Answer(
                    part,
                    way.At,
                    KeptRelease.Unknown,
                    $"overwrites {part.Name} where it runs, after a copy of what lay there; whether that copy brings all of it back is not shown"
                )
                : Answer(part, way.At, KeptRelease.Overwritten, $"overwrites {part.Name} where it runs, and keeps no earlier version");
        if (part.Stack is Stack.SupabaseFunctions && way.BroughtOut is not BroughtOut.Unknown)
            return Answer(part, way.At, KeptRelease.Source, $"deploys {part.Name} from source; going back is a revert and another deploy");
        if (MovingAlone(part, way) is { } moving)
            return moving;
        var act = ways.ActsOf(part)
            .Where(one => !one.NeverStarts && one.Means.Manner is Manner.Release)
            .OrderBy(one => one.Broken is null ? 0 : 1)
            .FirstOrDefault();
        if (act is not null && CommandOf(act.Means, act.Line) is { } command)
            return Answer(part, act.At, KeptRelease.Pointer, $"keeps releases of {part.Name}: time {command}");
        if (ways.HostsOf(part) is [var mark, ..] && CommandOf(mark.Host) is { } ofHost)
            return Answer(part, mark.At, KeptRelease.Pointer, $"keeps releases of {part.Name}: time {ofHost}");
        if (act is not null && HasFixedName(part))
            return Answer(
                part,
                act.At,
                KeptRelease.Artifact,
                $"leaves an image of {part.Name} for each commit: time a deploy of an earlier one"
            );
        if (act is not null)
            return Answer(
                part,
                act.At,
                KeptRelease.Source,
                $"deploys {part.Name}; no kept release is shown, so going back is a revert and another deploy"
            );
        return Answer(part, way.At, KeptRelease.Unknown, $"shows no way back for {part.Name}");
    }

    /// <summary>Whether the file of the deploy lays a folder of the server aside under another name before it changes it.</summary>
    bool SetsAside(Location deploy) => tree.Find(deploy.Path) is { } file && Aside().IsMatch(file.Text);

    [GeneratedRegex(
        @"^[ \t]*(?:sudo\s+)?(?:cp\s+-\w*[raR]\w*|mv|rsync\s+-\w+)\s+\S+\s+\S*(?:backup|[.-]bak\b|previous|[.-]old\b|/releases/)",
        RegexOptions.CultureInvariant | RegexOptions.Multiline | RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex Aside();

    /// <summary>Production pulls one name that moves, and no other name is pushed.</summary>
    Rollback? MovingAlone(Deployable part, WayToProduction way)
    {
        if (way.BroughtOut is BroughtOut.ByHost or BroughtOut.PerhapsByItself)
            return null;
        if (way.BroughtOut is BroughtOut.Unknown)
            return InManifest(part);
        // The deploy step wins over files that lie beside it (ruling G8): a host that names its images itself takes none of theirs.
        if (
            ways.ActsOf(part)
                .Any(act =>
                    !act.NeverStarts && act.Means is not ({ Host: Hosting.Kubernetes } or { Host: Hosting.Compose, Cargo: Cargo.Programs })
                )
        )
            return null;
        foreach (var file in FilesOf(part))
        foreach (var use in images.UsesOf(file))
            if (
                use
                    is {
                        Image: { } image,
                        By: ContainerHost.Compose or ContainerHost.Kubernetes or ContainerHost.Helm or ContainerHost.TaskDefinition
                    }
                && (use.BuiltFrom is null || ways.Pulls(part))
                && Moves(image)
                && !HasFixedName(file)
            )
                return Answer(part, use.At, KeptRelease.Nothing, $"pulls {part.Name} as {image}, the only name that its images get");
        return null;
    }

    /// <summary>
    /// A manifest of a cluster says by itself which image runs. Where the only image that is made here has one name that moves, there is nothing else to point to,
    /// whoever applies the manifest.
    /// </summary>
    Rollback? InManifest(Deployable part)
    {
        if (FilesOf(part).ToList() is not [var file] || images.Files.Count(one => one.NotForProduction is null) != 1 || HasFixedName(file))
            return null;
        var use = images.Known.ContainerUses.FirstOrDefault(use =>
            use is { NotProduction: null, BuiltFrom: null, By: ContainerHost.Kubernetes, Image: { } image }
            && Moves(image)
            && (images.Names.IsOwn(use) || image.Owner.Length > 0 && OwnName().IsMatch(image.Name))
        );
        return use is null
            ? null
            : Answer(part, use.At, KeptRelease.Nothing, $"pulls {part.Name} as {use.Image}, the only name that its images get");
    }

    /// <summary>Names that people give to the parts of an app of their own.</summary>
    [GeneratedRegex(
        @"(?:^|[-_])(?:back-?end|front-?end|api|server|web-?app|app|worker|client)$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex OwnName();

    IEnumerable<ContainerFile> FilesOf(Deployable part)
    {
        var own = images.Files.Where(file => part.Folder.Length > 0 && Paths.IsIn(part.Folder, file.At.Path)).ToList();
        return own.Count > 0 ? own : images.Files.Where(file => !file.At.Path.Contains('/'));
    }

    bool HasFixedName(Deployable part) => FilesOf(part).Any(HasFixedName);

    bool HasFixedName(ContainerFile file) =>
        images
            .BuildsOf(file)
            .Any(build =>
                build.Ships
                && (
                    build.TagsComputed
                    || build.Tags.Any(tag =>
                        ImageReference.Parse(build.Run.Expanded(tag).Replace(" ", "", StringComparison.Ordinal)) is { } name && !Moves(name)
                    )
                )
            )
        || images.Typed.Any(typed =>
            typed.File == file.At.Path && typed.Tags.Any(tag => ImageReference.Parse(tag) is { } name && !Moves(name))
        );

    static bool Moves(ImageReference image) => image.Digest.Length == 0 && (image.IsFloating || MovingTag().IsMatch(image.Tag));

    /// <summary>The command that points to an earlier release, by the means of the deploy.</summary>
    static string? CommandOf(DeployMeans means, string line) =>
        means.Name switch
        {
            var name when name.StartsWith("kamal", StringComparison.Ordinal) => "`kamal rollback <version>`",
            var name when name.StartsWith("helm", StringComparison.Ordinal) => "`helm rollback <release>`",
            var name when name.StartsWith("cap ", StringComparison.Ordinal) => "`cap production deploy:rollback`",
            var name when name.StartsWith("dep ", StringComparison.Ordinal) => "`dep rollback production`",
            var name when name.StartsWith("eas update", StringComparison.Ordinal) => "`eas update:rollback`",
            var name
                when name.Contains("webapp", StringComparison.OrdinalIgnoreCase)
                    || name.Contains("functionapp", StringComparison.OrdinalIgnoreCase) => line.Contains("slot", StringComparison.Ordinal)
                ? "`az webapp deployment slot swap`"
                : null,
            var name when name.StartsWith("aws s3", StringComparison.Ordinal) => null,
            _ when means.Cargo is Cargo.Everything && means.Host is Hosting.Aws => null,
            _ => CommandOf(means.Host),
        };

    static string? CommandOf(Hosting host) =>
        host switch
        {
            Hosting.Vercel => "`vercel rollback`",
            Hosting.Netlify => "`netlify api restoreSiteDeploy`",
            Hosting.Cloudflare => "`wrangler rollback`",
            Hosting.Heroku => "`heroku rollback`",
            Hosting.Fly => "`fly deploy --image <previous image>`",
            Hosting.Render => "`Rollback` on the page of the deploy",
            Hosting.Railway => "`Redeploy` of an earlier deployment",
            Hosting.GoogleCloud => "`gcloud run services update-traffic --to-revisions=<previous>=100`",
            Hosting.Aws => "`aws ecs update-service --task-definition <previous>`",
            Hosting.Kubernetes => "`kubectl rollout undo`",
            Hosting.Azure => "`az containerapp ingress traffic set --revision-weight <previous>=100`",
            Hosting.Lovable => "a restore of an earlier version in the editor",
            Hosting.Firebase or Hosting.Supabase or Hosting.Replit or Hosting.Compose or Hosting.Unknown => null,
        };

    static Rollback Answer(Deployable part, Location at, KeptRelease kept, string because) =>
        new(at, part.Name)
        {
            PartIdentity = part.Identity,
            Kept = kept,
            Because = because,
        };

    [GeneratedRegex(@"(?:^|:-)(?:latest|main|master|prod|production|live|stable)\}?$", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex MovingTag();
}
