using System.Text.RegularExpressions;
using Shipworthy.Extractors.Deployables;

namespace Shipworthy.Extractors.Endpoints.AspNet;

/// <summary>
/// Finds the settings of the project that a file belongs to. Where several projects of an app serve, each has its own; where one serves, what its libraries set up is its own as
/// well.
/// </summary>
sealed partial class AspNetProjects(Sources sources)
{
    readonly Folders folders = new(sources.Tree, ".csproj");
    readonly Dictionary<string, AspNetProject> known = new(StringComparer.Ordinal);
    readonly Lazy<bool> isOne = new(() =>
        sources.Tree.Files.Count(file =>
            file.Name.Equals("Program.cs", StringComparison.Ordinal) && Folders.Counts(file.Role) && Hosts().IsMatch(file.Text)
        ) <= 1
    );

    /// <summary>The words of a file's project.</summary>
    public AspNetWords Of(CodeFile file) => new(ProjectOf(file));

    /// <summary>The settings of a file's project.</summary>
    public AspNetProject ProjectOf(CodeFile file)
    {
        var folder = isOne.Value ? "" : folders.Of(file.Path);
        if (!known.TryGetValue(folder, out var project))
            known[folder] = project = new(
                sources.Code,
                other => sources.IsDeployed(other) && (isOne.Value || folders.Of(other.Path) == folder)
            );
        return project;
    }

    /// <summary>Words by which a program serves the web; a tool and a migration have a <c>Program.cs</c> too.</summary>
    [GeneratedRegex(
        @"\bWebApplication\b|\bWebHost\b|\bConfigureWebHost\w*|\bUseStartup\b|\bUseKestrel\b|\bWebAssemblyHostBuilder\b",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Hosts();
}
