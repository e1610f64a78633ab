using Shipworthy.Generators;

namespace Shipworthy.Extractors.Headers;

/// <summary>A place where a response header gets a value: a host's settings, a proxy's, code, a library that sends it by default, a tag of a page.</summary>
/// <param name="Name">The header, in small letters.</param>
/// <param name="Value">Its value; null when it is computed in a way that is not followed.</param>
/// <param name="At">The place.</param>
sealed record HeaderSetting(string Name, string? Value, Location At)
{
    /// <summary>The paths that get it, as written; empty for all.</summary>
    public string Paths { get; init; } = "";

    /// <summary>Where it holds.</summary>
    public RunsIn RunsIn { get; init; } = RunsIn.Everywhere;

    /// <summary>The folder whose parts it is for; those of the file's own folder and below when it is null.</summary>
    public string? Folder { get; init; }

    /// <summary>Whether it takes the header away: <c>helmet({ contentSecurityPolicy: false })</c>.</summary>
    public bool Removes { get; init; }

    /// <summary>Whether it stands in a page, where browsers heed some headers only.</summary>
    public bool InPage { get; init; }

    /// <summary>Why some answers lack it, as a clause: "errors go without it"; null when none do.</summary>
    public string? Misses { get; init; }

    /// <summary>The switch that the environment has to set before it is sent; null when it is sent anyhow.</summary>
    public string? Switch { get; init; }

    /// <summary>The version of a library from which on it is sent; null when every version does so.</summary>
    public LibraryVersion? Since { get; init; }

    /// <summary>Whether any page gets it: answers of an API, and of one handler, protect none.</summary>
    public bool ReachesPages => Paths is not AnswersOf.OneHandler && !Paths.StartsWith("/api", StringComparison.Ordinal);

    /// <summary>Whether it covers all pages, as far as its paths tell.</summary>
    public bool CoversAll =>
        Paths
            is ""
                or "/"
                or "/*"
                or "/**"
                or "**"
                or "*"
                or "/(.*)"
                or "/(.*)?"
                or "/(.*?)"
                or "/:path*"
                or "/:path(.*)"
                or "/((?!api).*)"
                or "**/*"
                or "/:path*{/}?"
                or "(.*)"
                or "^/.*";
}

/// <summary>Finds the response headers that one kind of source sets. One class a source; its file is its registration.</summary>
interface IHeaderFinder
{
    /// <summary>All settings of the four security headers.</summary>
    IEnumerable<HeaderSetting> Find(Sources sources);
}

/// <summary>One instance of every finder.</summary>
[ListsAll<IHeaderFinder>]
static partial class AllHeaderFinders;

/// <summary>The names of the headers that matter.</summary>
static class HeaderNames
{
    public const string Policy = "content-security-policy";
    public const string ReportOnly = "content-security-policy-report-only";
    public const string Framing = "x-frame-options";
    public const string Https = "strict-transport-security";
    public const string Referrer = "referrer-policy";

    /// <summary>The name in small letters when it is one of the headers; null for others.</summary>
    public static string? Of(string name) =>
        name.Trim().ToLowerInvariant() is Policy or ReportOnly or Framing or Https or Referrer ? name.Trim().ToLowerInvariant() : null;
}
