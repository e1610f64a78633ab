using System.Text.RegularExpressions;
using Shipworthy.Extractors.Migrations.Applying;
using Shipworthy.Extractors.Migrations.Sets;
using Shipworthy.Extractors.Pipelines;
using Shipworthy.Extractors.Pipelines.Following;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Migrations;

/// <summary>Where a reader would look for what applies migrations, and signs that it happens where we cannot see it.</summary>
sealed partial class PlacesOfAbsence(Sources sources, App known, Packages packages, IReadOnlyList<Started> started)
{
    /// <summary>A runner that nothing starts, the command that starts the app, the step that deploys it, or the script that only people type.</summary>
    public Location? Of(FoundSet set, IReadOnlyList<CodeApply> inCode) =>
        inCode
            .FirstOrDefault(apply =>
                apply is { RunsAtStart: false, Argument: null, Act: ApplyAct.Migrate, IsOutsideProduction: false } && IsAbout(apply, set)
            )
            ?.At
        ?? started
            .Where(one => one.Place is ApplyPlace.Start)
            .OrderByDescending(one => Paths.IsIn(Paths.FolderOf(one.At.Path), set.Folder) ? Paths.FolderOf(one.At.Path).Length : -1)
            .FirstOrDefault(one => Paths.IsIn(Paths.FolderOf(one.At.Path), set.Folder))
            ?.At
        ?? StepOfPipeline
            .All(known)
            .FirstOrDefault(found => PipelineApplies.Of(found) is StepReach.Production && DeploySteps.MechanismOf(found.Step) is not null)
            ?.Step.At
        ?? ScriptThatPeopleType(set);

    static bool IsAbout(CodeApply apply, FoundSet set) =>
        apply.Tool == set.Tool
        || (
            apply.Tool is MigrationTool.OwnRunner
            && (Paths.IsIn(Paths.FolderOf(set.Folder), apply.Path) || Paths.FolderOf(apply.Path) == set.Folder)
        );

    Location? ScriptThatPeopleType(FoundSet set) =>
        packages
            .All.Where(package => Paths.IsIn(package.Folder, set.Folder))
            .OrderByDescending(package => package.Folder.Length)
            .SelectMany(package =>
                package
                    .Scripts.Where(script =>
                        MigrationCommand.Of(Unwrapped(script.Value)) is { Act: ApplyAct.Migrate } found && found.Tool == set.Tool
                    )
                    .OrderBy(script => script.Key, StringComparer.Ordinal)
                    .Select(script => package.ScriptAt(script.Key))
            )
            .FirstOrDefault();

    static string Unwrapped(string script) => script.StartsWith("npx ", StringComparison.Ordinal) ? script[4..] : script;

    /// <summary>A sign, as a clause about the migrations; null without one.</summary>
    public string? PerhapsElsewhere(FoundSet set)
    {
        if (set.Tool is MigrationTool.Supabase)
            return "no pipeline applies them, and Supabase's own integration with the repository, or Lovable, may";
        foreach (var found in StepOfPipeline.All(known).Where(found => PipelineApplies.Of(found) is StepReach.Production))
            if (found.Step.Commands.FirstOrDefault(command => command.Unseen is not null && Speaks().IsMatch(command.Line)) is { } unseen)
                return $"may be applied by {unseen.At}, which {unseen.Unseen}";
        foreach (var job in known.Pipelines.SelectMany(pipeline => pipeline.Jobs))
            if (job.Elsewhere is { } elsewhere && Deploys().IsMatch($"{job.Id} {elsewhere}"))
                return $"may be applied by {elsewhere}, a pipeline of another repository";
        if (started.FirstOrDefault(one => one.Command.Unseen is not null && one.Place is not ApplyPlace.Build) is { } hidden)
            return $"may be applied by what {hidden.At} starts, which {hidden.Command.Unseen}";
        if (
            known.ContainerUses.FirstOrDefault(use => use is { NotProduction: null, BuiltFrom: null } && Migrates().IsMatch(use.Name)) is
            { } image
        )
            return $"may be applied by the container {image.Name} in {image.At}, whose image is made elsewhere";
        return IsOnVercel(set) ? "may be applied by the build command that is set in Vercel, which is not in the repository" : null;
    }

    bool IsOnVercel(FoundSet set) =>
        known.Deployables.Any(part => part.Hosting is Hosting.Vercel && part.Stack is Stack.JavaScript)
        && sources
            .Tree.Named("vercel.json")
            .FirstOrDefault(file => file.Role is FileRole.Prod or FileRole.Infra && Paths.IsIn(file.Folder, set.Folder))
            is { } settings
        && !settings.Text.Contains("buildCommand", StringComparison.Ordinal);

    [GeneratedRegex("migrat|deploy|release", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Speaks();

    [GeneratedRegex("migrat|deploy|release", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Deploys();

    [GeneratedRegex("migrat", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Migrates();
}
