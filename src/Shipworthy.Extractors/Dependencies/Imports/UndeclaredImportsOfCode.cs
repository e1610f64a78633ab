namespace Shipworthy.Extractors.Dependencies.Imports;

/// <summary>Learns which packages of others code loads that no manifest names, and whether another package brings them.</summary>
public sealed class UndeclaredImportsOfCode : ICombiner
{
    /// <inheritdoc/>
    public ImmutableArray<Type> Teaches => [typeof(UndeclaredImport)];

    /// <inheritdoc/>
    public void Combine(Sources sources, App known, Learner learn)
    {
        var node = new ImportsInNode(sources, known);
        var python = new ImportsInPython(sources, known);
        var found = node.All()
            .Concat(python.All())
            .GroupBy(one => (one.Ecosystem, one.Directory, one.Name))
            .Select(same =>
                same.OrderBy(one => (one.IsTypesOnly, !one.IsReached, IsOfMigrations(one.At.Path), one.At.Path, one.At.Line)).ToList()
            );
        foreach (var same in found)
            learn.Add(
                same[0] with
                {
                    Also = [.. same.Skip(1).Where(one => one.IsTypesOnly == same[0].IsTypesOnly).Select(one => one.At).Take(20)],
                }
            );
    }

    /// <summary>Whether a file belongs to the changes of a database, so that others show better where a package is needed.</summary>
    static bool IsOfMigrations(string path) =>
        path.Contains("alembic/", StringComparison.Ordinal) || path.Contains("migrations/", StringComparison.Ordinal);
}
