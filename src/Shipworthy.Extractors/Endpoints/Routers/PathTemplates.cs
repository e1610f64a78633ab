namespace Shipworthy.Extractors.Endpoints.Routers;

/// <summary>Addresses with parameters, as frameworks write them: <c>/users/:id</c>, <c>/users/{id}</c>, <c>/files/*</c>.</summary>
static class PathTemplates
{
    /// <summary>One address below another, with exactly one slash between.</summary>
    public static string Join(string prefix, string path)
    {
        var (left, right) = (prefix.TrimEnd('/'), path.Trim('/'));
        return right.Length == 0 ? left
            : left.Length == 0 ? $"/{right}"
            : $"{left}/{right}";
    }

    /// <summary>Whether something that is registered for a path may also run for an address below it. A parameter or star fits anything.</summary>
    public static bool Covers(string path, string address) => Covers(path, address, Fits);

    /// <summary>
    /// Whether something that is registered for a path runs for every call of an address below it: a word of the path does not stand for a parameter of the address.
    /// </summary>
    public static bool AlwaysCovers(string path, string address) =>
        Covers(path, address, (outer, inner) => IsParameter(outer) || outer.Equals(inner, StringComparison.OrdinalIgnoreCase));

    static bool Covers(string path, string address, Func<string, string, bool> fits)
    {
        var outer = Segments(path);
        var inner = Segments(address);
        for (var i = 0; i < outer.Length; i++)
        {
            if (outer[i] is "*" or "**" || outer[i].StartsWith('*') || outer[i] is "(.*)")
                return true;
            if (i >= inner.Length)
                return false;
            if (!fits(outer[i], inner[i]))
                return false;
        }
        return true;
    }

    /// <summary>Whether a segment is a parameter.</summary>
    public static bool IsParameter(string segment) =>
        segment.StartsWith(':') || segment.StartsWith('{') || segment.StartsWith('<') || segment.StartsWith('[') || segment.StartsWith('*');

    static bool Fits(string outer, string inner) =>
        IsParameter(outer) || IsParameter(inner) || outer.Equals(inner, StringComparison.OrdinalIgnoreCase);

    static string[] Segments(string path) => path.Split('/', StringSplitOptions.RemoveEmptyEntries);
}
