namespace Shipworthy.Extractors.Queries.Shapes;

/// <summary>
/// Reads conditions that a language writes as comparisons: lambdas of Entity Framework, expressions of SQLAlchemy. What is a column is told from outside.
/// </summary>
/// <param name="code">The app.</param>
/// <param name="columnOf">The table and column that an expression is; null where it is none.</param>
sealed class Comparisons(CodeBase code, Func<Code, (string Model, string Column)?> columnOf)
{
    /// <summary>Relations that are asked whether any row of theirs fits choose no column of the table itself.</summary>
    static readonly string[] OfRelations = ["Any", "All", "any", "has", "exists", "Count"];

    /// <summary>What an expression asks.</summary>
    public Condition Of(Code expression)
    {
        switch (expression.Kind)
        {
            case CodeKind.Argument:
                return Of(expression[Part.Value]);
            case CodeKind.Binary:
                return OfBinary(expression);
            case CodeKind.Unary when expression.Operator is "!" or "not" or "~":
                return OfNot(expression[Part.Value]);
            case CodeKind.Call:
                return OfCall(expression);
            case CodeKind.Member or CodeKind.Name when Column(expression) is { } flag:
                return flag.Column is "" ? Condition.Opaque : Condition.Of(flag.Column, PredicateOp.Equal, isConstant: true, flag.Model);
            case CodeKind.Literal or CodeKind.Name:
                return Condition.True;
            default:
                return Condition.Opaque;
        }
    }

    Condition OfBinary(Code binary)
    {
        var (left, right) = (binary[Part.Left], binary[Part.Right]);
        switch (binary.Operator)
        {
            case "&&" or "and" or "&":
                return Of(left).And(Of(right));
            case "||" or "or" or "|":
                return Of(left).Or(Of(right));
        }
        var (of, other) =
            Column(left) is { } one ? (one, right)
            : Column(right) is { } two ? (two, left)
            : default;
        if (of.Column is null)
            return HasColumn(left) || HasColumn(right) ? Condition.Opaque : Condition.True;
        var isConstant = IsConstant(other);
        var op = binary.Operator switch
        {
            "==" or "===" or "is" or "in" => other.Text is "null" or "None" ? PredicateOp.Null : PredicateOp.Equal,
            "<" or ">" or "<=" or ">=" => PredicateOp.Range,
            _ => other.Text is "null" or "None" ? PredicateOp.Null : PredicateOp.NotEqual,
        };
        if (of.IsWrapped && op is PredicateOp.Equal or PredicateOp.Range)
            op = PredicateOp.Wrapped;
        return Condition.Of(of.Column, op, isConstant, of.Model);
    }

    Condition OfNot(Code negated) =>
        Column(negated) is { } flag ? Condition.Of(flag.Column, PredicateOp.Equal, isConstant: true, flag.Model)
        : Of(negated) is { IsOpaque: false, Arms: [var arm] }
            ? new(
                [
                    [.. arm.Select(one => one with { Op = PredicateOp.NotEqual })],
                ],
                IsOpaque: false
            )
        : Condition.Opaque;

    Condition OfCall(Code call)
    {
        var name = call.Callee.Name;
        if (name is "and_" or "And" or "AndAlso")
            return call.Arguments.Aggregate(Condition.True, (all, one) => all.And(Of(one)));
        if (name is "or_" or "Or" && call.Arguments.FirstOrDefault() is { Exists: true } first)
            return call.Arguments.Skip(1).Aggregate(Of(first), (all, one) => all.Or(Of(one)));
        if (name is "not_")
            return OfNot(call.ArgumentAt(0));
        if (Array.IndexOf(OfRelations, name) >= 0)
            return Condition.True;
        if (call.Callee.Kind is CodeKind.Member && Column(call.Receiver) is { } of)
            return Condition.Of(of.Column, OpOf(name, call, of.IsWrapped), call.ArgumentAt(0).Kind is CodeKind.Literal, of.Model);
        // EF.Functions.ILike(order.Name, pattern), ids.Contains(order.Id)
        foreach (var argument in call.Arguments)
            if (Column(argument) is { } given)
                return Condition.Of(
                    given.Column,
                    name is "ILike" or "Like" ? OpOf(name, call, given.IsWrapped)
                        : name is "Contains" or "IsNullOrEmpty" or "Equals"
                            ? given.IsWrapped ? PredicateOp.Wrapped
                                : PredicateOp.Equal
                        : PredicateOp.Wrapped,
                    false,
                    given.Model
                );
        return HasColumn(call) ? Condition.Opaque : Condition.True;
    }

    PredicateOp OpOf(string name, Code call, bool isWrapped) =>
        name switch
        {
            "Contains" or "contains" or "icontains" or "EndsWith" or "endswith" or "match" => PredicateOp.Contains,
            "StartsWith" or "startswith" or "istartswith" => isWrapped ? PredicateOp.Wrapped : PredicateOp.StartsWith,
            "like" or "Like" => Pattern(call) is true ? PredicateOp.Contains : PredicateOp.StartsWith,
            "ilike" or "ILike" => Pattern(call) is true ? PredicateOp.Contains : PredicateOp.Wrapped,
            "in_" or "Equals" or "HasFlag" or "eq" => isWrapped ? PredicateOp.Wrapped : PredicateOp.Equal,
            "between" or "CompareTo" => PredicateOp.Range,
            "is_" or "isnot" or "is_not" or "isnull" or "IsNullOrEmpty" => PredicateOp.Null,
            "not_in" or "notin_" or "notlike" or "not_like" => PredicateOp.NotEqual,
            _ => PredicateOp.Wrapped,
        };

    /// <summary>Whether the pattern of a call begins with anything at all.</summary>
    bool? Pattern(Code call)
    {
        var pattern = call.Arguments.LastOrDefault(one => columnOf(one) is null);
        return Begins(pattern, 3);
    }

    /// <summary>Whether a pattern begins with a wildcard; null where it could not be told.</summary>
    public bool? Begins(Code pattern, int steps)
    {
        if (pattern.Kind is CodeKind.Name && steps > 0 && code.Definition(pattern)[Part.Value] is { Exists: true } value)
            return Begins(value, steps - 1);
        if (pattern.Kind is CodeKind.Binary)
            return Begins(pattern[Part.Left], steps);
        var text = pattern.Text.TrimStart('f', '$', '@', '"', '\'', '`');
        return pattern.Kind is CodeKind.Literal or CodeKind.Template ? text.StartsWith('%') : null;
    }

    bool HasColumn(Code node) =>
        node.Descendants().Prepend(node).Any(one => one.Kind is CodeKind.Member or CodeKind.Name && columnOf(one) is not null);

    /// <summary>The column that an expression is, through what a database computes from it.</summary>
    (string Model, string Column, bool IsWrapped)? Column(Code expression)
    {
        var isWrapped = false;
        for (var steps = 0; steps < 5 && expression.Exists; steps++)
        {
            if (columnOf(expression) is { } found)
                return (found.Model, found.Column, isWrapped);
            switch (expression.Kind)
            {
                case CodeKind.Member when expression.Name is "Value" or "Date" or "Year" or "Month" or "Day":
                    isWrapped |= expression.Name is not "Value";
                    expression = expression.Receiver;
                    break;
                case CodeKind.Call when expression.Callee.Name is "col":
                    expression = expression.ArgumentAt(0);
                    break;
                case CodeKind.Call
                    when expression.Callee.Kind is CodeKind.Member
                        && expression.Callee.Name
                            is "ToLower"
                                or "ToUpper"
                                or "ToLowerInvariant"
                                or "ToUpperInvariant"
                                or "Trim"
                                or "ToString"
                                or "cast":
                    isWrapped = true;
                    expression = expression.Receiver;
                    break;
                case CodeKind.Call when expression.Callee.Receiver.Name is "func" || expression.Callee.Name is "cast" or "Lower":
                    isWrapped = true;
                    expression = expression.ArgumentAt(0);
                    break;
                default:
                    return null;
            }
        }
        return null;
    }

    /// <summary>Whether a value stands in the code: a literal, a member of an enumeration, a constant.</summary>
    public static bool IsConstant(Code value) =>
        value.Kind is CodeKind.Literal
        || value is { Kind: CodeKind.Member } member
            && member.Receiver is { Kind: CodeKind.Name or CodeKind.Member, Name: [var first, ..] }
            && char.IsUpper(first)
            && member.Name is [var letter, ..]
            && char.IsUpper(letter);
}
