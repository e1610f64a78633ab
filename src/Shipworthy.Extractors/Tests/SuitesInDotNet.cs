using System.Text.RegularExpressions;
using Shipworthy.Extractors.Pipelines;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Tests;

/// <summary>Test projects of .NET: xunit, NUnit, MSTest and TUnit.</summary>
public sealed partial class SuitesInDotNet : IExtractor
{
    /// <inheritdoc/>
    public ImmutableArray<Type> Teaches => [typeof(TestSuite)];

    /// <inheritdoc/>
    public void Extract(Sources sources, Learner learn)
    {
        var projects = sources.Tree.Files.Where(IsProject).ToList();
        if (projects.Count == 0)
            return;
        var files = TestFiles
            .In(sources.Tree, IsCode, TestCases.InDotNet)
            .ToLookup(file => OwnerOf(file.File, projects)?.Path, StringComparer.Ordinal);
        foreach (var project in projects.Where(project => !NoTests().IsMatch(project.Text) && files[project.Path].Any()))
            learn.Add(
                TestFiles.Suite(TestRunner.DotNet, project.Folder, files[project.Path], Location.File(project.Path)) with
                {
                    Project = project.Path,
                    Subject = [.. References(project, sources.Tree, []).Order(StringComparer.Ordinal)],
                    Kind =
                        project.Text.Contains("Microsoft.Playwright") || project.Text.Contains("Selenium")
                            ? TestKind.EndToEnd
                            : TestKind.Unit,
                }
            );
    }

    static bool IsProject(SourceFile file) =>
        file.Role is not FileRole.Vendored
        && (
            file.Name.EndsWith(".csproj", StringComparison.OrdinalIgnoreCase)
            || file.Name.EndsWith(".fsproj", StringComparison.OrdinalIgnoreCase)
            || file.Name.EndsWith(".vbproj", StringComparison.OrdinalIgnoreCase)
        );

    static bool IsCode(SourceFile file) =>
        file.Name.EndsWith(".cs", StringComparison.OrdinalIgnoreCase)
        || file.Name.EndsWith(".fs", StringComparison.OrdinalIgnoreCase)
        || file.Name.EndsWith(".feature", StringComparison.OrdinalIgnoreCase);

    static SourceFile? OwnerOf(SourceFile file, List<SourceFile> projects) =>
        projects.Where(project => Paths.IsIn(project.Folder, file.Path)).MaxBy(project => project.Folder.Length);

    /// <summary>The folders of the project and of everything that it references.</summary>
    static HashSet<string> References(SourceFile project, SourceTree tree, HashSet<string> seen)
    {
        if (!seen.Add(project.Folder))
            return seen;
        foreach (Match reference in Reference().Matches(project.Text))
            if (Paths.Within(project.Folder, reference.Groups[1].Value) is { } path && tree.Find(path) is { } referenced)
                References(referenced, tree, seen);
        return seen;
    }

    [GeneratedRegex(@"<IsTestProject>\s*false\s*</IsTestProject>", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex NoTests();

    [GeneratedRegex("""<ProjectReference\s+Include\s*=\s*"([^"]+)["]""", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Reference();
}
