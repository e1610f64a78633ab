using System.Text.RegularExpressions;
using Shipworthy.Extractors.Deployables;
using Shipworthy.Extractors.Environments;
using Shipworthy.Extractors.Pipelines;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Telemetry;

/// <summary>
/// The commands by which production starts the parts of the app, as text: those of container files, process files, settings of platforms, scripts of manifests. What is loaded
/// before the app's first line stands there: <c>node --import ./otel.mjs</c>, <c>opentelemetry-instrument gunicorn</c>.
/// </summary>
sealed partial class StartCommands
{
    readonly Sources sources;
    readonly ILookup<Deployable, (SourceFile File, string Text, int Offset)> texts;
    readonly DeployVariables variables;

    /// <summary>The commands of an app.</summary>
    public StartCommands(Sources sources, Facts<Deployable> parts)
    {
        this.sources = sources;
        variables = new(sources.Tree);
        texts = sources
            .Tree.Files.Where(file => Folders.Counts(file.Role) && IsStart(file.Name))
            .SelectMany(file => PartsOf(file, parts).Select(part => (part, file)))
            .SelectMany(one => TextsIn(one.file).Select(text => (one.part, text)))
            .ToLookup(one => one.part, one => one.text);
    }

    /// <summary>The first place in the commands of a part that a pattern matches; null when there is none.</summary>
    public (Match Match, Location At)? Find(Deployable part, Regex pattern)
    {
        foreach (var (file, text, offset) in texts[part])
            if (pattern.Match(text) is { Success: true } match)
                return (match, file.At(offset + match.Index));
        return null;
    }

    /// <summary>The modules that Node loads before the first line of a part: packages, and files of the app.</summary>
    public IEnumerable<(string Module, Location At)> Preloads(Deployable part)
    {
        foreach (var (file, text, offset) in texts[part])
        foreach (Match match in Preload().Matches(text))
            yield return (match.Groups["module"].Value, file.At(offset + match.Index));
        foreach (var (value, at) in variables.All("NODE_OPTIONS"))
        foreach (Match match in Preload().Matches(value))
            yield return (match.Groups["module"].Value, at);
    }

    /// <summary>The files of the app among them; what a build puts elsewhere is found by its name.</summary>
    public IEnumerable<CodeFile> PreloadedFiles(Deployable part)
    {
        foreach (var (module, _) in Preloads(part))
        {
            if (
                !module.StartsWith('.')
                && !module.StartsWith('/')
                && !module.Contains("dist/", StringComparison.Ordinal)
                && module.Contains('/', StringComparison.Ordinal)
            )
                continue;
            var name = Stem(module);
            foreach (var file in sources.Code.Files)
                if (part.Holds(file.Path) && Stem(file.Path) == name && file.Language is Language.JavaScript or Language.TypeScript)
                    yield return file;
        }
    }

    static string Stem(string path)
    {
        var name = path[(path.LastIndexOf('/') + 1)..];
        return name.IndexOf('.', StringComparison.Ordinal) is > 0 and var dot ? name[..dot] : name;
    }

    /// <summary>A file in the folder of a part starts that part; one above it does when no other is below.</summary>
    static IEnumerable<Deployable> PartsOf(SourceFile file, Facts<Deployable> parts)
    {
        var inside = parts.Where(part => part.Holds(file.Path)).ToList();
        if (inside.Count > 0)
            return inside.Where(part => part.Folder.Length == inside.Max(other => other.Folder.Length));
        var below = parts.Where(part => part.Stack is not Stack.Static && Paths.IsIn(file.Folder, part.Folder)).ToList();
        return below.Count == 1 ? below : [];
    }

    static IEnumerable<(SourceFile File, string Text, int Offset)> TextsIn(SourceFile file)
    {
        if (file.Name is not "package.json")
        {
            yield return (file, file.Text, 0);
            yield break;
        }
        foreach (Match script in Script().Matches(file.Text))
            yield return (file, script.Value, script.Index);
    }

    static bool IsStart(string name) =>
        name.StartsWith("Dockerfile", StringComparison.OrdinalIgnoreCase)
        || name.EndsWith(".Dockerfile", StringComparison.OrdinalIgnoreCase)
        || name.EndsWith(".sh", StringComparison.Ordinal)
        || name
            is "Procfile"
                or "package.json"
                or "fly.toml"
                or "render.yaml"
                or "railway.json"
                or "railway.toml"
                or "nixpacks.toml"
                or "app.yaml"
                or "heroku.yml"
                or "ecosystem.config.js"
                or "supervisord.conf"
                or "gunicorn.conf.py"
        || name.Contains("compose", StringComparison.OrdinalIgnoreCase) && name.EndsWith("ml", StringComparison.Ordinal)
        || name.EndsWith(".service", StringComparison.Ordinal)
        || name.EndsWith("deployment.yaml", StringComparison.OrdinalIgnoreCase)
        || name.EndsWith("deployment.yml", StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex("""(?:--require|--import|(?<![\w-])-r)[=\s,"']+(?<module>[@\w./-]+)""", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Preload();

    [GeneratedRegex(
        """"
            "(?:start|serve|prod(?:uction)?|worker)[\w:.-]*"\s*:\s*"(?:[^"\\\n]|\\.)*"
            """",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Script();
}
