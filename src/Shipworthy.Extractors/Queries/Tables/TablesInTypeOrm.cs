namespace Shipworthy.Extractors.Queries.Tables;

/// <summary>Entities of TypeORM. <c>@ManyToOne</c> brings no index on PostgreSQL.</summary>
static class TablesInTypeOrm
{
    /// <summary>Adds what the entities say.</summary>
    public static void AddTo(IndexedSchema schema, Sources sources)
    {
        foreach (var entity in sources.Code.All(CodeKind.Class))
        {
            if (
                entity.All(Part.Decorator).FirstOrDefault(one => one.Name is "Entity") is not { Exists: true } mark
                || entity.File.Language is Language.CSharp or Language.Python
                || !sources.IsDeployed(entity.File)
            )
                continue;
            var options = mark.Arguments.FirstOrDefault();
            var table = schema.Made(
                options.String ?? options.Property("name")[Part.Value].String ?? Audit.Words.Snake(entity.Name),
                entity.At
            );
            table.At = entity.At;
            schema.Call(table, entity.Name);
            foreach (var index in entity.All(Part.Decorator).Where(one => one.Name is "Index" or "Unique"))
                table.AddOfModel(
                    new(
                        [
                            .. index
                                .Arguments.SelectMany(one => one.Kind is CodeKind.Array ? one.All(Part.Element) : [])
                                .Select(one => IndexedTable.Plain(one.String ?? "")),
                        ],
                        index.Name is "Unique"
                    )
                );
            foreach (var field in entity.All(Part.Element).Where(one => one.Kind is CodeKind.Property))
                Read(table, field);
        }
    }

    static void Read(IndexedTable table, Code field)
    {
        var marks = field.All(Part.Decorator).ToList();
        var column = marks.Find(one => one.Name.EndsWith("Column", StringComparison.Ordinal));
        var name = IndexedTable.Plain(field.Name);
        if (marks.Find(one => one.Name is "ManyToOne" or "OneToOne") is { Exists: true } reference)
        {
            table.References.Add(name + "id");
            table.References.Add(name);
            table.Properties[name] = name + "id";
            table.Relations[field.Name] = new(field[Part.Type].Name, IsMany: false, [name + "id"])
            {
                IsEager = reference.Descendants(CodeKind.Property).Any(one => one.Name is "eager"),
            };
        }
        if (!column.Exists)
            return;
        var options = column.Arguments.FirstOrDefault(one => one.Kind is CodeKind.Object);
        if (options.Property("name")[Part.Value].String is { } given && IndexedTable.Plain(given) != name)
            table.Properties[name] = IndexedTable.Plain(given);
        var plain = table.ColumnOf(field.Name);
        table.Columns.TryAdd(plain, (column.Arguments.FirstOrDefault().String ?? field[Part.Type].Text).ToLowerInvariant());
        if (column.Name.StartsWith("Primary", StringComparison.Ordinal) || options.Property("unique")[Part.Value].Text is "true")
            table.AddOfModel(new([plain], IsUnique: true));
        if (marks.Exists(one => one.Name is "Index" or "Unique"))
            table.AddOfModel(new([plain], IsUnique: false));
    }
}
