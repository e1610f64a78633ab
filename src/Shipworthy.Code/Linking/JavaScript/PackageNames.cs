namespace Shipworthy.Syntax.Linking.JavaScript;

/// <summary>The npm package, built-in module or Deno module behind a module name.</summary>
static class PackageNames
{
    static readonly string[] Mirrors =
    [
        "https://esm.sh/",
        "https://cdn.skypack.dev/",
        "https://cdn.jsdelivr.net/npm/",
        "https://unpkg.com/",
        "https://esm.run/",
        "https://jspm.dev/",
    ];

    /// <summary>The package without scheme, version and path; empty for relative names.</summary>
    public static string Of(string module)
    {
        var name = module;
        foreach (var mirror in Mirrors)
            if (name.StartsWith(mirror, StringComparison.Ordinal))
                return Bare(WithoutBuild(name[mirror.Length..]));
        if (name.StartsWith("https://deno.land/", StringComparison.Ordinal))
            return Deno(name["https://deno.land/".Length..]);
        if (name.Length == 0 || name[0] is '.' or '/' || name.Contains("://", StringComparison.Ordinal))
            return "";
        foreach (var scheme in (string[])["npm:", "jsr:", "node:", "bun:"])
            if (name.StartsWith(scheme, StringComparison.Ordinal))
                name = name[scheme.Length..].TrimStart('/');
        return Bare(name);
    }

    /// <summary>The mirror esm.sh puts its own version first: <c>v135/stripe@12</c>.</summary>
    static string WithoutBuild(string path) =>
        path is ['v', >= '0' and <= '9', ..] && path.IndexOf('/') is > 0 and var slash ? path[(slash + 1)..] : path;

    static string Bare(string name)
    {
        var cut = name.AsSpan();
        if (cut.IndexOf('?') is >= 0 and var query)
            cut = cut[..query];
        var start = cut is ['@', ..] ? cut.IndexOf('/') + 1 : 0;
        var rest = cut[start..];
        if (rest.IndexOfAny('/', '@') is >= 0 and var end)
            rest = rest[..end];
        return string.Concat(cut[..start], rest);
    }

    /// <summary><c>std@0.168.0/http/server.ts</c> is <c>deno.land/std</c>; <c>x/oak@v12/mod.ts</c> is <c>deno.land/x/oak</c>.</summary>
    static string Deno(string path)
    {
        var parts = path.Split('/');
        var name = parts[0] == "x" && parts.Length > 1 ? "x/" + parts[1] : parts[0];
        return "deno.land/" + (name.IndexOf('@') is > 0 and var version ? name[..version] : name);
    }
}
