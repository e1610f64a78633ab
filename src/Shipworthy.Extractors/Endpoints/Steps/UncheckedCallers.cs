namespace Shipworthy.Extractors.Endpoints.Steps;

/// <summary>
/// Tells whether the caller that a request carries was put there from something that anybody can write: a token that was decoded and never verified, a plain cookie.
/// Such a caller proves nobody, however often code asks whether there is one.
/// </summary>
sealed class UncheckedCallers(CodeBase code)
{
    const int Deepest = 8;

    readonly Dictionary<string, bool> known = new(StringComparer.Ordinal);

    readonly Lazy<ILookup<string, Code>> assigned = new(() =>
        code.All(CodeKind.Assignment)
            .Where(one => one[Part.Target] is { Kind: CodeKind.Member } target && IsCarrier(HolderOf(target)))
            .ToLookup(one => one[Part.Target].Name, StringComparer.Ordinal)
    );

    /// <summary>Whether everything that the app ever puts there can be written by anybody; false where nothing of the app puts it there.</summary>
    public bool Carry(Code member)
    {
        if (member.Kind is not CodeKind.Member || !IsCarrier(HolderOf(member)))
            return false;
        if (known.TryGetValue(member.Name, out var before))
            return before;
        var values = assigned.Value[member.Name].Select(one => one[Part.Value]).Where(value => !IsNothing(value)).ToList();
        return known[member.Name] = values.Count > 0 && values.TrueForAll(value => !IsVerifiedAround(value) && IsUnchecked(value, Deepest));
    }

    static string HolderOf(Code member) => member.Receiver.Kind is CodeKind.Name or CodeKind.Member ? member.Receiver.Name : "";

    static bool IsCarrier(string holder) => holder is "req" or "request" or "ctx" or "context" or "state" or "locals" or "g";

    static bool IsNothing(Code value) => value.Kind is CodeKind.Literal && value.Operator is "null" or "undefined" or "false";

    /// <summary>What a function verifies it may well put on the request out of what it decoded before.</summary>
    static bool IsVerifiedAround(Code value) =>
        value.Enclosing(CodeKind.Function) is { Exists: true } function
        && function.Descendants(CodeKind.Call).Any(call => call.Callee.Name.Contains("verify", StringComparison.OrdinalIgnoreCase));

    bool IsUnchecked(Code value, int steps)
    {
        if (steps <= 0 || !value.Exists)
            return false;
        switch (value.Kind)
        {
            case CodeKind.Await or CodeKind.Argument or CodeKind.Assignment:
                return IsUnchecked(value[Part.Value], steps - 1);
            case CodeKind.Binary when value.Operator is "||" or "??" or "or":
                return IsUnchecked(value[Part.Left], steps - 1);
            case CodeKind.Binary when value.Operator is "&&" or "and":
                return IsUnchecked(value[Part.Right], steps - 1);
            case CodeKind.Conditional:
                return (IsEmpty(value[Part.Then]) || IsUnchecked(value[Part.Then], steps - 1))
                    && (IsEmpty(value[Part.Else]) || IsUnchecked(value[Part.Else], steps - 1))
                    && !(IsEmpty(value[Part.Then]) && IsEmpty(value[Part.Else]));
            case CodeKind.Member when value.Name is "cookies" or "COOKIES":
                return true;
            case CodeKind.Member or CodeKind.Index:
                return IsUnchecked(value[Part.Receiver], steps - 1);
            case CodeKind.Name:
                return code.Definition(value) is { Exists: true } declared && declared != value && IsUnchecked(Bound(declared), steps - 1);
            case CodeKind.Call:
                return IsUncheckedCall(value, steps - 1);
            default:
                return false;
        }
    }

    bool IsUncheckedCall(Code call, int steps)
    {
        var origin = code.OriginOf(call.Callee);
        if (Decodes(call, origin))
            return true;
        if (code.Target(call) is { Kind: CodeKind.Function } target)
            return IsUncheckedFunction(target, steps);
        return call.Callee.Name switch
        {
            "parse" when call.Receiver.Name is "JSON" => IsUnchecked(call.ArgumentAt(0), steps),
            "loads" or "atob" or "b64decode" or "urlsafe_b64decode" or "decodeURIComponent" => IsUnchecked(call.ArgumentAt(0), steps),
            "from" when call.Receiver.Name is "Buffer" => IsUnchecked(call.ArgumentAt(0), steps),
            "get" or "decode" or "encode" or "toString" or "split" or "trim" or "strip" when !origin.Exists || IsPlain(origin) =>
                IsUnchecked(call.Receiver, steps),
            _ => false,
        };
    }

    static bool IsPlain(Origin origin) =>
        origin.Package is "flask" or "quart" or "django" or "fastapi" or "starlette" or "base64" or "json" or "urllib";

    static bool Decodes(Code call, Origin origin) =>
        origin.Package switch
        {
            "jsonwebtoken" => call.Callee.Name is "decode",
            "jose" => call.Callee.Name is "decodeJwt" or "get_unverified_claims",
            "jwt-decode" => true,
            _ => false,
        };

    /// <summary>A function of the app all of whose answers can be written by anybody, apart from those that say that there is nobody.</summary>
    bool IsUncheckedFunction(Code function, int steps)
    {
        if (function.Body.Kind is not CodeKind.Block)
            return IsUnchecked(function.Body, steps);
        var answers = function
            .Body.Descendants(CodeKind.Return)
            .Where(one => one.Enclosing(CodeKind.Function) == function && !IsEmpty(one[Part.Value]))
            .Select(one => one[Part.Value])
            .ToList();
        return answers.Count > 0 && answers.TrueForAll(one => !IsVerifiedAround(one) && IsUnchecked(one, steps));
    }

    static bool IsEmpty(Code value) =>
        !value.Exists || IsNothing(value) || value.Kind is CodeKind.Object or CodeKind.Array && !value.Children.Any();

    /// <summary>What a declaration is made from, also where a pattern takes it apart.</summary>
    static Code Bound(Code declared)
    {
        for (
            var at = declared;
            at.Exists && at.Kind is not (CodeKind.Block or CodeKind.Function or CodeKind.Module or CodeKind.Parameter);
            at = at.Parent
        )
            if (at.Kind is CodeKind.Variable or CodeKind.Assignment && at[Part.Value].Exists)
                return at[Part.Value];
        return default;
    }
}
