namespace Shipworthy.Model;

/// <summary>The name of a container image as registries read it (OCI distribution specification): <c>ghcr.io/acme/shop:1.4@sha256:…</c>.</summary>
/// <param name="Repository">Registry and path, as written but for Docker Hub's own prefixes: <c>node</c>, <c>ghcr.io/acme/shop</c>.</param>
/// <param name="Tag">The tag; empty without one, which means <c>latest</c>.</param>
/// <param name="Digest">The digest, with its algorithm; empty without one.</param>
public sealed record ImageReference(string Repository, string Tag, string Digest)
{
    static readonly ImmutableHashSet<string> moving =
    [
        "",
        "latest",
        "stable",
        "mainline",
        "edge",
        "main",
        "master",
        "nightly",
        "canary",
        "dev",
        "develop",
        "next",
        "lts",
        "current",
    ];

    static readonly ImmutableArray<string> ofDockerHub = ["docker.io/", "index.docker.io/", "registry-1.docker.io/"];

    /// <summary>Reads a reference; null for a text that is none. Variables stay in it as written.</summary>
    public static ImageReference? Parse(string text)
    {
        var rest = text.Trim().Trim('"', '\'');
        if (rest.Length == 0 || rest.Any(char.IsWhiteSpace))
            return null;
        var digest = "";
        if (rest.IndexOf("@sha", StringComparison.Ordinal) is > 0 and var at)
            (rest, digest) = (rest[..at], rest[(at + 1)..]);
        var tag = "";
        if (TagStart(rest) is > 0 and var colon)
            (rest, tag) = (rest[..colon], rest[(colon + 1)..]);
        foreach (var prefix in ofDockerHub)
            if (rest.StartsWith(prefix, StringComparison.Ordinal))
                rest = rest[prefix.Length..];
        if (rest.StartsWith("library/", StringComparison.Ordinal))
            rest = rest["library/".Length..];
        return rest.Length == 0 ? null : new(rest, tag, digest);
    }

    /// <summary>The last colon behind the last slash; a colon before it belongs to a port, one in braces to a variable.</summary>
    static int TagStart(string text)
    {
        var depth = 0;
        for (var at = text.Length - 1; at > 0; at--)
            switch (text[at])
            {
                case '}':
                    depth++;
                    break;
                case '{':
                    depth--;
                    break;
                case '/' when depth == 0:
                    return -1;
                case ':' when depth == 0:
                    return at;
            }
        return -1;
    }

    /// <summary>The last segment of the repository: <c>shop</c>.</summary>
    public string Name => Repository[(Repository.LastIndexOf('/') + 1)..];

    /// <summary>Everything before the last segment: <c>ghcr.io/acme</c>; empty for Docker's official images.</summary>
    public string Owner => Repository.LastIndexOf('/') is > 0 and var slash ? Repository[..slash] : "";

    /// <summary>Whether a part of it is a variable or placeholder.</summary>
    public bool IsComputed => IsVariable(Repository) || IsVariable(Tag);

    /// <summary>Whether its tag means another image every week: none, <c>latest</c>, a branch, a variant alone. A digest holds it in place, a computed tag may.</summary>
    public bool IsFloating => Digest.Length == 0 && !IsVariable(Tag) && Tag.Split('-').All(IsMoving);

    /// <summary>A release's name is a version of a distribution, and of everything else it says only which distribution is underneath.</summary>
    bool IsMoving(string word) =>
        moving.Contains(word) || word is "alpine" or "slim" || (word is "bullseye" or "bookworm" or "trixie" && Repository is not "debian");

    /// <summary>Whether a text holds a variable or placeholder of any of the formats that name images.</summary>
    public static bool IsVariable(string text) => text.AsSpan().IndexOfAny("$<{") >= 0 || text.Contains("__", StringComparison.Ordinal);

    /// <inheritdoc/>
    public override string ToString() =>
        $"{Repository}{(Tag.Length > 0 ? ":" + Tag : "")}{(Digest.Length > 0 ? "@" + Digest[..Math.Min(Digest.Length, 14)] + "…" : "")}";
}
