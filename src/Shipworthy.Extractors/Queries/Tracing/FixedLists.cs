using System.Text.RegularExpressions;

namespace Shipworthy.Extractors.Queries.Tracing;

/// <summary>Tells whether a value was compared with a fixed list, or with a pattern that admits no marks, before it is used: only members come past that.</summary>
sealed partial class FixedLists(CodeBase code)
{
    const int MostTests = 400;

    /// <summary>Whether the name or member can only be one of a list at this place.</summary>
    public bool IsChecked(Code use)
    {
        var text = Plain(use.Text);
        for (var function = use.Enclosing(CodeKind.Function); function.Exists; function = function.Enclosing(CodeKind.Function))
        {
            if (function.Descendants().Where(node => Tests(node, text)).Take(MostTests).Any(test => Guards(test, use, text)))
                return true;
            if (
                function
                    .Descendants(CodeKind.Call)
                    .Any(call => call.End <= use.Start && call.Arguments.Any(one => Plain(one.Text) == text) && Refuses(call, text))
            )
                return true;
        }
        return false;
    }

    /// <summary>Whether a node asks if a value is in a list, or fits a strict pattern.</summary>
    bool Tests(Code node, string text)
    {
        if (node.Kind is CodeKind.Binary)
            return node.Operator switch
            {
                "in" or "not in" => Plain(node[Part.Left].Text) == text,
                "===" or "==" or "!==" or "!=" => (Plain(node[Part.Left].Text) == text && node[Part.Right].String is not null)
                    || (Plain(node[Part.Right].Text) == text && node[Part.Left].String is not null),
                _ => false,
            };
        if (node.Kind is not CodeKind.Call || node.Callee is not { Kind: CodeKind.Member or CodeKind.Name } callee)
            return false;
        return callee.Name switch
        {
            "includes" or "has" or "Contains" or "ContainsKey" or "hasOwn" or "hasOwnProperty" or "indexOf" or "IsDefined" =>
                node.Arguments.Any(one => Plain(one.Text) == text) && Plain(callee.Receiver.Text) != text,
            "isUUID" or "isUuid" or "uuidValidate" or "isInt" or "isNumeric" or "isNaN" or "is_valid_uuid" or "isInteger" =>
                node.Arguments.Any(one => Plain(one.Text) == text),
            "isdigit" or "isnumeric" or "isalnum" or "isidentifier" or "isdecimal" => Plain(callee.Receiver.Text) == text,
            "TryParse" => node.Arguments.Any(one => Plain(one.Text) == text),
            "test" or "IsMatch" or "match" or "fullmatch" => (
                node.Arguments.Any(one => Plain(one.Text) == text) || Plain(callee.Receiver.Text) == text
            ) && node.Arguments.Append(callee.Receiver).Any(IsStrict),
            _ => false,
        };
    }

    bool IsStrict(Code pattern) =>
        IsStrictPattern(
            pattern is { Kind: CodeKind.Literal, Operator: "regex" } ? pattern.Text
            : code.ValueOf(pattern) is Value.Text text ? text.Content
            : code.Definition(pattern)[Part.Value] is { Kind: CodeKind.Literal, Operator: "regex" } named ? named.Text
            : code.Definition(pattern)[Part.Value] is { Kind: CodeKind.Call or CodeKind.New } made ? made.ArgumentAt(0).String ?? ""
            : pattern is { Kind: CodeKind.New } written ? written.ArgumentAt(0).String ?? ""
            : ""
        );

    /// <summary>Whether a pattern holds from end to end and admits nothing but letters, digits and a few harmless marks.</summary>
    public static bool IsStrictPattern(string pattern) => Strict().IsMatch(pattern);

    bool Guards(Code test, Code use, string text)
    {
        var negated = test.Operator is "not in" or "!=" or "!==" || test.Callee.Name is "isNaN";
        var at = test;
        while (at.Parent.Exists && at.Parent.Kind is not (CodeKind.Branch or CodeKind.Conditional or CodeKind.Loop or CodeKind.Function))
        {
            at = at.Parent;
            if (at.Kind is CodeKind.Unary && at.Operator is "!" or "not")
                negated = !negated;
            else if (at.Kind is CodeKind.Binary && at.Operator is "===" or "==" && at.Text.Contains("false", StringComparison.Ordinal))
                negated = !negated;
            else if (at.Kind is CodeKind.Binary && at.Text.EndsWith("-1", StringComparison.Ordinal) && at.Operator is "===" or "==")
                negated = !negated;
            else if (at.Kind is CodeKind.Binary && !Holds(at, test, negated, text))
                return false;
            else if (at.Kind is CodeKind.Variable or CodeKind.Assignment)
                return IsAskedLater(at, use);
            else if (at.Kind is CodeKind.Return or CodeKind.Block)
                break;
        }
        var around = at.Parent;
        if (around.Kind is CodeKind.Conditional or CodeKind.Branch && at.Part is Part.Condition)
        {
            if (!negated && around[Part.Then].Contains(use))
                return true;
            if (negated && around[Part.Else].Contains(use))
                return true;
            if (around.Kind is CodeKind.Branch && around.End <= use.Start)
                return negated ? Leaves(around[Part.Then], text) : around[Part.Else].Exists && Leaves(around[Part.Else], text);
        }
        // LIST.includes(x) && x, or x in LIST and x
        return !negated && test.Parent is { Kind: CodeKind.Binary, Operator: "&&" or "and" } both && both[Part.Right].Contains(use);
    }

    /// <summary>
    /// Whether a condition still says of the value what the test in it says: of what is joined by "or" each part does, and what is turned round and joined by "and" only asks
    /// beside it whether there is a value.
    /// </summary>
    bool Holds(Code joined, Code test, bool negated, string text)
    {
        if (negated ? joined.Operator is not ("&&" or "and") : joined.Operator is not ("||" or "or"))
            return true;
        var other = joined[Part.Left].Contains(test) ? joined[Part.Right] : joined[Part.Left];
        return Plain(other.Text) == text
            || Plain(other.Text) == $"!{text}"
            || other.Descendants().Prepend(other).Any(one => Tests(one, text));
    }

    /// <summary>Whether the answer is kept under a name that is asked before the use.</summary>
    static bool IsAskedLater(Code kept, Code use)
    {
        var name = kept.Kind is CodeKind.Variable ? kept.Name : kept[Part.Target].Name;
        return name.Length > 0
            && kept.Enclosing(CodeKind.Function)
                .Descendants()
                .Any(one =>
                    one.Kind is CodeKind.Branch or CodeKind.Conditional
                    && one[Part.Condition] is { Exists: true } condition
                    && condition.Descendants(CodeKind.Name).Prepend(condition).Any(word => word.Name == name)
                    && (one.Contains(use) || (one.End <= use.Start && Leaves(one[Part.Then], "")))
                );
    }

    /// <summary>Whether a part of a program leaves, or gives the value anew.</summary>
    static bool Leaves(Code part, string text) =>
        part.Descendants()
            .Prepend(part)
            .Any(one =>
                one.Kind is CodeKind.Return or CodeKind.Throw or CodeKind.Jump
                || (one.Kind is CodeKind.Assignment && Plain(one[Part.Target].Text) == text)
                || (one.Kind is CodeKind.Variable && one.Name == text)
                || (one.Kind is CodeKind.Call && one.Callee.Name is "abort" or "redirect" or "notFound" or "exit")
            );

    /// <summary>Whether a function of the app throws unless its argument is in a list: <c>assertColumn(sort)</c>.</summary>
    bool Refuses(Code call, string text)
    {
        if (code.Target(call) is not { Kind: CodeKind.Function } function || function.Contains(call))
            return false;
        var position = call.Arguments.TakeWhile(one => Plain(one.Text) != text).Count();
        var parameter = function.All(Part.Parameter).ElementAtOrDefault(position);
        return parameter.Exists
            && parameter.Name.Length > 0
            && function.Body.Descendants(CodeKind.Throw).Any()
            && function.Body.Descendants().Any(node => Tests(node, parameter.Name));
    }

    static string Plain(string text) => text.TrimEnd('!').Replace("?.", ".", StringComparison.Ordinal);

    [GeneratedRegex(
        @"^/?(?:\(\?i\))?(?:\^|\\A)(?:[\w\s:-]|\[(?!\^)(?:\\[wdDs.-]|[\w\s.:,-])+\]|\\[wd.-]|[|()?:+*]|\{\d*,?\d*\})+(?:\$|\\[zZ])(?:/[a-z]*)?$",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Strict();
}
