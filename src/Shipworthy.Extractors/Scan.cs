using System.Collections.Concurrent;
using System.Diagnostics;
using Shipworthy.Extractors.History;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors;

/// <summary>Reads and links: from a folder to an <see cref="App"/>. It runs nothing of the folder and writes nothing into it.</summary>
public static class Scan
{
    /// <summary>Learns everything about the app in the folder.</summary>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    public static ScanResult Of(string path, ScanOptions options)
    {
        var reading = Stopwatch.StartNew();
        var root = Path.GetFullPath(path);
        var tree = TreeWalker.Read(root, options.Jobs);
        var history = GitHistory.None;
        var readMs = (int)reading.ElapsedMilliseconds;

        var linking = Stopwatch.StartNew();
        var broken = new ConcurrentBag<(string, Exception)>();
        var app = Learning.From(new Sources(tree, history), (name, error) => broken.Add((name, error)), options.Jobs);
        var target = new Target(
            Path.GetFileName(root.TrimEnd('/')),
            path,
            Commit: null,
            Branch: null,
            CommittedOn: null,
            Dirty: false,
            tree.Files.Length,
            tree.Files.Sum(file => file.LineCount),
            Commits: 0
        );
        return new(app, target, tree.Skipped, [.. broken]) { ReadMs = readMs, LinkMs = (int)linking.ElapsedMilliseconds };
    }
}
