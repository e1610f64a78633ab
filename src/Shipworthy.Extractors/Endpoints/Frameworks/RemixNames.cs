using System.Text.RegularExpressions;

namespace Shipworthy.Extractors.Endpoints.Frameworks;

/// <summary>
/// Addresses that Remix and React Router give to files below <c>app/routes</c>: dots and folders part segments, <c>$id</c> is a parameter, a segment that begins with an underscore has no
/// trace in the address, one that ends with it stands by itself, brackets keep what they hold. Folders of the package <c>remix-flat-routes</c> end with a plus.
/// </summary>
static partial class RemixNames
{
    /// <summary>The address of a file; null for what is no route module.</summary>
    public static string? AddressOf(string path)
    {
        if (path.LastIndexOf('.') is not (> 0 and var dot) || path[dot..] is not (".ts" or ".tsx" or ".js" or ".jsx"))
            return null;
        var stem = path[..dot];
        if (
            stem.EndsWith(".server", StringComparison.Ordinal)
            || stem.EndsWith(".client", StringComparison.Ordinal)
            || stem.EndsWith(".d", StringComparison.Ordinal)
        )
            return null;
        var segments = new List<string>();
        foreach (var folder in stem.Split('/'))
        {
            if (folder.StartsWith('+'))
                return null;
            // What stands in brackets is kept as it is: sitemap[.]xml.
            var kept = Bracketed()
                .Replace(folder.TrimEnd('+'), match => match.Groups[1].Value.Replace('.', '\u0001').Replace('_', '\u0002'));
            foreach (var segment in kept.Split('.', StringSplitOptions.RemoveEmptyEntries))
                if (!segment.StartsWith('_') && segment is not ("index" or "route" or "layout"))
                    segments.Add(Written(segment.TrimEnd('_')));
        }
        return "/" + string.Join('/', segments);
    }

    /// <summary>
    /// Files that the layouts around a route module may have: <c>_auth.tsx</c> of <c>_auth.orders.tsx</c>, <c>shop.tsx</c> of <c>shop.bills.tsx</c>; outermost first.
    /// </summary>
    public static IEnumerable<string> ParentsOf(string path)
    {
        var stem = path[..path.LastIndexOf('.')];
        if (stem.EndsWith("/route", StringComparison.Ordinal))
            stem = stem[..^"/route".Length];
        for (var i = "routes/".Length; i < stem.Length; i++)
            if (stem[i] is '.' or '/')
                foreach (var ending in new[] { ".tsx", ".ts", ".jsx", ".js", "/route.tsx", "/route.ts", "/_layout.tsx" })
                    yield return stem[..i] + ending;
    }

    static string Written(string segment)
    {
        var plain = segment.Replace('\u0001', '.').Replace('\u0002', '_');
        return plain is "$" ? "*"
            : plain.StartsWith('$') ? ":" + plain[1..]
            : plain.StartsWith('(') && plain.EndsWith(')') ? Written(plain[1..^1])
            : plain;
    }

    [GeneratedRegex(@"\[([^\]]*)\]", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Bracketed();
}
