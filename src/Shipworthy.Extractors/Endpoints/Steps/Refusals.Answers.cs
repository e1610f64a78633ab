namespace Shipworthy.Extractors.Endpoints.Steps;

/// <content>
/// Functions that give nothing when they find no caller leave the refusal to whoever calls them: <c>if (!session) return null</c>, <c>catch { return null }</c>.
/// </content>
sealed partial class Refusals
{
    /// <summary>Whether a function that is called, and not run for a request by itself, may give nothing because of what was asked or verified in it.</summary>
    public static bool GivesNothing(Code node, Code function)
    {
        if (function.Body.Kind is not CodeKind.Block)
            return false;
        var names = NamesOf(node, function.Body);
        return function
            .Body.Descendants(CodeKind.Return)
            .Any(one =>
                one.Enclosing(CodeKind.Function) == function
                && IsNoAnswer(one[Part.Value])
                && (
                    one.Start < node.Start
                    || node.Contains(one)
                    || IsForFailure(one, node, function)
                    || IsForMissing(one, node, names, function)
                )
            );
    }

    /// <summary>A value that says that there is nobody: null, false, an object whose first entry is one of them. A bare return ends a function that gives nothing anyway.</summary>
    static bool IsNoAnswer(Code value) =>
        value.Exists
        && (
            IsNothing(value)
            || (value.Kind is CodeKind.Object && value.Children.Any(one => one.Kind is CodeKind.Property && IsNothing(one[Part.Value])))
        );

    static bool IsForFailure(Code answer, Code node, Code function) =>
        answer.Enclosing(CodeKind.Catch) is { Exists: true } handler && function.Contains(handler) && handler.Parent.Contains(node);

    static bool IsForMissing(Code answer, Code node, HashSet<string> names, Code function)
    {
        for (var at = answer; at.Parent.Exists && at != function; at = at.Parent)
            if (
                at.Part is Part.Then
                && at.Parent.Kind is CodeKind.Branch
                && Disjuncts(at.Parent[Part.Condition])
                    .SelectMany(Conjuncts)
                    .Any(one => (one.Contains(node) || Mentions(one, names)) && SaysMissing(one))
            )
                return true;
        return false;
    }
}
