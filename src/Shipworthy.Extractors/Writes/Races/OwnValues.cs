using Shipworthy.Extractors.Audit;

namespace Shipworthy.Extractors.Writes.Races;

/// <summary>Finds in a value that is written to a column the same column of a row that was read before: <c>credits: user.credits - 1</c>.</summary>
/// <param name="code">The app.</param>
sealed class OwnValues(CodeBase code)
{
    /// <summary>The place where a value takes the column of a row and reckons with it; no node when it does not.</summary>
    public Code In(Code value, string column) => Find(value, column, false, 6);

    Code Find(Code value, string column, bool isReckoned, int steps)
    {
        if (!value.Exists || steps <= 0)
            return default;
        switch (value.Kind)
        {
            case CodeKind.Binary when value.Operator is "+" or "-" or "*" or "/" or "%":
                if (value.Operator is "+" && (IsText(value[Part.Left]) || IsText(value[Part.Right])))
                    return default;
                return Either(value[Part.Left], value[Part.Right], column, true, steps);
            case CodeKind.Binary when value.Operator is "??" or "||" or "or" or "&&" or "and":
                return Either(value[Part.Left], value[Part.Right], column, isReckoned, steps);
            case CodeKind.Conditional:
                return Either(value[Part.Then], value[Part.Else], column, isReckoned, steps);
            case CodeKind.Await or CodeKind.Unary or CodeKind.Argument or CodeKind.Property:
                return Find(value[Part.Value], column, isReckoned, steps);
            case CodeKind.Spread:
                return Find(value[Part.Value], column, true, steps);
            case CodeKind.Array or CodeKind.Object:
                foreach (var one in value.Children)
                    if (one.Kind is CodeKind.Spread && Find(one, column, true, steps - 1) is { Exists: true } spread)
                        return spread;
                return default;
            case CodeKind.Call or CodeKind.New:
                return OfCall(value, column, isReckoned, steps);
            case CodeKind.Member or CodeKind.Index when Words.Snake(value.Name) == column:
                return isReckoned ? value : default;
            case CodeKind.Name:
                return OfName(value, column, isReckoned, steps);
            default:
                return default;
        }
    }

    Code OfCall(Code call, string column, bool isReckoned, int steps)
    {
        var reckons =
            isReckoned
            || call.Callee.Name
                is "add"
                    or "sub"
                    or "subtract"
                    or "minus"
                    or "plus"
                    or "mul"
                    or "times"
                    or "div"
                    or "concat"
                    or "filter"
                    or "union"
                    or "append"
                    or "Add"
                    or "Subtract"
                    or "Plus"
                    or "Minus"
                    or "Multiply";
        if (call.Callee.Kind is CodeKind.Member && Find(call.Receiver, column, reckons, steps - 1) is { Exists: true } held)
            return held;
        foreach (var argument in call.Arguments)
            if (Find(argument, column, reckons, steps - 1) is { Exists: true } found)
                return found;
        return default;
    }

    Code OfName(Code name, string column, bool isReckoned, int steps)
    {
        var found = code.Definition(name);
        // A property of the same class: Stock + delta
        if (
            name.File.Language is Language.CSharp
            && isReckoned
            && Words.Snake(name.Name) == column
            && found.Kind is not (CodeKind.Variable or CodeKind.Parameter)
        )
            return name;
        if (found.Kind is not CodeKind.Variable || found.File != name.File)
            return default;
        // const { credits } = user
        if (!found[Part.Value].Exists)
            return isReckoned && Words.Snake(found.Name) == column && found.Parent.Kind is not (CodeKind.Block or CodeKind.Module)
                ? name
                : default;
        return found.Contains(name) ? default : Find(found[Part.Value], column, isReckoned, steps - 1);
    }

    Code Either(Code one, Code other, string column, bool isReckoned, int steps) =>
        Find(one, column, isReckoned, steps - 1) is { Exists: true } found ? found : Find(other, column, isReckoned, steps - 1);

    static bool IsText(Code side) => side.String is not null && side.Operator is "string" || side.Kind is CodeKind.Template;
}
