using System.Text.RegularExpressions;
using Shipworthy.Extractors.Audit;
using Shipworthy.Extractors.Endpoints.Rows;

namespace Shipworthy.Extractors.Decisions;

/// <content>Which values are exactly what was sent, and who takes them.</content>
sealed partial class SentWalk
{
    /// <summary>Whether a value is what was sent, at most converted or reckoned with what else was sent.</summary>
    bool IsAsSent(Code value, Frame frame, int steps)
    {
        if (!value.Exists || steps <= 0)
            return false;
        switch (value.Kind)
        {
            case CodeKind.Await or CodeKind.Spread or CodeKind.Argument:
                return IsAsSent(value[Part.Value], frame, steps - 1);
            case CodeKind.Binary when value.Operator is "??" or "||" or "or":
                return IsAsSent(value[Part.Left], frame, steps - 1);
            case CodeKind.Binary when value.Operator is "*" or "+" or "-" or "/":
                var (left, right) = (value[Part.Left], value[Part.Right]);
                var (first, second) = (IsAsSent(left, frame, steps - 1), IsAsSent(right, frame, steps - 1));
                return first && (second || right.Kind is CodeKind.Literal) || second && left.Kind is CodeKind.Literal;
            case CodeKind.Call when Converting().IsMatch(value.Callee.Name):
                return value.ArgumentAt(0) is { Exists: true } converted
                    ? IsAsSent(converted, frame, steps - 1) || IsAsSent(value.Receiver, frame, steps - 1)
                    : IsAsSent(value.Receiver, frame, steps - 1);
            case CodeKind.Name or CodeKind.Member:
                return IsSentName(value, frame, steps);
            default:
                return false;
        }
    }

    bool IsSentName(Code value, Frame frame, int steps)
    {
        var root = value;
        while (root.Kind is CodeKind.Member or CodeKind.Index)
            root = root.Receiver;
        if (root.Kind is CodeKind.Call)
            return RowWords.ReadsSent(root.Callee.Name) && frame.Of(root) is Bearing.Sent;
        if (root.Kind is not CodeKind.Name)
            return false;
        var found = code.Definition(root);
        // items.map((item) => …): what the callback takes is what the list holds.
        var parameter = found;
        for (var climbed = 0; climbed < 4 && parameter.Exists && parameter.Kind is not (CodeKind.Parameter or CodeKind.Block); climbed++)
            parameter = parameter.Parent;
        if (
            parameter is { Kind: CodeKind.Parameter, Parent: { Kind: CodeKind.Function } callback }
            && callback != frame.Function
            && callback.Parent is { Kind: CodeKind.Call } over
            && over.Callee
                is { Kind: CodeKind.Member, Name: "map" or "forEach" or "flatMap" or "reduce" or "Select" or "filter" or "every" }
        )
            return IsAsSent(over.Receiver, frame, steps - 1);
        for (
            var (at, climbed) = (found, 0);
            at.Exists && climbed < 5 && at.Kind is not CodeKind.Block;
            (at, climbed) = (at.Parent, climbed + 1)
        )
        {
            if (at.Kind is CodeKind.Loop && at[Part.Source] is { Exists: true } source)
                return IsAsSent(source, frame, steps - 1);
            if (at.Kind is CodeKind.Variable or CodeKind.Assignment && at[Part.Value] is { Exists: true } given && !given.Contains(root))
                return IsGiven(given, frame, steps - 1);
            if (at.Kind is CodeKind.Parameter)
                break;
        }
        return frame.Of(value) is Bearing.Sent;
    }

    /// <summary>Whether a variable was given what was sent: read from the request, or checked for its form only.</summary>
    bool IsGiven(Code given, Frame frame, int steps)
    {
        if (given.Kind is CodeKind.Await)
            given = given[Part.Value];
        // await request.json().catch(() => ({})) gives what was sent.
        while (given is { Kind: CodeKind.Call, Callee.Name: "catch" or "finally" } && given.Receiver.Kind is CodeKind.Call)
            given = given.Receiver;
        if (given.Kind is CodeKind.Call && Reckoning().IsMatch(given.Callee.Name) && IsAsSent(given.ArgumentAt(0), frame, steps - 1))
            return true;
        return given.Kind is CodeKind.Call
            ? frame.Of(given) is Bearing.Sent
                && (
                    RowWords.ReadsSent(given.Callee.Name) || Parsing().IsMatch(given.Callee.Name) || Converting().IsMatch(given.Callee.Name)
                )
            : IsAsSent(given, frame, steps);
    }

    /// <summary>Whether a value came through a schema that admits only what it names.</summary>
    bool IsParsed(Code value, int steps)
    {
        var root = value;
        while (root.Kind is CodeKind.Member or CodeKind.Index)
            root = root.Receiver;
        if (steps <= 0 || root.Kind is not CodeKind.Name)
            return root.Kind is CodeKind.Call && Parsing().IsMatch(root.Callee.Name);
        for (var (at, climbed) = (code.Definition(root), 0); at.Exists && climbed < 4; (at, climbed) = (at.Parent, climbed + 1))
            if (at.Kind is CodeKind.Variable && at[Part.Value] is { Exists: true } given)
                return given
                        .Descendants(CodeKind.Call)
                        .Prepend(given)
                        .Any(one => one.Kind is CodeKind.Call && Parsing().IsMatch(one.Callee.Name))
                    || given.Kind is CodeKind.Name or CodeKind.Member && IsParsed(given, steps - 1);
        return false;
    }

    /// <summary>The call that an entry of an object literal ends in, through lists, variables and callbacks; no node where none was found.</summary>
    Code TakerOf(Code entry, Code function, int steps)
    {
        for (var at = entry; at.Parent.Exists && at != function && steps > 0; )
        {
            var parent = at.Parent;
            switch (parent.Kind)
            {
                case CodeKind.New:
                    return parent;
                case CodeKind.Call when parent.Callee.Name is "push" or "append" && parent.Receiver.Kind is CodeKind.Name:
                    return TakerOfName(parent.Receiver.Name, parent.End, function, steps - 1);
                case CodeKind.Call when at.Kind is CodeKind.Function:
                    break;
                case CodeKind.Call:
                    return parent;
                case CodeKind.Variable or CodeKind.Assignment:
                    var name = parent.Kind is CodeKind.Variable ? parent.Name : parent[Part.Target].Name;
                    return name.Length == 0 ? default : TakerOfName(name, parent.End, function, steps - 1);
                case CodeKind.Block
                    when parent.Part is Part.Body && parent.Parent.Kind is CodeKind.Function && at.Kind is not CodeKind.Return:
                    return default;
            }
            at = parent;
        }
        return default;
    }

    Code TakerOfName(string name, int after, Code function, int steps)
    {
        foreach (var use in function.Descendants(CodeKind.Name))
            if (
                use.Start >= after
                && use.Name == name
                && use.Part is not Part.Receiver
                && TakerOf(use, function, steps) is { Exists: true } taker
                && (DecisionWords.IsProvider(taker.Callee.Text) || writes.Of(taker) is not null)
            )
                return taker;
        return default;
    }

    /// <summary>Whether a function sets what was sent against a price of the server's own.</summary>
    bool IsCompared(string column, Frame frame)
    {
        foreach (var test in frame.Function.Descendants(CodeKind.Binary))
            if (test.Operator is "==" or "===" or "!=" or "!==" or "<" or ">" or "<=" or ">=" or "-")
            {
                var (left, right) = (test[Part.Left], test[Part.Right]);
                if (Holds(left, frame, true) && Holds(right, frame, false) || Holds(right, frame, true) && Holds(left, frame, false))
                    return true;
            }
        return false;
    }

    bool Holds(Code side, Frame frame, bool asSent) =>
        side.Descendants()
            .Prepend(side)
            .Any(one =>
                one.Kind is CodeKind.Name or CodeKind.Member
                && DecisionWords.IsPrice(LastWords(Words.Snake(one.Name)))
                && IsAsSent(one, frame, 4) == asSent
            );

    /// <summary>A name without what only tells whose it is: <c>expected_total</c> is <c>total</c>.</summary>
    static string LastWords(string name) => Whose().Replace(name, "");

    [GeneratedRegex(
        "^(?:expected|calculated|computed|server|actual|real|client|sent|requested|correct|db|stored)_",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Whose();

    [GeneratedRegex(
        @"^(?:Number|parseInt|parseFloat|Decimal|BigInt|String|float|int|str|round|floor|ceil|abs|toFixed|ToDecimal|Parse|trim|toString|Round|toLowerCase|ToList|ToArray|AsEnumerable|get)$",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Converting();

    /// <summary>Functions that make a number of a value, or round it.</summary>
    [GeneratedRegex("^(?:Number|parseInt|parseFloat|Decimal|float|int|round|floor|ceil|abs)$", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Reckoning();

    [GeneratedRegex(
        "^(?:parse|safeParse|parseAsync|safeParseAsync|validate|validateAsync|validateSync|valid|validated|readValidatedBody|model_dump|dict|model_validate|pick|plainToInstance|cast|attempt)$",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Parsing();
}
