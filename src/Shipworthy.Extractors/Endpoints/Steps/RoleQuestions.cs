using System.Text.RegularExpressions;

namespace Shipworthy.Extractors.Endpoints.Steps;

/// <summary>
/// Whether anything on a path speaks of what the caller may do: a role, a permission, a policy, a flag of administrators. A word suffices, since only its absence is
/// counted: a path on which no such word stands asks for no role.
/// </summary>
sealed partial class RoleQuestions(CodeBase code)
{
    const int Deepest = 5;

    readonly Dictionary<Code, bool> known = [];
    readonly WordsAtAddress words = new(code);

    /// <summary>Whether the path of a route speaks of it, or leads where it could not be followed.</summary>
    public bool MayBeAskedOn(Route route) =>
        route.NotFollowed is not null
        || !route.Handler.Exists
        || route.Before.Any(step => words.Of(step.What, route.Path).Any(part => In(part, Deepest)))
        || In(route.Handler, Deepest);

    bool In(Code node, int depth)
    {
        if (known.TryGetValue(node, out var before))
            return before;
        known[node] = false;
        if (LetsOthersPass(node))
            return false;
        return known[node] = Speaks(node) || (depth > 0 && Called(node).Any(function => In(function, depth - 1)));
    }

    /// <summary>Whether a guard begins by letting everybody pass but one group: <c>if (user?.role !== "guest") return true</c>.</summary>
    static bool LetsOthersPass(Code node) =>
        node is { Kind: CodeKind.Function, Name: "canActivate" }
        && node.Body.Kind is CodeKind.Block
        && node.Body.Children.Any(Refusals.LetsOthersPass);

    /// <summary>What a comment says asks nobody.</summary>
    static bool Speaks(Code node) => Word().IsMatch(node.File.Language is Language.Python ? node.Text : Comment().Replace(node.Text, ""));

    [GeneratedRegex(@"(?<![:""'`])//[^\n]*|/\*[\s\S]*?\*/", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Comment();

    IEnumerable<Code> Called(Code node)
    {
        if (node.Kind is CodeKind.Name or CodeKind.Member && code.FunctionOf(node) is { Exists: true } named)
            yield return named;
        foreach (var call in node.Descendants(CodeKind.Call).Concat(node.Kind is CodeKind.Call ? [node] : []))
            if (code.Target(call) is { Exists: true } target && target != node)
                yield return target;
    }

    [GeneratedRegex(
        @"roles?\b|is_?admin|admin\w*\(|require_?admin|current_?admin|super_?user|is_?staff|is_?owner|permission|authorize\w*\(|(?<!retention_?|privacy_?|refund_?|return_?|cancell?ation_?|cookie_?)polic(?:y|ies)|scopes?\b|claims?\b|ability|abilities|allow_?list|whitelist|admin_?emails?|\bcan\(|hasAccess|has_access|RequireAuthorization\(\s*[""\w]|['""]admin|(?-i:\bADMIN)|member(?:ship)?s?\b|forbidden|\b403\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Word();
}
