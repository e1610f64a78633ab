using Shipworthy.Extractors.Reading;
using Shipworthy.Extractors.Toml;
using Shipworthy.Extractors.Yaml;

namespace Shipworthy.Extractors.Dependencies.Python;

/// <summary>
/// What pyproject.toml or a Pipfile asks for: <c>project.dependencies</c> (PEP 621), <c>dependency-groups</c> (PEP 735), and the tables of Poetry, PDM,
/// uv and Pipenv.
/// </summary>
/// <param name="File">The file.</param>
/// <param name="Asked">The packages, with their scope.</param>
/// <param name="Line">The line of its runtime dependencies; 1 when it has none.</param>
sealed record PythonProject(SourceFile File, ImmutableArray<LockedPackage> Asked, int Line)
{
    /// <summary>Reads the file; without packages when it cannot be read.</summary>
    public static PythonProject Read(SourceFile file)
    {
        var root = TomlFile.Read(file);
        var asked = ImmutableArray.CreateBuilder<LockedPackage>();
        var line = 0;
        if (file.Name is "Pipfile")
        {
            line = Tables(root["packages"], DependencyScope.Runtime, asked);
            Tables(root["dev-packages"], DependencyScope.Development, asked);
        }
        else
        {
            line = Lists(root.Under("project", "dependencies"), DependencyScope.Runtime, asked);
            foreach (var extra in root.Under("project", "optional-dependencies").Entries)
                Lists(extra.Value, ScopeOf(extra.Key), asked);
            foreach (var group in root["dependency-groups"].Entries)
                Lists(group.Value, DependencyScope.Development, asked);
            foreach (var group in root.Under("tool", "pdm", "dev-dependencies").Entries)
                Lists(group.Value, DependencyScope.Development, asked);
            Lists(root.Under("tool", "uv", "dev-dependencies"), DependencyScope.Development, asked);
            var poetry = root.Under("tool", "poetry");
            var poetryLine = Tables(poetry["dependencies"], DependencyScope.Runtime, asked);
            line = line > 0 ? line : poetryLine;
            Tables(poetry["dev-dependencies"], DependencyScope.Development, asked);
            foreach (var group in poetry["group"].Entries)
                Tables(group.Value["dependencies"], ScopeOf(group.Key), asked);
        }
        return new(file, asked.ToImmutable(), Math.Max(1, line));
    }

    static DependencyScope ScopeOf(string group) =>
        PythonNames.IsDevelopment(group) ? DependencyScope.Development : DependencyScope.Runtime;

    /// <summary>A list of requirements; gives the line at which it begins, 0 when there is none.</summary>
    static int Lists(YamlNode list, DependencyScope scope, ImmutableArray<LockedPackage>.Builder into)
    {
        foreach (var item in list.Items)
            if (PythonNames.Requirement(item.Text, item.At.Line) is { } package)
                into.Add(package with { Scope = scope, IsDirect = true });
        return list.Kind is YamlKind.List ? list.At.Line : 0;
    }

    /// <summary>A table from names to versions, as Poetry and Pipenv have it; gives its line, 0 when there is none. A bare version is exact.</summary>
    static int Tables(YamlNode table, DependencyScope scope, ImmutableArray<LockedPackage>.Builder into)
    {
        foreach (var entry in table.Entries)
        {
            if (entry.Key is "python" || entry.Value.Has("path") || entry.Value.Has("git"))
                continue;
            var range = entry.Value.Kind is YamlKind.Map ? entry.Value["version"].Text : entry.Value.Text;
            if (range.Length > 0 && char.IsAsciiDigit(range[0]) && !range.Contains('*'))
                range = "==" + range;
            if (PythonNames.Requirement($"{entry.Key} {range.TrimStart('*')}", entry.At.Line) is { } package)
                into.Add(package with { Scope = scope, IsDirect = true });
        }
        return table.Kind is YamlKind.Map ? table.At.Line : 0;
    }
}
