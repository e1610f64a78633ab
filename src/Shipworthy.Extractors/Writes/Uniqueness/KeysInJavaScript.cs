using Shipworthy.Extractors.Endpoints.Nest;

namespace Shipworthy.Extractors.Writes.Uniqueness;

/// <summary>Reads keys from tables of Drizzle and Knex, entities of TypeORM, and schemas of Mongoose and Sequelize.</summary>
static class KeysInJavaScript
{
    /// <summary>Reads all of the app.</summary>
    public static void Read(Sources sources, UniqueKeys into)
    {
        var code = sources.Code;
        foreach (var call in code.Calls("pgTable", "sqliteTable", "mysqlTable", "table"))
            if (call.ArgumentAt(0).String is { Length: > 0 } table && call.ArgumentAt(1).Kind is CodeKind.Object or CodeKind.Function)
                Drizzle(call, table, into);
        foreach (var call in code.Calls("createTable", "alterTable"))
            if (call.ArgumentAt(0).String is { Length: > 0 } table)
                Knex(call, table, into);
        foreach (var type in code.All(CodeKind.Class))
            if (
                type.File.Language is Language.TypeScript or Language.Tsx
                && NestWords.DecoratorsOf(type).FirstOrDefault(one => one.Name is "Entity" or "Schema" or "Table") is { Exists: true } mark
            )
                Entity(code, type, mark, into);
        foreach (var call in code.Calls("Schema"))
            if (call.Kind is CodeKind.New && call.ArgumentAt(0) is { Kind: CodeKind.Object } fields)
                Mongoose(code, call, fields, into);
        foreach (var call in code.Calls("define", "init"))
            if (
                call.Arguments.FirstOrDefault(one => one.Kind is CodeKind.Object) is { Exists: true } fields
                && call.Text.Contains("DataTypes", StringComparison.Ordinal)
            )
                Sequelize(call, fields, into);
    }

    static void Drizzle(Code call, string table, UniqueKeys into)
    {
        into.Make(table);
        if (call.Enclosing(CodeKind.Variable) is { Exists: true } variable)
            into.Alias(variable.Name, table);
        foreach (var column in call.ArgumentAt(1).Children.Where(one => one.Kind is CodeKind.Property))
            if (
                column[Part.Value]
                    .Descendants(CodeKind.Call)
                    .Prepend(column[Part.Value])
                    .Any(one => one.Callee.Name is "unique" or "primaryKey")
            )
                into.Add(table, column.At, [column.Name]);
        if (call.ArgumentAt(2) is { Exists: true } more)
            foreach (var key in more.Descendants(CodeKind.Call))
                if (
                    key.Callee.Name is "on"
                    && key.Receiver.Descendants()
                        .Prepend(key.Receiver)
                        .Any(one => one.Kind is CodeKind.Call && one.Callee.Name is "unique" or "uniqueIndex")
                )
                    into.Add(
                        table,
                        key.At,
                        key.Descendants(CodeKind.Member)
                            .Where(one => one != key.Callee && key.Arguments.Any(argument => argument.Contains(one)))
                            .Select(one => one.Name)
                    );
                else if (key.Callee.Name is "primaryKey")
                    into.Add(table, key.At, key.Descendants(CodeKind.Member).Select(one => one.Name));
                else if (key.Callee.Name is "check")
                    into.Bound(table, key.Descendants(CodeKind.Member).Select(one => one.Name));
    }

    static void Knex(Code call, string table, UniqueKeys into)
    {
        if (call.Callee.Name is "createTable")
            into.Make(table);
        foreach (var key in call.Descendants(CodeKind.Call))
            if (key.Callee.Name is "unique" or "primary")
            {
                var first = key.ArgumentAt(0);
                if (first.Kind is CodeKind.Array)
                    into.Add(table, key.At, first.Children.Select(one => one.String).OfType<string>());
                else if (first.String is { } one)
                    into.Add(table, key.At, [one]);
                else if (
                    key
                        .Receiver.Descendants(CodeKind.Call)
                        .Prepend(key.Receiver)
                        .LastOrDefault(inner => inner.Kind is CodeKind.Call && inner.ArgumentAt(0).String is not null) is
                    { Exists: true } column
                )
                    into.Add(table, key.At, [column.ArgumentAt(0).String!]);
            }
    }

    static void Entity(CodeBase code, Code type, Code mark, UniqueKeys into)
    {
        into.Make(type.Name, isModel: true);
        if (mark.Arguments.FirstOrDefault() is { } first && (first.String ?? first.Property("name")[Part.Value].String) is { } table)
        {
            into.Make(table);
            into.Alias(type.Name, table);
        }
        foreach (var key in NestWords.DecoratorsOf(type))
            if (key.Name is "Unique" || (key.Name is "Index" && key.Text.Contains("unique: true", StringComparison.Ordinal)))
                into.Add(
                    type.Name,
                    key.At,
                    key.Descendants(CodeKind.Array).Take(1).SelectMany(one => one.Children.Select(text => text.String)).OfType<string>()
                );
        // An entity has the columns of what it extends.
        var above = code.Definition(type.All(Part.Base).FirstOrDefault());
        foreach (var member in type.Children.Concat(above.Children).Where(one => one.Kind is CodeKind.Property))
        foreach (var key in member.All(Part.Decorator))
            if (
                key.Name is "PrimaryColumn" or "PrimaryGeneratedColumn" or "Unique"
                || (key.Name is "OneToOne" && member.All(Part.Decorator).Any(one => one.Name is "JoinColumn"))
                || (key.Name is "Column" or "Prop" or "Index" && key.Text.Contains("unique: true", StringComparison.Ordinal))
            )
                into.Add(type.Name, member.At, [member.Name]);
    }

    static void Mongoose(CodeBase code, Code made, Code fields, UniqueKeys into)
    {
        var variable = made.Enclosing(CodeKind.Variable);
        var name = code.Calls("model")
            .Where(one => one.ArgumentAt(1) is { Kind: CodeKind.Name } schema && code.Definition(schema) == variable)
            .Select(one => one.ArgumentAt(0).String)
            .FirstOrDefault();
        var table = name ?? variable.Name;
        if (table.Length == 0)
            return;
        into.Make(table, isModel: true);
        into.Add(table, made.At, ["_id"]);
        foreach (var field in fields.Children.Where(one => one[Part.Value].Kind is CodeKind.Object))
            if (
                field[Part.Value].Property("unique")[Part.Value] is { Kind: CodeKind.Literal, Operator: "true" } or { Kind: CodeKind.Array }
            )
                into.Add(table, field.At, [field.Name]);
        foreach (var index in code.Calls("index"))
            if (
                index.Receiver is { Kind: CodeKind.Name } receiver
                && code.Definition(receiver) == variable
                && index.Text.Contains("unique: true", StringComparison.Ordinal)
            )
                into.Add(table, index.At, index.ArgumentAt(0).Children.Select(one => one.Name));
    }

    static void Sequelize(Code call, Code fields, UniqueKeys into)
    {
        var table = call.Callee.Name is "define" ? call.ArgumentAt(0).String ?? "" : call.Receiver.Name;
        if (table.Length == 0)
            return;
        into.Make(table, isModel: true);
        foreach (var field in fields.Children.Where(one => one[Part.Value].Kind is CodeKind.Object))
            if (field[Part.Value].Property("unique").Exists || field[Part.Value].Property("primaryKey").Exists)
                into.Add(table, field.At, [field.Name]);
        foreach (
            var index in call.Descendants(CodeKind.Object)
                .Where(one => one.Property("unique")[Part.Value] is { Operator: "true" } && one.Property("fields").Exists)
        )
            into.Add(table, index.At, index.Property("fields")[Part.Value].Children.Select(one => one.String).OfType<string>());
    }
}
