using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Tests;

/// <summary>A file that holds test cases.</summary>
readonly record struct TestFile(SourceFile File, int Cases);

/// <summary>Finds files of tests, and groups them into suites.</summary>
static class TestFiles
{
    /// <summary>The files that hold at least one case. What is vendored, generated or a sample to copy cannot run.</summary>
    public static IEnumerable<TestFile> In(SourceTree tree, Func<SourceFile, bool> looksLike, Func<SourceFile, int> count) =>
        tree
            .Files.Where(file =>
                file.Role is not (FileRole.Vendored or FileRole.Generated or FileRole.Example or FileRole.Paste or FileRole.Lock)
                && looksLike(file)
            )
            .Select(file => new TestFile(file, count(file)))
            .Where(file => file.Cases > 0);

    /// <summary>The folder that holds a marker file, nearest above; null without one.</summary>
    public static string? Above(SourceTree tree, string folder, params ImmutableArray<string> markers) =>
        Pipelines
            .Paths.UpFrom(folder)
            .FirstOrDefault(at => markers.Any(marker => tree.Find(Pipelines.Paths.Below(at, marker)) is not null));

    /// <summary>A suite of the files.</summary>
    public static TestSuite Suite(TestRunner runner, string directory, IEnumerable<TestFile> files, Location? at = null)
    {
        var all = files.OrderBy(file => file.File.Path, StringComparer.Ordinal).ToList();
        return new(at ?? Location.File(all[0].File.Path), runner, directory)
        {
            Files = [.. all.Select(file => file.File.Path)],
            Cases = all.Sum(file => file.Cases),
            Kind = TestKind.Unit,
            Subject = [directory],
        };
    }
}
