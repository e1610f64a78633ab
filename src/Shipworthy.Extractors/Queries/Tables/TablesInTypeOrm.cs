using Shipworthy.Extractors.Endpoints.Nest;

namespace Shipworthy.Extractors.Queries.Tables;

/// <summary>Entities of TypeORM. <c>@ManyToOne</c> brings no index on PostgreSQL.</summary>
static class TablesInTypeOrm
{
    const int MostBases = 4;

    /// <summary>Adds what the entities say.</summary>
    public static void AddTo(IndexedSchema schema, Sources sources)
    {
        foreach (var entity in sources.Code.All(CodeKind.Class))
        {
            if (
                NestWords.DecoratorsOf(entity).FirstOrDefault(one => one.Name is "Entity") is not { Exists: true } mark
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
            foreach (var index in NestWords.DecoratorsOf(entity).Where(one => one.Name is "Index" or "Unique"))
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
            // An entity has the columns of what it extends.
            var holder = entity;
            var hasKey = false;
            for (var steps = 0; steps < MostBases && holder.Kind is CodeKind.Class; steps++)
            {
                foreach (var field in holder.All(Part.Element).Where(one => one.Kind is CodeKind.Property))
                {
                    Read(table, field);
                    hasKey |= field
                        .All(Part.Decorator)
                        .Any(one => one.Name.StartsWith("Primary", StringComparison.Ordinal) || one.Name is "ObjectIdColumn");
                }
                holder = sources.Code.Definition(holder.All(Part.Base).FirstOrDefault());
            }
            // Each has a key; one that is not seen comes from a class that was not found.
            if (!hasKey)
                table.AddOfModel(new(["id"], IsUnique: true));
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
            // Of a relation to one row the mapper makes a key.
            if (reference.Name is "OneToOne" && marks.Exists(one => one.Name is "JoinColumn"))
                table.AddOfModel(new([name + "id"], IsUnique: true));
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

    /// <summary>Adds the indexes that migrations make by calls: <c>queryRunner.createIndex("orders", new TableIndex({ columnNames: ["ownerId"] }))</c>.</summary>
    /// <param name="schema">The tables, as the entities say.</param>
    /// <param name="migration">A migration.</param>
    public static void AddIndexes(IndexedSchema schema, CodeFile migration)
    {
        foreach (var call in migration.Root.Descendants())
        {
            if (
                call.Kind is not (CodeKind.Call or CodeKind.New)
                || call.Enclosing(CodeKind.Function) is { Name: "down" }
                || call.Callee.Name is not ("createIndex" or "createIndices" or "createUniqueConstraint" or "Table")
            )
                continue;
            var name = call.ArgumentAt(0).String ?? call.ArgumentAt(0).Property("name")[Part.Value].String;
            if (name is null || schema.Of(name) is not { } table)
                continue;
            foreach (var columns in call.Descendants(CodeKind.Property).Where(one => one.Name is "columnNames"))
                if (!columns.Enclosing(CodeKind.Property).Name.StartsWith("foreign", StringComparison.Ordinal))
                    table.Indexes.Add(
                        new(
                            [.. columns[Part.Value].All(Part.Element).Select(one => IndexedTable.Plain(one.String ?? ""))],
                            columns.Parent.Property("isUnique")[Part.Value].Text is "true"
                        )
                    );
        }
    }
}
