namespace Shipworthy.Extractors.Queries.Tables;

/// <summary>An index of a table.</summary>
/// <param name="Columns">Its columns in order, plain; an expression as it is written.</param>
/// <param name="IsUnique">Whether no two rows share its values.</param>
sealed record TableIndex(ImmutableArray<string> Columns, bool IsUnique)
{
    /// <summary>Of one that holds some rows only: the condition in lower case; empty for others.</summary>
    public string Where { get; init; } = "";

    /// <summary>How it is built; empty for the usual way.</summary>
    public string Method { get; init; } = "";
}

/// <summary>A relation that a model declares.</summary>
/// <param name="Model">The other model.</param>
/// <param name="IsMany">Whether it leads to several rows.</param>
/// <param name="Columns">The columns of the side that refers, plain; empty where the other side declares them.</param>
sealed record TableRelation(string Model, bool IsMany, ImmutableArray<string> Columns)
{
    /// <summary>What both sides call the relation, where two models have several; empty elsewhere.</summary>
    public string Name { get; init; } = "";

    /// <summary>Whether its rows are fetched together with those that they belong to.</summary>
    public bool IsEager { get; init; }

    /// <summary>Whether touching it without having fetched it is an error rather than a query.</summary>
    public bool IsStrict { get; init; }
}

/// <summary>A table as the code names it, with its indexes as they stand after the last migration.</summary>
/// <param name="name">Its name in the database.</param>
/// <param name="at">Where it is defined.</param>
sealed class IndexedTable(string name, Location at)
{
    /// <summary>Its name in the database.</summary>
    public string Name { get; } = name;

    /// <summary>Where it is defined.</summary>
    public Location At { get; set; } = at;

    /// <summary>The names by which code calls it, plain.</summary>
    public HashSet<string> Names { get; } = new(StringComparer.Ordinal) { Plain(name) };

    /// <summary>The types of its columns in lower case, by their plain names.</summary>
    public Dictionary<string, string> Columns { get; } = new(StringComparer.Ordinal);

    /// <summary>The plain column of each plain property that is named differently.</summary>
    public Dictionary<string, string> Properties { get; } = new(StringComparer.Ordinal);

    /// <summary>Its indexes.</summary>
    public List<TableIndex> Indexes { get; } = [];

    /// <summary>Indexes that its model names and no migration makes.</summary>
    public List<TableIndex> OfModelOnly { get; } = [];

    /// <summary>Columns that the mapper itself asks for in each query: a tenant, a mark of deletion.</summary>
    public List<(string Property, bool IsConstant)> Always { get; } = [];

    /// <summary>Its columns that refer to other tables, plain.</summary>
    public HashSet<string> References { get; } = new(StringComparer.Ordinal);

    /// <summary>Its relations by the names of their properties.</summary>
    public Dictionary<string, TableRelation> Relations { get; } = new(StringComparer.Ordinal);

    /// <summary>Whether migrations made it, so that what its model says of indexes does not count.</summary>
    public bool IsMigrated { get; set; }

    /// <summary>Whether statements of SQL name its columns, so that it has no others.</summary>
    public bool IsReadFromSql { get; set; }

    /// <summary>Whether it is a collection of documents, which a schema in the code describes.</summary>
    public bool IsDocuments { get; set; }

    /// <summary>The plain column of a property.</summary>
    public string ColumnOf(string property) =>
        Plain(property) is var plain && Properties.TryGetValue(plain, out var column) ? column : plain;

    /// <summary>Adds an index of a model, unless migrations say what there is.</summary>
    public void AddOfModel(TableIndex index)
    {
        if (index.Columns.Length > 0)
            (IsMigrated ? OfModelOnly : Indexes).Add(index);
    }

    /// <summary>A name without what tells spellings apart: <c>ownerId</c>, <c>OwnerId</c> and <c>owner_id</c> are one.</summary>
    public static string Plain(string name) => name.Replace("_", "", StringComparison.Ordinal).ToLowerInvariant();
}
