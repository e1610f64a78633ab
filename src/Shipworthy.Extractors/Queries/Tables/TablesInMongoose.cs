using Shipworthy.Extractors.Endpoints.Nest;

namespace Shipworthy.Extractors.Queries.Tables;

/// <summary>
/// Collections of Mongoose: <c>model("Order", new Schema({ owner: { type: ObjectId, ref: "User", index: true } }))</c>, and classes that NestJS makes schemas of. What a
/// schema says of indexes Mongoose makes at the start, unless the app switches that off. A reference brings none.
/// </summary>
static class TablesInMongoose
{
    /// <summary>Adds the collections.</summary>
    public static void AddTo(IndexedSchema schema, Sources sources)
    {
        var code = sources.Code;
        if (!code.Imports("mongoose", "@nestjs/mongoose"))
            return;
        var isByHand = MakesNoIndexes(code);
        foreach (var call in code.Calls("model"))
            if (
                call.ArgumentAt(0).String is { Length: > 0 } name
                && call.ArgumentAt(1) is { Exists: true } given
                && SchemaOf(code, given) is { Exists: true } made
                && sources.IsDeployed(made.File)
            )
            {
                var table = Made(schema, name, call.At, isByHand);
                Fields(code, table, code.ObjectOf(made.ArgumentAt(0)), "", 3);
                Indexes(code, table, made.Parent.Kind is CodeKind.Variable ? made.Parent : default);
            }
        foreach (var type in code.All(CodeKind.Class))
            if (
                type.File.Language is Language.TypeScript or Language.JavaScript
                && NestWords.DecoratorsOf(type).Any(one => one.Name is "Schema")
                && sources.IsDeployed(type.File)
            )
            {
                var table = Made(schema, type.Name, type.At, isByHand);
                foreach (var field in type.All(Part.Element).Where(one => one.Kind is CodeKind.Property))
                    if (field.All(Part.Decorator).FirstOrDefault(one => one.Name is "Prop") is { Exists: true } mark)
                        Field(code, table, field.Name, mark.ArgumentAt(0), field[Part.Type].Text, 0);
                foreach (var schemaOf in code.Calls("createForClass").Where(one => one.ArgumentAt(0).Name == type.Name))
                    Indexes(code, table, schemaOf.Enclosing(CodeKind.Variable));
            }
    }

    /// <summary>Whether the app tells Mongoose to make no indexes, and makes them nowhere itself.</summary>
    static bool MakesNoIndexes(CodeBase code) =>
        code.All(CodeKind.Property).Any(one => one.Name is "autoIndex" && one[Part.Value].Operator is "false")
        && !code.Calls("syncIndexes", "ensureIndexes", "createIndexes", "createIndex").Any();

    static IndexedTable Made(IndexedSchema schema, string name, Location at, bool isByHand)
    {
        var table = schema.Made(name, at);
        table.At = at;
        table.IsDocuments = true;
        table.Indexes.Add(new(["id"], IsUnique: true));
        table.IsMigrated |= isByHand;
        return table;
    }

    /// <summary>The schema that a model is made of; no node where it is made in a way that is not followed.</summary>
    static Code SchemaOf(CodeBase code, Code given)
    {
        var found = given.Kind is CodeKind.Name or CodeKind.Member ? code.Definition(given)[Part.Value] : given;
        return found is { Kind: CodeKind.New, Callee.Name: "Schema" } ? found : default;
    }

    static void Fields(CodeBase code, IndexedTable table, Code fields, string way, int steps)
    {
        if (steps <= 0)
            return;
        foreach (var field in fields.All(Part.Element))
            if (field.Kind is CodeKind.Spread)
                Fields(code, table, code.ObjectOf(field[Part.Value]), way, steps - 1);
            else if (field.Kind is CodeKind.Property && field.Name.Length > 0)
                Field(code, table, way + field.Name, field[Part.Value], "", steps);
    }

    static void Field(CodeBase code, IndexedTable table, string name, Code options, string type, int steps)
    {
        // A list of references is asked like one: { members: userId }.
        if (options.Kind is CodeKind.Array && options.All(Part.Element).FirstOrDefault() is { Exists: true } each)
            options = each;
        var plain = IndexedTable.Plain(name);
        if (options.Kind is not CodeKind.Object)
        {
            table.Columns[plain] = (options.Exists ? options.Text : type).ToLowerInvariant();
            return;
        }
        var declared = options.Property("type")[Part.Value];
        if (!declared.Exists && type.Length == 0)
        {
            Fields(code, table, options, name + ".", steps - 1);
            return;
        }
        table.Columns[plain] =
            $"{(declared.Exists ? declared.Text : type).ToLowerInvariant()}{(options.Property("enum").Exists ? " enum" : "")}";
        if (options.Property("ref").Exists || declared.Kind is CodeKind.Array && declared.Text.Contains("ref:", StringComparison.Ordinal))
            table.References.Add(plain);
        var isUnique = IsSet(options.Property("unique")[Part.Value]);
        if (isUnique || IsSet(options.Property("index")[Part.Value]) || IsSet(options.Property("sparse")[Part.Value]))
            table.AddOfModel(new([plain], isUnique));
        else if (IsSet(options.Property("text")[Part.Value]))
            table.AddOfModel(new([plain], IsUnique: false) { Method = "fulltext" });
    }

    static bool IsSet(Code value) => value.Exists && value.Operator is not ("false" or "null" or "undefined");

    /// <summary>Indexes that are added to a schema afterwards: <c>schema.index({ owner: 1, placedAt: -1 }, { unique: true })</c>.</summary>
    static void Indexes(CodeBase code, IndexedTable table, Code schema)
    {
        if (!schema.Exists)
            return;
        foreach (var call in code.Calls("index"))
            if (
                call.Receiver is { Kind: CodeKind.Name } holder
                && code.Definition(holder) == schema
                && call.ArgumentAt(0) is { Kind: CodeKind.Object } keys
            )
            {
                var options = call.ArgumentAt(1);
                var isText = keys.All(Part.Element).Any(one => one[Part.Value].String is "text" or "2dsphere" or "2d");
                table.AddOfModel(
                    new(
                        [.. keys.All(Part.Element).Select(one => IndexedTable.Plain(one.Name))],
                        IsSet(options.Property("unique")[Part.Value])
                    )
                    {
                        Where = options.Property("partialFilterExpression").Text.ToLowerInvariant(),
                        Method = isText ? "fulltext" : "",
                    }
                );
            }
    }
}
