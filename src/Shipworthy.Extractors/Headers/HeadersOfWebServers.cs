using System.Text.RegularExpressions;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Headers;

/// <summary>
/// Headers that web servers and proxies add: nginx with its inheritance (a <c>location</c> that adds a header of its own drops those around it, and without <c>always</c> errors
/// go without), Caddy, Apache, IIS, and the labels of Traefik.
/// </summary>
sealed partial class HeadersOfWebServers : IHeaderFinder
{
    /// <inheritdoc/>
    public IEnumerable<HeaderSetting> Find(Sources sources)
    {
        foreach (var file in sources.Tree.Files)
            if (file.Role is FileRole.Prod or FileRole.Infra)
            {
                var name = file.Name.ToLowerInvariant();
                if (
                    name.EndsWith(".conf", StringComparison.Ordinal)
                    || name.Contains("nginx", StringComparison.Ordinal) && file.Language is Language.None
                )
                    foreach (var setting in NginxHeaders.Of(file, sources.Tree))
                        yield return setting;
                else if (name.StartsWith("caddyfile", StringComparison.Ordinal) || name is ".htaccess" or "httpd.conf" or "web.config")
                    foreach (var setting in Lines(file))
                        yield return setting;
                else if (
                    name.EndsWith(".yml", StringComparison.Ordinal)
                    || name.EndsWith(".yaml", StringComparison.Ordinal)
                    || name.EndsWith(".toml", StringComparison.Ordinal)
                )
                    foreach (var setting in Traefik(file))
                        yield return setting;
            }
    }

    static IEnumerable<HeaderSetting> Lines(SourceFile file)
    {
        var line = 0;
        foreach (var text in file.Text.Split('\n'))
        {
            line++;
            var match = Line().Match(text);
            if (match.Success && HeaderNames.Of(match.Groups["name"].Value) is { } name)
                yield return new(name, match.Groups["value"].Value.Trim('"', '\''), file.AtLine(line));
        }
    }

    /// <summary>Labels and files of Traefik name what they send in words of their own.</summary>
    static IEnumerable<HeaderSetting> Traefik(SourceFile file)
    {
        if (
            !file.Text.Contains("traefik", StringComparison.OrdinalIgnoreCase)
            || !file.Text.Contains("headers", StringComparison.OrdinalIgnoreCase)
        )
            yield break;
        var line = 0;
        foreach (var text in file.Text.Split('\n'))
        {
            line++;
            var match = Label().Match(text);
            if (!match.Success)
                continue;
            var value = match.Groups["value"].Value.Trim('"', '\'', ' ');
            var at = file.AtLine(line);
            switch (match.Groups["key"].Value.ToLowerInvariant())
            {
                case "stsseconds":
                    yield return new(HeaderNames.Https, $"max-age={value}", at) { Folder = "" };
                    break;
                case "framedeny" when value is "true":
                    yield return new(HeaderNames.Framing, "DENY", at) { Folder = "" };
                    break;
                case "customframeoptionsvalue":
                    yield return new(HeaderNames.Framing, value, at) { Folder = "" };
                    break;
                case "contentsecuritypolicy":
                    yield return new(HeaderNames.Policy, value, at) { Folder = "" };
                    break;
                case "referrerpolicy":
                    yield return new(HeaderNames.Referrer, value, at) { Folder = "" };
                    break;
            }
        }
    }

    [GeneratedRegex(
        @"^\s*(?:header\s+|Header\s+(?:always\s+)?(?:set|append)\s+|<add\s+name=|)[""'+>?]?(?<name>(?:Content-Security|X-Frame|Strict-Transport|Referrer)-[A-Za-z-]+)(?:[""']\s+value=|[""']?\s+)(?<value>""[^""]*""|'[^']*'|[^\s;""'>]+)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 10_000
    )]
    private static partial Regex Line();

    [GeneratedRegex(
        @"^\s*-?\s*[""']?(?:[\w.@-]*headers\.)?(?<key>stsSeconds|frameDeny|customFrameOptionsValue|contentSecurityPolicy|referrerPolicy)[""']?\s*[=:]\s*(?<value>.+?)[""']?\s*$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 10_000
    )]
    private static partial Regex Label();
}
