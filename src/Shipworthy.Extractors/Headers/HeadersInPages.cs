using System.Text.RegularExpressions;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Headers;

/// <summary>Headers that a page states about itself: a content policy, and which referrer it sends. Browsers ignore the others there.</summary>
sealed partial class HeadersInPages : IHeaderFinder
{
    /// <inheritdoc/>
    public IEnumerable<HeaderSetting> Find(Sources sources)
    {
        foreach (var file in sources.Tree.Files)
        {
            if (
                file.Role is not FileRole.Prod
                || file.Name
                    is not ("index.html" or "app.html" or "_document.tsx" or "layout.tsx" or "_Layout.cshtml" or "App.razor" or "base.html")
            )
                continue;
            foreach (Match match in Meta().Matches(file.Text))
            {
                var tag = match.Value;
                var content = Content().Match(tag).Groups["value"].Value;
                var name = tag.Contains("Content-Security-Policy", StringComparison.OrdinalIgnoreCase)
                    ? HeaderNames.Policy
                    : HeaderNames.Referrer;
                yield return new(name, content, file.At(match.Index)) { InPage = true, Folder = FolderOf(file.Folder) };
            }
        }
    }

    static string FolderOf(string folder) =>
        folder is "public" or "src" or "app" ? ""
        : folder.EndsWith("/public", StringComparison.Ordinal)
        || folder.EndsWith("/src", StringComparison.Ordinal)
        || folder.EndsWith("/app", StringComparison.Ordinal)
            ? folder[..folder.LastIndexOf('/')]
        : folder;

    [GeneratedRegex(
        @"<meta\b[^>]*(?:http-equiv\s*=\s*[""']Content-Security-Policy[""']|httpEquiv\s*=\s*[""']Content-Security-Policy[""']|name\s*=\s*[""']referrer[""'])[^>]*>",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Meta();

    [GeneratedRegex(
        @"content\s*=\s*(?:""(?<value>[^""]*)""|'(?<value>[^']*)')",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Content();
}
