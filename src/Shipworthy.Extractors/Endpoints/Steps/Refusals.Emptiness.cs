namespace Shipworthy.Extractors.Endpoints.Steps;

/// <content>
/// Values that are refused while they are empty, so that what is compared with them later holds something: <c>if not key: raise HTTPException(503)</c>.
/// </content>
sealed partial class Refusals
{
    /// <summary>Whether a value is surely not empty where it is compared: refused before, or asked for in the same condition.</summary>
    public bool NeverEmpty(Code value, Code comparison)
    {
        if (value.Kind is not (CodeKind.Name or CodeKind.Member))
            return false;
        var function = comparison.Enclosing(CodeKind.Function);
        var scope = function.Exists ? function.Body : comparison.File.Root;
        return IsAskedBeside(value, comparison)
            || Branches(scope)
                .Any(one =>
                    one.Start < comparison.Start
                    && !one[Part.Then].Contains(comparison)
                    && Refuses(one[Part.Then])
                    && Disjuncts(one[Part.Condition]).Any(part => IsMissing(part, value))
                    && IsOnEveryPath(one, function) is true
                );
    }

    /// <summary>Whether the condition around a comparison asks for the value as well: <c>if key and sent == key</c>, <c>if not key or sent != key</c>.</summary>
    static bool IsAskedBeside(Code value, Code comparison)
    {
        for (var at = comparison; at.Parent.Kind is CodeKind.Binary or CodeKind.Unary; at = at.Parent)
            if (
                (at.Parent.Operator is "&&" or "and" && Conjuncts(at.Parent).Any(one => IsPresence(one) && one.Text == value.Text))
                || (at.Parent.Operator is "||" or "or" && Disjuncts(at.Parent).Any(one => IsMissing(one, value)))
            )
                return true;
        return false;
    }

    static bool IsMissing(Code condition, Code value) =>
        condition is { Kind: CodeKind.Unary, Operator: "!" or "not" } && condition[Part.Value].Text == value.Text;
}
