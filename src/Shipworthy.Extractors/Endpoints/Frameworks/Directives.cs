namespace Shipworthy.Extractors.Endpoints.Frameworks;

/// <summary>Directives of JavaScript: strings that stand by themselves at the beginning of a module or function, such as <c>"use server"</c>.</summary>
static class Directives
{
    /// <summary>Whether a module or block begins with a directive; others may stand before it.</summary>
    public static bool IsFirst(Code block, string directive)
    {
        foreach (var statement in block.Children)
            if (statement.String is not { } text || statement.Operator is not "string")
                return false;
            else if (text == directive)
                return true;
        return false;
    }
}
