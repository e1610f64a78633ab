using System.Text.RegularExpressions;
using Shipworthy.Extractors.Json;
using Shipworthy.Extractors.Reading;
using Shipworthy.Extractors.Toml;

namespace Shipworthy.Extractors.Deployables;

/// <summary>Tells which files of an app a platform runs as functions. Made once for an app, since it reads the settings of platforms first.</summary>
sealed partial class FunctionFiles(Sources sources)
{
    readonly ImmutableArray<string> netlify = [.. NetlifyFolders(sources.Tree).Distinct(StringComparer.Ordinal)];

    /// <summary>Packages whose own folders hold what answers, so that <c>api/</c> beside them is none of Vercel's.</summary>
    static readonly ImmutableArray<string> Owners =
    [
        "next",
        "nuxt",
        "@sveltejs/kit",
        "@remix-run/react",
        "@react-router/node",
        "@tanstack/react-start",
        "@redwoodjs/web",
        "@redwoodjs/core",
        "@nestjs/core",
        "@strapi/strapi",
    ];

    /// <summary>What a file is to a platform; null where it is no function.</summary>
    public FunctionFile? Of(CodeFile file) =>
        file.Language is not (Language.JavaScript or Language.TypeScript or Language.Tsx)
        || file.Path.EndsWith(".d.ts", StringComparison.Ordinal)
        || Hidden().IsMatch(file.Path)
            ? null
            : Netlify(file) ?? Pages(file) ?? Vercel(file);

    FunctionFile? Netlify(CodeFile file)
    {
        foreach (var folder in netlify)
            if (Below(file.Path, folder) is [var only] || (Below(file.Path, folder) is [var outer, var inner] && Same(outer, inner)))
                return new(
                    "Netlify Functions",
                    Hosting.Netlify,
                    folder,
                    $"/.netlify/functions/{(Below(file.Path, folder) is [var name, _] ? name : Bare(file.Path))}"
                );
        return null;
    }

    static bool Same(string folder, string file) => Bare(file) is "index" || Bare(file) == folder;

    static IEnumerable<string> NetlifyFolders(SourceTree tree)
    {
        foreach (var settings in tree.Named("netlify.toml"))
        {
            var root = TomlFile.Read(settings);
            var named = root["functions"]["directory"].Text is { Length: > 0 } directory ? directory : root["build"]["functions"].Text;
            if (named.Length > 0)
                yield return Pipelines.Paths.Within(settings.Folder, named.Trim('/')) ?? named.Trim('/');
        }
        foreach (
            var folder in tree
                .Files.Select(file => NetlifyFolder().Match(file.Path))
                .Where(match => match.Success)
                .Select(match => match.Groups["folder"].Value)
                .Distinct(StringComparer.Ordinal)
        )
            yield return folder;
    }

    FunctionFile? Pages(CodeFile file)
    {
        if (RootAbove(sources.Tree, file.Path, "functions") is not { } folder || !file.Text.Contains("onRequest", StringComparison.Ordinal))
            return null;
        var found = new FunctionFile("Pages Functions", Hosting.Cloudflare, folder, AddressOf(file.Path, folder, ""));
        return found.Offered(sources.Code, file).Any() ? found : null;
    }

    FunctionFile? Vercel(CodeFile file)
    {
        if (RootAbove(sources.Tree, file.Path, "api") is not { } folder)
            return null;
        var root = Pipelines.Paths.FolderOf(folder);
        if (sources.Tree.Find(In(root, "package.json")) is { } manifest && Owned(manifest))
            return null;
        var found = new FunctionFile("Vercel Functions", Hosting.Vercel, folder, AddressOf(file.Path, folder, "/api"));
        var isVercel = sources.Tree.Find(In(root, "vercel.json")) is not null || file.Text.Contains("@vercel/", StringComparison.Ordinal);
        return found.Offered(sources.Code, file).Any(one => Answers(sources.Code.FunctionOf(one.What), isVercel)) ? found : null;
    }

    static bool Owned(SourceFile manifest)
    {
        var packages = JsonFile.Read(manifest);
        return Owners.Any(one => packages["dependencies"].Has(one) || packages["devDependencies"].Has(one));
    }

    /// <summary>Without a word of Vercel, only a function of a request and an answer is one.</summary>
    static bool Answers(Code function, bool isVercel)
    {
        if (!function.Exists)
            return false;
        var names = function.All(Part.Parameter).Select(one => one.Name).ToList();
        return isVercel || names is [var request, var answer, ..] && Request().IsMatch(request) && Answer().IsMatch(answer);
    }

    /// <summary>The folder of the name that lies beside a manifest or settings and above a file; null when there is none.</summary>
    static string? RootAbove(SourceTree tree, string path, string name)
    {
        var folders = path.Split('/');
        for (var i = 0; i < folders.Length - 1; i++)
        {
            var root = string.Join('/', folders[..i]);
            if (
                folders[i] == name
                && (i == 0 || new[] { "package.json", "vercel.json", "wrangler.toml" }.Any(one => tree.Find(In(root, one)) is not null))
            )
                return In(root, name);
        }
        return null;
    }

    static string AddressOf(string path, string folder, string prefix)
    {
        var rest = path[(folder.Length + 1)..];
        rest = rest[..rest.LastIndexOf('.')];
        rest =
            rest is "index" ? ""
            : rest.EndsWith("/index", StringComparison.Ordinal) ? rest[..^"/index".Length]
            : rest;
        return rest.Length == 0 && prefix.Length > 0 ? prefix : $"{prefix}/{rest}";
    }

    static string[]? Below(string path, string folder) =>
        path.StartsWith(folder + "/", StringComparison.Ordinal) ? path[(folder.Length + 1)..].Split('/') : null;

    static string Bare(string path)
    {
        var name = path[(path.LastIndexOf('/') + 1)..];
        return name[..Math.Max(0, name.LastIndexOf('.'))];
    }

    static string In(string folder, string name) => folder.Length == 0 ? name : $"{folder}/{name}";

    [GeneratedRegex(@"^(?<folder>(?:.*/)?netlify/(?:edge-)?functions)/", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex NetlifyFolder();

    /// <summary>Files and folders that platforms leave out, and those of tests.</summary>
    [GeneratedRegex(
        @"(?:^|/)[_.][^/]*$|(?:^|/)(?:_[^/]*|node_modules|__tests__)/|\.(?:test|spec)\.",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Hidden();

    [GeneratedRegex("^_?req(?:uest)?$", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Request();

    [GeneratedRegex("^_?res(?:p|ponse)?$", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Answer();
}
