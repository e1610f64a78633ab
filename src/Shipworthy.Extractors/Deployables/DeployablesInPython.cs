using System.Text.RegularExpressions;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Deployables;

/// <summary>Python servers by the line that makes their application: FastAPI, Starlette, Flask, Django and others.</summary>
public sealed partial class DeployablesInPython : IExtractor
{
    /// <inheritdoc/>
    public ImmutableArray<Type> Teaches => [typeof(Deployable), typeof(CorsRule)];

    /// <inheritdoc/>
    public void Extract(Sources sources, Learner learn)
    {
        var folders = new Folders(sources.Tree, "pyproject.toml", "requirements.txt", "setup.py", "manage.py", "Pipfile");
        var found = new Dictionary<string, (SourceFile File, int At, string Framework)>(StringComparer.Ordinal);
        var applications = sources
            .Tree.Files.Where(file => file.Language is Language.Python && Folders.Counts(file.Role))
            .Select(file => (File: file, Line: Application().Match(file.Text)))
            .Where(one => one.Line.Success)
            .GroupBy(one => FolderOf(sources.Tree, folders, one.File));
        foreach (var under in applications)
        {
            var apart = SeparateEntries.Of(sources, under.Select(one => one.File.Path));
            foreach (var (file, line) in under)
            {
                var framework = line.Groups["name"] is { Success: true } name ? name.Value : "Django";
                found.TryAdd(
                    apart.Contains(file.Folder) ? file.Folder : under.Key,
                    (file, line.Index + line.Length - line.Value.TrimStart().Length, framework)
                );
            }
        }
        foreach (var (folder, (file, at, framework)) in found)
        {
            if (framework is "Django" && !sources.Tree.Files.Any(other => Runs(other, folder)))
                continue;
            var pages = framework is "Django" || sources.Tree.Files.Any(other => IsTemplate(other, folder));
            learn.Add(
                new Deployable(file.At(at), Folders.NameOf(folder), folder)
                {
                    Stack = Stack.Python,
                    Framework = framework,
                    Serves = pages ? Serves.Pages : Serves.Answers,
                    Hosting = Hostings.Of(sources.Tree, folder),
                    SignIn = SignInWays.Of(sources.Tree, folder),
                }
            );
            if (framework is not ("FastAPI" or "Starlette" or "Flask" or "Django" or "Quart"))
                learn.CannotSee<CorsRule>(file.At(at), $"is made with {framework}, whose CORS settings are not read yet");
        }
    }

    /// <summary>A file with no manifest at or above it stands for its own folder, and not for everything in the repository.</summary>
    static string FolderOf(SourceTree tree, Folders folders, SourceFile file)
    {
        var folder = folders.Of(file.Path);
        return folder.Length > 0 || folders.HasRoot || tree.Files.Any(ListsPackages) ? folder : file.Folder;
    }

    static bool ListsPackages(SourceFile file) =>
        file.Folder is "" or "requirements"
        && file.Path.StartsWith("requirements", StringComparison.OrdinalIgnoreCase)
        && file.Name.EndsWith(".txt", StringComparison.OrdinalIgnoreCase);

    /// <summary>Settings by themselves serve nobody: something has to load them, or to answer.</summary>
    static bool Runs(SourceFile file, string folder) =>
        file.Name is "manage.py" or "wsgi.py" or "asgi.py" or "urls.py" or "views.py"
        && Folders.Counts(file.Role)
        && (folder.Length == 0 || file.Path.StartsWith(folder + "/", StringComparison.Ordinal));

    static bool IsTemplate(SourceFile file, string folder) =>
        file.Path.EndsWith(".html", StringComparison.OrdinalIgnoreCase)
        && file.Path.Contains("templates/", StringComparison.Ordinal)
        && (folder.Length == 0 || file.Path.StartsWith(folder + "/", StringComparison.Ordinal));

    [GeneratedRegex(
        @"^[ \t]*(?:\w+\s*(?::\s*\w+\s*)?=|return)\s*(?:\w+\.)?(?<name>FastAPI|Starlette|Flask|Quart|Sanic|Litestar|Bottle|Falcon)\(|^[ \t]*WSGI_APPLICATION\s*=|^[ \t]*ROOT_URLCONF\s*=|^[ \t]*\w+\s*=\s*(?<name>Configurator|tornado\.web\.Application|web\.Application)\(",
        RegexOptions.Multiline | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 10_000
    )]
    private static partial Regex Application();
}
