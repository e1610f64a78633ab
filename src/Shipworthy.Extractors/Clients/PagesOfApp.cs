using System.Text.RegularExpressions;
using Shipworthy.Extractors.Clients.Frameworks;
using Shipworthy.Extractors.Clients.Graph;
using Shipworthy.Extractors.Deployables;
using Shipworthy.Extractors.Pipelines;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Clients;

/// <summary>
/// Pages that no bundler makes: plain HTML, the templates of servers, and the scripts and files that are served beside them. What no other client has claimed is grouped by
/// the project that it lies in.
/// </summary>
static partial class PagesOfApp
{
    static readonly ImmutableArray<string> Projects =
    [
        "package.json",
        "manage.py",
        "pyproject.toml",
        "requirements.txt",
        "Gemfile",
        "composer.json",
        ".csproj",
        "go.mod",
        "pom.xml",
        "build.gradle",
        "Cargo.toml",
        "mix.exs",
    ];

    /// <summary>The pages of each project.</summary>
    public static IEnumerable<ClientApp> Find(Sources sources, IReadOnlyCollection<ClientApp> claimed)
    {
        var taken = claimed.SelectMany(app => app.Shipped).Select(file => file.Path).ToHashSet(StringComparer.Ordinal);
        var shells = claimed
            .SelectMany(app => (string[])[app.Folder, Paths.Below(app.Folder, "src"), Paths.Below(app.Folder, "public")])
            .ToHashSet(StringComparer.Ordinal);
        // The compiler turns a component's template into code, which the bundle holds.
        var templates = claimed.Where(app => app.Framework is "Angular").Select(app => Paths.Below(app.Folder, "src") + "/").ToList();
        var folders = new Folders(sources.Tree, Projects);
        var groups = sources
            .Tree.Files.Where(file =>
                file.Role is FileRole.Prod && !taken.Contains(file.Path) && (IsPage(file) || IsServed(file, folders.Of(file.Path)))
            )
            .Where(file =>
                !(file.Name is "index.html" && shells.Contains(file.Folder))
                && !templates.Exists(folder => file.Path.StartsWith(folder, StringComparison.Ordinal))
            )
            .GroupBy(file => folders.Of(file.Path), StringComparer.Ordinal);
        foreach (var group in groups.OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            var files = group.ToList();
            var pages = files.Where(IsPage).ToList();
            if (pages.Count == 0 || (group.Key.Length > 0 && claimed.Any(app => app.Kind is ClientKind.Mobile && app.Folder == group.Key)))
                continue;
            // A page loads its scripts from wherever they lie; a name that begins with a slash starts at a folder above the page.
            files =
            [
                .. files
                    .Concat(
                        pages.SelectMany(page =>
                            Paths
                                .UpFrom(page.Folder)
                                .TakeWhile(folder => Paths.IsIn(group.Key, folder))
                                .SelectMany(folder => PageScripts.FilesNamed(sources, page, folder))
                        )
                    )
                    .Where(file => !taken.Contains(file.Path))
                    .Distinct(),
            ];
            var shown = pages.Find(page => page.Name.StartsWith("index", StringComparison.Ordinal)) ?? pages[0];
            yield return new(shown.AtLine(1), Folders.NameOf(group.Key), group.Key)
            {
                Framework = "pages",
                Kind = ClientKind.Pages,
                Roots =
                [
                    .. files.Select(file => sources.Code.Find(file.Path)).OfType<CodeFile>().Select(file => new ClientRoot(file)),
                    .. pages
                        .Where(page => sources.Code.Find(page.Path) is null)
                        .Select(PageScripts.Written)
                        .OfType<CodeFile>()
                        .Select(file => new ClientRoot(file)),
                ],
                Shipped = [.. files],
                HandedNames = [.. pages.SelectMany(Echoed)],
            };
        }
    }

    static bool IsPage(SourceFile file) =>
        Page().IsMatch(file.Path) && !Mail().IsMatch(file.Path) && !file.Path.Contains("/vendor/", StringComparison.Ordinal);

    /// <summary>Files in folders that servers hand out as they are. What the project's own folder is called says nothing of it.</summary>
    static bool IsServed(SourceFile file, string project) =>
        Served().IsMatch(file.Path[project.Length..])
        && Path.GetExtension(file.Path) is ".js" or ".mjs" or ".json" or ".html" or ".txt" or ".xml" or ".webmanifest";

    /// <summary>Variables and settings of the server that a template writes into its page.</summary>
    static IEnumerable<(string, Location)> Echoed(SourceFile page)
    {
        foreach (Match match in Echo().Matches(page.Text))
            yield return (match.Groups["name"].Value, page.At(match.Index));
    }

    [GeneratedRegex(
        @"\.(html?|cshtml|razor|html\.erb|blade\.php|ejs|hbs|handlebars|pug|twig|jinja2?|j2|jsp|liquid|h?eex|gohtml|phtml|haml|slim)$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Page();

    [GeneratedRegex(
        @"(^|/)([\w-]*e?mails?|mailers?|[\w-]+_mailer|notifications?|email[-_]\w+|fixtures|pdfs?|playwright-report|coverage|storybook-static|htmlcov|\.[\w-]+)/",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Mail();

    [GeneratedRegex(
        @"(^|/)(static|public|wwwroot|www|htdocs|public_html|app/javascript|app/assets/javascripts|assets/js)/",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Served();

    [GeneratedRegex(
        @"(?:\{\{|\{!!|<%[=-]|<\?=|<\?php\s+echo|@\(?)[^}%\r\n]{0,80}?(?:settings\.(?<name>[A-Z][A-Z0-9_]+)|\bconfig(?:\.|\[['""]|\(['""])(?<name>[\w.]+)|\bENV(?:\[|\.fetch\()['""](?<name>\w+)|\bcredentials(?:\.dig\(:|[.\[:]+)(?<name>\w+)|\b(?:get)?env\(\s*['""](?<name>\w+)|\bprocess\.env\.(?<name>\w+)|\bos\.environ(?:\[|\.get\()['""](?<name>\w+)|\bConfiguration\[['""](?<name>[\w:]+))",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Echo();
}
