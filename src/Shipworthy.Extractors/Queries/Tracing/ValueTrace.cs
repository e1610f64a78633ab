using System.Text;
using System.Text.RegularExpressions;

namespace Shipworthy.Extractors.Queries.Tracing;

/// <summary>
/// Follows a text to what it is put together from: through variables, loops, fields, the functions that the app calls for it, and the callers of the function that it stands in. What
/// cannot be followed is unknown, and never taken for harmless.
/// </summary>
sealed partial class ValueTrace(Sources sources)
{
    const int MostWork = 20_000;
    const int MostCallers = 200;
    const int MostCalls = 6;
    const int MostLevelsUp = 6;

    readonly CodeBase code = sources.Code;
    readonly SentValues sent = new(sources);
    readonly FixedLists lists = new(sources.Code);
    readonly StoredValues stored = new(sources.Code);
    readonly Schemas schemas = new(sources.Code);
    readonly HashSet<(Code, CallFrame?)> open = [];
    readonly Dictionary<(Code, CallFrame?), Traced> known = [];
    int left;
    int up;
    int cuts;

    /// <summary>What a text is put together from: the worst of it.</summary>
    public Traced Of(Code text)
    {
        open.Clear();
        known.Clear();
        (left, up, cuts) = (MostWork, 0, 0);
        return Of(text, null);
    }

    Traced Of(Code node, CallFrame? frame)
    {
        if (!node.Exists)
            return Traced.Unknown(node, "is put together in a way that could not be followed");
        if (known.TryGetValue((node, frame), out var before))
            return before;
        if (left-- <= 0)
            return Traced.Unknown(node, "is put together in too many steps to follow");
        if (!open.Add((node, frame)))
        {
            cuts++;
            return Traced.Constant;
        }
        var cutsBefore = cuts;
        var found = Find(node, frame);
        open.Remove((node, frame));
        // What was met inside itself is only known once the outermost one is.
        if (cuts == cutsBefore)
            known[(node, frame)] = found;
        return found;
    }

    Traced Find(Code node, CallFrame? frame) =>
        node.Kind switch
        {
            CodeKind.Literal or CodeKind.Function or CodeKind.Element or CodeKind.Type => Traced.Constant,
            CodeKind.Template => Joined(node.Children, frame),
            CodeKind.Binary => Binary(node, frame),
            CodeKind.Unary => node.Operator is "!" or "not" or "-" or "+" or "typeof" or "~" or "void"
                ? Typed(node)
                : Of(node[Part.Value], frame),
            CodeKind.Conditional => Of(node[Part.Then], frame) | Of(node[Part.Else], frame),
            CodeKind.Branch => node.All(Part.Case)
                .Select(one => one.Children.LastOrDefault())
                .Aggregate(Traced.Constant, (sum, one) => sum | Of(one.Kind is CodeKind.Return ? one[Part.Value] : one, frame)),
            CodeKind.Throw => Traced.Constant,
            CodeKind.Await or CodeKind.Argument or CodeKind.Spread or CodeKind.Assignment or CodeKind.Yield => Of(node[Part.Value], frame),
            CodeKind.Block when node.Operator is "," => Of(node.Children.Last(), frame),
            CodeKind.Loop => Of(node.Body, frame),
            CodeKind.Array => node.Children.Aggregate(Traced.Constant, (sum, one) => sum | Of(one, frame)),
            CodeKind.Object => node.Children.Aggregate(Traced.Constant, (sum, one) => sum | Entry(one, frame)),
            CodeKind.Property => Of(ValueOf(node), frame),
            CodeKind.Name => Name(node, frame),
            CodeKind.Member or CodeKind.Index => Member(node, frame),
            CodeKind.Call or CodeKind.New => Call(node, frame),
            CodeKind.Variable => Variable(node, frame),
            CodeKind.Unknown when node.Children.Any() => node.Children.Aggregate(Traced.Constant, (sum, one) => sum | Of(one, frame)),
            _ => Traced.Unknown(node, $"takes a part from {Short(node)}, which could not be followed"),
        };

    /// <summary>What an entry of an object holds; what is spread into it brings entries of its own.</summary>
    Traced Entry(Code entry, CallFrame? frame) =>
        Of(ValueOf(entry), frame) is var held && entry.Kind is CodeKind.Spread ? held
        : entry.Kind is CodeKind.Property && IsCompared(entry.Name) ? held.AsText with { IsEntry = true }
        : held with { IsEntry = true };

    /// <summary>Whether an operator of MongoDB compares with what it is given, or with each of a list, so that no further operator can stand there.</summary>
    static bool IsCompared(string entry) =>
        entry is "$in" or "$nin" or "$all" or "$eq" or "$ne" or "$gt" or "$gte" or "$lt" or "$lte" or "$regex";

    /// <summary>The value of an entry; an entry without one is named like the variable that it holds.</summary>
    static Code ValueOf(Code entry) => entry.Kind is CodeKind.Property && entry[Part.Value].Exists ? entry[Part.Value] : entry;

    static Traced Typed(Code at) => new(QueryValue.Typed, at);

    Traced Joined(IEnumerable<Code> pieces, CallFrame? frame)
    {
        var all = Traced.Constant;
        var before = new StringBuilder();
        foreach (var piece in pieces)
        {
            if (piece.Kind is CodeKind.Literal)
            {
                before.Append(piece.String);
                continue;
            }
            all |= Of(piece, frame).AsText.After(before.ToString(), Short(piece));
            before.Append(code.ValueOf(piece).AsText ?? "x");
        }
        return all;
    }

    Traced Binary(Code node, CallFrame? frame)
    {
        var (left, right) = (node[Part.Left], node[Part.Right]);
        return node.Operator switch
        {
            "+" => Joined(Summands(node, 60), frame),
            "||" or "??" or "or" => Of(left, frame) | Of(right, frame),
            "&&" or "and" => Of(right, frame),
            "%" when node.File.Language is Language.Python && IsText(left) => Of(left, frame) | Filled(left, right, frame),
            "*" => IsText(left) || left.Kind is CodeKind.Array ? Of(left, frame) : Typed(node),
            "as" => Of(left, frame),
            _ => Typed(node),
        };
    }

    /// <summary>The parts of a sum, from left to right.</summary>
    static IEnumerable<Code> Summands(Code sum, int steps)
    {
        if (sum is not { Kind: CodeKind.Binary, Operator: "+" } || steps <= 0)
            return [sum];
        return Summands(sum[Part.Left], steps - 1).Concat(Summands(sum[Part.Right], steps - 1)).SelectMany(Pieces);
    }

    static IEnumerable<Code> Pieces(Code part) => part.Kind is CodeKind.Template ? part.Children : [part];

    /// <summary>Whether an expression is surely a text.</summary>
    bool IsText(Code node) =>
        node.Kind is CodeKind.Template
        || node is { Kind: CodeKind.Literal, Operator: "string" }
        || (node is { Kind: CodeKind.Binary, Operator: "+" } && (IsText(node[Part.Left]) || IsText(node[Part.Right])))
        || (node.Kind is CodeKind.Name or CodeKind.Member && code.ValueOf(node) is Value.Text or Value.Joined);

    /// <summary>What Python's <c>text % values</c> puts into the text: a number where it asks for one.</summary>
    Traced Filled(Code text, Code values, CallFrame? frame)
    {
        var pattern = code.ValueOf(text).AsText ?? "";
        var places = Places().Matches(pattern).Where(one => one.Value != "%%").ToList();
        List<Code> given =
            values is { Kind: CodeKind.Array, Operator: "tuple" } ? [.. values.Children]
            : values.Kind is CodeKind.Object ? [.. values.Children.Select(ValueOf)]
            : [values];
        if (places.Count != given.Count)
            return given.Aggregate(Traced.Constant, (sum, one) => sum | Of(one, frame).AsText);
        return places
            .Zip(given)
            .Aggregate(
                Traced.Constant,
                (sum, pair) =>
                    sum
                    | (
                        pair.First.Value[^1] is 'd' or 'i' or 'f' or 'u' or 'x'
                            ? Typed(pair.Second)
                            : Of(pair.Second, frame).AsText.After(pattern[..pair.First.Index], Short(pair.Second))
                    )
            );
    }

    /// <summary>What Python's <c>text.format(values)</c> and <c>string.Format</c> of .NET put into the text.</summary>
    Traced Formatted(Code text, List<Code> values, CallFrame? frame)
    {
        var pattern = code.ValueOf(text).AsText ?? "";
        var places = Braces().Matches(pattern);
        return values
            .Select((value, i) => Of(value, frame).AsText.After(i < places.Count ? pattern[..places[i].Index] : "", Short(value)))
            .Aggregate(Of(text, frame), (sum, one) => sum | one);
    }

    /// <summary>What people call an expression: its text where that is short.</summary>
    internal static string Short(Code node)
    {
        var text = node.Text.AsSpan().Trim();
        var line = text.IndexOf('\n');
        if (line < 0 && text.Length <= 40)
            return text.ToString();
        return node.Kind is CodeKind.Call or CodeKind.New && node.Callee.Text is { Length: <= 40 } callee && !callee.Contains('\n')
                ? $"{callee}()"
            : node.Name.Length > 0 ? node.Name
            : "an expression";
    }

    [GeneratedRegex(@"%%|%(?:\(\w+\))?[-#0 +]*\d*(?:\.\d+)?[a-zA-Z]", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Places();

    [GeneratedRegex(@"(?<!\{)\{[^{}]*\}", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Braces();
}
