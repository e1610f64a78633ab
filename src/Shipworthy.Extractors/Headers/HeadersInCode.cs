using Shipworthy.Extractors.Environments;

namespace Shipworthy.Extractors.Headers;

/// <summary>
/// The security headers that code sets by name, with the answers that get them.
/// </summary>
sealed class HeadersInCode : IHeaderFinder
{
    static readonly HeaderWords Names = new(
        HeaderNames.Policy,
        HeaderNames.ReportOnly,
        HeaderNames.Framing,
        HeaderNames.Https,
        HeaderNames.Referrer
    );

    /// <inheritdoc/>
    public IEnumerable<HeaderSetting> Find(Sources sources)
    {
        foreach (var file in sources.Code.Files)
            if (sources.IsDeployed(file))
                foreach (var site in HeaderSite.In(file, Names))
                    if (!IsRequest(site.Name))
                        yield return new(site.Header, Text(sources.Code, sources.Code.ValueOf(site.Value), site.Value), site.Name.At)
                        {
                            Paths = AnswersOf.Site(sources.Code, site.Name),
                            RunsIn = sources.Production.RunsIn(site.Name),
                            Switch = SwitchOf(sources, site.Name),
                        };
    }

    /// <summary>
    /// The variable of the environment that decides around a header, or around every use of the list that holds it, where nothing tells what production sets it to:
    /// <c>if (process.env.SEND_POLICY)</c>. Null where none does.
    /// </summary>
    static string? SwitchOf(Sources sources, Code node)
    {
        if (SwitchAround(sources, node) is { } around)
            return around;
        if (node.Enclosing(CodeKind.Function).Exists || node.Enclosing(CodeKind.Variable) is not { Exists: true, Name.Length: > 0 } held)
            return null;
        var switches = node
            .File.Root.Descendants(CodeKind.Name)
            .Where(use => use.Name == held.Name && !held.Contains(use) && sources.Code.Definition(use) == held)
            .Select(use => SwitchAround(sources, use, isOffHere: true))
            .ToList();
        return switches.Count > 0 && switches.TrueForAll(one => one is not null) ? switches[0] : null;
    }

    static string? SwitchAround(Sources sources, Code node, bool isOffHere = false)
    {
        for (var at = node; at.Parent.Exists; at = at.Parent)
            foreach (var (condition, expected) in Production.Between(at, at.Parent))
                if (sources.Production.Holds(condition) is var holds && (holds is null || isOffHere && holds != expected))
                    foreach (var asked in condition.Descendants().Prepend(condition))
                        if (
                            asked.Kind is CodeKind.Name or CodeKind.Member or CodeKind.Index or CodeKind.Call
                            && sources.Code.ValueOf(asked) is Value.FromEnvironment read
                            && (isOffHere || sources.Production.Holds(asked) is null)
                        )
                            return read.Variable;
        return null;
    }

    /// <summary>Headers on the request that is handed on protect no page, nor do those that a test or a client sends.</summary>
    static bool IsRequest(Code node)
    {
        var receiver = node.Parent is { Kind: CodeKind.Call } call ? call.Receiver : default;
        var way = receiver.Exists ? receiver.Text : "";
        return way.Contains("equestHeaders", StringComparison.Ordinal)
            || way.StartsWith("request.headers", StringComparison.Ordinal)
            || way.StartsWith("req.headers", StringComparison.Ordinal);
    }

    /// <summary>The text as far as it is known; what is computed in between, such as a nonce, stands as a word of its own.</summary>
    public static string? Text(CodeBase code, Value value, Code expression) =>
        value switch
        {
            Value.Text text => text.Content,
            Value.Joined joined => string.Concat(joined.Parts.Select(part => Text(code, part, default) ?? "computed")),
            Value.FromEnvironment { Default: { } fallback } => Text(code, fallback, default),
            Value.EitherOf either => either.Possible.Select(one => Text(code, one, default)).FirstOrDefault(text => text is not null),
            Value.Number number => number.Amount.ToString(System.Globalization.CultureInfo.InvariantCulture),
            _ => expression.Exists ? Gathered(code, expression) : null,
        };

    /// <summary>Policies are often put together by list and join: the literals of the expression, or of what its name stands for, then tell what it holds.</summary>
    static string? Gathered(CodeBase code, Code expression, int steps = 3)
    {
        var texts = expression
            .Descendants(CodeKind.Literal)
            .Select(one => one.String)
            .OfType<string>()
            .Where(text => text.Contains("-src", StringComparison.Ordinal) || text.Contains("frame-ancestors", StringComparison.Ordinal))
            .ToList();
        var policy = string.Join("; ", texts);
        if (policy.Contains("script-src", StringComparison.Ordinal) || policy.Contains("default-src", StringComparison.Ordinal))
            return policy;
        foreach (var name in expression.Descendants(CodeKind.Name).Prepend(expression))
            if (
                steps > 0
                && name.Kind is CodeKind.Name
                && code.Definition(name) is { Kind: CodeKind.Variable } variable
                && variable[Part.Value] is { Exists: true } value
                && Gathered(code, value, steps - 1) is { } found
            )
                return found;
        return null;
    }
}
