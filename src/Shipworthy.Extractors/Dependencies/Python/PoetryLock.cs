using Shipworthy.Extractors.Dependencies.Graphs;
using Shipworthy.Extractors.Dependencies.Text;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Dependencies.Python;

/// <summary>
/// <c>poetry.lock</c>. A package says its <c>groups</c> (since Poetry 2) or its <c>category</c> (until 1.4); between them the scope follows from the
/// manifest and the graph.
/// </summary>
sealed class PoetryLock : IPythonLock
{
    public string Tool => "Poetry";

    public string Name => "poetry.lock";

    public LockReading Read(SourceFile file, PythonProject? project) => GroupedLock.Read(file, project, "main");
}

/// <summary><c>pdm.lock</c>. A package says its <c>groups</c>; those of a version before 2.8 say none, and the scope follows from the graph.</summary>
sealed class PdmLock : IPythonLock
{
    public string Tool => "PDM";

    public string Name => "pdm.lock";

    public LockReading Read(SourceFile file, PythonProject? project) => GroupedLock.Read(file, project, "default");
}

/// <summary>Lock files that say for each package the groups of the manifest that need it.</summary>
static class GroupedLock
{
    /// <summary>What the file says.</summary>
    /// <param name="main">The name of the group that runs in production.</param>
    public static LockReading Read(SourceFile file, PythonProject? project, string main)
    {
        if (IndentedLines.HoldsConflict(file.Text))
            return LockReading.Failed("holds an unsettled merge");
        var graph = new PackageGraph();
        var said = new Dictionary<(string, string), DependencyScope>();
        var current = "";
        foreach (var table in TomlTables.Of(file.Text, "files"))
            if (table.Name is "package")
            {
                current = PythonNames.Normal(table.Text("name"));
                var package = new LockedPackage(current, table.Text("version"), table.Line + 1);
                var key = graph.Has(current) ? $"{current}@{package.Version}" : current;
                graph.Add(key, package);
                if (Said(table, main) is { } scope)
                    said[(package.Name, package.Version)] = scope;
                // PDM writes what a package brings as requirements in a list.
                foreach (var text in table.Texts("dependencies"))
                    if (PythonNames.Requirement(text, 0) is { } brought)
                        graph.Brings(key, brought.Name);
            }
            else if (table.Name is "package.dependencies")
                foreach (var name in table.Keys)
                    graph.Brings(current, PythonNames.Normal(name));
        foreach (var asked in project?.Asked ?? [])
            graph.Root(asked.Name, asked.Scope);
        return new([
            .. graph
                .Packages()
                .Select(package =>
                    said.TryGetValue((package.Name, package.Version), out var scope) ? package with { Scope = scope } : package
                ),
        ]);
    }

    static DependencyScope? Said(TomlTable table, string main)
    {
        if (table.Raw("groups").Length > 0)
            return table.Texts("groups").All(group => group != main && PythonNames.IsDevelopment(group))
                ? DependencyScope.Development
                : DependencyScope.Runtime;
        return table.Text("category") switch
        {
            "main" => DependencyScope.Runtime,
            "" => null,
            _ => DependencyScope.Development,
        };
    }
}
