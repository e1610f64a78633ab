using Shipworthy.Extractors.Endpoints.Nest;

namespace Shipworthy.Extractors.Queries.Tables;

/// <summary>Models of Mongoose: the key of a document is indexed, and beside it only what the schema says. A reference brings no index.</summary>
static class TablesInMongoose
{
    /// <summary>Adds what the schemas say.</summary>
    public static void AddTo(IndexedSchema schema, Sources sources)
    {
        var code = sources.Code;
        if (!code.Imports("mongoose", "@nestjs/mongoose"))
            return;
        foreach (var made in code.Calls("Schema"))
            if (
                made.Kind is CodeKind.New
                && sources.IsDeployed(made.File)
                && code.ObjectOf(made.ArgumentAt(0)) is { Exists: true } fields
                && NamesOf(code, made).ToList() is { Count: > 0 } names
            )
            {
                var table = Made(schema, names[0], made.At);
                foreach (var name in names.Skip(1))
                    schema.Call(table, name);
                Read(code, table, fields, "", 3);
                AddIndexes(code, table, made.Enclosing(CodeKind.Variable));
            }
        foreach (var type in code.All(CodeKind.Class))
            if (
                type.File.Language is Language.TypeScript
                && sources.IsDeployed(type.File)
                && type.File.Text.Contains("@nestjs/mongoose", StringComparison.Ordinal)
                && NestWords.DecoratorsOf(type).Any(one => one.Name is "Schema")
            )
                AddClass(code, Made(schema, type.Name, type.At), type);
    }

    static IndexedTable Made(IndexedSchema schema, string name, Location at)
    {
        var table = schema.Made(name, at);
        (table.At, table.IsOfDocuments) = (at, true);
        table.AddOfModel(new(["id"], IsUnique: true));
        return table;
    }

    /// <summary>The names by which code calls the model of a schema.</summary>
    static IEnumerable<string> NamesOf(CodeBase code, Code made)
    {
        var variable = made.Enclosing(CodeKind.Variable);
        foreach (var model in code.Calls("model"))
            if (
                model.ArgumentAt(1) == made
                || model.ArgumentAt(1) is { Kind: CodeKind.Name } schema && variable.Exists && code.Definition(schema) == variable
            )
            {
                if (model.ArgumentAt(0).String is { Length: > 0 } name)
                    yield return name;
                if (
                    model.Enclosing(CodeKind.Variable) is { Exists: true, Name: { Length: > 0 } kept }
                    && model.Enclosing(CodeKind.Function) is not { Exists: true }
                )
                    yield return kept;
            }
    }

    static void Read(CodeBase code, IndexedTable table, Code fields, string prefix, int steps)
    {
        foreach (var field in fields.All(Part.Element).Where(one => one is { Kind: CodeKind.Property, Name.Length: > 0 }))
        {
            var value = field[Part.Value];
            // Of a list, each element is asked for as if it were the field.
            if (value.Kind is CodeKind.Array)
                value = value.All(Part.Element).FirstOrDefault();
            var name = prefix + IndexedTable.Plain(field.Name);
            if (value.Kind is CodeKind.Object && !value.Property("type").Exists && steps > 0)
            {
                Read(code, table, value, name + ".", steps - 1);
                continue;
            }
            Add(table, name, value, value.Kind is CodeKind.Object ? value.Property("type")[Part.Value].Text : value.Text);
        }
    }

    static void Add(IndexedTable table, string name, Code options, string type)
    {
        table.Columns.TryAdd(
            name,
            options.Property("enum").Exists ? "enum"
                : type.EndsWith("Boolean", StringComparison.Ordinal) || type is "boolean" ? "boolean"
                : type.ToLowerInvariant()
        );
        if (options.Property("ref").Exists || type.EndsWith("ObjectId", StringComparison.Ordinal))
            table.References.Add(name);
        var unique = options.Property("unique")[Part.Value];
        var index = options.Property("index")[Part.Value];
        if (unique.Exists && unique.Operator is not "false")
            table.AddOfModel(new([name], IsUnique: true));
        else if (
            index.Exists && index.Operator is not "false"
            || options.Property("sparse").Exists
            || options.Property("expires").Exists
            || options.Property("primaryKey").Exists
        )
            table.AddOfModel(new([name], IsUnique: false));
        else if (options.Property("text")[Part.Value].Operator is "true")
            table.AddOfModel(new([name], IsUnique: false) { Method = "fulltext" });
    }

    /// <summary>Indexes that are added to a schema: <c>orderSchema.index({ owner: 1, day: -1 }, { unique: true })</c>.</summary>
    static void AddIndexes(CodeBase code, IndexedTable table, Code variable)
    {
        if (!variable.Exists)
            return;
        foreach (var index in code.Calls("index"))
            if (
                index.Receiver is { Kind: CodeKind.Name } receiver
                && code.Definition(receiver) == variable
                && code.ObjectOf(index.ArgumentAt(0)) is { Exists: true } keys
            )
            {
                var columns = keys.All(Part.Element).Where(one => one.Kind is CodeKind.Property).ToList();
                var options = index.ArgumentAt(1);
                table.AddOfModel(
                    new([.. columns.Select(one => IndexedTable.Plain(one.Name))], options.Property("unique")[Part.Value].Operator is "true")
                    {
                        Method = columns.Exists(one => one[Part.Value].String is "text") ? "fulltext" : "",
                        Where = options.Property("partialFilterExpression")[Part.Value].Text.ToLowerInvariant(),
                    }
                );
            }
    }

    /// <summary>A class of NestJS that stands for a schema.</summary>
    static void AddClass(CodeBase code, IndexedTable table, Code type)
    {
        foreach (var field in type.All(Part.Element).Where(one => one.Kind is CodeKind.Property))
            if (field.All(Part.Decorator).FirstOrDefault(one => one.Name is "Prop") is { Exists: true } mark)
            {
                var options = mark.Arguments.FirstOrDefault();
                Add(
                    table,
                    IndexedTable.Plain(field.Name),
                    options,
                    options.Property("type")[Part.Value] is { Exists: true } said ? said.Text : field[Part.Type].Text
                );
            }
        foreach (var made in code.Calls("createForClass"))
            if (made.ArgumentAt(0).Name == type.Name)
                AddIndexes(code, table, made.Enclosing(CodeKind.Variable));
    }
}
