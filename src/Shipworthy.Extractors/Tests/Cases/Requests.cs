using System.Text.RegularExpressions;

namespace Shipworthy.Extractors.Tests.Cases;

/// <summary>Reads the requests that test cases send: by a client of the framework, by <c>fetch</c>, by a browser.</summary>
sealed partial class Requests(CodeBase code, TestKind kind)
{
    /// <summary>The request that a call sends; null when it sends none, or where to could not be told.</summary>
    public TestTouch? Of(Code call)
    {
        var name = call.Callee.Name;
        if (Sends().Match(name) is not { Success: true } sends || IsNoRequest(call))
            return null;
        var options = call.ArgumentAt(0).Kind is CodeKind.Object ? call.ArgumentAt(0) : default;
        var address = options.Exists
            ? AddressOf(Entry(options, "url", "path"))
            : call.Arguments.Select(one => AddressOf(one.Kind is CodeKind.Argument ? one[Part.Value] : one))
                .FirstOrDefault(one => one.Length > 0)
                ?? "";
        if (address.Length == 0)
            return null;
        if (kind is TestKind.EndToEnd && name is "goto" or "visit" or "navigate" or "GotoAsync")
            return new TestTouch(TouchKind.Opens, address) { Method = "GET" };
        return new TestTouch(TouchKind.Requests, address) { Method = MethodOf(call, sends.Groups[1].Value, options) };
    }

    /// <summary>Handlers that a test registers itself, and doubles of other services, are no requests to the app.</summary>
    static bool IsNoRequest(Code call)
    {
        if (call.Arguments.Any(one => one.Kind is CodeKind.Function))
            return true;
        var root = call.Callee;
        while (root.Kind is CodeKind.Member or CodeKind.Call)
            root = root.Kind is CodeKind.Member ? root[Part.Receiver] : root[Part.Callee];
        return Doubles().IsMatch(root.Name) || call.Callee.Name is "intercept" or "route" or "getByRole";
    }

    string MethodOf(Code call, string verb, Code options)
    {
        if (verb.Length > 0)
            return verb.ToUpperInvariant() is "DEL" ? "DELETE" : verb.ToUpperInvariant();
        foreach (var argument in call.Arguments)
        {
            var value = argument.Kind is CodeKind.Argument ? argument[Part.Value] : argument;
            if (value.String is { } text && Verb().IsMatch(text))
                return text.ToUpperInvariant();
            if (value.Kind is CodeKind.Member && value.Receiver.Name is "HttpMethod" or "Method" && Verb().IsMatch(value.Name))
                return value.Name.ToUpperInvariant();
            if (value.Kind is CodeKind.Object && Entry(value, "method", "Method") is { Exists: true } method)
                return code.ValueOf(method).AsText?.ToUpperInvariant() ?? "";
        }
        if (options.Exists && Entry(options, "method", "Method") is { Exists: true } given)
            return code.ValueOf(given).AsText?.ToUpperInvariant() ?? "";
        return call.Callee.Name is "fetch" or "goto" or "visit" or "Request" or "NextRequest" ? "GET" : "";
    }

    static Code Entry(Code options, string name, string other)
    {
        var entry = options.Property(name) is { Exists: true } one ? one : options.Property(other);
        return entry[Part.Value];
    }

    /// <summary>The path of an address, with <c>{}</c> for what is not known; empty for what is no address.</summary>
    string AddressOf(Code argument)
    {
        if (
            argument.Kind
            is not (
                CodeKind.Literal
                or CodeKind.Template
                or CodeKind.Name
                or CodeKind.Member
                or CodeKind.Binary
                or CodeKind.Call
                or CodeKind.New
            )
        )
            return "";
        if (argument.Kind is CodeKind.Call && argument.Callee.Name is "reverse" or "url_for" or "resolve_url")
            return argument.ArgumentAt(0).String is { } name ? $"{{}}/{name[(name.LastIndexOf(':') + 1)..].Replace('_', '-')}" : "";
        if (argument.Kind is CodeKind.New && argument.Callee.Name is not ("URL" or "Uri"))
            return "";
        if (
            argument.Kind is CodeKind.Call
            && argument.Callee.Name is not ("urljoin" or "join" or "format" or "toString" or "concat" or "Format")
        )
            return "";
        var text = argument.Kind is CodeKind.New ? TextOf(argument.ArgumentAt(0)) : TextOf(argument);
        text = Origin().Replace(text, "");
        var end = text.IndexOfAny(['?', '#']);
        if (end >= 0)
            text = text[..end];
        // A client that knows its base takes addresses without a slash: client.PostAsync("api/orders", …).
        if (argument.File.Language is Language.CSharp && Relative().IsMatch(text))
            text = $"/{text}";
        return Address().IsMatch(text)
            ? text.TrimEnd('/') is { Length: > 0 } path
                ? path
                : "/"
            : "";
    }

    string TextOf(Code expression)
    {
        if (expression.String is { } text)
            return text;
        switch (expression.Kind)
        {
            case CodeKind.Template:
                return string.Concat(expression.Children.Select(one => one.String ?? Known(one)));
            case CodeKind.Binary when expression.Operator is "+" or "/":
                return TextOf(expression[Part.Left]) + TextOf(expression[Part.Right]);
            default:
                return Known(expression);
        }
    }

    string Known(Code expression) => Written(code.ValueOf(expression));

    static string Written(Value value) =>
        value switch
        {
            Value.Text text => text.Content,
            Value.Joined joined => string.Concat(joined.Parts.Select(Written)),
            _ => "{}",
        };

    [GeneratedRegex(
        @"^(?:(get|post|put|patch|delete|del|head|options)(?:_?json|_?form|AsJson|FromJson|String|Json)*(?:_?async)?(?:_?request)?|fetch\w*|\w*_?request\w*|\w*Request\w*|inject|goto|visit|navigate|GotoAsync|open|call\w*|api\w*|send\w*|hit\w*|generic)$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Sends();

    [GeneratedRegex(
        "^(?:nock|rest|http|msw|fetchMock|mock\\w*|server|worker|router|path|fs|Path|File|vi|jest|console|wiremock|respx|responses|httpx_mock|requests_mock|sinon)$",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Doubles();

    [GeneratedRegex("^(?:get|post|put|patch|delete|head|options)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Verb();

    [GeneratedRegex(@"^https?://(?:[^/{}]|\{\})*", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Origin();

    [GeneratedRegex(@"^[A-Za-z][\w-]*(?:/[\w.{}:-]+)+/?$", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Relative();

    [GeneratedRegex(@"^(?:\{\})*/(?:[\w.@:%\[\]()-]|\{\}|/)*$", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Address();
}
