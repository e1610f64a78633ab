using Shipworthy.Extractors.Dependencies.Graphs;
using Shipworthy.Extractors.Dependencies.Text;
using Shipworthy.Extractors.Reading;
using Shipworthy.Extractors.Toml;
using Shipworthy.Extractors.Yaml;

namespace Shipworthy.Extractors.Dependencies.Others;

/// <summary>
/// Finds what Cargo builds with. <c>Cargo.lock</c> gives the graph; packages without a source are the app's own, and what they ask for are the roots. What
/// is only for tests and build scripts stands in <c>Cargo.toml</c>, of which the one beside the lock file is looked at.
/// </summary>
sealed class RustInstallations : IInstallationFinder
{
    public IEnumerable<Installation> Find(SourceTree tree) =>
        new PlainInstallation(PackageEcosystem.CratesIo, "Cargo", ["Cargo.toml"], ["Cargo.lock"], Read, file => Asks(TomlFile.Read(file)))
        {
            LocksWorkspaces = true,
        }.Find(tree);

    static LockReading Read(SourceFile file, SourceFile? manifest)
    {
        if (IndentedLines.HoldsConflict(file.Text))
            return LockReading.Failed("holds an unsettled merge");
        var development = manifest is null ? [] : ForDevelopers(manifest);
        var graph = new PackageGraph();
        var tables = TomlTables.Of(file.Text).Where(table => table.Name is "package").ToList();
        foreach (var table in tables)
        {
            var key = $"{table.Text("name")} {table.Text("version")}";
            graph.Add(key, table.Raw("source").Length == 0 ? null : new(table.Text("name"), table.Text("version"), table.Line + 1));
            graph.AlsoCalled(table.Text("name"), key);
        }
        foreach (var table in tables)
        foreach (var text in table.Texts("dependencies"))
        {
            // "name", "name version" or "name version (source)"
            var words = text.Split(' ');
            var target = words.Length > 1 ? $"{words[0]} {words[1]}" : words[0];
            if (table.Raw("source").Length == 0)
                graph.Root(target, development.Contains(words[0]) ? DependencyScope.Development : DependencyScope.Runtime);
            else
                graph.Brings($"{table.Text("name")} {table.Text("version")}", target);
        }
        return new(graph.Packages());
    }

    /// <summary>The line of the first list of packages that are not for development only; 0 without one.</summary>
    static int Asks(YamlNode manifest) =>
        Lists(manifest)
            .Where(list => list.IsRuntime && !list.Table.Entries.IsEmpty)
            .Select(list => list.Table.At.Line)
            .DefaultIfEmpty(0)
            .Min();

    static HashSet<string> ForDevelopers(SourceFile manifest)
    {
        var development = new HashSet<string>(StringComparer.Ordinal);
        var runtime = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (isRuntime, table) in Lists(TomlFile.Read(manifest)))
            (isRuntime ? runtime : development).UnionWith(table.Entries.Select(NameOf));
        development.ExceptWith(runtime);
        return development;
    }

    /// <summary>The lists of packages in a manifest: its own, those for some targets only, and the workspace's (doc.rust-lang.org, "Specifying Dependencies").</summary>
    static IEnumerable<(bool IsRuntime, YamlNode Table)> Lists(YamlNode manifest) =>
        manifest["target"]
            .Entries.Select(target => target.Value)
            .Prepend(manifest)
            .Append(manifest["workspace"])
            .SelectMany(owner =>
                new[]
                {
                    (true, owner["dependencies"]),
                    (false, owner["dev-dependencies"]),
                    (false, owner["dev_dependencies"]),
                    (false, owner["build-dependencies"]),
                    (false, owner["build_dependencies"]),
                }
            );

    /// <summary>The lock file has the name of the package, and not the one by which it is renamed.</summary>
    static string NameOf(YamlEntry entry) => entry.Value["package"].Text is { Length: > 0 } name ? name : entry.Key;
}
