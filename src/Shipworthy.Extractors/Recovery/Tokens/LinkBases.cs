using System.Text.RegularExpressions;

namespace Shipworthy.Extractors.Recovery.Tokens;

/// <summary>Links whose host is what the request says it is.</summary>
static partial class LinkBases
{
    /// <summary>Places where the host of the link is taken from a header of the request, before any setting.</summary>
    public static IEnumerable<ResetWeakness> FromRequest(RecoverySources sources, ImmutableArray<Code> functions) =>
        functions
            .SelectMany(one => one.Descendants())
            .Where(one => sources.Sources.RunsInProduction(one) && HeaderOf(sources, one) && !IsFallback(one) && EndsInLink(one))
            .Take(1)
            .Select(one => new ResetWeakness(
                one.At,
                ResetGap.LinkFromRequest,
                $"takes the host of the reset link from {Short(one.Text)}, which whoever asks can choose"
            ));

    static string Short(string text) => text.Length > 60 ? $"{text[..57]}..." : text;

    static bool HeaderOf(RecoverySources sources, Code one) =>
        one.Kind switch
        {
            // req.get("host"), headers().get("origin"), request.headers.get("x-forwarded-host")
            CodeKind.Call => one.Callee.Name is "get" or "header"
                && one.ArgumentAt(0).String is { } header
                && IsHost(header)
                && Request().IsMatch(one.Callee.Receiver.Text is { Length: < 80 } text ? text : ""),
            CodeKind.Index => one[Part.Key].String is { } key && IsHost(key) && one.Receiver.Name is "headers" or "META" or "Headers",
            CodeKind.Member => one.Receiver.Name is "headers"
                && one.Name is "host" or "origin" or "referer"
                && Request().IsMatch(one.Receiver.Text)
                || one.DottedName
                    is "request.host_url"
                        or "request.url_root"
                        or "request.base_url"
                        or "req.hostname"
                        or "request.host"
                        or "Request.Host"
                        or "HttpContext.Request.Host",
            _ => false,
        };

    static bool IsHost(string header) =>
        header.ToUpperInvariant()
            is "HOST"
                or "ORIGIN"
                or "REFERER"
                or "X-FORWARDED-HOST"
                or "HTTP_HOST"
                or "HTTP_X_FORWARDED_HOST"
                or "HTTP_ORIGIN";

    /// <summary>Whether something else comes first, which may be set: <c>process.env.APP_URL || req.headers.origin</c>.</summary>
    static bool IsFallback(Code one)
    {
        for (var at = one; at.Exists && at.Kind is not (CodeKind.Function or CodeKind.Variable); at = at.Parent)
            if (
                (at.Part is Part.Right && at.Parent is { Kind: CodeKind.Binary, Operator: "||" or "??" or "or" })
                || (at.Part is Part.Else or Part.Then && at.Parent.Kind is CodeKind.Conditional)
                || (at.Parent.Kind is CodeKind.Branch && at.Part is Part.Condition)
            )
                return true;
        return false;
    }

    /// <summary>Whether it becomes part of an address, and is not compared or logged.</summary>
    static bool EndsInLink(Code one)
    {
        for (var at = one.Parent; at.Exists && at.Kind is not CodeKind.Function; at = at.Parent)
            if (at.Kind is CodeKind.Variable or CodeKind.Property or CodeKind.Assignment)
                return Address().IsMatch(at.Kind is CodeKind.Assignment ? at[Part.Target].Name : at.Name) || Address().IsMatch(at.Text);
            else if (at.Kind is CodeKind.Template && at.Text.Contains("://", StringComparison.Ordinal))
                return true;
            else if (at.Kind is CodeKind.Call && at.Callee.Name is not ("get" or "urljoin" or "URL" or "toString" or "String"))
                return false;
        return false;
    }

    [GeneratedRegex(@"headers|^req$|^request$|^c\.req$|^ctx$|^ctx\.req|Request", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Request();

    [GeneratedRegex(
        @"^\w*(?:url|uri|link|base|origin|host|domain|site)\w*$|reset|://",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Address();
}
