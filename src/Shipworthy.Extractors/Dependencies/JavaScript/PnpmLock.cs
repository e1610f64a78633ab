using Shipworthy.Extractors.Dependencies.Graphs;
using Shipworthy.Extractors.Dependencies.Text;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Dependencies.JavaScript;

/// <summary>
/// <c>pnpm-lock.yaml</c> of versions 5 to 9 (github.com/pnpm/spec, "lockfile"). Until version 6 each package is marked with <c>dev</c>; version 9 gives
/// the graph as <c>snapshots</c> instead. A package is called <c>/name/1.0.0_peers</c>, <c>/name@1.0.0(peers)</c> and <c>name@1.0.0(peers)</c>.
/// </summary>
sealed class PnpmLock : INodeLock
{
    public string Tool => "pnpm";

    public ImmutableArray<string> Names => ["pnpm-lock.yaml"];

    public LockReading Read(SourceFile file, IReadOnlyList<NodeManifest> manifests)
    {
        if (IndentedLines.HoldsConflict(file.Text))
            return LockReading.Failed("holds an unsettled merge");
        var walk = new Walk();
        foreach (var line in IndentedLines.Of(file.Text))
            walk.Take(line);
        return walk.Finished();
    }

    /// <summary>What the lines above have opened: a section, in it an entry, in it a field.</summary>
    sealed class Walk
    {
        readonly Dictionary<string, Entry> packages = new(StringComparer.Ordinal);
        readonly List<Entry> inOrder = [];
        readonly List<(string Key, string Brings)> edges = [];
        readonly List<string> snapshots = [];
        readonly List<(string Name, string Version, DependencyScope Scope)> direct = [];
        readonly ImmutableArray<string>.Builder members = ImmutableArray.CreateBuilder<string>();
        string section = "";
        string entry = "";
        string field = "";
        string name = "";
        bool isOld;

        public void Take(IndentedLine line)
        {
            if (line.Indent == 0)
            {
                (section, entry, field, name) = (line.Key, "", line.Key, "");
                if (section is "lockfileVersion")
                    isOld = line.Value.StartsWith('5');
                return;
            }
            switch (section)
            {
                case "importers":
                    TakeImporter(line);
                    break;
                case "dependencies" or "devDependencies" or "optionalDependencies":
                    TakeDirect(line, 2);
                    break;
                case "packages":
                    TakePackage(line);
                    break;
                case "snapshots":
                    TakeSnapshot(line);
                    break;
            }
        }

        void TakeImporter(IndentedLine line)
        {
            if (line.Indent == 2)
                members.Add(line.Key);
            else if (line.Indent == 4)
                field = line.Key;
            else
                TakeDirect(line, 6);
        }

        /// <summary>Either <c>name: version</c>, or the name with its <c>version</c> below it.</summary>
        void TakeDirect(IndentedLine line, int indent)
        {
            if (ScopeOf(field) is not { } scope)
                return;
            if (line.Indent == indent)
            {
                name = line.Key;
                if (line.Value.Length > 0)
                    direct.Add((name, line.Value, scope));
            }
            else if (line.Key is "version")
                direct.Add((name, line.Value, scope));
        }

        void TakePackage(IndentedLine line)
        {
            if (line.Indent == 2)
            {
                var (called, version) = Split(line.Key);
                var package = new Entry
                {
                    Name = called,
                    Version = version,
                    Line = line.Number,
                };
                entry = line.Key;
                if (packages.TryAdd(entry, package))
                    inOrder.Add(package);
            }
            else if (line.Indent == 4 && packages.TryGetValue(entry, out var package))
                switch (line.Key)
                {
                    case "dev":
                        package.Scope = line.Value is "true" ? DependencyScope.Development : DependencyScope.Runtime;
                        break;
                    case "name":
                        package.Name = line.Value;
                        break;
                    case "version":
                        package.Version = line.Value;
                        break;
                }
        }

        void TakeSnapshot(IndentedLine line)
        {
            if (line.Indent == 2)
                snapshots.Add(entry = line.Key);
            else if (line.Indent == 4)
                field = line.Key;
            else if (line.Indent == 6 && ScopeOf(field) is not null)
                edges.Add((entry, KeyOf(line.Key, line.Value)));
        }

        public LockReading Finished()
        {
            var all = snapshots.Count > 0 ? FromGraph() : FromMarks();
            return new([.. all.Where(package => package.Version.Length > 0)]) { Members = [.. members.Where(member => member is not ".")] };
        }

        IEnumerable<LockedPackage> FromGraph()
        {
            var graph = new PackageGraph();
            foreach (var key in snapshots)
                graph.Add(key, packages.TryGetValue(WithoutPeers(key), out var package) ? package.Locked() : null);
            foreach (var (key, brings) in edges)
                graph.Brings(key, brings);
            foreach (var (called, version, scope) in direct)
                graph.Root(KeyOf(called, version), scope);
            return graph.Packages();
        }

        IEnumerable<LockedPackage> FromMarks()
        {
            var named = direct.Select(one => Split(KeyOf(one.Name, one.Version))).ToHashSet();
            foreach (var package in inOrder)
                yield return package.Locked() with
                {
                    Scope = package.Scope,
                    IsDirect = named.Contains((package.Name, package.Version)),
                };
        }

        static DependencyScope? ScopeOf(string field) =>
            field switch
            {
                "dependencies" or "optionalDependencies" => DependencyScope.Runtime,
                "devDependencies" => DependencyScope.Development,
                _ => null,
            };

        /// <summary>A version stands for the package of that name; an alias is the key of another one already.</summary>
        string KeyOf(string called, string version) =>
            version.StartsWith('/') ? version
            : isOld ? $"/{called}/{version}"
            : WithoutPeers(version).IndexOf('@') > 0 ? version
            : $"{called}@{version}";

        (string Name, string Version) Split(string key)
        {
            key = WithoutPeers(key).TrimStart('/');
            if (isOld)
                return key.LastIndexOf('/') is > 0 and var slash ? (key[..slash], VersionIn(key[(slash + 1)..].Split('_')[0])) : (key, "");
            return key.Length > 1 && key.IndexOf('@', 1) is > 0 and var at ? (key[..at], VersionIn(key[(at + 1)..])) : (key, "");
        }

        /// <summary>What comes from an address has no version in its key.</summary>
        static string VersionIn(string text) => text.Length > 0 && char.IsAsciiDigit(text[0]) ? text : "";

        static string WithoutPeers(string key) => key.IndexOf('(') is > 0 and var peers ? key[..peers] : key;
    }

    sealed class Entry
    {
        public required string Name { get; set; }
        public required string Version { get; set; }
        public required int Line { get; init; }
        public DependencyScope Scope { get; set; }

        public LockedPackage Locked() => new(Name, Version, Line);
    }
}
