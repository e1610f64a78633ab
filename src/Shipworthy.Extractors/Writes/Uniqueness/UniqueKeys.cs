using Shipworthy.Extractors.Audit;

namespace Shipworthy.Extractors.Writes.Uniqueness;

/// <summary>Columns of which the database refuses a second row with the same values.</summary>
/// <param name="At">Where that is said.</param>
/// <param name="Columns">The columns, in lower case with underscores.</param>
sealed record UniqueKey(Location At, ImmutableArray<string> Columns);

/// <summary>
/// What the repository says that the database refuses: keys, bounds of columns and ranges that exclude each other, by table. Read from statements of SQL, and from the models of
/// libraries that make the tables of their own.
/// </summary>
sealed class UniqueKeys
{
    readonly Dictionary<string, List<UniqueKey>> keys = new(StringComparer.Ordinal);
    readonly Dictionary<string, HashSet<string>> bounds = new(StringComparer.Ordinal);
    readonly HashSet<string> known = new(StringComparer.Ordinal);
    readonly HashSet<string> excluding = new(StringComparer.Ordinal);
    readonly Dictionary<string, string> aliases = new(StringComparer.Ordinal);
    readonly HashSet<string> models = new(StringComparer.Ordinal);

    /// <summary>Reads all that the repository says.</summary>
    public static UniqueKeys In(Sources sources)
    {
        var all = new UniqueKeys();
        KeysInSql.Read(sources, all);
        KeysInPrisma.Read(sources, all);
        KeysInPython.Read(sources, all);
        KeysInEntityFramework.Read(sources, all);
        KeysInJavaScript.Read(sources, all);
        return all;
    }

    /// <summary>Whether the table is made by the repository, so that what is not said of it is not so.</summary>
    public bool Knows(string table) => known.Contains(Resolved(table));

    /// <summary>Whether a class of this name stands for rows of a table.</summary>
    public bool IsModel(string name) => models.Contains(TableNames.Of(name));

    /// <summary>The keys of a table.</summary>
    public IEnumerable<UniqueKey> Of(string table) => keys.TryGetValue(Resolved(table), out var all) ? all : [];

    /// <summary>The key by which a second row with the same values in the columns is refused; null when none is known.</summary>
    /// <param name="table">The table.</param>
    /// <param name="columns">What was compared.</param>
    /// <param name="absent">Those of them that were compared with nothing: databases take two empty values for different ones.</param>
    public UniqueKey? Guarding(string table, IReadOnlyCollection<string> columns, IReadOnlyCollection<string> absent) =>
        Of(table)
            .FirstOrDefault(key =>
                // A filter around all statements of a tenant asks for the tenant without saying so.
                key.Columns.All(one => columns.Contains(one) || (key.Columns.Length > 1 && Races.RaceWords.IsTenant(one)))
                && !key.Columns.Any(absent.Contains)
            );

    /// <summary>Whether ranges of a table cannot overlap.</summary>
    public bool ExcludesOverlaps(string table) => excluding.Contains(Resolved(table));

    /// <summary>Whether the database itself keeps a column above or below a bound.</summary>
    public bool Bounds(string table, string column) => bounds.TryGetValue(Resolved(table), out var all) && all.Contains(column);

    /// <summary>Takes a table.</summary>
    public void Make(string table, bool isModel = false)
    {
        known.Add(TableNames.Of(table));
        if (isModel)
            models.Add(TableNames.Of(table));
    }

    /// <summary>Takes another name of a table.</summary>
    public void Alias(string name, string table)
    {
        models.Add(TableNames.Of(name));
        if (TableNames.Of(name) is var from && TableNames.Of(table) is var to && from != to)
            aliases.TryAdd(from, to);
    }

    /// <summary>Takes a key.</summary>
    public void Add(string table, Location at, IEnumerable<string> columns)
    {
        ImmutableArray<string> names = [.. columns.Select(Words.Snake).Where(one => one.Length > 0).Distinct(StringComparer.Ordinal)];
        if (names.IsEmpty)
            return;
        if (!keys.TryGetValue(Resolved(table), out var all))
            keys[Resolved(table)] = all = [];
        all.Add(new(at, names));
    }

    /// <summary>Takes away the keys that hold a condition.</summary>
    public void Remove(string table, Func<UniqueKey, bool> condition)
    {
        if (keys.TryGetValue(Resolved(table), out var all))
            all.RemoveAll(one => condition(one));
    }

    /// <summary>Takes a bound of columns.</summary>
    public void Bound(string table, IEnumerable<string> columns)
    {
        if (!bounds.TryGetValue(Resolved(table), out var all))
            bounds[Resolved(table)] = all = new(StringComparer.Ordinal);
        all.UnionWith(columns.Select(Words.Snake));
    }

    /// <summary>Takes that ranges of a table cannot overlap.</summary>
    public void Exclude(string table) => excluding.Add(Resolved(table));

    string Resolved(string table) => TableNames.Of(table) is var name && aliases.TryGetValue(name, out var other) ? other : name;
}
