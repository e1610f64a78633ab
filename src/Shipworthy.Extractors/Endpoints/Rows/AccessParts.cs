using Shipworthy.Extractors.Audit;

namespace Shipworthy.Extractors.Endpoints.Rows;

/// <summary>
/// Takes a statement of data access apart: the expressions that choose its rows, those that it writes, and the model that it names. By the words of Prisma, Drizzle, Mongoose,
/// Sequelize, TypeORM, Knex, Supabase, SQLAlchemy, Django, Entity Framework and plain SQL.
/// </summary>
static class AccessParts
{
    /// <summary>The whole expression that a call is the beginning of: its chain, what waits for it, and a session that runs it.</summary>
    /// <param name="call">The call.</param>
    /// <param name="isAccess">Whether another call is data access.</param>
    public static Code Whole(Code call, Func<Code, bool> isAccess)
    {
        var at = call;
        for (var steps = 0; steps < 60 && at.Parent.Exists; steps++)
        {
            var parent = at.Parent;
            if (
                at.Part is Part.Receiver && parent.Kind is CodeKind.Member or CodeKind.Index
                || at.Part is Part.Callee && parent.Kind is CodeKind.Call
                || parent.Kind is CodeKind.Await or CodeKind.Unary
                || (at.Part is Part.Argument && parent.Kind is CodeKind.Call && isAccess(parent))
                || (parent.Kind is CodeKind.Argument && parent.Parent.Kind is CodeKind.Call && isAccess(parent.Parent))
            )
                at = parent;
            else
                break;
        }
        return at;
    }

    /// <summary>The parts of a statement that choose rows, and those that it writes.</summary>
    public static (List<Code> Chosen, List<Code> Written) Of(Code statement)
    {
        var (chosen, written) = (new List<Code>(), new List<Code>());
        Take(statement, false, chosen, written);
        return (chosen, written);
    }

    static void Take(Code node, bool writes, List<Code> chosen, List<Code> written)
    {
        switch (node.Kind)
        {
            case CodeKind.Await or CodeKind.Unary or CodeKind.Argument:
                Take(node[Part.Value], writes, chosen, written);
                return;
            case CodeKind.Index
            or CodeKind.Member when node.Receiver.Descendants(CodeKind.Call).Prepend(node.Receiver).Any(one => one.Kind is CodeKind.Call):
                Take(node.Receiver, writes, chosen, written);
                return;
            case CodeKind.Call or CodeKind.New:
                if (node.Callee.Kind is CodeKind.Member)
                    Take(node.Callee.Receiver, writes, chosen, written);
                TakeArguments(node, writes, chosen, written);
                return;
            case CodeKind.Object:
                foreach (var entry in node.Children)
                    TakeEntry(entry, writes, chosen, written);
                return;
            case CodeKind.Binary when node.Operator is "!=" or "!==" or "is not" && !writes:
                return;
            default:
                (writes ? written : chosen).Add(node);
                return;
        }
    }

    static void TakeEntry(Code entry, bool writes, List<Code> chosen, List<Code> written)
    {
        if (entry.Kind is not CodeKind.Property || !entry[Part.Value].Exists)
            (writes ? written : chosen).Add(entry);
        else if (entry.Name is "where")
            Take(entry[Part.Value], false, chosen, written);
        else if (entry.Name is "not" or "NOT" or "$ne" or "ne" or "notIn" or "$nin")
            return;
        else if (
            entry.Name is "AND" or "OR" or "$and" or "$or" or "is" or "some" or "every" or "filter"
            && entry[Part.Value].Kind is CodeKind.Object
        )
            Take(entry[Part.Value], writes, chosen, written);
        else if (entry.Name is "data" or "create" or "update" or "set" or "values" or "$set")
            written.Add(entry[Part.Value]);
        else if (
            entry.Name
            is not ("select" or "include" or "orderBy" or "take" or "skip" or "limit" or "offset" or "cursor" or "with" or "columns")
        )
            Take(entry[Part.Value], writes, chosen, written);
    }

    static void TakeArguments(Code call, bool writes, List<Code> chosen, List<Code> written)
    {
        var arguments = call.Arguments.ToList();
        var name = call.Callee.Name;
        // What is unequal to the caller is not the caller's.
        if (
            name
            is "neq"
                or "ne"
                or "not"
                or "whereNot"
                or "exclude"
                or "order_by"
                or "orderBy"
                or "options"
                or "limit"
                or "offset"
                or "range"
                or "order"
                or "returning"
                or "Include"
                or "OrderBy"
        )
            return;
        var isData =
            name
                is "update"
                    or "set"
                    or "values"
                    or "insert"
                    or "upsert"
                    or "create"
                    or "createMany"
                    or "insertOne"
                    or "insertMany"
                    or "insert_one"
                    or "insert_many"
                    or "bulkCreate"
                    or "sqlmodel_update"
            && !(call.Callee.Kind is CodeKind.Name && arguments is [{ Kind: CodeKind.Name }]);
        var choosesFirst =
            name
                is "updateOne"
                    or "updateMany"
                    or "findOneAndUpdate"
                    or "findByIdAndUpdate"
                    or "update_one"
                    or "update_many"
                    or "find_one_and_update"
                    or "replaceOne"
                    or "findOneAndReplace"
                    or "UpdateOneAsync"
                    or "ReplaceOneAsync"
            && arguments.Count > 1;
        for (var i = 0; i < arguments.Count; i++)
            if (arguments[i].Kind is CodeKind.Object && !choosesFirst)
                Take(arguments[i], isData, chosen, written);
            else if (choosesFirst)
                (i == 0 ? chosen : written).Add(arguments[i]);
            else if (isData)
                written.Add(arguments[i]);
            else
                Take(arguments[i], writes, chosen, written);
    }

    /// <summary>The model that a statement names; empty where it names none.</summary>
    public static string ModelOf(Code statement)
    {
        foreach (var call in statement.Descendants(CodeKind.Call).Prepend(statement))
        {
            if (call.Kind is not CodeKind.Call)
                continue;
            var first = call.ArgumentAt(0);
            if (call.Callee.Name is "from" or "table" or "collection" or "into" or "knex" && first.String is { Length: > 0 } table)
                return Named(table);
            if (
                call.Callee.Name
                    is "select"
                        or "query"
                        or "get"
                        or "from"
                        or "insert"
                        or "update"
                        or "delete"
                        or "select_from"
                        or "get_object_or_404"
                && first.Kind is CodeKind.Name
                && first.Name is [var letter, ..]
                && (char.IsUpper(letter) || call.Callee.Name is "from" or "insert" or "update" or "delete")
            )
                return Named(first.Name);
            if (first.String is { } sql && InSql(sql) is { Length: > 0 } named)
                return named;
            if (call.Callee.Kind is CodeKind.Member && call.Receiver is { Kind: CodeKind.Member } holder)
                if (holder.Name is "objects")
                    return Named(holder.Receiver.Name);
                else if (
                    holder.Receiver is { Exists: true } client
                    && IsClient(client.Kind is CodeKind.Call ? client.Callee.Name : client.Name)
                )
                    return Named(holder.Name);
            if (
                call.Callee.Kind is CodeKind.Member
                && call.Receiver is { Kind: CodeKind.Name, Name: [var upper, ..] } model
                && char.IsUpper(upper)
                && call.File.Language is not Language.CSharp
            )
                return Named(model.Name);
        }
        return "";
    }

    static bool IsClient(string name) =>
        name.Trim('_').ToLowerInvariant()
            is "prisma"
                or "db"
                or "tx"
                or "context"
                or "dbcontext"
                or "ctx"
                or "client"
                or "query"
                or "database"
        || name.EndsWith("Context", StringComparison.OrdinalIgnoreCase);

    static string InSql(string sql)
    {
        var words = sql.Split([' ', '\n', '\t', '\r', '(', '"', '`'], 40, StringSplitOptions.RemoveEmptyEntries);
        for (var i = 0; i + 1 < words.Length; i++)
            if (words[i].ToLowerInvariant() is "from" or "update" or "into")
                return Named(words[i + 1].Trim('"', ';', ',', ')'));
        return "";
    }

    /// <summary>A name of a model or table, comparable over spellings: <c>Orders</c>, <c>order</c>, <c>public.orders</c>.</summary>
    public static string Named(string name)
    {
        var last = Words.Table(name[(name.LastIndexOf('.') + 1)..]);
        return last.Length > 3 && last.EndsWith('s') && !last.EndsWith("ss", StringComparison.Ordinal) ? last[..^1] : last;
    }
}
