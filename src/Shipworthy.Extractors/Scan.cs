using System.Collections.Concurrent;
using System.Diagnostics;
using Shipworthy.Extractors.Dependencies.Advisories;
using Shipworthy.Extractors.History;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors;

/// <summary>Reads and links: from a folder to an <see cref="App"/>. It runs nothing of the folder and writes nothing into it.</summary>
public static class Scan
{
    /// <summary>Learns everything about the app in the folder.</summary>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    public static ScanResult Of(string path, ScanOptions options) => Of(Read(path, options), options);

    /// <summary>Reads the app in the folder, without looking into what it read.</summary>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    public static ScanInput Read(string path, ScanOptions options)
    {
        var (reading, givenUpBefore) = (Stopwatch.StartNew(), GivenUp.Times);
        options.Progress?.Invoke("Reading files");
        var root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        var tree = TreeWalker.Read(root, options.Jobs).Without(options.Exclude);
        var history = options.History ? GitHistory.Open(tree.Repository) : GitHistory.NotLookedAt;
        var sources = new Sources(tree, history)
        {
            Cache = ScanCache.Of(root, options.Cache),
            Advisories = AdvisoryStore.Open(IsInside(root, options.Advisories) ? null : options.Advisories),
        };
        return new(root, sources, (int)reading.ElapsedMilliseconds, givenUpBefore);
    }

    /// <summary>Learns everything about an app that was read.</summary>
    public static ScanResult Of(ScanInput input, ScanOptions options)
    {
        var linking = Stopwatch.StartNew();
        var (tree, history) = (input.Sources.Tree, input.Sources.History);
        options.Progress?.Invoke($"Looking at {tree.Files.Length} files and the history");
        var broken = new ConcurrentBag<(string, Exception)>();
        void Broken(string name, Exception error) => broken.Add((name, error));
        var app = options.OnDemand ? LearningOnDemand.From(input.Sources, Broken) : Learning.From(input.Sources, Broken, options.Jobs);
        var state = app.History.FirstOrDefault();
        var target = new Target(
            Path.GetFileName(input.Root),
            input.Root,
            history.Head,
            history.Branch,
            state?.NewestCommit,
            input.IsDirty,
            tree.Files.Length,
            tree.Files.Sum(file => file.LineCount),
            state?.Commits ?? 0
        );
        return new(app, target, tree.Skipped)
        {
            Stopped = broken,
            ReadMs = input.ReadMs,
            LinkMs = (int)linking.ElapsedMilliseconds,
        };
    }

    /// <summary>What lies in the app was put there by its makers, and proves nothing about it.</summary>
    static bool IsInside(string root, string? path) =>
        path is not null && Path.GetFullPath(path).StartsWith(root + Path.DirectorySeparatorChar, StringComparison.Ordinal);
}
