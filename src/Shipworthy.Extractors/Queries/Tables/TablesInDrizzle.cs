namespace Shipworthy.Extractors.Queries.Tables;

/// <summary>Tables of Drizzle: <c>pgTable("orders", { … }, (table) =&gt; [index("…").on(table.ownerId)])</c>. A reference brings no index.</summary>
static class TablesInDrizzle
{
    /// <summary>Adds what the tables say.</summary>
    public static void AddTo(IndexedSchema schema, Sources sources)
    {
        foreach (var call in sources.Code.Calls("pgTable", "sqliteTable", "mysqlTable", "createTable", "table"))
        {
            if (
                call.ArgumentAt(0).String is not { Length: > 0 } name
                || call.ArgumentAt(1) is not { Exists: true } shape
                || !call.File.Text.Contains("drizzle-orm", StringComparison.Ordinal)
                || !sources.IsDeployed(call.File)
            )
                continue;
            var table = schema.Made(name, call.At);
            table.At = call.At;
            if (call.Parent is { Kind: CodeKind.Variable, Name.Length: > 0 } variable)
                schema.Call(table, variable.Name);
            var columns = shape.Kind is CodeKind.Function ? sources.Code.ObjectOf(shape) : shape;
            foreach (var column in columns.All(Part.Element).Where(one => one.Kind is CodeKind.Property))
                Read(table, column);
            foreach (var made in call.ArgumentAt(2).Descendants(CodeKind.Call))
                if (made.Callee.Name is "on" or "primaryKey" or "onOnly" or "using")
                    table.AddOfModel(
                        new(
                            [.. ColumnsOf(made).Select(one => table.ColumnOf(one))],
                            made.Callee.Name is "primaryKey" || made.Receiver.Callee.Name is "uniqueIndex" or "unique"
                        )
                        {
                            Method = made.Callee.Name is "using" ? made.ArgumentAt(0).String ?? "" : "",
                        }
                    );
        }
    }

    /// <summary>The columns that an index names, also through <c>table.createdAt.desc()</c>.</summary>
    static IEnumerable<string> ColumnsOf(Code made) =>
        made.Descendants(CodeKind.Member)
            .Where(one => one.Receiver.Kind is CodeKind.Name && one.Part is not Part.Callee && !made.Callee.Contains(one))
            .Select(one => one.Name);

    static void Read(IndexedTable table, Code column)
    {
        var calls = column[Part.Value]
            .Descendants(CodeKind.Call)
            .Prepend(column[Part.Value])
            .Where(one => one.Kind is CodeKind.Call)
            .ToList();
        var type = calls.Find(one => one.Callee.Kind is CodeKind.Name);
        var name = IndexedTable.Plain(type.ArgumentAt(0).String ?? column.Name);
        if (name != IndexedTable.Plain(column.Name))
            table.Properties[IndexedTable.Plain(column.Name)] = name;
        table.Columns[name] = type.Callee.Name.ToLowerInvariant();
        if (calls.Exists(one => one.Callee.Name is "primaryKey" or "unique"))
            table.AddOfModel(new([name], IsUnique: true));
        if (calls.Exists(one => one.Callee.Name is "references"))
            table.References.Add(name);
    }
}
