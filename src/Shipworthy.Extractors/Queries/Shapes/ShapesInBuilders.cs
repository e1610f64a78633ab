using System.Text.RegularExpressions;

namespace Shipworthy.Extractors.Queries.Shapes;

/// <summary>Reads queries of builders that name tables and columns by texts: Supabase's client, Knex.</summary>
static partial class ShapesInBuilders
{
    /// <summary>The table that a chain names; empty where it is none of these.</summary>
    public static string TableOf(Chain chain) =>
        chain.Call("from", "table", "into", "selectFrom", "updateTable", "deleteFrom", "insertInto") is { Exists: true } from
        && from.ArgumentAt(0).String is { Length: > 0 } table
        && from.Receiver.Name is not ("storage" or "Array" or "Buffer")
        && !from.Receiver.Text.EndsWith(".storage", StringComparison.Ordinal)
            ? table
        : chain.Root is { Kind: CodeKind.Call } call
        && call.Callee.Name is "knex" or "db" or "trx"
        && call.ArgumentAt(0).String is { Length: > 0 } named
            ? named
        : "";

    /// <summary>What a chain asks of a table.</summary>
    public static QueryShape Of(Chain chain, string table)
    {
        var always = Condition.True;
        var sometimes = ImmutableArray.CreateBuilder<(Condition, Location)>();
        foreach (var (call, isConditional) in chain.Calls)
        {
            var asks = OfEmbedded(chain, table, call) ?? Asks(call);
            if (asks is not { } condition)
                continue;
            if (isConditional)
                sometimes.Add((condition, call.At));
            else
                always = always.And(condition);
        }
        var isInsert = chain.Has("insert", "upsert", "insertInto");
        return new(table)
        {
            Filter = isInsert ? Condition.True : always,
            Sometimes = sometimes.ToImmutable(),
            IsInsert = isInsert,
            IsWrite = isInsert || chain.Has("update", "delete", "del", "updateTable", "deleteFrom"),
            Limit =
                chain.Has("single", "maybeSingle", "first") ? 1
                : int.TryParse(chain.Call("limit").ArgumentAt(0).String, out var limit) ? limit
                : null,
        };
    }

    /// <summary>What a call asks of a table whose rows come along: <c>select("*, lines!inner(*)").eq("lines.order_id", id)</c>; null where it asks the table itself.</summary>
    static Condition? OfEmbedded(Chain chain, string table, Code call)
    {
        if (
            call.Callee.Name is not ("eq" or "in" or "is" or "gt" or "gte" or "lt" or "lte" or "neq" or "like" or "ilike")
            || call.ArgumentAt(0).String is not { } written
            || written.Contains("->", StringComparison.Ordinal)
            || written.Split('.') is not [.., var of, var column]
            || of == table
        )
            return null;
        foreach (Match one in Embedded().Matches(chain.Call("select").ArgumentAt(0).Text))
            if (one.Groups[one.Groups["alias"].Success ? "alias" : "table"].Value == of)
            {
                var other = one.Groups["table"].Value;
                var value = call.ArgumentAt(1);
                // A relation may go by the column that refers to it.
                return other.EndsWith("_id", StringComparison.Ordinal)
                    ? Condition.Opaque
                    : Condition.Of(column, OpOf(call, value), value.Kind is CodeKind.Literal, other);
            }
        return Condition.Opaque;
    }

    static Condition? Asks(Code call)
    {
        var first = call.ArgumentAt(0);
        var second = call.ArgumentAt(1);
        switch (call.Callee.Name)
        {
            case "eq"
            or "in"
            or "is"
            or "whereIn"
            or "contains"
            or "overlaps"
            or "gt"
            or "gte"
            or "lt"
            or "lte"
            or "neq"
            or "like"
            or "ilike"
            or "textSearch"
            or "whereNull"
            or "whereNotNull"
            or "whereNot"
            or "whereBetween"
            or "whereILike"
            or "whereLike":
                return first.String is { } column
                    ? Condition.Of(Bare(column), OpOf(call, second), second.Kind is CodeKind.Literal)
                    : Condition.Opaque;
            case "where" or "andWhere":
                if (first.String is { } name)
                    return Condition.Of(
                        Bare(name),
                        call.ArgumentAt(2).Exists && second.String is not "=" ? PredicateOp.Range : PredicateOp.Equal,
                        second.Kind is CodeKind.Literal
                    );
                return first.Kind is CodeKind.Object ? Entries(first) : Condition.Opaque;
            case "match":
                return first.Kind is CodeKind.Object ? Entries(first) : Condition.Opaque;
            case "or":
                return OfText(first);
            case "orWhere" or "whereRaw" or "filter" when first.String is not null && call.Callee.Name is "filter":
                return second.String is "eq" or "in" ? Condition.Of(Bare(first.String!), PredicateOp.Equal) : Condition.Opaque;
            case "orWhere" or "whereRaw":
                return Condition.Opaque;
            default:
                return null;
        }
    }

    static Condition Entries(Code given) =>
        given
            .All(Part.Element)
            .Aggregate(
                Condition.True,
                (all, one) =>
                    one.Name.Length > 0
                        ? all.And(Condition.Of(Bare(one.Name), PredicateOp.Equal, one[Part.Value].Kind is CodeKind.Literal))
                        : all.And(Condition.Opaque)
            );

    /// <summary>PostgREST's way to write alternatives: <c>or("sender.eq.1,receiver.eq.1")</c>.</summary>
    static Condition OfText(Code text)
    {
        var written = text.Kind is CodeKind.Template ? text.Text.Trim('`') : text.String;
        if (written is null || written.Contains('(', StringComparison.Ordinal) && !written.Contains('$', StringComparison.Ordinal))
            return Condition.Opaque;
        var arms = new List<Condition>();
        foreach (var part in written.Split(','))
            if (part.Split('.') is [var column, var op, ..] && column.All(one => char.IsLetterOrDigit(one) || one is '_'))
                arms.Add(
                    Condition.Of(
                        column,
                        op switch
                        {
                            "eq" or "in" => PredicateOp.Equal,
                            "is" => PredicateOp.Null,
                            "ilike" or "like" => PredicateOp.Contains,
                            _ => PredicateOp.Range,
                        }
                    )
                );
        return arms.Count == 0 ? Condition.Opaque : arms.Skip(1).Aggregate(arms[0], (all, one) => all.Or(one));
    }

    static PredicateOp OpOf(Code call, Code value) =>
        call.Callee.Name switch
        {
            "eq" or "in" or "whereIn" => value.Text is "null" ? PredicateOp.Null : PredicateOp.Equal,
            "is" or "whereNull" or "whereNotNull" => PredicateOp.Null,
            "neq" or "whereNot" => PredicateOp.NotEqual,
            "like" or "ilike" or "whereILike" or "whereLike" => value.Text.TrimStart('"', '\'', '`').StartsWith('%')
                ? PredicateOp.Contains
                : PredicateOp.Wrapped,
            "contains" or "overlaps" or "textSearch" => PredicateOp.Wrapped,
            _ => PredicateOp.Range,
        };

    /// <summary>A column without its table; that of an embedded table is left out by its caller.</summary>
    static string Bare(string column) => column.Contains("->", StringComparison.Ordinal) ? "" : column[(column.LastIndexOf('.') + 1)..];

    [GeneratedRegex(@"(?:\b(?<alias>\w+)\s*:\s*)?\b(?<table>\w+)(?:!\w+)*\s*\(", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Embedded();
}
