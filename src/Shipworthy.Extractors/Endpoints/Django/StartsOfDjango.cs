using System.Text.RegularExpressions;

namespace Shipworthy.Extractors.Endpoints.Django;

/// <summary>Settings that Django is started with: what <c>DJANGO_SETTINGS_MODULE</c> is set to by servers, workers and <c>manage.py</c>.</summary>
static partial class StartsOfDjango
{
    /// <summary>The modules that production is started with, those of servers first.</summary>
    public static IEnumerable<CodeFile> In(Sources sources) =>
        sources
            .Code.Files.Where(file =>
                file.Language is Language.Python
                && sources.IsDeployed(file)
                && file.Text.Contains("DJANGO_SETTINGS_MODULE", StringComparison.Ordinal)
            )
            .OrderBy(file => file.Path[(file.Path.LastIndexOf('/') + 1)..] is "wsgi.py" or "asgi.py" ? 0 : 1)
            .ThenBy(file => file.Path, StringComparer.Ordinal)
            .SelectMany(file =>
                Named().Matches(file.Text).Select(match => DjangoFiles.Loaded(sources.Code, file.Path, match.Groups["module"].Value))
            )
            .OfType<CodeFile>()
            .Where(file => !DjangoFiles.IsForDevelopment(file.Path));

    [GeneratedRegex(
        """^[^#\n]*\bDJANGO_SETTINGS_MODULE["']\s*(?:,|\]\s*=)\s*["'](?<module>\w+(?:\.\w+)*)["']""",
        RegexOptions.CultureInvariant | RegexOptions.Multiline,
        10_000
    )]
    private static partial Regex Named();
}
