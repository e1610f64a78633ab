using System.Text.RegularExpressions;
using Shipworthy.Extractors.DependencyScans.Scanners;
using Shipworthy.Extractors.Json;
using Shipworthy.Extractors.Pipelines;
using Shipworthy.Extractors.Pipelines.Scans;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.DependencyScans.NuGet;

/// <summary>
/// The audit that NuGet makes by itself at each restore since the SDK of .NET 8. It is a scan that somebody hears of where its warnings are errors and a pipeline
/// restores the project.
/// </summary>
sealed partial class AuditsOfNuGet(SourceTree tree, ScansOfPipelines pipelines)
{
    const string Tool = "NuGet's audit";

    /// <summary>The first SDK that audits.</summary>
    const int FirstSdk = 8;

    /// <summary>A step that restores projects.</summary>
    sealed record Restore(StepOfPipeline Run, PipelineCommand Command)
    {
        public Arguments Given { get; } = new(Command.Words.Skip(2), ["--no-restore", "--no-build", "-warnaserror", "/warnaserror"]);

        public string Configuration =>
            Given.Of("-c", "--configuration")
            ?? Command.Words.Select(word => Property().Match(word)).FirstOrDefault(match => match.Success)?.Groups[1].Value
            ?? "";

        public bool MakesErrors =>
            Command.Words.Any(word =>
                word.TrimStart('-', '/').Equals("warnaserror", StringComparison.OrdinalIgnoreCase)
                || word.EndsWith(":TreatWarningsAsErrors=true", StringComparison.OrdinalIgnoreCase)
            );

        public bool Audits => !Command.Words.Any(word => word.EndsWith(":NuGetAudit=false", StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>All of them.</summary>
    public IEnumerable<DependencyScan> All(App known)
    {
        var projects = tree
            .Files.Where(file =>
                file.Role is not (FileRole.Vendored or FileRole.Test or FileRole.Example)
                && Path.GetExtension(file.Name) is ".csproj" or ".fsproj" or ".vbproj"
            )
            .ToList();
        if (projects.Count == 0)
            return [];
        var restores = StepOfPipeline
            .All(known)
            .SelectMany(run => run.Step.Commands.Where(Restores).Select(command => new Restore(run, command)))
            .Where(restore => restore.Audits)
            .ToList();
        var sdk = Sdk(known);
        var audits = projects
            .Where(project => sdk >= FirstSdk || AuditSettings.TargetOf(tree, project) >= FirstSdk)
            .Select(project => new AuditOfProject(project, [.. Of(project, [.. restores.Where(restore => Covers(restore, project))])]))
            .ToList();
        return AuditOfProject
            .Worst(audits, known, tree)
            .SelectMany(audit => audit.Scans)
            .GroupBy(scan => (scan.At, scan.Tool, scan.Standing, scan.Because))
            .Select(same => same.First() with { Files = [.. same.SelectMany(scan => scan.Files).Distinct()] });
    }

    static bool Restores(PipelineCommand command) =>
        command.Words is ["dotnet", "restore" or "build" or "test" or "publish" or "pack" or "run", ..]
        && !command.Words.Contains("--no-restore");

    bool Covers(Restore restore, SourceFile project)
    {
        var target = restore.Given.Operands.FirstOrDefault(word =>
            Path.GetExtension(word) is ".csproj" or ".fsproj" or ".vbproj" or ".sln" or ".slnx" or ".slnf"
        );
        if (target is not null && target.EndsWith("proj", StringComparison.Ordinal))
            return Paths.Within(restore.Command.Directory, target) is { } path && Reaches(path, project);
        var folder = Paths.Within(restore.Command.Directory, target ?? restore.Given.Operands.FirstOrDefault("")) ?? "";
        return Paths.IsIn(target is null ? folder : Paths.FolderOf(folder), project.Path);
    }

    /// <summary>A restore of a project restores those that it refers to.</summary>
    bool Reaches(string path, SourceFile project)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var left = new Stack<string>([path]);
        while (left.TryPop(out var at))
        {
            if (at == project.Path)
                return true;
            if (seen.Add(at) && tree.Find(at) is { } file)
                foreach (Match match in ProjectReference().Matches(file.Text))
                    if (Paths.Within(file.Folder, match.Groups[1].Value) is { } next)
                        left.Push(next);
        }
        return false;
    }

    IEnumerable<DependencyScan> Of(SourceFile project, ImmutableArray<Restore> restores)
    {
        ImmutableArray<string> files =
        [
            project.Path,
            .. new[] { Paths.Below(project.Folder, "packages.lock.json") }.Where(path => tree.Find(path) is not null),
        ];
        DependencyScan Alone(Location at, DependencyScanStanding standing, string because) =>
            new(at, Tool)
            {
                Files = files,
                Standing = standing,
                Because = because,
            };

        if (restores.IsEmpty)
        {
            var settings = AuditSettings.Of(tree, project, "", errors: false);
            return
            [
                OfSettings(settings, Alone)
                    ?? Alone(
                        settings.At,
                        DependencyScanStanding.Partial,
                        "scans the packages with NuGet's audit on the machine of whoever builds, and no pipeline here restores them"
                    ),
            ];
        }
        return restores.SelectMany(restore =>
        {
            var settings = AuditSettings.Of(tree, project, restore.Configuration, restore.MakesErrors);
            if (OfSettings(settings, Alone) is { } scan)
                return [scan];
            var look = new Look(Tool, settings.Kind is AuditKind.Unknown ? Voice.Unknown : Voice.Stops, PackageFiles.NuGet)
            {
                Only = [.. files.Select(file => $"/{file}")],
                Gap = settings.Gap,
            };
            return pipelines.Judged(new(restore.Run, restore.Command.At, look, "") { Swallowing = restore.Command.Swallowing });
        });
    }

    /// <summary>What settings decide, whether or not a pipeline restores; null when a hit stops a restore, or may.</summary>
    static DependencyScan? OfSettings(AuditSettings settings, Func<Location, DependencyScanStanding, string, DependencyScan> alone) =>
        settings.Kind switch
        {
            AuditKind.Off => alone(settings.At, DependencyScanStanding.None, $"NuGet's audit is switched off in {settings.At}"),
            AuditKind.Silenced => alone(
                settings.At,
                DependencyScanStanding.Mute,
                "silences NuGet's audit of the packages, also where a hole is serious"
            ),
            AuditKind.Warns => alone(
                settings.At,
                DependencyScanStanding.Partial,
                "scans the packages with NuGet's audit at each restore, which prints a warning and goes on"
            ),
            AuditKind.Stops or AuditKind.Unknown => null,
        };

    /// <summary>The newest SDK that a file or a step names; 0 when none is named.</summary>
    int Sdk(App known)
    {
        var pinned = tree.Find("global.json") is { } file ? JsonFile.Read(file).Under("sdk", "version").Text : "";
        var installed = StepOfPipeline
            .All(known)
            .Where(run => run.Step.Uses.StartsWith("actions/setup-dotnet", StringComparison.Ordinal))
            .SelectMany(run => run.Step.With.GetValueOrDefault("dotnet-version", "").Split('\n'));
        return installed
            .Append(pinned)
            .Select(version => Major().Match(version))
            .Where(match => match.Success)
            .Select(match => int.Parse(match.Groups[1].ValueSpan, System.Globalization.CultureInfo.InvariantCulture))
            .DefaultIfEmpty(0)
            .Max();
    }

    [GeneratedRegex(@"[:/-]p(?:roperty)?:Configuration=(\w+)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Property();

    [GeneratedRegex("""<ProjectReference\s+Include\s*=\s*"([^"]+)["]""", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex ProjectReference();

    [GeneratedRegex(@"^\s*(\d{1,2})\.", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Major();
}
