using Shipworthy.Extractors.Environments;

namespace Shipworthy.Extractors.Cors;

/// <summary>
/// Reads an expression as the set of origins that it lets in, through constants of other modules, settings, variables with their fallbacks, callbacks and
/// comparisons with the caller's own origin. What it cannot follow stays in the set as unknown, with the reason.
/// </summary>
sealed partial class OriginReader
{
    const int MostSteps = 28;

    /// <summary>A parameter that more places fill is not read through them.</summary>
    const int MostCallers = 8;

    readonly Sources sources;
    readonly CodeBase code;
    readonly DeployVariables variables;

    public OriginReader(Sources sources)
    {
        this.sources = sources;
        code = sources.Code;
        variables = new(sources.Tree);
        Production = new(code, variables);
    }

    /// <summary>What holds in production.</summary>
    public Production Production { get; }

    /// <summary>The set that an expression stands for, where a library takes it as its list of origins.</summary>
    public OriginList Read(Code expression) => Read(expression, [], MostSteps);

    /// <summary>The same, where some declarations hold the caller's own origin.</summary>
    public OriginList Read(Code expression, ImmutableHashSet<Code> callers) => Read(expression, callers, MostSteps);

    OriginList Read(Code node, ImmutableHashSet<Code> callers, int steps)
    {
        if (!node.Exists)
            return OriginList.Unknown("takes its origins from something that could not be followed");
        if (steps <= 0)
            return Lost(node);
        if (IsCallersOrigin(node, callers))
            return OriginList.Echoed;
        if (IsComparison(node, callers))
            return Condition(node, holds: true, callers, steps - 1);
        switch (node.Kind)
        {
            case CodeKind.Literal:
                return Literal(node);
            case CodeKind.Array:
                return Union(node.All(Part.Element), callers, steps);
            case CodeKind.Loop:
                return Read(node[Part.Source], callers, steps - 1);
            case CodeKind.Argument or CodeKind.Await or CodeKind.Spread or CodeKind.Assignment or CodeKind.Return:
                return Read(node[Part.Value], callers, steps - 1);
            case CodeKind.Conditional:
                return Choice(node, callers, steps - 1);
            case CodeKind.Binary:
                return Binary(node, callers, steps - 1);
            case CodeKind.Function:
                return Function(node, callers, steps - 1);
            case CodeKind.Throw:
                return OriginList.Nobody;
            case CodeKind.Call or CodeKind.New:
                return Call(node, callers, steps - 1);
            case CodeKind.Name or CodeKind.Member or CodeKind.Index:
                return Named(node, callers, steps - 1);
            default:
                return OfValue(code.ValueOf(node), steps - 1);
        }
    }

    static OriginList Lost(Code node)
    {
        var text = node.Text.ReplaceLineEndings(" ");
        return OriginList.Unknown($"takes its origins from {(text.Length > 60 ? text[..60] + "…" : text)}, which could not be followed");
    }

    OriginList Union(IEnumerable<Code> nodes, ImmutableHashSet<Code> callers, int steps) =>
        nodes.Aggregate(OriginList.Nobody, (list, node) => list.Or(Read(node, callers, steps - 1)));

    static OriginList Literal(Code node) =>
        node.Operator switch
        {
            "true" => OriginList.Echoed,
            "regex" => Pattern(node.Text),
            "string" or "bytes" => OfText(node.String ?? ""),
            _ => OriginList.Nobody,
        };

    /// <summary>A regular expression as JavaScript writes it, <c>/…/i</c>.</summary>
    static OriginList Pattern(string literal)
    {
        var end = literal.LastIndexOf('/');
        return end > 0
            ? AddressPattern.Read(literal[1..end].Replace("\\/", "/", StringComparison.Ordinal), Matching.Anywhere)
            : OriginList.Unknown($"allows what {literal} matches, a pattern that could not be read");
    }

    /// <summary>
    /// A choice that production decides is that arm. One that asks whether a variable is set has the other arm as the fallback of the variable.
    /// </summary>
    OriginList Choice(Code node, ImmutableHashSet<Code> callers, int steps)
    {
        var condition = node[Part.Condition];
        if (Production.Holds(condition) is { } holds)
            return Read(node[holds ? Part.Then : Part.Else], callers, steps);
        var then = Read(node[Part.Then], callers, steps);
        var otherwise = Read(node[Part.Else], callers, steps);
        if (code.ValueOf(condition) is Value.FromEnvironment { Default: null } read && variables.Find(read.Variable) is null)
            return otherwise.IsNobody ? NotInRepository(read.Variable) : otherwise.AsDefaultOf(read.Variable);
        return then.Within(Condition(condition, holds: true, callers, steps))
            .Or(otherwise.Within(Condition(condition, holds: false, callers, steps)));
    }

    OriginList Binary(Code node, ImmutableHashSet<Code> callers, int steps)
    {
        var (left, right) = (node[Part.Left], node[Part.Right]);
        switch (node.Operator)
        {
            case "||" or "??" or "or":
                if (Variable(left) is { } variable)
                    return WithFallback(variable, right, callers, steps);
                var first = Read(left, callers, steps);
                var second = Read(right, callers, steps);
                return first.Entries.Any(entry => entry.Variable is not null) || first.IsEverybody || first.Worst is Admits.Unknown
                        ? first.Or(second)
                    : first.IsNobody ? second
                    : first;
            case "&&" or "and":
                return Production.Holds(left) is false
                    ? OriginList.Nobody
                    : Read(right, callers, steps).Within(Condition(left, holds: true, callers, steps));
            case "+":
                return left.Kind is CodeKind.Literal || code.ValueOf(node) is Value.Text or Value.Joined
                    ? OfValue(code.ValueOf(node), steps)
                    : Read(left, callers, steps).Or(Read(right, callers, steps));
            default:
                return OfValue(code.ValueOf(node), steps);
        }
    }

    /// <summary>The variable that an expression reads and that has no fallback so far, through splitting and trimming.</summary>
    string? Variable(Code node) =>
        code.ValueOf(node) is Value.FromEnvironment { Default: null } read ? read.Variable
        : node.Kind is CodeKind.Call
        && node.Callee is { Kind: CodeKind.Member, Name: "split" or "Split" or "map" or "filter" or "trim" or "strip" }
            ? Variable(node.Receiver)
        : null;

    OriginList WithFallback(string variable, Code fallback, ImmutableHashSet<Code> callers, int steps)
    {
        if (Deployed(variable) is { } deployed)
            return deployed;
        var list = Read(fallback, callers, steps);
        return list.IsNobody ? Unset(variable) : list.AsDefaultOf(variable);
    }

    static OriginList NotInRepository(string variable) =>
        OriginList.Unknown($"takes its origins from {variable}, whose value is not in the repository");

    /// <summary>A variable whose fallback is an empty list: by itself it says nothing, beside other origins it adds none.</summary>
    static OriginList Unset(string variable) =>
        new([.. NotInRepository(variable).Entries.Select(entry => entry with { AddsNothing = true })]);

    OriginList Call(Code node, ImmutableHashSet<Code> callers, int steps)
    {
        if (
            code.ValueOf(node) is var value
            && value is Value.FromEnvironment or Value.Text or Value.ListOf
            && !(value is Value.ListOf && Fills(code.Target(node)))
        )
            return OfValue(value, steps);
        var callee = node.Callee;
        switch (callee.Name)
        {
            case "Empty" when callee.DottedName is "Array.Empty" or "Enumerable.Empty":
                return OriginList.Nobody;
            case "RegExp" when node.ArgumentAt(0) is { Exists: true } pattern:
                return pattern.Operator == "regex" ? Pattern(pattern.Text)
                    : code.ValueOf(pattern).AsText is { } text ? AddressPattern.Read(text, Matching.Anywhere)
                    : Lost(node);
            case "compile" when callee.DottedName is "re.compile" && code.ValueOf(node.ArgumentAt(0)).AsText is { } expression:
                return AddressPattern.Read(expression, Matching.FromTheBeginning);
            case "Set"
            or "set"
            or "list"
            or "tuple"
            or "frozenset"
            or "from"
            or "List"
            or "HashSet"
            or "parse"
            or "loads"
            or "String"
            or "str"
            or "of"
            or "sorted"
            or "cast" when node.Arguments.Any():
                return Read(
                    node.Arguments.Last() is { Kind: CodeKind.Function } ? node.ArgumentAt(0) : node.Arguments.Last(),
                    callers,
                    steps
                );
            case "map"
            or "filter"
            or "flatMap"
            or "flat"
            or "trim"
            or "strip"
            or "rstrip"
            or "split"
            or "Split"
            or "slice"
            or "sort"
            or "toString"
            or "toLowerCase"
            or "Trim"
            or "TrimEnd"
            or "Where"
            or "Select"
            or "Distinct"
            or "ToArray"
            or "ToList"
            or "ToString"
            or "AsEnumerable"
            or "freeze"
            or "replace"
            or "Get" when node.Receiver.Exists && callee.DottedName is not "Object.freeze":
                return Read(node.Receiver, callers, steps);
            case "concat" or "Concat" or "Union" or "union":
                return Read(node.Receiver, callers, steps).Or(Union(node.Arguments, callers, steps));
            case "freeze":
                return Read(node.ArgumentAt(0), callers, steps);
        }
        if (ReadByName(node) is { } read)
            return read.Fallback.Exists
                ? WithFallback(read.Variable, read.Fallback, callers, steps)
                : OfValue(new Value.FromEnvironment(read.Variable), steps);
        var target = code.Target(node);
        return target.Kind is CodeKind.Function ? Returned(target, node, callers, steps) : OfValue(code.ValueOf(node), steps);
    }

    /// <summary>A setting that a configuration service gives by its name: <c>config.get("WEB_ORIGIN", fallback)</c>.</summary>
    (string Variable, Code Fallback)? ReadByName(Code call)
    {
        if (
            call.Callee.Name
            is not ("get" or "getOrThrow" or "getenv" or "env" or "config" or "list" or "str" or "GetValue" or "getString" or "required")
        )
            return null;
        if (
            code.Target(call).Exists && call.Callee.Kind is CodeKind.Name
            || code.ValueOf(call.ArgumentAt(0)).AsText is not { Length: > 1 } name
        )
            return null;
        var fallback = call.ArgumentNamed("default") is { Exists: true } named ? named : call.ArgumentAt(1);
        return (name, fallback.Kind is CodeKind.Object ? default : fallback);
    }

    OriginList Named(Code node, ImmutableHashSet<Code> callers, int steps)
    {
        // What the grammar takes for an index into nothing is a collection expression of C#: `?? ["a"]`.
        if (node.Kind is CodeKind.Index && !node.Receiver.Exists)
            return Union(node.All(Part.Key).Where(key => key.Text.Length > 0), callers, steps);
        if (node.Kind is CodeKind.Index && node[Part.Key].Operator is "number" && code.ValueOf(node) is Value.Unknown)
            return Read(node.Receiver, callers, steps);
        var declaration = code.Definition(node);
        switch (declaration.Kind)
        {
            case CodeKind.Variable or CodeKind.Property when declaration[Part.Value] is { Exists: true } value && !IsSetting(declaration):
                return Read(value, callers, steps).Or(Added(declaration, callers, steps));
            case CodeKind.Variable when declaration.Part is Part.Target && declaration.Parent.Kind is CodeKind.Loop:
                return Read(declaration.Parent[Part.Source], callers, steps);
            case CodeKind.Variable when Added(declaration, callers, steps) is { IsNobody: false } added:
                return added;
            case CodeKind.Parameter when Given(declaration, callers, steps) is { } given:
                return given;
            case CodeKind.Function:
                return
                    declaration.Operator is "get" or "method" or "def" && declaration.All(Part.Decorator).Any()
                    || declaration.Operator is "get"
                    ? Returned(declaration, default, callers, steps)
                    : Function(declaration, callers, steps);
        }
        var known = code.ValueOf(node);
        return known is Value.Unknown ? Setting(node, callers, steps) ?? Lost(node) : OfValue(known, steps);
    }
}
