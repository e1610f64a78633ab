namespace Shipworthy.Extractors.Endpoints.Steps;

/// <content>Patterns with stars, as the packages micromatch, picomatch and minimatch take them.</content>
sealed partial class AddressConditions
{
    /// <summary>The patterns of a call that compares an address with some: <c>micromatch.isMatch(pathname, ["/api/auth/**"])</c>.</summary>
    ImmutableArray<string> Globs(Code call) =>
        (call.Callee.Name is "isMatch" && code.OriginOf(call.Callee).Package is "micromatch" or "picomatch")
        || (call.Callee.Name is "minimatch" && code.OriginOf(call.Callee).Package is "minimatch")
            ? call.Arguments.Count() == 2
                ? Texts(call.ArgumentAt(1))
                : default
            : default;

    /// <summary>Whether a pattern covers an address, part by part; null where that depends on a parameter, or the pattern holds more than stars.</summary>
    static bool? IsGlobbed(string address, string glob) =>
        glob.AsSpan().IndexOfAny("{}[]()!+@?|\\") >= 0 ? null : Covers(glob.Split('/'), address.TrimEnd('/').Split('/'), 0, 0);

    static bool? Covers(string[] glob, string[] address, int at, int part)
    {
        if (at == glob.Length)
            return part == address.Length;
        if (glob[at] is "**")
        {
            // A star does not cover a name that begins with a dot.
            if (address.Skip(part).Any(one => one.StartsWith('.')))
                return null;
            bool? found = false;
            for (var next = part; next <= address.Length && found is not true; next++)
                found = Or(found, Covers(glob, address, at + 1, next));
            return found;
        }
        if (part == address.Length)
            return false;
        var rest = Covers(glob, address, at + 1, part + 1);
        return HasParameters(address[part])
            ? rest is false && !IsMany(address[part])
                ? false
                : glob[at] is "*" && !IsMany(address[part])
                    ? rest
                    : null
            : And(IsPart(address[part], glob[at]), rest);
    }

    static bool? Or(bool? a, bool? b) => !And(!a, !b);

    static bool IsMany(string part) => part.Contains("...", StringComparison.Ordinal) || part.Contains('*', StringComparison.Ordinal);

    static bool IsPart(string part, string glob)
    {
        var pieces = glob.Split('*');
        if (pieces.Length == 1)
            return part == glob;
        if (part.StartsWith('.') || !part.StartsWith(pieces[0], StringComparison.Ordinal))
            return false;
        var at = pieces[0].Length;
        foreach (var piece in pieces.Skip(1).Take(pieces.Length - 2))
        {
            at = part.IndexOf(piece, at, StringComparison.Ordinal);
            if (at < 0)
                return false;
            at += piece.Length;
        }
        return part.Length - at >= pieces[^1].Length && part.EndsWith(pieces[^1], StringComparison.Ordinal);
    }
}
