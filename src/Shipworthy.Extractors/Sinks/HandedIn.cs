using Shipworthy.Syntax;

namespace Shipworthy.Extractors.Sinks;

/// <summary>
/// Follows a secret that is handed in to where it is handed in from: an argument to the calls, a field to what the constructor or an assignment puts there, an entry of
/// an object of options to the object.
/// </summary>
/// <param name="code">All code.</param>
/// <param name="counts">Whether a file runs in production; calls in others hand in nothing.</param>
sealed class HandedIn(CodeBase code, Func<CodeFile, bool> counts)
{
    const int MostLevels = 4;
    const int MostCalls = 12;

    /// <summary>The values that the expression has by all ways that are known, each with its origin; empty when no way is known.</summary>
    public IReadOnlyList<Value> ValuesOf(Code expression) => [.. Follow(expression, MostLevels).Distinct()];

    /// <summary>Whether anything in production may hand in the parameter: its function is called, or given away, under its name.</summary>
    public bool MayBeGiven(Code parameter)
    {
        var function = parameter.Parent;
        var name = NameOf(function);
        // A lambda is called by whoever it is given to.
        return name.Length == 0
            || code.Calls(name).Any(call => counts(call.File) && IsTo(call, function))
            || code.Names(name).Any(use => counts(use.File) && use.Part is Part.Argument or Part.Value && !IsOffered(use));
    }

    /// <summary>Whether a call of that name runs the function; one that runs nothing that is known may.</summary>
    bool IsTo(Code call, Code function) =>
        code.Target(call) is not { Exists: true } target || target == function || target == function.Enclosing(CodeKind.Class);

    static string NameOf(Code function) =>
        function is { Operator: "constructor" } or { Name: "__init__" } ? function.Enclosing(CodeKind.Class).Name
        : function.Name.Length > 0 ? function.Name
        : function.Parent switch
        {
            { Kind: CodeKind.Variable or CodeKind.Property } named => named.Name,
            { Kind: CodeKind.Assignment } assignment => assignment[Part.Target].Name,
            _ => "",
        };

    /// <summary>Whether a name only stands among what a module offers, so that nobody uses it there.</summary>
    static bool IsOffered(Code use)
    {
        for (var at = use.Parent; at.Kind is CodeKind.Property or CodeKind.Object or CodeKind.Export or CodeKind.Assignment; at = at.Parent)
            if (at.Kind == CodeKind.Export || at[Part.Target].DottedName is "module.exports" or "exports")
                return true;
        return false;
    }

    IEnumerable<Value> Follow(Code expression, int levels)
    {
        if (!expression.Exists)
            return [];
        var inside = SecretForms.Unwrapped(code, expression);
        var value = code.ValueOf(inside);
        if (!value.Possible.Any(one => one is Value.Unknown))
            return [value];
        if (levels == 0)
            return [];
        var declared = code.Definition(inside);
        if (declared.Kind == CodeKind.Parameter)
            return Calls(declared).SelectMany(call => Follow(SecretForms.ArgumentFor(call, declared), levels - 1));
        if (inside.Kind != CodeKind.Member)
            return value is Value.EitherOf ? value.Possible.Where(one => one is not Value.Unknown) : [];
        var found = Assigned(inside, declared).SelectMany(one => Follow(one, levels - 1)).ToList();
        return found.Count > 0 ? found : Entries(inside, levels);
    }

    /// <summary>The entries of that name in the objects that the receiver may be.</summary>
    IEnumerable<Value> Entries(Code member, int levels)
    {
        foreach (var whole in Follow(member[Part.Receiver], levels - 1).SelectMany(one => one.Possible).OfType<Value.ObjectOf>())
            if (whole[member.Name] is { } entry)
                foreach (var value in entry.Possible)
                    if (value is not Value.Unknown)
                        yield return value;
                    else if (value.Origin.Exists && value.Origin != member)
                        foreach (var behind in Follow(value.Origin, levels - 1))
                            yield return behind;
    }

    /// <summary>What the methods of a class put into one of its fields.</summary>
    IEnumerable<Code> Assigned(Code member, Code declared)
    {
        if (member[Part.Receiver].Name is not ("this" or "self"))
            return [];
        var around =
            declared.Exists && declared.Enclosing(CodeKind.Class) is { Exists: true } owner ? owner : member.Enclosing(CodeKind.Class);
        return around
            .Descendants(CodeKind.Assignment)
            .Where(one =>
                one.Operator is "=" or "" or "??=" or "||="
                && one[Part.Target] is { Kind: CodeKind.Member } target
                && target.Name == member.Name
                && target[Part.Receiver].Name is "this" or "self"
            )
            .Select(one => one[Part.Value]);
    }

    IEnumerable<Code> Calls(Code parameter)
    {
        var function = parameter.Parent;
        var made = function is { Operator: "constructor" } or { Name: "__init__" } ? function.Enclosing(CodeKind.Class) : function;
        return code.CallersOf(made).Where(call => counts(call.File)).Take(MostCalls);
    }
}
