using System.Text.RegularExpressions;
using Shipworthy.Extractors.Audit;

namespace Shipworthy.Extractors.Decisions;

/// <summary>Where servers and databases hold a field to a bound: at its declaration, in a condition that refuses, in a constraint.</summary>
static partial class BoundsOnServers
{
    /// <summary>Each declaration of what may be sent as the field, and whether it sets a bound. What a server answers with is left out.</summary>
    public static IEnumerable<bool> Declared(CodeFile file, string field)
    {
        foreach (var node in file.Root.Descendants())
            if (NameOf(node) is { Length: > 0 } name && Words.Snake(name) == field)
            {
                if (IsBound(node))
                    yield return true;
                else if (IsSentNumber(node))
                    yield return false;
            }
            else if (node.Kind is CodeKind.Call && NamesField(node, field))
                yield return Bound().IsMatch(Whole(node).Text);
    }

    /// <summary>A longer name that ends or begins with a field and is declared with a bound; empty where there is none.</summary>
    public static string BoundedLike(CodeFile file, string field) =>
        file.Root.Descendants()
            .Select(node => (Node: node, Name: Words.Snake(NameOf(node))))
            .FirstOrDefault(one =>
                (one.Name.EndsWith($"_{field}", StringComparison.Ordinal) || one.Name.StartsWith($"{field}_", StringComparison.Ordinal))
                && IsBound(one.Node)
            )
            .Name
        ?? "";

    /// <summary>Whether a condition compares the field with something, and refuses where it does not hold.</summary>
    public static bool IsRefused(CodeFile file, string field)
    {
        foreach (var test in file.Root.Descendants())
            if (
                test.Kind is CodeKind.Binary
                && test.Operator is "<" or ">" or "<=" or ">="
                && (Is(test[Part.Left], field) || Is(test[Part.Right], field))
                && RefusedBy(test)
            )
                return true;
        return false;
    }

    /// <summary>Whether a constraint or a trigger of the database compares a word with something.</summary>
    public static bool IsConstrained(string text, Regex word)
    {
        foreach (Match check in Check().Matches(text))
        {
            var (depth, end) = (1, check.Index + check.Length);
            for (; end < text.Length && depth > 0 && end - check.Index < 600; end++)
                depth +=
                    text[end] is '(' ? 1
                    : text[end] is ')' ? -1
                    : 0;
            var inside = text[(check.Index + check.Length - 1)..end];
            if (word.IsMatch(inside) && Comparing().IsMatch(inside))
                return true;
        }
        return Raising()
            .Matches(text)
            .Any(raise => word.IsMatch(raise.Groups["asked"].Value) && Comparing().IsMatch(raise.Groups["asked"].Value));
    }

    static string NameOf(Code node) =>
        node.Kind switch
        {
            CodeKind.Property or CodeKind.Variable or CodeKind.Parameter => node.Name,
            CodeKind.Assignment when node[Part.Target].Kind is CodeKind.Name => node[Part.Target].Name,
            _ => "",
        };

    static bool IsBound(Code node) =>
        node[Part.Value] is { Exists: true, Kind: CodeKind.Call or CodeKind.Object or CodeKind.New } value && Bound().IsMatch(value.Text)
        || node[Part.Type] is { Exists: true } type && Bound().IsMatch(type.Text)
        || node.All(Part.Decorator)
            .Any(one =>
                one.Name is "Range" or "Min" or "Max" or "IsPositive" or "Positive" or "PositiveOrZero" || Bound().IsMatch(one.Text)
            );

    /// <summary>Whether a declaration takes a number from a call and sets no bound: <c>z.number()</c>, a field of a model of Pydantic that is no answer.</summary>
    static bool IsSentNumber(Code node) =>
        node[Part.Value] is { Kind: CodeKind.Call } value && Number().IsMatch(value.Text)
        || node.File.Language is Language.Python
            && node[Part.Type] is { Exists: true } type
            && Numeric().IsMatch(type.Text)
            && node.Enclosing(CodeKind.Class) is { Exists: true } model
            && node.Parent == model
            && model.All(Part.Base).Any()
            && !Answer().IsMatch(model.Name);

    /// <summary>Whether a call names the field to a validator: <c>RuleFor(x =&gt; x.Quantity)</c>, <c>body("quantity")</c>.</summary>
    static bool NamesField(Code call, string field) =>
        call.Callee.Name is "RuleFor"
            && call.ArgumentAt(0) is { Kind: CodeKind.Function } chosen
            && chosen.Descendants(CodeKind.Member).Any(one => Words.Snake(one.Name) == field)
        || call.Callee is { Kind: CodeKind.Name, Name: "body" or "check" or "query" }
            && call.ArgumentAt(0).String is { } named
            && Words.Snake(named[(named.LastIndexOf('.') + 1)..]) == field;

    /// <summary>The chain that a call begins.</summary>
    static Code Whole(Code call)
    {
        var at = call;
        while (at.Parent is { Kind: CodeKind.Member or CodeKind.Call } parent && (parent.Receiver == at || parent.Callee == at))
            at = parent;
        return at;
    }

    static bool Is(Code side, string field)
    {
        var at = side;
        while (at.Kind is CodeKind.Call && Converting().IsMatch(at.Callee.Name) && at.ArgumentAt(0).Exists)
            at = at.ArgumentAt(0);
        return at.Kind is CodeKind.Name or CodeKind.Member && Words.Snake(at.Name) == field;
    }

    /// <summary>Whether a comparison stands in a condition whose outcome refuses.</summary>
    static bool RefusedBy(Code test)
    {
        for (var (at, steps) = (test, 0); at.Parent.Exists && steps < 8; (at, steps) = (at.Parent, steps + 1))
            if (at.Part is Part.Condition && at.Parent.Kind is CodeKind.Branch)
                return at.Parent.Children.Any(one => one != at && Refusing().IsMatch(one.Text));
            else if (at.Parent.Kind is CodeKind.Call && Asserting().IsMatch(at.Parent.Callee.Name))
                return true;
            else if (at.Parent.Kind is CodeKind.Block or CodeKind.Function)
                return at.Parent.Kind is CodeKind.Block && at.Text.StartsWith("assert", StringComparison.Ordinal);
        return false;
    }

    [GeneratedRegex(
        @"\b(?:ge|gt|le|lt|min_value|max_value|multiple_of)\s*=|(?<!Math)\.(?:min|max|positive|nonnegative|gte|lte|gt|lt|minimum|maximum)\(|@(?:Min|Max|IsPositive)\(|\[(?:Range|Min|Max)|GreaterThan|LessThan|InclusiveBetween|ExclusiveBetween|Positive(?:Int|Float|Small|Integer)|NonNegative|numericality|\b(?:min|max|minimum|maximum)['""]?\s*:|(?:min|max|between|gt|gte):\d",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Bound();

    [GeneratedRegex(@"\bcheck\s*\(", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 10_000)]
    private static partial Regex Check();

    [GeneratedRegex(@"[<>]|\bbetween\b", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 10_000)]
    private static partial Regex Comparing();

    [GeneratedRegex(@"\bif\b(?<asked>[^;]{1,300}?)\bthen\s+raise\b", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 10_000)]
    private static partial Regex Raising();

    [GeneratedRegex(
        @"\b(?:number|int|float|bigint|parsefloat|parseint|real|doubleprecision|numeric)\(",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex Number();

    [GeneratedRegex(@"\b(?:int|float|Decimal)\b", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Numeric();

    [GeneratedRegex("(?:Out|Read|Response|Public|InDB|InDb|Result|View|Answer)$", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Answer();

    [GeneratedRegex("^(?:Number|parseInt|parseFloat|int|float|Decimal|abs|round)$", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Converting();

    [GeneratedRegex("^(?:assert|invariant|ensure|refine|superRefine|require)$", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Asserting();

    [GeneratedRegex(
        @"\bthrow\b|\braise\b|\babort\(|\b4\d\d\b|BadRequest|Problem\(|[Ii]nvalid|[Ee]rror|\breject\(|Conflict|Unprocessable",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Refusing();
}
