using System.Text.RegularExpressions;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Tests;

/// <summary>Suites of pytest, unittest and Django: one a project, which a manifest marks.</summary>
public sealed partial class SuitesInPython : IExtractor
{
    static readonly ImmutableArray<string> manifests =
    [
        "pyproject.toml",
        "setup.cfg",
        "setup.py",
        "pytest.ini",
        "tox.ini",
        "manage.py",
        "Pipfile",
        "requirements.txt",
        "requirements-dev.txt",
        "conftest.py",
    ];

    /// <inheritdoc/>
    public ImmutableArray<Type> Teaches => [typeof(TestSuite)];

    /// <inheritdoc/>
    public void Extract(Sources sources, Learner learn)
    {
        var tree = sources.Tree;
        var files = TestFiles.In(tree, LooksLike, new PythonCollection(sources).CasesIn);
        foreach (
            var project in files
                .GroupBy(file => ProjectOf(tree, file.File), StringComparer.Ordinal)
                .OrderBy(group => group.Key, StringComparer.Ordinal)
        )
        {
            var runner = RunnerOf(tree, project.Key, project);
            learn.Add(
                TestFiles.Suite(runner, project.Key, project, ConfigurationOf(tree, project.Key)) with
                {
                    Deselects = Deselects(tree, project.Key),
                }
            );
        }
    }

    static bool LooksLike(SourceFile file) =>
        file.Name.EndsWith(".py", StringComparison.Ordinal)
        && (
            file.Name.StartsWith("test_", StringComparison.Ordinal)
            || file.Name.EndsWith("_test.py", StringComparison.Ordinal)
            || file.Name is "tests.py"
        );

    /// <summary>A <c>conftest.py</c> inside the folder of tests marks no project of its own.</summary>
    static string ProjectOf(SourceTree tree, SourceFile file)
    {
        var found = TestFiles.Above(tree, file.Folder, manifests) ?? "";
        return Pipelines.Paths.FolderOf(found) is var above && LastOf(found) is "test" or "tests" or "testing"
            ? TestFiles.Above(tree, above, manifests) ?? above
            : found;
    }

    static string LastOf(string folder) => folder[(folder.LastIndexOf('/') + 1)..];

    static TestRunner RunnerOf(SourceTree tree, string project, IEnumerable<TestFile> files) =>
        ManifestsOf(tree, project).Concat(ManifestsOf(tree, "")).Any(file => file.Text.Contains("pytest"))
        || files.Any(file => ImportsPytest().IsMatch(file.File.Text))
            ? TestRunner.Pytest
        : tree.Find(Pipelines.Paths.Below(project, "manage.py")) is not null ? TestRunner.Django
        : files.Any(file => file.File.Text.Contains("unittest")) ? TestRunner.Unittest
        : TestRunner.Pytest;

    static IEnumerable<SourceFile> ManifestsOf(SourceTree tree, string project) =>
        tree.Files.Where(file =>
            file.Folder == project
                && (
                    manifests.Contains(file.Name)
                    || file.Name.StartsWith("requirements", StringComparison.Ordinal)
                    || file.Name is "uv.lock" or "poetry.lock"
                )
            || (file.Folder == Pipelines.Paths.Below(project, "requirements") && file.Name.EndsWith(".txt", StringComparison.Ordinal))
        );

    static Location? ConfigurationOf(SourceTree tree, string project)
    {
        foreach (var file in ManifestsOf(tree, project))
            if (Section().Match(file.Text) is { Success: true } section)
                return file.At(section.Index);
        return null;
    }

    /// <summary>Options of the configuration that leave tests out of every plain run.</summary>
    static string Deselects(SourceTree tree, string project)
    {
        foreach (var file in ManifestsOf(tree, project).Where(file => file.Text.Contains("addopts")))
            if (Addopts().Match(file.Text) is { Success: true } options && Deselecting().Match(options.Value) is { Success: true } found)
                return found.Value.Trim().Replace("\\\"", "\"");
        return "";
    }

    [GeneratedRegex(@"^\s*(?:import pytest|from pytest)\b", RegexOptions.Multiline | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex ImportsPytest();

    [GeneratedRegex(
        @"^\[(?:tool\.pytest(?:\.ini_options)?|tool:pytest|pytest)\]",
        RegexOptions.Multiline | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Section();

    [GeneratedRegex(@"^\s*addopts\s*=.*(?:\n[ \t]+.*)*", RegexOptions.Multiline | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Addopts();

    [GeneratedRegex(
        """(?<![\w-])(?:-[mk][ =]?\\?['"][^'"\\]+\\?['"]|-[mk] \w+|--ignore[= ]\S+|--deselect[= ]\S+)""",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Deselecting();
}
