using System.Globalization;
using Shipworthy.Syntax;

namespace Shipworthy.Extractors.Sinks;

/// <summary>
/// Tells conditions that test whether a secret is fit to be used from those that use it. To compare what a caller sent with the secret is its use; to compare
/// the secret with the written value, its length with a number, or to ask whether its variable is set, is a test.
/// </summary>
/// <param name="isSet">Whether the secret's variable is known to be set, so that a question whether it is refuses nothing.</param>
sealed class SecretTests(CodeBase code, bool isSet = false)
{
    const int MostCallers = 12;

    /// <summary>Whether a condition, or a part of it, is such a test.</summary>
    /// <param name="names">The names of the secret: its variable, the constant that holds it.</param>
    /// <param name="written">The value that is written for it; empty when there is none.</param>
    public bool Ask(Code condition, HashSet<string> names, string written) =>
        IsTest(condition, names, written) || condition.Descendants().Any(node => IsTest(node, names, written));

    bool IsTest(Code node, HashSet<string> names, string written)
    {
        switch (node.Kind)
        {
            case CodeKind.Binary when node.Operator is "==" or "===" or "!=" or "!==" or "is" or "is not":
                return IsComparison(node[Part.Left], node[Part.Right], names, written)
                    || IsComparison(node[Part.Right], node[Part.Left], names, written);
            case CodeKind.Binary when node.Operator is "<" or "<=":
                return IsTooShort(node[Part.Left], node[Part.Right], names, written);
            case CodeKind.Binary when node.Operator is ">" or ">=":
                return IsTooShort(node[Part.Right], node[Part.Left], names, written);
            case CodeKind.Binary when node.Operator is "in" or "not in":
                return IsAmong(node[Part.Left], node[Part.Right], names, written)
                    || IsPart(node[Part.Left], node[Part.Right], names, written);
            case CodeKind.Unary when node.Operator is "!" or "not":
                return AsksWhetherSet(node[Part.Value], names, written);
            case CodeKind.Call when node.Callee.Name is "IsNullOrEmpty" or "IsNullOrWhiteSpace":
                return AsksWhetherSet(node.ArgumentAt(0), names, written);
            case CodeKind.Call
                when node.Callee.Name is "includes" or "has" or "Contains" or "startsWith" or "StartsWith" or "startswith" or "endsWith":
                return IsAmong(node.ArgumentAt(0), node.Receiver, names, written)
                    || IsPart(node.ArgumentAt(0), node.Receiver, names, written);
            case CodeKind.Call:
                return IsAskedOf(node, names, written);
            case CodeKind.Name or CodeKind.Member or CodeKind.Index when node.Part == Part.Condition:
                return AsksWhetherSet(node, names, written);
            default:
                return false;
        }
    }

    bool IsComparison(Code secret, Code other, HashSet<string> names, string written)
    {
        if (other.Kind == CodeKind.Literal && other.String is null or "")
            return AsksWhetherSet(secret, names, written);
        return written.Length > 0
            && !SinksInComparisons.IsSent(code, secret)
            && (other.String == written || code.ValueOf(other) is Value.Text { Content: var text } && text == written)
            && Is(secret, names, written);
    }

    /// <summary>Whether an expression is the secret: by its name, by its variable, or as what callers hand in.</summary>
    bool Is(Code expression, HashSet<string> names, string written, int steps = 2)
    {
        if (!expression.Exists || Names(expression, names))
            return expression.Exists;
        if (
            code.ValueOf(expression)
                .Possible.Any(one =>
                    one is Value.FromEnvironment read
                        ? names.Contains(read.Variable)
                        : one is Value.Text { Content: var text } && text == written
                )
        )
            return true;
        if (steps <= 0 || code.Definition(expression) is not { Exists: true } declared)
            return false;
        return declared.Kind switch
        {
            CodeKind.Parameter => code.CallersOf(declared.Parent)
                .Take(MostCallers)
                .Any(call => Is(SecretForms.ArgumentFor(call, declared), names, written, steps - 1)),
            CodeKind.Variable => Is(declared[Part.Value], names, written, steps - 1),
            _ => false,
        };
    }

    /// <summary>Whether a function of the app is asked about the secret with a list of what nobody may use.</summary>
    bool IsAskedOf(Code call, HashSet<string> names, string written) =>
        written.Length > 0
        && code.Target(call).Kind is CodeKind.Function
        && call.Arguments.Any(one => Names(ValueIn(one), names))
        && call.Arguments.Any(one =>
            code.ValueOf(ValueIn(one)).Possible.OfType<Value.ListOf>().Any(list => list.Items.Any(item => item.AsText == written))
        );

    static Code ValueIn(Code argument) => argument.Kind is CodeKind.Argument ? argument[Part.Value] : argument;

    /// <summary>A variable of the environment by itself may be missing; what has a written value beside it never is.</summary>
    bool AsksWhetherSet(Code secret, HashSet<string> names, string written) =>
        !isSet
        && Names(secret, names)
        && (
            written.Length == 0
            || code.ValueOf(secret) is Value.FromEnvironment { Default: null or Value.Nothing or Value.Text { Content: "" } }
        );

    static bool IsTooShort(Code length, Code limit, HashSet<string> names, string written) =>
        length.Name is "length" or "Length" or "size" or "len" or "byteLength"
        && (Names(length.Receiver, names) || Names(length.ArgumentAt(0), names))
        && int.TryParse(limit.String, CultureInfo.InvariantCulture, out var fewest)
        && (written.Length == 0 || written.Length < fewest);

    bool IsAmong(Code secret, Code list, HashSet<string> names, string written) =>
        written.Length > 0
        && Names(secret, names)
        && code.ValueOf(list).Possible.OfType<Value.ListOf>().Any(one => one.Items.Any(item => item.AsText == written));

    /// <summary>Whether a part of the written value is looked for in the secret.</summary>
    static bool IsPart(Code part, Code secret, HashSet<string> names, string written) =>
        part.String is { Length: > 2 } text && Names(secret, names) && written.Contains(text, StringComparison.Ordinal);

    static bool Names(Code expression, HashSet<string> names) =>
        expression.Exists
        && (
            names.Contains(expression.Name)
            || (
                expression.Kind is CodeKind.Call or CodeKind.Index or CodeKind.Await or CodeKind.Unary or CodeKind.Binary
                && expression.Descendants().Any(node => names.Contains(node.Name) || (node.String is { } text && names.Contains(text)))
            )
        );
}
