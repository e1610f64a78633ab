using Shipworthy.Extractors.Pipelines;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Tests;

/// <summary>Suites of RSpec and Minitest; Rails runs its system tests apart from the others.</summary>
public sealed class SuitesInRuby : IExtractor
{
    /// <inheritdoc/>
    public ImmutableArray<Type> Teaches => [typeof(TestSuite)];

    /// <inheritdoc/>
    public void Extract(Sources sources, Learner learn)
    {
        var tree = sources.Tree;
        var files = TestFiles.In(tree, file => Ends(file, "_spec.rb") || Ends(file, "_test.rb"), TestCases.InRuby);
        foreach (
            var suite in files.GroupBy(file =>
                (Runner: RunnerOf(file.File), Folder: TestFiles.Above(tree, file.File.Folder, ["Gemfile"]) ?? "")
            )
        )
            learn.Add(
                TestFiles.Suite(suite.Key.Runner, suite.Key.Folder, suite) with
                {
                    Kind = suite.Key.Runner is TestRunner.RailsSystem ? TestKind.EndToEnd : TestKind.Unit,
                }
            );
    }

    static bool Ends(SourceFile file, string ending) => file.Name.EndsWith(ending, StringComparison.Ordinal);

    static TestRunner RunnerOf(SourceFile file) =>
        Ends(file, "_spec.rb") ? TestRunner.RSpec
        : $"/{file.Path}".Contains("/test/system/", StringComparison.Ordinal) ? TestRunner.RailsSystem
        : TestRunner.Minitest;
}
