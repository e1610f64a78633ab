using System.Text.RegularExpressions;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Deployables;

/// <summary>
/// Signs that something in front of the app, whose settings are kept elsewhere, may count calls: a content network or firewall that infrastructure code, a deployment's
/// file or a document names. They leave limits unproven, and prove none.
/// </summary>
sealed partial class EdgeHints(SourceTree tree)
{
    readonly Lazy<string?> hint = new(() => Find(tree));

    /// <summary>Why limits in front of a part cannot be seen from here; null when nothing hints at any.</summary>
    public string? Of(Deployable? part) => part?.Hosting is Hosting.Cloudflare ? null : hint.Value;

    static string? Find(SourceTree tree)
    {
        foreach (var file in tree.Files)
            if (
                file.Role is FileRole.Prod or FileRole.Infra or FileRole.Docs
                && file.Language is Language.None or Language.Hcl
                && !IsPublished(file)
                && Said(file) is { } said
            )
                return $"{said} stands in front of it, by {file.Path}, and its rules are kept elsewhere";
        return null;
    }

    static string? Said(SourceFile file)
    {
        if (file.Text.Length > 400_000)
            return null;
        if (file.Role is FileRole.Docs && Intention().IsMatch(file.Path))
            return null;
        if (file.Role is FileRole.Docs && NameServerOnly().IsMatch(file.Text))
            return null;
        var match = Edge().Matches(file.Text).FirstOrDefault(one => !Wish().IsMatch(LineAround(file.Text, one.Index)));
        return match is null ? null
            : match.Value.Contains("loudflare", StringComparison.OrdinalIgnoreCase) ? "Cloudflare"
            : "a web application firewall";
    }

    /// <summary>Pages that the app itself shows its readers speak of the readers' set-ups.</summary>
    static bool IsPublished(SourceFile file) =>
        file.Path.EndsWith(".mdx", StringComparison.OrdinalIgnoreCase) || (file.Role is FileRole.Docs && Published().IsMatch(file.Path));

    static string LineAround(string text, int at)
    {
        var start = text.LastIndexOf('\n', at) + 1;
        var end = text.IndexOf('\n', at);
        return text[start..(end < 0 ? text.Length : end)];
    }

    [GeneratedRegex(
        @"(^|/)(content|contents|posts|articles|blog|changelogs?|_posts)/",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex Published();

    /// <summary>A network that only answers for names lets every call through to the app itself.</summary>
    [GeneratedRegex(
        @"\bdns[- ]only\b|\bgr[ae]y[- ]cloud|\bproxied\b\W{1,6}false\b",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex NameServerOnly();

    /// <summary>Documents about what may come are none about what is.</summary>
    [GeneratedRegex(
        @"plan|roadmap|proposal|research|idea|budget|cost|pricing|compar|alternativ|todo|backlog|checklist|prompt|spec",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex Intention();

    [GeneratedRegex(
        @"\b(could|should|consider|recommend|optional|later|future|todo|want|might|may|if you|add|plan|use|no|not|without|none|missing|lacks?|your|yours|similar|etc|e\.g)\b|cloudflare dns|\[ \]|^\s*\|",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex Wish();

    [GeneratedRegex(
        @"(?i)\bcloudflare\b[^\n]{0,60}\b(waf|firewall|proxied|in front|rate[- ]limit|ddos|cdn|proxy)\b|\b(waf|firewall|cdn|proxy|ddos)\b[^\n]{0,60}\bcloudflare\b|proxied\s*=\s*true|aws_wafv2_web_acl_association",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Edge();
}
