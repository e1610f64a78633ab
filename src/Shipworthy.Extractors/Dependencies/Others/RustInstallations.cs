using Shipworthy.Extractors.Dependencies.Graphs;
using Shipworthy.Extractors.Dependencies.Text;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Dependencies.Others;

/// <summary>
/// Finds what Cargo builds with. <c>Cargo.lock</c> gives the graph; packages without a source are the app's own, and what they ask for are the roots. What
/// is only for tests and build scripts stands in <c>Cargo.toml</c>, of which the one beside the lock file is looked at.
/// </summary>
sealed class RustInstallations : IInstallationFinder
{
    public IEnumerable<Installation> Find(SourceTree tree) =>
        new PlainInstallation(
            PackageEcosystem.CratesIo,
            "Cargo",
            ["Cargo.toml"],
            ["Cargo.lock"],
            Read,
            file =>
                Math.Max(
                    RubyInstallations.LineOf(file.Text, "[dependencies"),
                    RubyInstallations.LineOf(file.Text, "[workspace.dependencies")
                )
        )
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

    static HashSet<string> ForDevelopers(SourceFile manifest)
    {
        var development = new HashSet<string>(StringComparer.Ordinal);
        var runtime = new HashSet<string>(StringComparer.Ordinal);
        foreach (var table in TomlTables.Of(manifest.Text))
        {
            var into =
                table.Name.EndsWith("dev-dependencies", StringComparison.Ordinal)
                || table.Name.EndsWith("build-dependencies", StringComparison.Ordinal)
                    ? development
                    : runtime;
            if (table.Name.EndsWith("dependencies", StringComparison.Ordinal))
                into.UnionWith(table.Keys.Select(key => key.Split('.')[0]));
        }
        development.ExceptWith(runtime);
        return development;
    }
}
