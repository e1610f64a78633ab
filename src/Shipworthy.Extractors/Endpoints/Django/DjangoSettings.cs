using System.Text.RegularExpressions;

namespace Shipworthy.Extractors.Endpoints.Django;

/// <summary>
/// The settings of one Django project as production has them: of the settings modules in a folder those for development and tests are left out, and one for production wins.
/// </summary>
sealed partial class DjangoSettings
{
    readonly Sources sources;
    readonly CodeBase code;
    readonly ImmutableArray<CodeFile> files;

    DjangoSettings(Sources sources, Code root, ImmutableArray<CodeFile> files)
    {
        this.sources = sources;
        code = sources.Code;
        this.files = files;
        Root = root;
        Rest = code.ObjectOf(Setting("REST_FRAMEWORK"));
    }

    /// <summary>Where the root of all addresses is named.</summary>
    public Code Root { get; }

    /// <summary>The file that <c>ROOT_URLCONF</c> names; null when it could not be found.</summary>
    public CodeFile? Urls => code.ValueOf(Root[Part.Value]).AsText is { } module ? DjangoFiles.Module(code, Root.File, module) : null;

    /// <summary>The settings of Django REST framework; no node when there are none.</summary>
    public Code Rest { get; }

    /// <summary>All projects of the app. Settings that lead to the same addresses are one: those that a way of starting the app names, or else the first.</summary>
    public static IEnumerable<DjangoSettings> Of(Sources sources) =>
        Each(sources)
            .GroupBy(one => one.Urls?.Path ?? one.Root.File.Path, StringComparer.Ordinal)
            .Select(same => same.Skip(1).Any() ? Started(sources, [.. same]) : same.First());

    /// <summary>Of several settings for the same addresses those that the app is started with.</summary>
    static DjangoSettings Started(Sources sources, List<DjangoSettings> same)
    {
        var started = StartsOfDjango
            .In(sources)
            .Select(file => same.Find(one => Home(one.Root.File.Path) == Home(file.Path)))
            .FirstOrDefault(one => one is not null);
        return started ?? same[0];
    }

    static IEnumerable<DjangoSettings> Each(Sources sources)
    {
        var all = sources
            .Code.Files.Where(file =>
                file.Language is Language.Python
                && sources.IsDeployed(file)
                && !DjangoFiles.IsShadowed(sources.Code, file.Path)
                && (Settings().IsMatch(file.Text) || (ForProduction().IsMatch(file.Path) && AddsToOthers().IsMatch(file.Text)))
            )
            .ToList();
        var roots = all.SelectMany(file => Named(file, "ROOT_URLCONF")).GroupBy(root => Home(root.File.Path), StringComparer.Ordinal);
        foreach (var project in roots)
        {
            var mine = all.Where(file => Home(file.Path) == project.Key).ToList();
            var counting = mine.Where(file => !DjangoFiles.IsForDevelopment(file.Path)).ToList();
            if (counting.Count == 0)
                counting = mine;
            ImmutableArray<CodeFile> ordered = [.. counting.OrderByDescending(file => ForProduction().IsMatch(file.Path))];
            var root = project.OrderBy(one => ordered.IndexOf(one.File) is var place && place < 0 ? int.MaxValue : place).First();
            yield return new(sources, root, ordered);
        }
    }

    /// <summary>What a setting is set to in production; no node when it is not set, or set elsewhere.</summary>
    public Code Setting(string name)
    {
        foreach (var file in files)
            if (Named(file, name).LastOrDefault(one => sources.RunsInProduction(one)) is { Exists: true } found)
                return found[Part.Value];
        return default;
    }

    /// <summary>The texts of a list that settings build up: its first value and what is added to it.</summary>
    public IEnumerable<string> Texts(string name) =>
        files
            .SelectMany(file => Named(file, name).Concat(Added(file, name)))
            .Where(one => sources.RunsInProduction(one))
            .SelectMany(one => TextsIn(one[Part.Value], 4));

    /// <summary>The texts of a value, and of the lists that it is put together from: <c>INSTALLED_APPS = DJANGO_APPS + LOCAL_APPS</c>.</summary>
    IEnumerable<string> TextsIn(Code value, int steps)
    {
        foreach (var one in value.Descendants().Prepend(value))
            if (one is { Kind: CodeKind.Literal, String: { } text })
                yield return text;
            else if (steps > 0 && one.Kind is CodeKind.Name && one.Part is not Part.Callee)
                foreach (var list in files.SelectMany(file => Named(file, one.Name).Concat(Added(file, one.Name))))
                    if (!list.Contains(one))
                        foreach (var inner in TextsIn(list[Part.Value], steps - 1))
                            yield return inner;
    }

    /// <summary>A setting of Django REST framework; no node when it is left at its default.</summary>
    public Code RestSetting(string name)
    {
        foreach (var file in files)
            if (
                file
                    .Root.Descendants(CodeKind.Assignment)
                    .LastOrDefault(one =>
                        one[Part.Target] is { Kind: CodeKind.Index } target
                        && target.Name == name
                        && target.Receiver.Name is "REST_FRAMEWORK"
                        && sources.RunsInProduction(one)
                    ) is
                { Exists: true } later
            )
                return later[Part.Value];
        return Rest.Exists ? code.Entry(Rest, name) : default;
    }

    /// <summary>The classes that a setting of Django REST framework names, in its order; null when it is left at its default.</summary>
    public ImmutableArray<PythonClass?>? RestClasses(string name)
    {
        var setting = RestSetting(name);
        if (!setting.Exists)
            return null;
        return
        [
            .. DjangoFiles
                .Items(code, setting)
                .Select(one => code.ValueOf(one).AsText is { } path ? ClassAt(path) : PythonClass.Of(code, one)),
        ];
    }

    /// <summary>The class at a dotted path.</summary>
    public PythonClass? ClassAt(string path) => PythonClass.At(code, Root.File, path);

    static IEnumerable<Code> Named(CodeFile file, string name) =>
        file
            .Root.Descendants()
            .Where(one =>
                one.Kind is CodeKind.Variable && one.Name == name && one[Part.Value].Exists && !one.Enclosing(CodeKind.Function).Exists
            );

    static IEnumerable<Code> Added(CodeFile file, string name) =>
        file.Root.Descendants(CodeKind.Assignment).Where(one => one[Part.Target] is { Kind: CodeKind.Name } target && target.Name == name);

    /// <summary>The folder that the settings of a project share: that of the file, or the package <c>settings</c> around it.</summary>
    static string Home(string path)
    {
        var folder = DjangoFiles.FolderOf(path);
        var parts = folder.Split('/');
        var package = Array.FindIndex(parts, one => one is "settings" or "config" or "conf");
        return package < 0 ? folder : string.Join('/', parts[..(package + 1)]);
    }

    [GeneratedRegex(@"\b(?:ROOT_URLCONF|REST_FRAMEWORK|MIDDLEWARE|CACHES|INSTALLED_APPS)\b", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Settings();

    /// <summary>A file of settings that begins with those of another: <c>from .base import *</c>.</summary>
    [GeneratedRegex(@"^from\s+[\w.]+\s+import\s+\*", RegexOptions.CultureInvariant | RegexOptions.Multiline, 10_000)]
    private static partial Regex AddsToOthers();

    [GeneratedRegex(@"[/_.](?:prod|production|live)\w*\.py$", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex ForProduction();
}
