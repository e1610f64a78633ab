namespace Shipworthy.Extractors.Cors;

sealed partial class OriginReader
{
    /// <summary>Whether an expression is the caller's own origin: a declaration that holds it, or the header of the request.</summary>
    public bool IsCallersOrigin(Code node, ImmutableHashSet<Code> callers) => IsCallersOrigin(node, callers, 6);

    bool IsCallersOrigin(Code node, ImmutableHashSet<Code> callers, int steps)
    {
        if (!node.Exists || steps <= 0)
            return false;
        switch (node.Kind)
        {
            case CodeKind.Name:
                var declaration = code.Definition(node);
                return callers.Contains(declaration)
                    || (
                        declaration.Kind is CodeKind.Variable or CodeKind.Property
                        && declaration[Part.Value] is { Exists: true } value
                        && value != node
                        && IsCallersOrigin(value, callers, steps - 1)
                    );
            case CodeKind.Member or CodeKind.Index:
                return IsOriginHeader(node.Name) ? IsHeaders(node.Receiver) || IsAddressOf(node.Receiver, callers, steps - 1)
                    : node.Name is "host" or "hostname" or "Host" or "netloc" ? IsAddressOf(node.Receiver, callers, steps - 1)
                    : node.Kind is CodeKind.Index
                        && code.ValueOf(node[Part.Key]).AsText is { } key
                        && IsOriginHeader(key)
                        && IsHeaders(node.Receiver);
            case CodeKind.Call:
                if (code.ValueOf(node.ArgumentAt(0)).AsText is { } header && IsOriginHeader(header))
                    return node.Callee.Name
                        is "get"
                            or "header"
                            or "Get"
                            or "getHeader"
                            or "getRequestHeader"
                            or "getheader"
                            or "GetValueOrDefault"
                            or "getFirst";
                return node.Callee.Name
                        is "toString"
                            or "ToString"
                            or "trim"
                            or "strip"
                            or "toLowerCase"
                            or "lower"
                            or "ToLowerInvariant"
                            or "FirstOrDefault"
                            or "replace"
                            or "rstrip"
                    && node.Receiver.Exists
                    && IsCallersOrigin(node.Receiver, callers, steps - 1);
            case CodeKind.Argument or CodeKind.Await:
                return IsCallersOrigin(node[Part.Value], callers, steps - 1);
            case CodeKind.Unary when node.Operator is "!" && node.Text.EndsWith('!'):
                return IsCallersOrigin(node[Part.Value], callers, steps - 1);
            case CodeKind.Binary when node.Operator is "||" or "??" or "or":
                return IsCallersOrigin(node[Part.Left], callers, steps - 1)
                    && node[Part.Right].String is "" or null
                    && node[Part.Right].Kind is CodeKind.Literal;
            default:
                return false;
        }
    }

    static bool IsOriginHeader(string name) => name.Equals("origin", StringComparison.OrdinalIgnoreCase) || name is "HTTP_ORIGIN";

    static bool IsHeaders(Code node) =>
        node.Name.Equals("headers", StringComparison.OrdinalIgnoreCase)
        || node.Name is "META"
        || (node.Kind is CodeKind.Call && node.Callee.Name is "headers" or "getHeaders");

    /// <summary><c>new URL(origin)</c> and <c>urlparse(origin)</c>, whose host stands for the origin.</summary>
    bool IsAddressOf(Code node, ImmutableHashSet<Code> callers, int steps)
    {
        if (
            node.Kind is CodeKind.Name
            && code.Definition(node) is { Kind: CodeKind.Variable } variable
            && variable[Part.Value] is { Exists: true } value
            && steps > 0
        )
            return IsAddressOf(value, callers, steps - 1);
        return node.Kind is CodeKind.New or CodeKind.Call
            && node.Callee.Name is "URL" or "urlparse" or "urlsplit" or "Uri"
            && IsCallersOrigin(node.ArgumentAt(0), callers, steps);
    }

    bool MentionsCaller(Code node, ImmutableHashSet<Code> callers) =>
        IsCallersOrigin(node, callers)
        || node.Descendants()
            .Any(inner =>
                inner.Kind is CodeKind.Name or CodeKind.Member or CodeKind.Index or CodeKind.Call && IsCallersOrigin(inner, callers)
            );

    /// <summary>Whether an expression asks something about the caller's origin, so that it is true or false and no origin itself.</summary>
    bool IsComparison(Code node, ImmutableHashSet<Code> callers) =>
        node.Kind switch
        {
            CodeKind.Unary => node.Operator is "!" or "not" or "!!" && !IsCallersOrigin(node, callers),
            CodeKind.Binary => node.Operator switch
            {
                "==" or "===" or "!=" or "!==" or "in" or "not in" or ">" or ">=" or "<" or "is" or "is not" => true,
                "||" or "or" or "&&" or "and" => IsComparison(node[Part.Right], callers)
                    && (IsComparison(node[Part.Left], callers) || MentionsCaller(node[Part.Left], callers)),
                _ => false,
            },
            CodeKind.Call => node.Callee.Name
                is "includes"
                    or "has"
                    or "some"
                    or "any"
                    or "test"
                    or "match"
                    or "startsWith"
                    or "endsWith"
                    or "startswith"
                    or "endswith"
                    or "Contains"
                    or "Any"
                    or "StartsWith"
                    or "EndsWith"
                    or "fullmatch"
                    or "IsMatch"
                    or "every"
                    or "Equals"
                    or "exec"
                    or "Boolean"
                    or "bool"
                && MentionsCaller(node, callers),
            _ => false,
        };

    /// <summary>The origins for which a condition turns out the given way; everybody where it asks nothing about the origin.</summary>
    OriginList Condition(Code node, bool holds, ImmutableHashSet<Code> callers, int steps)
    {
        if (!node.Exists || steps <= 0)
            return OriginList.Echoed;
        if (!MentionsCaller(node, callers))
        {
            if (Production.Holds(node) is { } known)
                return known == holds ? OriginList.Echoed : OriginList.Nobody;
            var declaration = node.Kind is CodeKind.Name ? code.Definition(node) : default;
            return
                declaration.Kind is CodeKind.Variable && declaration[Part.Value] is { Exists: true } value && MentionsCaller(value, callers)
                ? Condition(value, holds, callers, steps - 1)
                : OriginList.Echoed;
        }
        if (IsCallersOrigin(node, callers))
            return holds ? OriginList.Echoed : OriginList.Nobody;
        switch (node.Kind)
        {
            case CodeKind.Unary when node.Operator is "!" or "not":
                return Condition(node[Part.Value], !holds, callers, steps - 1);
            case CodeKind.Unary when node.Operator is "!!":
                return Condition(node[Part.Value], holds, callers, steps - 1);
            case CodeKind.Binary:
                return Compared(node, holds, callers, steps - 1);
            case CodeKind.Call when node.Callee.Name is "Boolean" or "bool":
                return Condition(node.ArgumentAt(0), holds, callers, steps - 1);
            case CodeKind.Call:
                return holds ? Asked(node, callers, steps - 1) : OriginList.Echoed;
            case CodeKind.Conditional:
                return Condition(node[Part.Then], holds, callers, steps - 1)
                    .And(Condition(node[Part.Condition], holds: true, callers, steps - 1))
                    .Or(
                        Condition(node[Part.Else], holds, callers, steps - 1)
                            .And(Condition(node[Part.Condition], holds: false, callers, steps - 1))
                    );
            default:
                return holds ? Undecided(node) : OriginList.Echoed;
        }
    }

    static OriginList Undecided(Code node)
    {
        var text = node.Text.ReplaceLineEndings(" ");
        return OriginList.Unknown($"lets in whom {(text.Length > 60 ? text[..60] + "…" : text)} lets in, which could not be followed");
    }

    OriginList Compared(Code node, bool holds, ImmutableHashSet<Code> callers, int steps)
    {
        var (left, right) = (node[Part.Left], node[Part.Right]);
        switch (node.Operator)
        {
            case "&&" or "and":
                var (a, b) = (Condition(left, holds, callers, steps), Condition(right, holds, callers, steps));
                return holds ? a.And(b) : a.Or(b);
            case "||" or "or":
                var (c, d) = (Condition(left, holds, callers, steps), Condition(right, holds, callers, steps));
                return holds ? c.Or(d) : c.And(d);
            case "==" or "===" or "is":
                return holds ? Same(left, right, callers, steps) : Different(left, right);
            case "!=" or "!==" or "is not":
                return holds ? Different(left, right) : Same(left, right, callers, steps);
            case "in":
                return holds ? Read(right, callers, steps) : OriginList.Echoed;
            case "not in":
                return holds ? OriginList.Echoed : Read(right, callers, steps);
            case ">" or ">=" when left.Callee.Name is "indexOf":
                return holds ? Read(left.Receiver, callers, steps) : OriginList.Echoed;
            case "<" when left.Callee.Name is "indexOf":
                return holds ? OriginList.Echoed : Read(left.Receiver, callers, steps);
            case "??":
                return Condition(left, holds, callers, steps);
            default:
                return holds ? Undecided(node) : OriginList.Echoed;
        }
    }

    /// <summary>Equal to a text is that origin; equal to nothing is a request that no page of another origin makes.</summary>
    OriginList Same(Code left, Code right, ImmutableHashSet<Code> callers, int steps)
    {
        var (asked, other) = MentionsCaller(left, callers) ? (left, right) : (right, left);
        if (other.Operator is "null" or "undefined")
            return OriginList.Nobody;
        if (other.Operator is "true" or "false" && other.Kind is CodeKind.Literal)
            return Condition(asked, other.Operator is "true", callers, steps);
        if (asked.Callee.Name is "indexOf")
            return OriginList.Echoed;
        return Read(other, callers, steps);
    }

    OriginList Different(Code left, Code right) =>
        left.Kind is CodeKind.Call && left.Callee.Name is "indexOf" && right.Text.Replace(" ", "", StringComparison.Ordinal) is "-1"
            ? Read(left.Receiver)
            : OriginList.Echoed;

    /// <summary>The origins for which a call says yes.</summary>
    OriginList Asked(Code call, ImmutableHashSet<Code> callers, int steps)
    {
        var (receiver, argument) = (call.Receiver, call.ArgumentAt(0));
        var aboutReceiver = receiver.Exists && IsCallersOrigin(receiver, callers);
        switch (call.Callee.Name)
        {
            case "startsWith" or "startswith" or "StartsWith" when aboutReceiver:
                return Texts(argument, Addresses.BeginningWith, call, callers, steps);
            case "endsWith" or "endswith" or "EndsWith" when aboutReceiver:
                return Texts(argument, Addresses.EndingWith, call, callers, steps);
            case "includes" or "Contains" or "indexOf" or "search" when aboutReceiver && argument.Operator is not "regex":
                return Texts(argument, Addresses.Containing, call, callers, steps);
            case "match" or "search" or "matchAll" when aboutReceiver:
                return Read(argument, callers, steps);
            case "Equals" or "localeCompare" when aboutReceiver:
                return Read(argument, callers, steps);
            case "match" or "fullmatch" or "search" when call.Callee.DottedName.StartsWith("re.", StringComparison.Ordinal):
                return code.ValueOf(argument).AsText is { } pattern
                    ? AddressPattern.Read(pattern, MatchingOf(call.Callee.Name))
                    : Undecided(call);
            case "IsMatch" when call.ArgumentAt(1) is { Exists: true } second && code.ValueOf(second).AsText is { } expression:
                return AddressPattern.Read(expression, Matching.Anywhere);
            case "some" or "any" or "Any" or "find" or "exists" or "Exists" or "every":
                return Some(call, callers, steps);
            case "includes"
            or "has"
            or "Contains"
            or "contains"
            or "test"
            or "exec"
            or "match"
            or "fullmatch"
            or "Has"
            or "indexOf"
            or "get":
                return Read(receiver, callers, steps);
        }
        var target = code.Target(call);
        return target.Kind is CodeKind.Function ? Returned(target, call, callers, steps) : Undecided(call);
    }
}
