namespace Shipworthy.Extractors.Queries.Tables;

/// <summary>Applies revisions of Alembic to the tables, in order: what each <c>upgrade</c> makes and drops.</summary>
/// <param name="schema">The tables.</param>
sealed class AlembicRevisions(IndexedSchema schema)
{
    static readonly string[] Holders = ["op", "batch_op"];
    readonly Dictionary<(string Table, string Name), TableIndex> names = [];

    /// <summary>Applies a file.</summary>
    public void Apply(CodeFile? file)
    {
        if (file is null)
            return;
        var upgrade = file
            .Root.Descendants(CodeKind.Function)
            .FirstOrDefault(one => one.Name is "upgrade" && !one.Enclosing(CodeKind.Function).Exists);
        foreach (var call in upgrade.Descendants(CodeKind.Call))
            if (call.Callee.Kind is CodeKind.Member && Holders.Contains(call.Receiver.Name))
                Apply(call, Batched(call));
    }

    /// <summary>The table of <c>with op.batch_alter_table("orders") as batch_op</c>; empty elsewhere.</summary>
    static string Batched(Code call)
    {
        if (call.Receiver.Name is not "batch_op")
            return "";
        for (var at = call.Enclosing(CodeKind.With); at.Exists; at = at.Enclosing(CodeKind.With))
            foreach (var made in at.Descendants(CodeKind.Call))
                if (made.Callee.Name is "batch_alter_table" && made.ArgumentAt(0).String is { } table)
                    return table;
        return "";
    }

    void Apply(Code call, string batched)
    {
        // In a batch, the table is not repeated.
        var shift = batched.Length > 0 ? 0 : 1;
        switch (call.Callee.Name)
        {
            case "create_table" when call.ArgumentAt(0).String is { } name:
                Create(call, name);
                break;
            case "drop_table" when call.ArgumentAt(0).String is { } name:
                schema.Drop(name);
                break;
            case "create_index" or "create_unique_constraint" or "create_primary_key":
                var of = batched.Length > 0 ? batched : call.ArgumentAt(1).String ?? call.ArgumentNamed("table_name").String ?? "";
                var columns = call.ArgumentAt(1 + shift) is { Exists: true } given ? given : call.ArgumentNamed("columns");
                if (of.Length > 0)
                    Add(
                        schema.Made(of, call.At),
                        columns,
                        call.Callee.Name is not "create_index" || call.ArgumentNamed("unique").Text is "True",
                        NameOf(call),
                        call.ArgumentNamed("postgresql_using").String ?? ""
                    );
                break;
            case "drop_index" or "drop_constraint":
                var dropped = NameOf(call);
                foreach (var table in schema.Tables)
                    if (names.TryGetValue((table.Name, dropped), out var index))
                        table.Indexes.Remove(index);
                break;
            case "add_column":
                var holder = batched.Length > 0 ? batched : call.ArgumentAt(0).String ?? "";
                if (holder.Length > 0 && call.ArgumentAt(shift) is { Kind: CodeKind.Call } column)
                    Column(schema.Made(holder, call.At), column);
                break;
        }
    }

    static string NameOf(Code call) =>
        call.ArgumentAt(0) is { Kind: CodeKind.Call } wrapped ? wrapped.ArgumentAt(0).String ?? "" : call.ArgumentAt(0).String ?? "";

    void Create(Code call, string name)
    {
        var table = schema.Made(name, call.At);
        (table.IsMigrated, table.At) = (true, call.At);
        foreach (var part in call.Arguments.Where(one => one.Kind is CodeKind.Call))
            switch (part.Callee.Name)
            {
                case "Column":
                    Column(table, part);
                    break;
                case "PrimaryKeyConstraint" or "UniqueConstraint" or "Index":
                    var columns = part
                        .Arguments.Select(one => one.String)
                        .OfType<string>()
                        .Skip(part.Callee.Name is "Index" ? 1 : 0)
                        .Select(IndexedTable.Plain)
                        .ToImmutableArray();
                    if (!columns.IsEmpty)
                        table.Indexes.Add(new(columns, part.Callee.Name is not "Index"));
                    break;
                case "ForeignKeyConstraint":
                    foreach (var column in part.ArgumentAt(0).All(Part.Element))
                        if (column.String is { } referring)
                            table.References.Add(IndexedTable.Plain(referring));
                    break;
            }
    }

    static void Column(IndexedTable table, Code column)
    {
        if (column.ArgumentAt(0).String is not { } name)
            return;
        var plain = IndexedTable.Plain(name);
        table.Columns[plain] = column.ArgumentAt(1).Text.ToLowerInvariant();
        if (column.Descendants(CodeKind.Call).Any(one => one.Callee.Name is "ForeignKey"))
            table.References.Add(plain);
        foreach (var (word, isUnique) in new[] { ("primary_key", true), ("unique", true), ("index", false) })
            if (column.ArgumentNamed(word).Text is "True")
                table.Indexes.Add(new([plain], isUnique));
    }

    void Add(IndexedTable table, Code columns, bool isUnique, string name, string method)
    {
        ImmutableArray<string> all = [.. columns.All(Part.Element).Select(one => IndexedTable.Plain(one.String ?? one.Text))];
        if (all.IsEmpty)
            return;
        var index = new TableIndex(all, isUnique) { Method = method };
        table.Indexes.Add(index);
        names[(table.Name, name)] = index;
    }
}
