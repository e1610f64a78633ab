using System.Text.RegularExpressions;
using Shipworthy.Extractors.Audit;

namespace Shipworthy.Extractors.Writes.Stores;

/// <summary>Takes the conditions of a statement apart, column by column, in the words of the libraries for databases.</summary>
static partial class RowConditions
{
    /// <summary>By what a statement chooses rows.</summary>
    public static ImmutableArray<RowCondition> Of(Code statement)
    {
        var found = ImmutableArray.CreateBuilder<RowCondition>();
        foreach (var node in statement.Descendants().Prepend(statement))
            switch (node.Kind)
            {
                case CodeKind.Property when node.Name is "where" or "filter" && node[Part.Value].Kind is CodeKind.Object:
                    OfObject(node[Part.Value], found);
                    break;
                case CodeKind.Argument when node.Name is "where" && node[Part.Value].Kind is CodeKind.Object:
                    OfObject(node[Part.Value], found);
                    break;
                case CodeKind.Call:
                    OfCall(node, found);
                    break;
                case CodeKind.Literal when node.String is { Length: > 12 } sql:
                    OfSql(sql, found);
                    break;
                case CodeKind.Template:
                    OfSql(node.Text, found);
                    break;
            }
        return [.. found.Distinct()];
    }

    static void OfObject(Code conditions, ImmutableArray<RowCondition>.Builder found)
    {
        foreach (var entry in conditions.Children)
            if (entry.Kind is CodeKind.Property && entry.Name.Length > 0)
                OfEntry(entry, found);
            else if (entry.Kind is CodeKind.Property && entry[Part.Value].Kind is CodeKind.Object)
                OfObject(entry[Part.Value], found);
    }

    static void OfEntry(Code entry, ImmutableArray<RowCondition>.Builder found)
    {
        var value = entry[Part.Value].Exists ? entry[Part.Value] : entry;
        // What Sequelize and TypeORM choose by stands inside, and is found there.
        if (entry.Name is "where" && value.Kind is CodeKind.Object)
            return;
        if (entry.Name is "AND" or "$and" or "and")
        {
            foreach (var inner in value.Kind is CodeKind.Array ? value.Children : entry.Children)
                if (inner.Kind is CodeKind.Object)
                    OfObject(inner, found);
        }
        else if (entry.Name is "OR" or "$or" or "NOT" or "$nor" or "$expr")
            foreach (var inner in value.Descendants(CodeKind.Property).Where(one => one.Name.Length > 0))
                found.Add(new(Words.Snake(inner.Name), false, inner[Part.Value]));
        // A compound key of Prisma names its columns inside: email_teamId: { email, teamId }.
        else if (
            value.Kind is CodeKind.Object
            && entry.Name.Contains('_')
            && value.Children.Any(one => entry.Name.Split('_').Contains(one.Name))
        )
            OfObject(value, found);
        else if (value.Kind is CodeKind.Object)
        {
            var inner = value.Children.FirstOrDefault(one => one.Kind is CodeKind.Property);
            found.Add(
                new(Words.Snake(entry.Name), inner.Name is "equals" or "$eq" or "is", inner[Part.Value])
                {
                    IsRelation = inner.Exists && !Comparing().IsMatch(inner.Name),
                }
            );
        }
        else
            found.Add(new(Words.Snake(entry.Name), true, value));
    }

    static void OfCall(Code call, ImmutableArray<RowCondition>.Builder found)
    {
        var name = call.Callee.Name;
        var first = call.ArgumentAt(0);
        var second = call.ArgumentAt(1);
        switch (name)
        {
            case "eq" or "is" or "gt" or "gte" or "lt" or "lte" or "neq" or "ne" or "in" or "inArray" or "like" or "ilike" or "isNull":
                if (first.String is { } column)
                    found.Add(new(Words.Snake(column), name is "eq" or "is", second));
                else if (first.Kind is CodeKind.Member)
                    found.Add(new(Words.Snake(first.Name), name is "eq" or "isNull", name is "isNull" ? call.Callee : second));
                else if (name is "in" or "is" && call.Receiver.Kind is CodeKind.Member)
                    found.Add(new(Words.Snake(call.Receiver.Name), name is "is", first));
                break;
            case "match"
            or "findOne"
            or "findOneBy"
            or "findBy"
            or "exists"
            or "countDocuments"
            or "find"
            or "where"
            or "andWhere"
            or "updateOne"
            or "updateMany"
            or "findOneAndUpdate"
            or "deleteOne"
            or "count"
            or "find_one"
            or "update_one"
            or "find_one_and_update"
            or "increment"
            or "decrement":
                if (first.Kind is CodeKind.Object)
                    OfObject(first, found);
                else if (first.String is { } named && second.Exists && call.Arguments.Count() <= 3 && !named.Contains(' '))
                    found.Add(new(Words.Snake(named), call.Arguments.Count() == 2 || second.String is "=", call.Arguments.Last()));
                else
                    OfComparisons(call, found);
                break;
            case "filter" or "filter_by" or "get" or "exclude" or "get_or_create" or "update_or_create" or "get_object_or_404" or "having":
                foreach (var argument in call.Arguments.Where(one => one.Kind is CodeKind.Argument && one.Name is not "defaults"))
                    OfKeyword(argument, found);
                if (first.Kind is CodeKind.Object)
                    OfObject(first, found);
                else
                    OfComparisons(call, found);
                if (
                    name is "get"
                    && call.Arguments.Count() == 2
                    && first is { Kind: CodeKind.Name, Name: [var letter, ..] }
                    && char.IsUpper(letter)
                )
                    found.Add(new("id", true, second));
                break;
            case "Where"
            or "First"
            or "FirstAsync"
            or "FirstOrDefault"
            or "FirstOrDefaultAsync"
            or "Single"
            or "SingleAsync"
            or "SingleOrDefault"
            or "SingleOrDefaultAsync"
            or "Any"
            or "AnyAsync"
            or "All"
            or "AllAsync"
            or "Count"
            or "CountAsync":
                OfComparisons(call, found);
                break;
            case "findById" or "findByPk" or "Find" or "FindAsync" or "findByIdAndUpdate":
                found.Add(new("id", true, first));
                break;
        }
    }

    static void OfKeyword(Code argument, ImmutableArray<RowCondition>.Builder found)
    {
        var parts = argument.Name.Split("__");
        found.Add(new(Words.Snake(parts[0]), parts.Length == 1 || parts[^1] is "exact" or "iexact" or "isnull", argument[Part.Value]));
    }

    /// <summary>Comparisons of members in arguments: <c>User.email == email</c>, <c>x => x.Email == email</c>.</summary>
    static void OfComparisons(Code call, ImmutableArray<RowCondition>.Builder found)
    {
        foreach (var argument in call.Arguments)
        foreach (var node in argument.Descendants().Prepend(argument))
            if (
                node.Kind is CodeKind.Binary
                && node.Operator is "==" or "===" or "<" or ">" or "<=" or ">=" or "!=" or "!==" or "is" or "in"
            )
                if (Column(node[Part.Left]) is { Length: > 0 } left)
                    found.Add(new(left, node.Operator is "==" or "===" or "is" && !IsInEither(node, argument), node[Part.Right]));
                else if (Column(node[Part.Right]) is { Length: > 0 } right)
                    found.Add(new(right, node.Operator is "==" or "===" && !IsInEither(node, argument), node[Part.Left]));
                else { }
            else if (node is { Kind: CodeKind.Call, Callee.Name: "is_" } && node.Receiver.Kind is CodeKind.Member)
                found.Add(new(Words.Snake(node.Receiver.Name), true, node.ArgumentAt(0)));
    }

    static bool IsInEither(Code node, Code until)
    {
        for (var at = node.Parent; at.Exists && at != until.Parent; at = at.Parent)
            if (at is { Kind: CodeKind.Binary, Operator: "||" or "or" or "|" })
                return true;
        return false;
    }

    static string Column(Code side) =>
        side.Kind is CodeKind.Member
        && side.Receiver is { Kind: CodeKind.Name } holder
        && (holder.Name.Length <= 3 || char.IsUpper(holder.Name[0]))
            ? Words.Snake(side.Name)
        : side is { Kind: CodeKind.Call, Callee: { Kind: CodeKind.Member, Name: "lower" or "ToLower" or "toLowerCase" } }
            ? Column(side.Receiver)
        : "";

    static void OfSql(string sql, ImmutableArray<RowCondition>.Builder found)
    {
        var where = sql.IndexOf("where", StringComparison.OrdinalIgnoreCase);
        if (where < 0)
            return;
        var isEither = Either().IsMatch(sql[where..]);
        foreach (Match condition in Condition().Matches(sql[where..]))
            found.Add(new(Words.Snake(condition.Groups["column"].Value), condition.Groups["operator"].Value is "=" && !isEither, default));
        foreach (Match condition in Absence().Matches(sql[where..]))
            found.Add(new(Words.Snake(condition.Groups["column"].Value), true, default));
    }

    [GeneratedRegex(
        @"(?:\bwhere|\band|\bor|\()\s*(?:\w+\.)?[""`\[]?(?<column>\w+)[""`\]]?\s*(?<operator>=|<>|!=|>=|<=|>|<)",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex Condition();

    [GeneratedRegex(
        @"(?:\bwhere|\band)\s*(?:\w+\.)?[""`\[]?(?<column>\w+)[""`\]]?\s+is\s+null",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex Absence();

    [GeneratedRegex(
        @"^$|^\$|^(?:equals|in|notIn|not|lt|lte|gt|gte|contains|startsWith|endsWith|mode|search|path|has\w*|isEmpty|isSet|is|isNot|some|every|none|between|like|iLike|ne|eq)$",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Comparing();

    [GeneratedRegex(@"\bor\b", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 10_000)]
    private static partial Regex Either();
}
