using Shipworthy.Extractors.Dependencies.Graphs;
using Shipworthy.Extractors.Dependencies.Text;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Dependencies.Python;

/// <summary>
/// <c>uv.lock</c> (docs.astral.sh/uv, "Locking"): every package with what it brings. Those whose source is a folder are the app's own; what they ask for
/// are the roots.
/// </summary>
sealed class UvLock : IPythonLock
{
    public string Tool => "uv";

    public string Name => "uv.lock";

    public LockReading Read(SourceFile file, PythonProject? project)
    {
        if (IndentedLines.HoldsConflict(file.Text))
            return LockReading.Failed("holds an unsettled merge");
        var graph = new PackageGraph();
        var tables = TomlTables.Of(file.Text, "wheels", "sdist").ToList();
        var members = ImmutableArray.CreateBuilder<string>();
        foreach (var table in tables.Where(table => table.Name is "package" or "distribution"))
        {
            var isOwn = FolderOf(table) is not null;
            if (FolderOf(table) is { } folder and not ".")
                members.Add(folder);
            graph.Add(KeyOf(table), isOwn ? null : new(PythonNames.Normal(table.Text("name")), table.Text("version"), table.Line + 1));
            graph.AlsoCalled(table.Text("name"), KeyOf(table));
        }
        var (current, own) = ("", false);
        foreach (var table in tables)
        {
            if (table.Name is "package" or "distribution")
            {
                (current, own) = (KeyOf(table), FolderOf(table) is not null);
                Take(graph, current, own, table, "dependencies", DependencyScope.Runtime);
            }
            else if (table.Name is "package.optional-dependencies")
                foreach (var extra in table.Keys)
                    Take(
                        graph,
                        current,
                        own,
                        table,
                        extra,
                        PythonNames.IsDevelopment(extra) ? DependencyScope.Development : DependencyScope.Runtime
                    );
            else if (table.Name is "package.dev-dependencies")
                foreach (var group in table.Keys)
                    Take(graph, current, own, table, group, DependencyScope.Development);
            else if (table.Name is "manifest.dependency-groups")
                foreach (var group in table.Keys)
                    Take(graph, "", true, table, group, DependencyScope.Development);
        }
        return new(graph.Packages()) { Members = members.ToImmutable() };
    }

    static void Take(PackageGraph graph, string from, bool own, TomlTable table, string key, DependencyScope scope)
    {
        foreach (var (name, version) in table.Names(key))
        {
            var target = version.Length > 0 && graph.Has($"{name}@{version}") ? $"{name}@{version}" : name;
            if (own)
                graph.Root(target, scope);
            else
                graph.Brings(from, target);
        }
    }

    static string KeyOf(TomlTable table) => $"{table.Text("name")}@{table.Text("version")}";

    /// <summary>The folder of a package that is a part of the app; null for a package of others.</summary>
    static string? FolderOf(TomlTable table)
    {
        var source = table.Raw("source");
        foreach (var kind in (ReadOnlySpan<string>)["editable", "virtual", "directory"])
            if (TomlTables.FieldOf(source, kind) is { Length: > 0 } folder)
                return folder;
        return null;
    }
}
