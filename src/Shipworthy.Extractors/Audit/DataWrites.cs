using System.Text.RegularExpressions;
using Shipworthy.Extractors.Endpoints.Idioms;

namespace Shipworthy.Extractors.Audit;

/// <summary>
/// Reads which table a call writes to, and what: by the words of Prisma, Drizzle, Mongoose, Sequelize, TypeORM, Knex, Supabase, SQLAlchemy, Django and Entity Framework, and in
/// statements of SQL.
/// </summary>
sealed partial class DataWrites(CodeBase code)
{
    readonly FieldsWritten fields = new(code);

    /// <summary>The fields that something holds.</summary>
    public FieldsWritten Fields => fields;

    /// <summary>What a call writes; null when it writes nothing that is known.</summary>
    public DataWrite? Of(Code call)
    {
        if (call.Kind is not CodeKind.Call)
            return null;
        if (OfStatement(call) is { } statement)
            return statement;
        if (VerbOf(call.Callee) is not { } verb || IsInMemory(call))
            return null;
        var table = TableOf(call, verb);
        return table.Length == 0 ? null : new DataWrite(call, verb, table, FieldsOf(call, verb));
    }

    /// <summary>Whether a call itself writes, rather than a function of the app that it runs; repositories that serve every model are asked by their names.</summary>
    public static bool IsHere(PathNode node) => !node.IsFollowed || Repository().IsMatch(node.At.Receiver.Name);

    static WriteVerb? VerbOf(Code callee) =>
        callee.Name is "log_action" or "log_actions" && callee.Receiver.Name is "objects" ? WriteVerb.Insert : VerbOf(callee.Name);

    static WriteVerb? VerbOf(string name) =>
        name switch
        {
            "create" or "createMany" or "createManyAndReturn" or "insert" or "insertOne" or "insertMany" or "insert_one" or "insert_many" =>
                WriteVerb.Insert,
            "add" or "add_all" or "Add" or "AddAsync" or "AddRange" or "AddRangeAsync" or "InsertAsync" or "InsertOneAsync" =>
                WriteVerb.Insert,
            "bulkCreate" or "bulk_create" or "upsert" or "get_or_create" or "create_user" or "CreateAsync" => WriteVerb.Insert,
            "update" or "updateMany" or "updateOne" or "update_one" or "update_many" or "findByIdAndUpdate" or "findOneAndUpdate" =>
                WriteVerb.Update,
            "updateById" or "find_one_and_update" or "merge" or "Update" or "UpdateAsync" or "UpdateOneAsync" or "bulk_update" =>
                WriteVerb.Update,
            "save" or "replaceOne" or "ReplaceOneAsync" or "update_or_create" or "patch" or "setattr" or "sqlmodel_update" =>
                WriteVerb.Update,
            "delete" or "deleteMany" or "deleteOne" or "delete_one" or "delete_many" or "findByIdAndDelete" or "findOneAndDelete" =>
                WriteVerb.Delete,
            "findByIdAndRemove" or "remove" or "Remove" or "RemoveRange" or "DeleteAsync" or "DeleteOneAsync" or "destroy" =>
                WriteVerb.Delete,
            "deleteById" or "softDelete" or "soft_delete" or "del" or "Delete" or "RemoveAsync" or "hard_delete" => WriteVerb.Delete,
            _ => null,
        };

    string TableOf(Code call, WriteVerb verb)
    {
        // setattr(user, column, value) of Python.
        if (call.Callee.Kind is CodeKind.Name)
            return call.Callee.Name is "setattr" ? ThingOf(call.ArgumentAt(0))
                : call.Callee.Name is "update" or "insert" or "delete" && code.OriginOf(call.Callee).Package is "sqlalchemy" or "sqlmodel"
                    ? ThingOf(call.ArgumentAt(0))
                : "";
        if (call.Callee.Kind is not CodeKind.Member || call.Callee.Name is "setattr")
            return "";
        if (NamedInChain(call.Receiver) is { Length: > 0 } named)
            return named;
        if (OwnRepositories.EntityOf(code, call) is { Length: > 0 } kept)
            return Words.Table(kept);
        var receiver = LastNameOf(call.Receiver);
        var first = call.ArgumentAt(0);
        // db.insert(users), session.add(user), context.Remove(user): what is written is handed over.
        if (Connection().IsMatch(receiver) && first.Exists && first.Kind is not (CodeKind.Object or CodeKind.Literal or CodeKind.Function))
            return ThingOf(first);
        if (
            verb is WriteVerb.Insert
            && first is { Kind: CodeKind.New } made
            && Words.Table(receiver) is var around
            && !Words.IsAudit(around)
            && Words.Table(made.Callee.Name) is { Length: > 0 } thing
            && Words.IsAudit(thing)
        )
            return thing;
        return
            call.Receiver.Kind is CodeKind.Name
            && !char.IsUpper(receiver is [var letter, ..] ? letter : 'A')
            && call.Callee.Name is "save" or "delete" or "remove" or "destroy" or "update" or "Delete"
            ? ThingOf(call.Receiver)
            : Words.Table(receiver);
    }

    /// <summary>The table that a chain names by a text, or a model before its objects: <c>from("users")</c>, <c>knex("users")</c>, <c>User.objects.filter(…)</c>.</summary>
    string NamedInChain(Code chain)
    {
        for (var (at, steps) = (chain, 0); at.Exists && steps < 12; steps++)
            switch (at.Kind)
            {
                case CodeKind.Call
                    when at.Callee.Name
                        is "from"
                            or "table"
                            or "collection"
                            or "into"
                            or "knex"
                            or "db"
                            or "getRepository"
                            or "trx"
                            or "Set"
                            or "query"
                            or "filter"
                            or "objects":
                    if (at.ArgumentAt(0) is { Exists: true } first)
                    {
                        if (first.String is { Length: > 0 } text && at.Callee.Name is not ("query" or "filter"))
                            return at.Callee.Receiver.Name is "storage" ? "" : Words.Table(text);
                        if (
                            first.Kind is CodeKind.Name or CodeKind.Member
                            && at.Callee.Name is "query" or "getRepository" or "from" or "table"
                        )
                            return Words.Table(first.Name);
                    }
                    else if (at.Callee.Name is "Set" && at.All(Part.Type).FirstOrDefault() is { Exists: true } type)
                        return Words.Table(type.Name);
                    at = at.Receiver;
                    break;
                case CodeKind.Call:
                    at = at.Receiver;
                    break;
                case CodeKind.Member when at.Name is "objects":
                    return Words.Table(LastNameOf(at.Receiver));
                case CodeKind.Member:
                    at = at.Receiver;
                    break;
                default:
                    return "";
            }
        return "";
    }

    /// <summary>The table of what a value is: of a construction its class, of a variable what its value says, or else its own name.</summary>
    string ThingOf(Code value)
    {
        for (var steps = 0; steps < 4 && value.Exists; steps++)
            switch (value.Kind)
            {
                case CodeKind.Await:
                    value = value[Part.Value];
                    break;
                case CodeKind.New:
                    return Words.Table(value.Callee.Name);
                case CodeKind.Call
                    when value.Callee.Name is [var letter, ..] && char.IsUpper(letter) && value.File.Language is Language.Python:
                    return Words.Table(value.Callee.Name);
                case CodeKind.Call when ModelIn(value) is { Length: > 0 } model:
                    return Words.Table(model);
                case CodeKind.Name
                    when code.Definition(value) is { Kind: CodeKind.Variable } variable
                        && variable[Part.Value] is { Kind: CodeKind.Call or CodeKind.New or CodeKind.Await } made
                        && Made(made) is { Length: > 0 } thing
                        && (Words.IsAccounts(thing) || Words.IsAudit(thing)):
                    return thing;
                case CodeKind.Name or CodeKind.Member:
                    return Words.Table(value.Name);
                default:
                    return "";
            }
        return "";
    }

    string Made(Code made) =>
        made.Kind is CodeKind.Await ? Made(made[Part.Value])
        : made.Kind is CodeKind.New
        || (made.Callee.Name is [var letter, ..] && char.IsUpper(letter) && made.File.Language is Language.Python)
            ? Words.Table(made.Callee.Name)
        : made.Kind is CodeKind.Call ? Words.Table(ModelIn(made))
        : "";

    /// <summary>The model that a call names: <c>User.model_validate(…)</c>, <c>session.get(User, id)</c>, <c>db.query(User).first()</c>, <c>User.findById(id)</c>.</summary>
    static string ModelIn(Code call)
    {
        for (var (at, steps) = (call, 0); at.Exists && steps < 12; steps++)
        {
            if (at.Kind is CodeKind.Call && at.ArgumentAt(0) is { Kind: CodeKind.Name, Name: [var one, ..] } first && char.IsUpper(one))
                return first.Name;
            if (
                at.Kind is CodeKind.Call or CodeKind.Member
                && at.Receiver is { Kind: CodeKind.Name, Name: [var letter, ..] } model
                && char.IsUpper(letter)
            )
                return model.Name;
            at = at.Kind is CodeKind.Call or CodeKind.Member ? at.Receiver : default;
        }
        return "";
    }

    static string LastNameOf(Code node) =>
        node.Kind switch
        {
            CodeKind.Name or CodeKind.Member or CodeKind.Type => node.Name,
            CodeKind.Call => node.Callee.Name,
            CodeKind.Index => LastNameOf(node.Receiver),
            CodeKind.Await => LastNameOf(node[Part.Value]),
            _ => "",
        };

    WrittenFields FieldsOf(Code call, WriteVerb verb)
    {
        var found = new WrittenFields();
        if (verb is WriteVerb.Delete)
            return found;
        var arguments = call.Arguments.ToList();
        // What chooses the rows comes first, where columns come second.
        if (
            arguments.Count > 1
            && call.Callee.Name
                is "updateOne"
                    or "updateMany"
                    or "findOneAndUpdate"
                    or "findByIdAndUpdate"
                    or "update_one"
                    or "update_many"
                    or "find_one_and_update"
                    or "replaceOne"
                    or "updateById"
                    or "setattr"
                    or "update_or_create"
        )
            arguments.RemoveAt(0);
        // db.update(users) names the table, and its columns follow; from("users").update(row) holds them.
        if (
            call.Callee.Name is "insert" or "update"
            && NamedInChain(call.Receiver).Length == 0
            && arguments is [{ Kind: CodeKind.Name or CodeKind.Member }]
            && call.Callee.Kind is CodeKind.Name or CodeKind.Member
            && call.Parent.Kind is CodeKind.Member
        )
            arguments.Clear();
        foreach (var argument in arguments)
            if (argument.Kind is CodeKind.Argument)
                found.Add(argument.Name, argument[Part.Value]);
            else
                fields.Add(argument, found);
        // for column, value in data.items(): setattr(user, column, value)
        if (call.Callee.Name is "setattr" && call.Enclosing(CodeKind.Loop) is { Exists: true } loop)
            fields.Add(loop[Part.Source], found);
        if (call.Callee.Name is "setattr")
            found.HasMore = true;
        if (call.Callee.Name is "save" && arguments.Count == 0)
            found.HasMore = false;
        // db.insert(users).values({…}), db.update(users).set({…})
        for (
            var (at, steps) = (call, 0);
            steps < 4
                && at.Parent is { Kind: CodeKind.Member } member
                && member.Parent is { Kind: CodeKind.Call } next
                && next.Callee == member;
            steps++
        )
        {
            if (next.Callee.Name is "values" or "set" or "update")
                foreach (var argument in next.Arguments)
                    if (argument.Kind is CodeKind.Argument)
                        found.Add(argument.Name, argument[Part.Value]);
                    else
                        fields.Add(argument, found);
            at = next;
        }
        return found;
    }

    [GeneratedRegex(
        @"^(?:_|this\.)?(?:db|tx|trx|session|sess|database|conn|connection|context|ctx|db_?context|em|entityManager|manager|prisma|uow|unitOfWork|store|_db|_session|_context|_dbContext|dbContext|client|sql)$",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex Connection();

    [GeneratedRegex("(?:repository|repo|dao)$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 10_000)]
    private static partial Regex Repository();
}
