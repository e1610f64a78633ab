using Shipworthy.Extractors.Dependencies.Graphs;
using Shipworthy.Extractors.Dependencies.Text;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Dependencies.JavaScript;

/// <summary>
/// <c>yarn.lock</c> of Yarn 1 (classic.yarnpkg.com, "yarn.lock") and of Yarn 2 and later, which is YAML and begins with <c>__metadata</c>. Both list for
/// each version the ranges that lead to it, and not where it is needed; that follows from the manifests.
/// </summary>
sealed class YarnLock : INodeLock
{
    public string Tool => "Yarn";

    public ImmutableArray<string> Names => ["yarn.lock"];

    public LockReading Read(SourceFile file, IReadOnlyList<NodeManifest> manifests)
    {
        if (IndentedLines.HoldsConflict(file.Text))
            return LockReading.Failed("holds an unsettled merge");
        var graph = new PackageGraph();
        var entries = Entries(file.Text);
        foreach (var entry in entries)
            entry.AddTo(graph);
        foreach (var entry in entries)
        foreach (var (name, range) in entry.Brings)
            graph.Brings(entry.Key, KeyOf(graph, name, range));
        foreach (var manifest in manifests)
        {
            foreach (var one in manifest.Runtime.Where(one => !one.IsLocal))
                graph.Root(KeyOf(graph, one.Name, one.Range), DependencyScope.Runtime);
            foreach (var one in manifest.Development.Where(one => !one.IsLocal))
                graph.Root(KeyOf(graph, one.Name, one.Range), DependencyScope.Development);
        }
        return new(graph.Packages());
    }

    /// <summary>The range as the file writes it; where it was overridden, any version of the name.</summary>
    static string KeyOf(PackageGraph graph, string name, string range) =>
        graph.Has($"{name}@{range}") ? $"{name}@{range}"
        : graph.Has($"{name}@npm:{range}") ? $"{name}@npm:{range}"
        : name;

    static List<Entry> Entries(string text)
    {
        var entries = new List<Entry>();
        var section = "";
        foreach (var line in IndentedLines.Of(text))
            if (line.Indent == 0)
            {
                entries.Add(new(Ranges(line.Text), line.Number));
                section = "";
            }
            else if (entries.Count == 0)
                continue;
            else if (line.Indent == 2)
            {
                var (key, value) = Pair(line.Text);
                section = value.Length == 0 ? key : "";
                if (key is "version")
                    entries[^1].Version = value;
                else if (key is "resolution")
                    entries[^1].Resolution = value;
            }
            else if (line.Indent == 4 && section is "dependencies" or "optionalDependencies")
                entries[^1].Brings.Add(Pair(line.Text));
        return entries;
    }

    /// <summary><c>"a@^1", "a@^1.2":</c> in the old form, <c>"a@npm:^1, a@npm:^1.2":</c> in the new one.</summary>
    static ImmutableArray<string> Ranges(string head) => [.. head.TrimEnd(':').Split(", ").Select(one => one.Trim('"'))];

    /// <summary><c>name "^1"</c> in the old form, <c>name: ^1</c> in the new one.</summary>
    static (string Key, string Value) Pair(string text)
    {
        var blank = text[0] is '"' ? text.IndexOf('"', 1) + 1 : text.IndexOf(' ');
        return blank <= 0
            ? (text.TrimEnd(':').Trim('"'), "")
            : (text[..blank].TrimEnd(':').Trim('"'), text[blank..].TrimStart(':').Trim().Trim('"'));
    }

    sealed class Entry(ImmutableArray<string> ranges, int line)
    {
        public string Key => ranges[0];
        public string Version { get; set; } = "";
        public string Resolution { get; set; } = "";
        public List<(string Name, string Range)> Brings { get; } = [];

        public void AddTo(PackageGraph graph)
        {
            var isPackage = Version.Length > 0 && char.IsAsciiDigit(Version[0]) && !IsLocal && Key is not "__metadata";
            graph.Add(Key, isPackage ? new(Name, Version, line) : null);
            foreach (var range in ranges)
                graph.AlsoCalled(range, Key);
            graph.AlsoCalled(NameIn(Key), Key);
        }

        bool IsLocal =>
            Resolution.Contains("@workspace:", StringComparison.Ordinal)
            || Resolution.Contains("@link:", StringComparison.Ordinal)
            || Resolution.Contains("@portal:", StringComparison.Ordinal)
            || Key.Contains("@file:", StringComparison.Ordinal)
            || Key.Contains("@link:", StringComparison.Ordinal);

        /// <summary>An alias is called one thing and resolves to another: <c>short@npm:real-name@^1</c>.</summary>
        string Name =>
            Resolution.Length > 0 ? NameIn(Resolution)
            : Key.IndexOf("@npm:", StringComparison.Ordinal) is > 0 and var at && Key.IndexOf('@', at + 6) is > 0 and var end
                ? Key[(at + 5)..end]
            : NameIn(Key);

        static string NameIn(string range) => range.Length > 1 && range.IndexOf('@', 1) is > 0 and var at ? range[..at] : range;
    }
}
