using System.Text.RegularExpressions;
using Shipworthy.Extractors.DependencyScans.Scanners;
using Shipworthy.Extractors.Pipelines;
using Shipworthy.Extractors.Pipelines.Scans;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.DependencyScans;

/// <summary>Settings of scanners that stand in the build file of Maven or Gradle: from which score on a hit fails the build.</summary>
sealed partial class BuildFiles(SourceTree tree)
{
    /// <summary>The look with what the build file says, where the call left it open.</summary>
    public Look Configured(Look look, string? directory)
    {
        if (look.Tool is not "OWASP Dependency-Check" || look.Voice is not Voice.Unknown || look.Reads != PackageFiles.Java)
            return look;
        var files = tree.Files.Where(file =>
            file.Name is "pom.xml" or "build.gradle" or "build.gradle.kts" && Paths.IsIn(directory ?? "", file.Path)
        );
        var limit = files.Select(file => Limit().Match(file.Text)).FirstOrDefault(match => match.Success);
        return look with { Voice = limit is null ? Voice.Silent : OtherScanners.BelowTen(limit.Groups[1].Value) ?? Voice.Unknown };
    }

    [GeneratedRegex(@"failBuildOnCVSS\s*(?:=|>|\.set\(|\()?\s*([\d.]+)", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 10_000)]
    private static partial Regex Limit();
}
