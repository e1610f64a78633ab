using System.Text.RegularExpressions;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.DependencyScans.NuGet;

/// <summary>What NuGet's audit does when a project is restored (learn.microsoft.com, "Auditing package dependencies for security vulnerabilities").</summary>
/// <param name="Kind">What happens on a hit.</param>
/// <param name="At">The setting that decides, or the project.</param>
/// <param name="Gap">What it leaves out; null when nothing.</param>
sealed partial record AuditSettings(AuditKind Kind, Location At, string? Gap)
{
    /// <summary>The codes of its warnings of serious holes: high and critical.</summary>
    static readonly ImmutableArray<string> serious = ["NU1903", "NU1904"];

    /// <summary>The settings of a project under a configuration.</summary>
    /// <param name="errors">Whether the command itself makes errors of all warnings.</param>
    public static AuditSettings Of(SourceTree tree, SourceFile project, string configuration, bool errors)
    {
        var settings = BuildSettings.Of(tree, project, configuration);
        Location At(string name) => settings[name]?.At ?? Location.File(project.Path);
        if (settings["NuGetAudit"]?.Value is { } audit && audit.Equals("false", StringComparison.OrdinalIgnoreCase))
            return new(AuditKind.Off, At("NuGetAudit"), null);
        var silent = settings.List("NoWarn");
        if (serious.All(silent.Contains))
            return new(AuditKind.Silenced, At("NoWarn"), null);
        var gap = IsTransitive(settings) ? null : "looks only at packages that are named directly";
        var named = settings.List("WarningsAsErrors");
        if (named.Contains("NU1904") || named.Contains("NU1903"))
            return new(AuditKind.Stops, At("WarningsAsErrors"), gap);
        var all = errors ? true : settings.IsOn("TreatWarningsAsErrors");
        var spared = settings.List("WarningsNotAsErrors");
        if (serious.All(spared.Contains))
            return new(AuditKind.Silenced, At("WarningsNotAsErrors"), null);
        return new(
            all is true ? AuditKind.Stops
                : all is null ? AuditKind.Unknown
                : AuditKind.Warns,
            At(all is false ? "TargetFramework" : "TreatWarningsAsErrors"),
            gap
        );
    }

    /// <summary>The major version of the newest .NET that a project targets; null when it does not say.</summary>
    public static int? TargetOf(SourceTree tree, SourceFile project)
    {
        var settings = BuildSettings.Of(tree, project, "");
        var targets = settings.List("TargetFrameworks") is { IsEmpty: false } several ? several : settings.List("TargetFramework");
        return targets
            .Select(target => Target().Match(target))
            .Where(match => match.Success)
            .Select(match => (int?)int.Parse(match.Groups[1].ValueSpan, System.Globalization.CultureInfo.InvariantCulture))
            .Max();
    }

    /// <summary>Since .NET 10 all packages are audited unless something says otherwise; before, only those that are named directly.</summary>
    static bool IsTransitive(BuildSettings settings) =>
        settings["NuGetAuditMode"]?.Value is { Length: > 0 } mode
            ? mode.Equals("all", StringComparison.OrdinalIgnoreCase)
            : settings
                .List("TargetFrameworks")
                .Concat(settings.List("TargetFramework"))
                .Select(target => Target().Match(target))
                .Any(match =>
                    match.Success && int.Parse(match.Groups[1].ValueSpan, System.Globalization.CultureInfo.InvariantCulture) >= 10
                );

    [GeneratedRegex(@"^net(\d{1,2})\.\d", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Target();
}

/// <summary>What NuGet's audit does on a hit.</summary>
enum AuditKind
{
    /// <summary>A condition decides that could not be followed.</summary>
    Unknown,

    /// <summary>The restore fails.</summary>
    Stops,

    /// <summary>The restore prints a warning.</summary>
    Warns,

    /// <summary>A setting takes the warnings of serious holes away.</summary>
    Silenced,

    /// <summary>It does not run.</summary>
    Off,
}
