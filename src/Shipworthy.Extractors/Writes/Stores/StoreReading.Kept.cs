namespace Shipworthy.Extractors.Writes.Stores;

/// <content>Rows that were read and are handed back to a session of SQLAlchemy, which changes them and makes none.</content>
sealed partial class StoreReading
{
    bool isAsking;

    /// <summary>The read whose row is handed back: <c>session.add(row)</c>; null where the row may be new.</summary>
    StoreAccess? HandedBack(Code call)
    {
        if (
            isAsking
            || call is not { Kind: CodeKind.Call, Callee.Name: "add" }
            || call.File.Language is not Language.Python
            || call.ArgumentAt(0) is not { Kind: CodeKind.Name } row
        )
            return null;
        isAsking = true;
        var found = IsRead(row, 4) ? Holding(row) : null;
        isAsking = false;
        return found;
    }

    /// <summary>Whether a value is a row that was read, on each way that gives it one.</summary>
    bool IsRead(Code value, int steps)
    {
        while (value.Kind is CodeKind.Await)
            value = value[Part.Value];
        if (steps <= 0 || !value.Exists)
            return false;
        return value.Kind switch
        {
            CodeKind.Conditional => AreRead([value[Part.Then], value[Part.Else]], steps),
            CodeKind.Name => AreRead(ValuesOf(value), steps),
            CodeKind.Call when value.Callee.Name is "list" or "next" or "iter" or "sorted" => IsRead(value.ArgumentAt(0), steps - 1),
            CodeKind.Call when TargetOf(value) is { Exists: true } target => AreRead(
                target.Body.Descendants(CodeKind.Return).Select(one => one[Part.Value]),
                steps
            ),
            CodeKind.Call => IsReading(value),
            _ => false,
        };
    }

    bool AreRead(IEnumerable<Code> values, int steps)
    {
        var kept = values.Where(one => one.Exists && !IsNone(one)).ToList();
        return kept.Count > 0 && kept.TrueForAll(one => IsRead(one, steps - 1));
    }

    static bool IsNone(Code value) => value.Name is "None" || value is { Kind: CodeKind.Literal, Operator: "null" };

    /// <summary>Whether a chain of calls asks a store for rows.</summary>
    bool IsReading(Code value)
    {
        for (
            var (at, steps) = (value, 0);
            at.Kind is CodeKind.Call or CodeKind.Member && steps < 12;
            (at, steps) = (at.Receiver, steps + 1)
        )
            if (at.Kind is CodeKind.Call && IsAccess(at))
                return writes.Of(at) is null;
        return false;
    }

    /// <summary>All that a variable of a function is given before it is used; one that is not known for a parameter.</summary>
    IEnumerable<Code> ValuesOf(Code name)
    {
        var function = name.Enclosing(CodeKind.Function);
        if (!function.Exists || function.All(Part.Parameter).Any(one => one.Name == name.Name))
            return [];
        return
        [
            .. function
                .Descendants()
                .Where(one => one.Start < name.Start)
                .Select(one =>
                    one.Kind is CodeKind.Variable && one.Name == name.Name
                        ? one.Parent is { Kind: CodeKind.Loop } loop
                            ? loop[Part.Source]
                            : one[Part.Value]
                        : one.Kind is CodeKind.Assignment && one[Part.Target] is { Kind: CodeKind.Name } target && target.Name == name.Name
                            ? one[Part.Value]
                            : default
                )
                .Where(one => one.Exists),
        ];
    }
}
