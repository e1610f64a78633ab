using System.Text.RegularExpressions;
using Shipworthy.Extractors.Headers;

namespace Shipworthy.Extractors.Cors;

/// <summary>Makes rules of the response headers that a platform or a proxy adds to a set of paths.</summary>
static partial class HeaderRules
{
    const string AllowOrigin = "access-control-allow-origin";
    const string AllowCredentials = "access-control-allow-credentials";

    /// <summary>The rule that the headers of one set of paths make; null when none of them names origins.</summary>
    /// <param name="kind">The platform, as a stable word.</param>
    /// <param name="paths">The paths that get the headers, as written; empty for all.</param>
    public static CorsRule? Of(string kind, string paths, IEnumerable<WrittenHeader> headers)
    {
        var all = headers.ToList();
        return all.Find(header => Is(header, AllowOrigin)) is { } origin ? Of(kind, paths, origin, OriginsOf(origin.Value), all) : null;
    }

    /// <summary>The rule of a header whose origins were worked out already.</summary>
    public static CorsRule Of(string kind, string paths, WrittenHeader origin, OriginList origins, IEnumerable<WrittenHeader> all) =>
        origins.Into(
            new(origin.At, kind)
            {
                Admits = Admits.Unknown,
                Covers = paths,
                AllowsCredentials = all.Any(header =>
                    Is(header, AllowCredentials) && header.Value.Trim().Equals("true", StringComparison.OrdinalIgnoreCase)
                ),
                PublicBecause = paths.Length == 0 ? null : PublicPaths.Reason(paths),
                InFront = true,
            }
        );

    /// <summary>Whether the header says which origins may read.</summary>
    public static bool IsAllowOrigin(string name) => name.Trim().Equals(AllowOrigin, StringComparison.OrdinalIgnoreCase);

    /// <summary>What a value in a settings file stands for: an origin, several, a variable with or without a fallback.</summary>
    public static OriginList OriginsOf(string value)
    {
        var text = value.Trim().Trim('"', '\'').Trim();
        var variable = Variable().Match(text);
        if (!variable.Success)
            return text.Split([',', ' '], StringSplitOptions.RemoveEmptyEntries)
                .Aggregate(OriginList.Nobody, (list, one) => list.Or(OriginList.Of(one)));
        var name = variable.Groups["name"].Value;
        if (variable.Length < text.Length && text.StartsWith("https://", StringComparison.Ordinal))
            return new([new(Admits.Named, text)]);
        return variable.Groups["default"] is { Success: true } fallback
            ? OriginsOf(fallback.Value).AsDefaultOf(name)
            : OriginList.Unknown($"takes its origins from {name}, whose value is not in the repository");
    }

    static bool Is(WrittenHeader header, string name) => header.Name.Trim().Equals(name, StringComparison.OrdinalIgnoreCase);

    /// <summary><c>${NAME}</c>, <c>${NAME:-fallback}</c>, <c>${env:NAME, 'fallback'}</c>, <c>{$NAME:fallback}</c>, <c>$NAME</c>.</summary>
    [GeneratedRegex(
        @"\$\{(?:env:|self:[\w.]+\.|opt:|param:)?(?<name>[A-Za-z_][\w.]*)(?:(?::?-|,\s*)['""]?(?<default>[^'""}]*)['""]?|:?\?[^}]*)?\}|\{\$(?<name>[A-Za-z_]\w*)(?::(?<default>[^}]*))?\}|\{env\.(?<name>\w+)\}|\$(?<name>[A-Z_][A-Z0-9_]*)",
        RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 10_000
    )]
    private static partial Regex Variable();
}
