using Shipworthy.Extractors.Pipelines;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Tests;

/// <summary>Suites of PHPUnit and Pest: one a Composer project.</summary>
public sealed class SuitesInPhp : IExtractor
{
    /// <inheritdoc/>
    public ImmutableArray<Type> Teaches => [typeof(TestSuite)];

    /// <inheritdoc/>
    public void Extract(Sources sources, Learner learn)
    {
        var tree = sources.Tree;
        foreach (
            var suite in TestFiles
                .In(tree, LooksLike, TestCases.InPhp)
                .GroupBy(file => TestFiles.Above(tree, file.File.Folder, ["composer.json"]))
                .Where(suite => suite.Key is not null)
        )
            learn.Add(TestFiles.Suite(TestRunner.PhpUnit, suite.Key!, suite, ConfigurationOf(tree, suite.Key!)));
    }

    static bool LooksLike(SourceFile file) =>
        file.Name.EndsWith(".php", StringComparison.Ordinal) && $"/{file.Path}".Contains("/tests/", StringComparison.OrdinalIgnoreCase);

    static Location? ConfigurationOf(SourceTree tree, string folder) =>
        new[] { "phpunit.xml", "phpunit.xml.dist" }
            .Select(name => Paths.Below(folder, name))
            .FirstOrDefault(path => tree.Find(path) is not null)
            is { } found
            ? Location.File(found)
            : null;
}
