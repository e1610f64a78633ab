using Shipworthy.Extractors.Environments;
using Shipworthy.Syntax;

namespace Shipworthy.Extractors.Sinks.Unset;

/// <summary>What is supposed while a condition is worked out.</summary>
/// <param name="Set">Whether the secret is set.</param>
/// <param name="Satisfied">Whether what the caller sent satisfies the use; null when the use gives no answer.</param>
readonly record struct Supposition(bool Set, bool? Satisfied);

/// <summary>The secret whose absence is supposed.</summary>
/// <param name="Expression">The expression that gives it.</param>
/// <param name="Variable">The variable of the environment that it comes from; empty without one.</param>
/// <param name="Instead">What it is while the variable is not set; null when it is nothing.</param>
readonly record struct Wanted(Code Expression, string Variable, string? Instead);

/// <summary>
/// Works out conditions in production, under a supposition about one secret. Three answers: it holds, it does not, and it depends on something else.
/// </summary>
/// <param name="code">All code.</param>
/// <param name="production">What holds in production.</param>
/// <param name="secret">The secret.</param>
/// <param name="use">The call or comparison that uses it.</param>
sealed class Conditions(CodeBase code, Production production, Wanted secret, Code use)
{
    const int MostSteps = 16;

    readonly Production whileSet = production.With(secret.Variable);
    readonly Production whileUnset = production.Without(secret.Variable);
    readonly Code declared = code.Definition(secret.Expression);

    /// <summary>Whether the condition holds.</summary>
    public bool? Holds(Code condition, Supposition given, int steps = MostSteps)
    {
        if (steps <= 0 || !condition.Exists)
            return null;
        if (condition == use)
            return use.Operator is "!=" or "!==" ? !given.Satisfied : given.Satisfied;
        bool? On(Code part) => Holds(part, given, steps - 1);
        bool? InProduction() => (given.Set ? whileSet : whileUnset).Holds(condition);
        switch (condition.Kind)
        {
            case CodeKind.Unary when condition.Operator is "!" or "not":
                return !On(condition[Part.Value]);
            case CodeKind.Await or CodeKind.Argument:
                return On(condition[Part.Value]);
            case CodeKind.Binary when condition.Operator is "&&" or "and":
                return And(On(condition[Part.Left]), On(condition[Part.Right]));
            case CodeKind.Binary when condition.Operator is "||" or "or":
                return Or(On(condition[Part.Left]), On(condition[Part.Right]));
            case CodeKind.Binary:
                return InProduction() ?? Compared(condition, given);
            case CodeKind.Conditional:
                return On(condition[Part.Condition]) switch
                {
                    true => On(condition[Part.Then]),
                    false => On(condition[Part.Else]),
                    null => null,
                };
            case CodeKind.Call when condition.Callee.Name is "IsNullOrEmpty" or "IsNullOrWhiteSpace":
                return !Filled(condition.ArgumentAt(0), given);
            case CodeKind.Call when condition.Callee.Name is "Boolean" or "bool" or "len":
                return On(condition.ArgumentAt(0));
            case CodeKind.Name or CodeKind.Member:
                if (Filled(condition, given) is { } filled)
                    return filled;
                return
                    code.Definition(condition) is { Kind: CodeKind.Variable or CodeKind.Property } local
                    && On(local[Part.Value]) is { } known
                    ? known
                    : InProduction();
            case CodeKind.Call when PredicateOf(condition) is { Exists: true } answer && On(answer) is { } told:
                return told;
            default:
                return InProduction() ?? code.ValueOf(condition).AsTruth;
        }
    }

    /// <summary>What a function of the app answers, when it takes nothing and has one answer; no node otherwise.</summary>
    Code PredicateOf(Code call)
    {
        if (call.Arguments.Any() || code.Target(call) is not { Kind: CodeKind.Function } function || function.All(Part.Parameter).Any())
            return default;
        var exits = function
            .Descendants()
            .Where(node => node.Kind is CodeKind.Return or CodeKind.Throw && node.Enclosing(CodeKind.Function) == function)
            .Take(2)
            .ToList();
        return exits is [{ Kind: CodeKind.Return } only] && only.Parent == function.Body ? only[Part.Value]
            : exits.Count == 0 && function.Body.Kind is not CodeKind.Block ? function.Body
            : default;
    }

    bool? Compared(Code comparison, Supposition given)
    {
        var (left, right) = (comparison[Part.Left], comparison[Part.Right]);
        if (comparison.Operator is "<" or "<=" && IsLength(left, out var measured))
            return Filled(measured, given) is not { } filled ? null
                : !filled ? true
                : given.Set ? false
                : null;
        if (comparison.Operator is ">" or ">=" && IsLength(left, out measured))
            return Filled(measured, given);
        var equal = comparison.Operator is "==" or "===" or "is";
        if (!equal && comparison.Operator is not ("!=" or "!==" or "is not"))
            return null;
        if (right is { Kind: CodeKind.Unary, Operator: "not" })
            (equal, right) = (!equal, right[Part.Value]);
        var same =
            left is { Kind: CodeKind.Unary, Operator: "typeof" } ? SameType(left[Part.Value], right.String, given)
            : IsLength(left, out measured) && right.String == "0" ? !Filled(measured, given)
            : Same(left, right, given) ?? Same(right, left, given);
        return equal ? same : !same;
    }

    bool? SameType(Code subject, string? type, Supposition given) =>
        ContentOf(subject, given) is not { } content ? null
        : type == "undefined" ? content.IsMissing
        : type == "string" ? !content.IsMissing
        : null;

    bool? Same(Code subject, Code literal, Supposition given)
    {
        if (literal.Kind == CodeKind.Binary && literal.Operator == "or")
            return Or(Same(subject, literal[Part.Left], given), Same(subject, literal[Part.Right], given));
        if (literal.Kind != CodeKind.Literal && literal.Name is not "undefined" || ContentOf(subject, given) is not { } content)
            return null;
        return literal.String is { } text && literal.Operator != "number" ? !content.IsMissing && content.IsKnown && content.Text == text
            : literal.Operator is "null" or "undefined" || literal.Name is "undefined" ? content.IsMissing
            : null;
    }

    static bool IsLength(Code expression, out Code measured)
    {
        measured = expression switch
        {
            { Kind: CodeKind.Member, Name: "length" or "Length" } => expression[Part.Receiver],
            { Kind: CodeKind.Call, Callee.Name: "len" } => expression.ArgumentAt(0),
            _ => default,
        };
        return measured.Exists;
    }

    bool? Filled(Code expression, Supposition given) =>
        ContentOf(expression, given) is { } content ? !content.IsMissing && (!content.IsKnown || content.Text.Length > 0) : null;

    /// <summary>What the expression gives when it is the secret; null when it is something else.</summary>
    Content? ContentOf(Code expression, Supposition given)
    {
        var value = code.ValueOf(expression);
        if (value is Value.FromEnvironment read && secret.Variable.Length > 0 && read.Variable == secret.Variable)
            return given.Set ? Content.Anything
                : read.Default is null or Value.Nothing ? Content.Nothing
                : read.Default is Value.Text text ? new(text.Content)
                : null;
        if (value is Value.Text written)
            return new(written.Content);
        var isSecret =
            expression == secret.Expression
            || (declared.Exists && code.Definition(expression) == declared)
            || (expression.Kind is CodeKind.Member && expression.Text == secret.Expression.Text);
        return !isSecret ? null
            : given.Set ? Content.Anything
            : secret.Instead is { } instead ? new(instead)
            : Content.Nothing;
    }

    static bool? And(bool? left, bool? right) =>
        left is false || right is false ? false
        : left is true && right is true ? true
        : null;

    static bool? Or(bool? left, bool? right) => !And(!left, !right);

    /// <summary>What a text is: not there, some text that is not known, or a known one.</summary>
    readonly record struct Content(string Text, bool IsMissing = false, bool IsKnown = true)
    {
        public static readonly Content Nothing = new("", IsMissing: true);

        public static readonly Content Anything = new("", IsKnown: false);
    }
}
