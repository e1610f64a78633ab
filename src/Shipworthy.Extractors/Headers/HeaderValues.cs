using System.Globalization;
using System.Text.RegularExpressions;

namespace Shipworthy.Extractors.Headers;

/// <summary>What values of the four headers are worth (rubric 1.8, "pass").</summary>
static partial class HeaderValues
{
    const int HalfAYear = 15_552_000;

    static readonly HashSet<string> Careful = ["no-referrer", "same-origin", "strict-origin", "strict-origin-when-cross-origin"];

    static readonly HashSet<string> KnownReferrers =
    [
        .. Careful,
        "unsafe-url",
        "no-referrer-when-downgrade",
        "origin",
        "origin-when-cross-origin",
    ];

    /// <summary>The directives of a policy by name; of one that stands twice the first counts, as the standard has it.</summary>
    public static Dictionary<string, string[]> Directives(string policy)
    {
        var found = new Dictionary<string, string[]>(StringComparer.OrdinalIgnoreCase);
        foreach (var part in policy.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var words = part.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            if (words.Length > 0)
                found.TryAdd(words[0].ToLowerInvariant(), words[1..]);
        }
        return found;
    }

    /// <summary>State and sentence of a policy, as far as scripts go.</summary>
    public static (HeaderState State, string Because) Policy(string policy)
    {
        var directives = Directives(policy);
        if (
            !directives.TryGetValue("script-src", out var scripts)
            && !directives.TryGetValue("script-src-elem", out scripts)
            && !directives.TryGetValue("default-src", out scripts)
        )
            return (HeaderState.Weak, "has a content policy that says nothing about scripts");
        var strict = scripts.Any(word =>
            word.StartsWith("'nonce-", StringComparison.OrdinalIgnoreCase)
            || word.StartsWith("'sha", StringComparison.OrdinalIgnoreCase)
            || word is "'strict-dynamic'"
        );
        if (!strict && scripts.FirstOrDefault(word => word is "*" or "https:" or "http:" or "data:") is { } wild)
            return (HeaderState.Weak, $"has a content policy that takes scripts from anywhere ({wild})");
        var remarks = scripts.Where(word => word is "'unsafe-eval'" || (word is "'unsafe-inline'" && !strict)).ToList();
        return (
            HeaderState.Sent,
            remarks.Count > 0
                ? $"restricts scripts by its policy, apart from {string.Join(" and ", remarks)}"
                : "restricts scripts by its policy"
        );
    }

    /// <summary>Whether a policy keeps other sites from framing; null when it says nothing about that.</summary>
    public static bool? ForbidsFraming(string policy) =>
        Directives(policy).TryGetValue("frame-ancestors", out var ancestors)
            ? !ancestors.Any(word => word is "*" or "https:" or "http:")
            : null;

    /// <summary>State and sentence of <c>X-Frame-Options</c>.</summary>
    public static (HeaderState State, string Because) Framing(string value) =>
        value.Trim().Trim('"').ToUpperInvariant() is "DENY" or "SAMEORIGIN"
            ? (HeaderState.Sent, "keeps other sites from framing its pages")
            : (HeaderState.Weak, $"lets other sites frame its pages ({Short(value)})");

    /// <summary>State and sentence of <c>Strict-Transport-Security</c>.</summary>
    public static (HeaderState State, string Because) Https(string value)
    {
        var match = MaxAge().Match(value);
        if (!match.Success || !long.TryParse(match.Groups[1].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
            return (HeaderState.Unknown, "keeps browsers on https for a time that is computed");
        return seconds == 0 ? (HeaderState.Absent, "takes back that browsers keep to https")
            : seconds < HalfAYear ? (HeaderState.Weak, $"keeps browsers on https for {Span(seconds)} only")
            : (HeaderState.Sent, "keeps browsers on https");
    }

    /// <summary>State and sentence of <c>Referrer-Policy</c>: the last word that browsers know decides.</summary>
    public static (HeaderState State, string Because) Referrer(string value)
    {
        var word = value
            .ToLowerInvariant()
            .Split([',', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .LastOrDefault(KnownReferrers.Contains);
        return word is null ? (HeaderState.Weak, "names no referrer policy that browsers know")
            : Careful.Contains(word) ? (HeaderState.Sent, $"tells other sites little about its addresses ({word})")
            : (HeaderState.Weak, $"tells other sites its whole addresses ({word})");
    }

    static string Span(long seconds) =>
        seconds >= 2 * 86_400 ? $"{seconds / 86_400} days"
        : seconds >= 2 * 3600 ? $"{seconds / 3600} hours"
        : $"{seconds} seconds";

    static string Short(string text) => text.Length > 30 ? text[..30] + "…" : text;

    [GeneratedRegex(@"max-age\s*=\s*""?(\d+)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex MaxAge();
}
