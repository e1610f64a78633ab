using System.Text.RegularExpressions;

namespace Shipworthy.Extractors.Customers;

/// <summary>
/// Finds links by which pages send people who look for help to a page of the app that is not there (rubric 8.3, rule 2). Only for apps whose pages lie in files of their own
/// or are named in one table, so that a missing one can be told.
/// </summary>
public sealed partial class HelpLinksInPages : IExtractor
{
    /// <inheritdoc/>
    public ImmutableArray<Type> Teaches => [typeof(SupportIntake)];

    /// <inheritdoc/>
    public void Extract(Sources sources, Learner learn)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var file in ShownFiles.In(sources.Tree).Where(file => Component().IsMatch(file.Name) && MayBeShown(sources, file.Path)))
        foreach (Match link in Link().Matches(file.Text))
        {
            var page = link.Groups["page"].Value;
            if (!seen.Add(page) || IsPage(sources, page))
                continue;
            learn.Add(
                new SupportIntake(file.AtLine(file.At(link.Groups["page"].Index).Line), page)
                {
                    Kind = IntakeKind.Unknown,
                    End = IntakeEnd.NoPage,
                }
            );
        }
    }

    /// <summary>Whether a page may have a component on it. What nothing loads sends nobody anywhere.</summary>
    static bool MayBeShown(Sources sources, string path) =>
        sources.Code.Find(path) is not { } component || sources.Code.IsReachable(component);

    /// <summary>Whether anything of the app may answer there: a file or folder of that name, a route or a redirect that names it, or what catches every address.</summary>
    static bool IsPage(Sources sources, string page)
    {
        var name = page[(page.LastIndexOf('/') + 1)..];
        var plain = Plain(name);
        return sources.Tree.Files.Any(file =>
                file.Path.Split('/')
                    .Any(segment => Stem(segment) is var stem && (stem == plain || stem == $"{plain}page" || stem == $"{plain}view"))
                || CatchAll().IsMatch(file.Path)
            )
            || !sources.Code.Files.Any(file => FilesAreRoutes().IsMatch(file.Path))
                && !sources.Code.Files.Any(file => RouteTable().IsMatch(file.Text))
            || sources.Code.Files.Any(file =>
                file.Text.Contains(name, StringComparison.OrdinalIgnoreCase)
                && Answers(name, RouteTable().IsMatch(file.Text))
                    .Any(pattern => file.Text.Contains(pattern, StringComparison.OrdinalIgnoreCase))
            )
            || sources.Tree.Files.Any(file =>
                Settings().IsMatch(file.Name) && file.Text.Contains($"/{name}", StringComparison.OrdinalIgnoreCase)
            );
    }

    /// <summary>How code names an address that it answers: a route, a redirect; where routes stand in a table, in any way.</summary>
    static IEnumerable<string> Answers(string name, bool isTable) =>
        new[] { "'", "\"", "`" }.SelectMany(quote =>
            isTable
                ? new[] { $"{quote}/{name}", $"{quote}{name}" }
                : [$"path: {quote}/{name}", $"path: {quote}{name}", $"source: {quote}/{name}", $"get({quote}/{name}"]
        );

    static string Stem(string segment) => Plain(segment.Split('.')[0]);

    static string Plain(string text) => string.Concat(text.Where(char.IsLetterOrDigit)).ToLowerInvariant();

    [GeneratedRegex(@"\.(?:tsx|jsx|vue|svelte|astro)$", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Component();

    /// <summary>An entry of a component that leads somewhere: <c>href="/contact"</c>, <c>to="/support"</c>.</summary>
    [GeneratedRegex(
        @"\b(?:href|to|path|url|link)\s*[=:]\s*\{?\s*[""'`](?<page>/(?:contact(?:-?us)?|support|help(?:-?cent(?:er|re))?|kontakt|contacto|contato|soporte|suporte|ajuda|ayuda|hilfe))/?[""'`]",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex Link();

    /// <summary>A file that answers whatever nothing else does.</summary>
    [GeneratedRegex(
        @"(?:^|/)(?:app|pages|routes)/(?:\([^/]+\)/|\[(?:lang|locale|lng)\]/)*(?:\[\[?\.\.\.[^/]+|\[[^/]+\]|\$[^/]*|\$)(?:/page)?\.?\w*$",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex CatchAll();

    [GeneratedRegex(
        @"(?:^|/)app/(?:.+/)?page\.(?:tsx|jsx|js)$|(?:^|/)pages/.+\.(?:tsx|jsx|vue|astro)$|\+page\.svelte$|(?:^|/)app/routes/.+\.(?:tsx|jsx)$",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex FilesAreRoutes();

    [GeneratedRegex(@"<Route\s[^>]*path=|createBrowserRouter\(|createRouter\(", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex RouteTable();

    [GeneratedRegex(
        @"^(?:vercel\.json|_redirects|netlify\.toml|next\.config\.\w+|nuxt\.config\.\w+|nginx[\w.-]*\.conf|Caddyfile|firebase\.json|staticwebapp\.config\.json)$",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Settings();
}
