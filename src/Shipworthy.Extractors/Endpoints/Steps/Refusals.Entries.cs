namespace Shipworthy.Extractors.Endpoints.Steps;

/// <content>
/// Functions that hand the caller over who take it apart: <c>const { userId } = who(req); if (!userId) return 401</c>.
/// </content>
sealed partial class Refusals
{
    /// <summary>
    /// The entry of the object that a function returns in which a value stands; empty when the value itself is returned, null when it is not.
    /// </summary>
    public static string? EntryOf(Code value, Code function)
    {
        var entry = "";
        for (var at = value; at.Parent.Exists && at != function; at = at.Parent)
            switch (at.Parent.Kind)
            {
                case CodeKind.Property when entry.Length == 0 && at.Part is Part.Value:
                    entry = at.Parent.Name;
                    break;
                case CodeKind.Object or CodeKind.Member or CodeKind.Binary or CodeKind.Unary or CodeKind.Await or CodeKind.Argument:
                    break;
                case CodeKind.Conditional when at.Part is Part.Then or Part.Else:
                    break;
                case CodeKind.Variable when at.Parent.Name is { Length: > 0 } name:
                    return EntryOfName(name, function);
                case CodeKind.Return when at.Parent.Enclosing(CodeKind.Function) == function:
                    return entry;
                case CodeKind.Function when at.Parent == function && at.Part is Part.Body:
                    return entry;
                default:
                    return null;
            }
        return null;
    }

    /// <summary>Whether what a call gives is taken as it is, and not made part of something else: a search with it says nothing about who is there.</summary>
    static bool IsTakenDirectly(Code question)
    {
        for (var at = question; at.Parent.Exists; at = at.Parent)
            if (at.Parent.Kind is CodeKind.Variable or CodeKind.Assignment or CodeKind.Branch or CodeKind.Return)
                return true;
            else if (
                at.Parent.Kind is not (CodeKind.Await or CodeKind.Argument or CodeKind.Binary or CodeKind.Unary or CodeKind.Member)
                || at.Part is Part.Argument
            )
                return false;
        return false;
    }

    static string? EntryOfName(string name, Code function)
    {
        foreach (var returned in function.Body.Descendants(CodeKind.Return).Where(one => one.Enclosing(CodeKind.Function) == function))
            if (returned[Part.Value] is { Kind: CodeKind.Name } given && given.Name == name)
                return "";
            else if (
                returned[Part.Value]
                    .Children.FirstOrDefault(one =>
                        one.Kind is CodeKind.Property && (one[Part.Value].Exists ? one[Part.Value].Name : one.Name) == name
                    ) is
                { Exists: true } entry
            )
                return entry.Name;
        return null;
    }

    /// <summary>
    /// Whether taking apart what a function gave fails when it gave nothing, and the failure is answered with a refusal: <c>try { const { id } = await session() } catch { return 401
    /// }</c>.
    /// </summary>
    static bool FailsOnNothing(Code question, Code function)
    {
        var whole = question;
        while (whole.Parent.Kind is CodeKind.Await or CodeKind.Argument)
            whole = whole.Parent;
        var takesApart =
            whole.Parent is { Kind: CodeKind.Variable or CodeKind.Assignment } binding
            && binding[Part.Target].Kind is CodeKind.Object or CodeKind.Array;
        return takesApart
            && question.Enclosing(CodeKind.Try) is { Exists: true } attempt
            && function.Contains(attempt)
            && attempt.Body.Contains(question)
            && attempt.Children.Any(one => one.Kind is CodeKind.Catch && LeavesAtAll(one) && SaysNo(one.Text));
    }
}
