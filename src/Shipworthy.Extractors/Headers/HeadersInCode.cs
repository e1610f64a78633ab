using System.Text.RegularExpressions;

namespace Shipworthy.Extractors.Headers;

/// <summary>
/// Headers that code sets by name: calls (<c>res.setHeader("X-Frame-Options", "DENY")</c>), entries of objects and dictionaries, lists of keys and values as Next.js has them,
/// assignments, and the properties that ASP.NET Core has for them.
/// </summary>
sealed partial class HeadersInCode : IHeaderFinder
{
    static readonly Dictionary<string, string> Properties = new(StringComparer.Ordinal)
    {
        ["ContentSecurityPolicy"] = HeaderNames.Policy,
        ["XFrameOptions"] = HeaderNames.Framing,
        ["StrictTransportSecurity"] = HeaderNames.Https,
    };

    /// <inheritdoc/>
    public IEnumerable<HeaderSetting> Find(Sources sources)
    {
        foreach (var file in sources.Code.Files)
        {
            if (!sources.IsDeployed(file) || !Speaks().IsMatch(file.Text))
                continue;
            foreach (var node in file.Root.Descendants())
                if (Of(node) is var (name, value) && !IsRequest(node))
                    yield return new(name, Text(sources.Code, sources.Code.ValueOf(value), value), node.At)
                    {
                        Paths = PathsAround(sources.Code, node),
                        RunsIn = sources.Production.RunsIn(node),
                    };
        }
    }

    static (string Name, Code Value)? Of(Code node)
    {
        switch (node.Kind)
        {
            case CodeKind.Property
                when node.Name is "key" or "name" or "Name" && HeaderNames.Of(node[Part.Value].String ?? "") is { } listed:
                var value = node.Parent.Property("value");
                return value.Exists ? (listed, value[Part.Value]) : null;
            case CodeKind.Property when HeaderNames.Of(node.Name) is { } named && node[Part.Value].Exists:
                return (named, node[Part.Value]);
            case CodeKind.Member
                when node.Part is Part.Target
                    && node.Parent.Kind is CodeKind.Assignment
                    && Properties.TryGetValue(node.Name, out var known)
                    && node.Receiver.Name is "Headers":
                return (known, node.Parent[Part.Value]);
            case CodeKind.Literal when HeaderNames.Of(node.String ?? "") is { } name:
                return OfLiteral(node, name);
            default:
                return null;
        }
    }

    static (string Name, Code Value)? OfLiteral(Code literal, string name)
    {
        var parent = literal.Parent;
        switch (parent.Kind)
        {
            case CodeKind.Call when literal.Part is Part.Argument && parent.ArgumentAt(0) == literal && Sets(parent.Callee.Name):
                return parent.ArgumentAt(1) is { Exists: true } given ? (name, given) : null;
            case CodeKind.Property when literal.Part is Part.Key && parent[Part.Value].Exists:
                return (name, parent[Part.Value]);
            case CodeKind.Index when literal.Part is Part.Key && parent is { Part: Part.Target, Parent.Kind: CodeKind.Assignment }:
                return (name, parent.Parent[Part.Value]);
            case CodeKind.Array
                when parent.Children.Skip(1).FirstOrDefault() is { Exists: true } second && parent.Children.First() == literal:
                return (name, second);
            default:
                return null;
        }
    }

    static bool Sets(string method) =>
        method
            is "setHeader"
                or "header"
                or "set"
                or "append"
                or "Append"
                or "Add"
                or "TryAdd"
                or "SetHeader"
                or "setdefault"
                or "add"
                or "setResponseHeader"
                or "send_header";

    /// <summary>Headers on the request that is handed on protect no page, nor do those that a test or a client sends.</summary>
    static bool IsRequest(Code node)
    {
        var receiver = node.Parent is { Kind: CodeKind.Call } call ? call.Receiver : default;
        var way = receiver.Exists ? receiver.Text : "";
        return way.Contains("equestHeaders", StringComparison.Ordinal)
            || way.StartsWith("request.headers", StringComparison.Ordinal)
            || way.StartsWith("req.headers", StringComparison.Ordinal);
    }

    /// <summary>The <c>source</c> beside a list of headers, as Next.js has it.</summary>
    static string PathsAround(CodeBase code, Code node)
    {
        for (var at = node.Parent; at.Exists && at.Kind is not CodeKind.Function; at = at.Parent)
            if (at.Kind is CodeKind.Object && at.Property("source") is { Exists: true } source && at.Property("headers").Exists)
                return code.ValueOf(source[Part.Value]).AsText ?? "";
        // A list that stands by itself is used where it is named.
        for (var at = node.Parent; at.Exists; at = at.Parent)
            if (at.Kind is CodeKind.Variable && at.Name.Length > 0)
            {
                foreach (var use in code.Names(at.Name))
                    if (
                        use.File == node.File
                        && use.Parent is { Kind: CodeKind.Property, Name: "headers" } or { Kind: CodeKind.Spread }
                        && Around(use) is { Exists: true } entry
                    )
                        return code.ValueOf(entry.Property("source")[Part.Value]).AsText ?? "";
                return "";
            }
        return "";
    }

    static Code Around(Code use)
    {
        for (var at = use.Parent; at.Exists && at.Kind is not CodeKind.Function; at = at.Parent)
            if (at.Kind is CodeKind.Object && at.Property("source").Exists)
                return at;
        return default;
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

    [GeneratedRegex(
        @"Content-Security-Policy|X-Frame-Options|Strict-Transport-Security|Referrer-Policy|ContentSecurityPolicy|XFrameOptions|StrictTransportSecurity",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Speaks();
}
