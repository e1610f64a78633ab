using System.Text.RegularExpressions;
using Shipworthy.Syntax;

namespace Shipworthy.Extractors.Sinks;

/// <summary>Tells what another service answered to a request of the app's own. Whoever compares it admits nobody.</summary>
static partial class Answered
{
    const int MostSteps = 8;

    /// <summary>Whether an expression is the answer to a request that the code makes, or a part of one.</summary>
    public static bool Is(CodeBase code, Code expression, int steps = MostSteps)
    {
        if (steps <= 0 || !expression.Exists)
            return false;
        switch (expression.Kind)
        {
            case CodeKind.Await or CodeKind.Argument:
                return Is(code, expression[Part.Value], steps - 1);
            case CodeKind.Call when Request().IsMatch(expression.Callee.DottedName):
                return true;
            case CodeKind.Call or CodeKind.Member or CodeKind.Index:
                return Is(code, expression.Kind == CodeKind.Call ? expression.Receiver : expression[Part.Receiver], steps - 1);
            case CodeKind.Name when code.Definition(expression) is { Kind: CodeKind.Variable } held:
                return Is(code, held[Part.Value] is { Exists: true } value ? value : Whole(held), steps - 1);
            default:
                return false;
        }
    }

    /// <summary>What a name is taken out of: <c>const { token } = whole</c>.</summary>
    static Code Whole(Code taken)
    {
        for (var at = taken.Parent; at.Kind is CodeKind.Object or CodeKind.Array or CodeKind.Property or CodeKind.Variable; at = at.Parent)
            if (at.Kind == CodeKind.Variable)
                return at[Part.Value];
        return default;
    }

    /// <summary>Functions that send a request, by the names that clients of HTTP have in all languages.</summary>
    [GeneratedRegex(
        @"^(?:(?:globalThis\.|window\.)?fetch|\$fetch|ofetch|axios(?:\.\w+)?|got(?:\.\w+)?|ky(?:\.\w+)?|requests\.(?:get|post|put|patch|request)|httpx\.(?:get|post|put|patch|request)|.*(?:http_?client|HttpClient|Http)\.(?:get|post|put|patch|send|request|\w+Async)|.*\.(?:GetAsync|PostAsync|PutAsync|SendAsync|GetFromJsonAsync|PostAsJsonAsync|GetStringAsync))$",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex Request();
}
