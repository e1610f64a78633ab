using Shipworthy.Extractors.Endpoints.Routers;

namespace Shipworthy.Extractors.Endpoints.Steps;

/// <summary>
/// Decides conditions about the address of a request, as middleware has them to leave some pages open: comparisons, prefixes, lists, regular expressions, matchers. Of an
/// address with parameters only what holds for all their values is decided.
/// </summary>
sealed partial class AddressConditions(CodeBase code)
{
    const int MostSteps = 10;

    readonly Dictionary<Code, bool> matter = [];

    /// <summary>Whether a condition holds for an address; null when it is about something else, or cannot be told.</summary>
    public bool? Holds(Code condition, string address) => Holds(condition, address, [], MostSteps);

    /// <summary>Whether what a function does may depend on the address, by itself or by what it calls.</summary>
    public bool Matter(Code function) => Matter(function, 4);

    bool Matter(Code function, int steps)
    {
        if (matter.TryGetValue(function, out var known))
            return known;
        matter[function] = false;
        var does =
            function
                .Descendants()
                .Any(one =>
                    one.Kind is CodeKind.Name or CodeKind.Member && (IsAddressName(one.Name) || one.Name is "url" || IsRouteName(one))
                )
            || (
                steps > 0
                && function
                    .Descendants(CodeKind.Call)
                    .Any(call => code.Target(call) is { Kind: CodeKind.Function } target && Matter(target, steps - 1))
            );
        return matter[function] = does;
    }

    bool? Holds(Code condition, string address, ImmutableArray<Code> given, int steps)
    {
        if (!condition.Exists || steps <= 0)
            return null;
        bool? Inner(Code one) => Holds(one, address, given, steps - 1);
        switch (condition.Kind)
        {
            case CodeKind.Unary when condition.Operator is "!" or "not":
                return !Inner(condition[Part.Value]);
            case CodeKind.Binary when condition.Operator is "&&" or "and":
                return And(Inner(condition[Part.Left]), Inner(condition[Part.Right]));
            case CodeKind.Binary when condition.Operator is "||" or "or":
                return !And(!Inner(condition[Part.Left]), !Inner(condition[Part.Right]));
            case CodeKind.Binary when HoldsForName(condition) is { } named:
                return named;
            case CodeKind.Binary when condition.Operator is "==" or "===":
                return Equal(condition[Part.Left], condition[Part.Right], address, given);
            case CodeKind.Binary when condition.Operator is "!=" or "!==":
                return !Equal(condition[Part.Left], condition[Part.Right], address, given);
            case CodeKind.Binary when condition.Operator is "in" && IsAddress(condition[Part.Left], given):
                return Any(Texts(condition[Part.Right]), text => Is(address, text));
            case CodeKind.Binary when condition.Operator is "not in" && IsAddress(condition[Part.Left], given):
                return !Any(Texts(condition[Part.Right]), text => Is(address, text));
            case CodeKind.Call:
                return Call(condition, address, given, steps - 1);
            case CodeKind.Name when code.Definition(condition) is { Kind: CodeKind.Variable } variable && variable[Part.Value].Exists:
                return Inner(variable[Part.Value]);
            case CodeKind.Loop:
                return OneOf(condition, address, given, steps);
            default:
                return null;
        }
    }

    bool? Equal(Code left, Code right, string address, ImmutableArray<Code> given) =>
        IsAddress(left, given)
            ? code.ValueOf(right).AsText is { } text
                ? Is(address, text)
                : null
            : IsAddress(right, given) && code.ValueOf(left).AsText is { } other
                ? Is(address, other)
                : null;

    bool? Call(Code call, string address, ImmutableArray<Code> given, int steps)
    {
        var argument = call.ArgumentAt(0);
        switch (call.Callee.Name)
        {
            case "startsWith" or "startswith" or "StartsWith" or "StartsWithSegments" when IsAddress(call.Receiver, given):
                return Any(Texts(argument), text => Starts(address, text)) ?? StartsInLanguage(argument, address);
            case "endsWith" or "endswith" or "EndsWith" when IsAddress(call.Receiver, given):
                return Any(Texts(argument), text => address.EndsWith(text, StringComparison.Ordinal));
            case "includes" or "Contains" when IsAddress(call.Receiver, given):
                return Any(Texts(argument), text => address.Contains(text, StringComparison.Ordinal));
            case "includes" or "has" or "Contains" or "indexOf" when IsAddress(argument, given):
                return Any(Texts(call.Receiver), text => Is(address, text));
            case "some" or "any" or "Any" or "every" when argument.Kind is CodeKind.Function:
                return OneOf(call, argument, address, given, steps);
            case "test" when IsAddress(argument, given):
                return Matches(call.Receiver, address);
            case "match" when IsAddress(call.Receiver, given):
                return Matches(argument, address);
            case "Boolean" or "bool":
                return Holds(argument, address, given, steps);
        }
        if (Globs(call) is { IsDefault: false } globs && IsAddress(argument, given))
            return Any(globs, text => IsGlobbed(address, text));
        if (Matcher(call) is { IsDefault: false } patterns)
            return Any(patterns, text => NextMatchers.Matches(text, address));
        var target = code.Target(call);
        if (target.Kind is not CodeKind.Function || !call.Arguments.Any(one => IsAddress(one, given) || IsRequest(one)))
            return null;
        var handed = given;
        var position = 0;
        foreach (var parameter in target.All(Part.Parameter))
            if (IsAddress(call.ArgumentAt(position++), given))
                handed = handed.Add(parameter);
        return target.Body.Kind is CodeKind.Block
            ? Returned(target.Body, address, handed, steps)
            : Holds(target.Body, address, handed, steps);
    }

    /// <summary>What a function answers that tests one thing after the other: <c>if (a) return true; return b</c>.</summary>
    bool? Returned(Code body, string address, ImmutableArray<Code> given, int steps)
    {
        foreach (var statement in body.Children)
            switch (statement.Kind)
            {
                case CodeKind.Return:
                    return Answer(statement);
                case CodeKind.Branch:
                    var then = statement[Part.Then];
                    var left = then.Kind is CodeKind.Block ? then.Children.FirstOrDefault() : then;
                    if (left.Kind is not CodeKind.Return || statement[Part.Else].Exists)
                        return null;
                    switch (Holds(statement[Part.Condition], address, given, steps))
                    {
                        case true:
                            return Answer(left);
                        case null:
                            return null;
                    }
                    break;
                case CodeKind.Loop or CodeKind.Try or CodeKind.Throw:
                    return null;
            }
        return null;

        bool? Answer(Code statement) =>
            statement[Part.Value] is { Kind: CodeKind.Literal } literal
                ? literal.Operator is "true"
                : Holds(statement[Part.Value], address, given, steps);
    }

    /// <summary>The patterns of a matcher that a library makes: <c>createRouteMatcher(["/admin(.*)"])</c>.</summary>
    ImmutableArray<string> Matcher(Code call) =>
        code.Definition(call.Callee) is { Kind: CodeKind.Variable } variable
        && variable[Part.Value] is { Kind: CodeKind.Call } made
        && made.Callee.Name is "createRouteMatcher"
            ? Texts(made.ArgumentAt(0))
            : default;

    static bool? And(bool? a, bool? b) =>
        a is false || b is false ? false
        : a is true && b is true ? true
        : null;

    /// <summary>Whether an address is a text; null when that depends on its parameters.</summary>
    public static bool? Is(string address, string text) =>
        HasParameters(address)
            ? PathTemplates.Covers(text, address) && PathTemplates.Covers(address, text)
                ? null
                : false
            : address.TrimEnd('/') == text.TrimEnd('/');

    static bool? Starts(string address, string text)
    {
        if (address.StartsWith(text, StringComparison.Ordinal) || address + "/" == text)
            return true;
        var cut = address.IndexOfAny(['[', ':', '{', '<', '*']);
        return cut > 0 && text.StartsWith(address[..cut], StringComparison.Ordinal) ? null : false;
    }

    static bool HasParameters(string address) => address.AsSpan().IndexOfAny("[:{<*") >= 0;

    bool IsAddress(Code node, ImmutableArray<Code> given)
    {
        if (!node.Exists)
            return false;
        if (node.Kind is CodeKind.Name && code.Definition(node) is { Exists: true } declared)
        {
            if (given.Contains(declared))
                return true;
            if (declared.Kind is CodeKind.Variable && declared[Part.Value] is { Exists: true } value && value != node)
                return IsAddress(value, given);
        }
        return node.Kind switch
        {
            CodeKind.Name or CodeKind.Member => IsAddressName(node.Name)
                || (node.Name is "url" && node.Receiver.Name is "req" or "request"),
            CodeKind.Call => node.Callee.Name is "toLowerCase" or "lower" or "replace" or "ToLowerInvariant"
                && IsAddress(node.Receiver, given),
            _ => false,
        };
    }

    /// <summary>Whether a name is that of a request's address, in one of the frameworks.</summary>
    public static bool IsAddressName(string name) =>
        name is "pathname" or "path" or "originalUrl" or "baseUrl" or "Path" or "currentPath" or "nextUrl";

    static bool IsRequest(Code node) =>
        node.Kind is CodeKind.Name && node.Name is "req" or "request" or "event" or "ctx" or "context" or "c";
}
