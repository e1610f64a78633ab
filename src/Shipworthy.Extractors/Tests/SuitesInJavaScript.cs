using Shipworthy.Extractors.Pipelines;
using Shipworthy.Extractors.Pipelines.Following;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Tests;

/// <summary>
/// Suites of JavaScript and TypeScript: one a configuration or package. A file belongs to the runner that it imports, else to the configuration whose folder
/// and patterns hold it, else to the runner of its package; without any of them nothing would start it.
/// </summary>
public sealed class SuitesInJavaScript : IExtractor
{
    /// <inheritdoc/>
    public ImmutableArray<Type> Teaches => [typeof(TestSuite)];

    /// <inheritdoc/>
    public void Extract(Sources sources, Learner learn)
    {
        var files = TestFiles.In(sources.Tree, JavaScriptRunners.LooksLikeTest, TestCases.InJavaScript).ToList();
        if (files.Count == 0)
            return;
        var packages = new Packages(sources.Tree);
        var configurations = JavaScriptConfiguration.All(sources.Tree, packages);
        foreach (
            var group in files
                .GroupBy(file => HomeOf(file.File, sources.Tree, packages, configurations))
                .Where(group => group.Key is not null)
        )
            learn.Add(Suite(group.Key!, group, packages));
    }

    /// <summary>What starts a file: a runner in a folder, with the configuration that it needs to be told of.</summary>
    sealed record Home(TestRunner Runner, string Folder, JavaScriptConfiguration? Configuration);

    static Home? HomeOf(SourceFile file, SourceTree tree, Packages packages, ImmutableArray<JavaScriptConfiguration> configurations)
    {
        var imported = JavaScriptRunners.ImportedBy(file);
        var holding = configurations.Where(one => one.Holds(file.Path)).OrderByDescending(one => one.Precision).ToList();
        var runner =
            imported
            ?? holding.Find(one => one.Runner is TestRunner.Playwright or TestRunner.Cypress && one.IsApart(packages))?.Runner
            ?? JavaScriptRunners.OfPackage(file, packages)
            ?? holding.Find(one => one.Runner is not TestRunner.Playwright)?.Runner;
        if (runner is not { } known)
            return null;
        if (imported is not null && !holding.Exists(one => one.Runner == known) && !JavaScriptRunners.IsThere(known, file, tree, packages))
            return null;
        if (known is TestRunner.Deno)
            return new(known, DenoFolder(file), null);
        if (holding.Find(one => one.Runner == known) is { } configuration)
            return new(known, configuration.Folder, configuration);
        return configurations.Any(one => one.Runner == known && Paths.IsIn(one.Folder, file.Path) && one.IsClosed)
            ? null
            : new(known, packages.Nearest(file.Folder)?.Folder ?? "", null);
    }

    /// <summary>Supabase's functions are tested where they lie, and know no package.</summary>
    static string DenoFolder(SourceFile file) =>
        file.Path.IndexOf("supabase/functions/", StringComparison.Ordinal) is >= 0 and var at
            ? file.Path[..(at + "supabase/functions".Length)]
            : file.Folder;

    static TestSuite Suite(Home home, IEnumerable<TestFile> files, Packages packages)
    {
        var place = ScriptAt(home, packages) ?? home.Configuration?.At;
        return TestFiles.Suite(home.Runner, home.Folder, files, place) with
        {
            Project = home.Configuration is { IsMain: false } configuration ? configuration.Path : "",
            Kind = home.Runner is TestRunner.Playwright or TestRunner.Cypress ? TestKind.EndToEnd : TestKind.Unit,
            Subject = [packages.Nearest(home.Folder)?.Folder ?? ""],
        };
    }

    /// <summary>The script that people type to run it.</summary>
    static Location? ScriptAt(Home home, Packages packages)
    {
        if (packages.Nearest(home.Folder) is not { } package)
            return null;
        var name = JavaScriptRunners.CommandOf(home.Runner);
        var file = home.Configuration is { IsMain: false } configuration
            ? configuration.Path[(configuration.Path.LastIndexOf('/') + 1)..]
            : "";
        return package
            .Scripts.Where(script =>
                script.Value.Contains(name)
                && script.Value.Contains(file)
                && !script.Value.Contains("--watch")
                && !script.Value.Contains("--ui")
            )
            .OrderBy(script => script.Key is "test" ? 0 : 1)
            .ThenBy(script => script.Key.Length)
            .ThenBy(script => script.Key, StringComparer.Ordinal)
            .Select(script => package.ScriptAt(script.Key))
            .FirstOrDefault();
    }
}
