using System.Text.RegularExpressions;
using Shipworthy.Extractors.Headers;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Cors;

/// <summary>
/// Headers that web servers add: nginx (<c>add_header</c>, also with <c>map</c> or <c>if</c> on the origin), Caddy (<c>header</c>), Apache
/// (<c>Header set</c>) and IIS (<c>customHeaders</c> of <c>web.config</c>). Line by line: these files have one setting a line.
/// </summary>
public sealed partial class CorsInWebServers : IExtractor
{
    /// <inheritdoc/>
    public ImmutableArray<Type> Teaches => [typeof(CorsRule)];

    /// <inheritdoc/>
    public void Extract(Sources sources, Learner learn)
    {
        foreach (var file in sources.Tree.Files)
            if (file.Role is FileRole.Prod or FileRole.Infra && KindOf(file) is { } kind)
                foreach (var rule in Rules(file, kind))
                    learn.Add(rule);
    }

    static string? KindOf(SourceFile file)
    {
        var name = file.Name.ToLowerInvariant();
        return name.StartsWith("caddyfile", StringComparison.Ordinal) ? "caddy"
            : name == "web.config" ? "iis"
            : name is ".htaccess" || name.Contains("apache", StringComparison.Ordinal) || name == "httpd.conf" ? "apache"
            : name.EndsWith(".conf", StringComparison.Ordinal) || name.Contains("nginx", StringComparison.Ordinal) ? "nginx"
            : null;
    }

    static IEnumerable<CorsRule> Rules(SourceFile file, string kind)
    {
        if (!file.Text.Contains("Access-Control-Allow-Origin", StringComparison.OrdinalIgnoreCase))
            yield break;
        var lines = file.Text.Split('\n');
        var credentials = CredentialsLine().IsMatch(file.Text);
        var paths = "";
        for (var i = 0; i < lines.Length; i++)
        {
            if (Location().Match(lines[i]) is { Success: true } location)
                paths = location.Groups[1].Value;
            var header = HeaderLine().Match(lines[i]);
            if (!header.Success)
                continue;
            var value = header.Groups["value"].Value;
            var one = new WrittenHeader("Access-Control-Allow-Origin", value, file.AtLine(i + 1));
            var origins = CallersOwn().IsMatch(value) ? Guarded(lines, i) : Mapped(file.Text, value) ?? HeaderRules.OriginsOf(value);
            IEnumerable<WrittenHeader> all = credentials ? [new("Access-Control-Allow-Credentials", "true", one.At)] : [];
            yield return HeaderRules.Of(kind, paths, one, origins, all);
        }
    }

    /// <summary>The caller's origin is sent back: to all, unless the nearest <c>if</c> above it, in the same block, compares it first.</summary>
    static OriginList Guarded(string[] lines, int line)
    {
        for (var i = line - 1; i >= 0 && !Location().IsMatch(lines[i]); i--)
            if (If().Match(lines[i]) is { Success: true } guard)
                return guard.Groups["pattern"] is { Success: true } pattern
                    ? AddressPattern.Read(pattern.Value.Trim('"', '\''), Matching.Anywhere)
                    : OriginList.Of(guard.Groups["address"].Value.Trim('"', '\''));
        return OriginList.Echoed;
    }

    /// <summary>nginx: a variable of one's own that <c>map $http_origin $name { … }</c> fills.</summary>
    static OriginList? Mapped(string text, string value)
    {
        foreach (Match map in Map().Matches(text))
        {
            if ("$" + map.Groups["name"].Value != value.Trim('"', '\''))
                continue;
            var origins = OriginList.Nobody;
            foreach (Match entry in MapEntry().Matches(map.Groups["body"].Value))
                origins = origins.Or(OfEntry(entry.Groups[1].Value.Trim('"', '\''), entry.Groups[2].Value.Trim('"', '\'')));
            return origins;
        }
        return null;
    }

    static OriginList OfEntry(string key, string value) =>
        value.Length == 0 ? OriginList.Nobody
        : !CallersOwn().IsMatch(value) ? HeaderRules.OriginsOf(value)
        : key == "default" ? OriginList.Echoed
        : key.StartsWith('~') ? AddressPattern.Read(key.TrimStart('~', '*'), Matching.Anywhere)
        : OriginList.Of(key);

    [GeneratedRegex(
        @"^\s*(?:(?:more_set_headers|add_header|header|Header\s+(?:always\s+)?(?:set|add|append|merge))\s+[+>?]?|<add\s+name=)[""']?Access-Control-Allow-Origin(?:[""']\s+value=|[""']?:?\s+)(?<value>""[^""]*""|'[^']*'|[^\s;""'>]+)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 10_000
    )]
    private static partial Regex HeaderLine();

    [GeneratedRegex(
        @"^[^#\n]*Access-Control-Allow-Credentials[""']?(?:\s+value=|:?\s+)[""']?true",
        RegexOptions.IgnoreCase | RegexOptions.Multiline | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 10_000
    )]
    private static partial Regex CredentialsLine();

    [GeneratedRegex(
        @"^\s*(?:location|handle(?:_path)?|<Location(?:Match)?)\s+(?:[=~^*]+\s+)?""?([^\s{"">]+)",
        RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 10_000
    )]
    private static partial Regex Location();

    [GeneratedRegex(
        @"\$http_origin|\{http\.request\.header\.Origin\}|\{header\.Origin\}|%\{(?:HTTP_)?ORIGIN\}",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 10_000
    )]
    private static partial Regex CallersOwn();

    [GeneratedRegex(
        @"if\s*\(\s*\$http_origin\s*(?:~\*?\s*(?<pattern>""[^""]*""|'[^']*'|.*?)|=\s*(?<address>[^)]+?))\s*\)\s*\{",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 10_000
    )]
    private static partial Regex If();

    [GeneratedRegex(
        @"map\s+\$http_origin\s+\$(?<name>\w+)\s*\{(?<body>[^}]*)\}",
        RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 10_000
    )]
    private static partial Regex Map();

    [GeneratedRegex(
        @"^\s*(""[^""]*""|'[^']*'|[^\s#;]+)\s+(""[^""]*""|'[^']*'|[^\s;]+)\s*;",
        RegexOptions.Multiline | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 10_000
    )]
    private static partial Regex MapEntry();
}
