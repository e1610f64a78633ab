using System.Text.RegularExpressions;

namespace Shipworthy.Extractors.Infrastructure.Buckets;

/// <summary>
/// Folders into which an app on Express writes what people upload, and which it hands out as they are. A folder that nothing hands out is no store of this kind.
/// </summary>
sealed partial class FilesInServedFolders(Sources sources)
{
    /// <summary>A folder that is handed out.</summary>
    /// <param name="Call">What hands it out.</param>
    /// <param name="Path">Its path, without what leads up from a file.</param>
    readonly record struct Served(Code Call, string Path);

    /// <summary>A folder that takes uploads.</summary>
    /// <param name="At">What writes into it.</param>
    /// <param name="Path">Its path, without what leads up from a file.</param>
    readonly record struct Filled(Code At, string Path);

    /// <summary>One store for each such folder.</summary>
    public IEnumerable<StorageBucket> All()
    {
        if (!sources.Code.Imports("express"))
            yield break;
        var served = sources
            .Code.Calls("static")
            .Where(call => call.Receiver.Text is "express" && sources.IsDeployed(call.File) && sources.RunsInProduction(call))
            .Select(call => new Served(call, PathOf(call.ArgumentAt(0))))
            .Where(one => one.Path.Length > 0)
            .ToList();
        if (served.Count == 0)
            yield break;
        foreach (var filled in Multer().Concat(Moved()).DistinctBy(one => one.Path))
            if (
                served.Find(one => filled.Path == one.Path || filled.Path.StartsWith($"{one.Path}/", StringComparison.Ordinal)) is
                { Call.Exists: true } door
            )
                yield return Of(filled, door);
    }

    static StorageBucket Of(Filled filled, Served door)
    {
        var below = filled.Path[door.Path.Length..].Trim('/');
        var content = BucketWords.Of(below.Length > 0 ? below : filled.Path.Split('/')[^1]);
        var result = new StorageBucket(filled.At.At, "a folder of the server", filled.Path) { Content = content };
        return GuardOf(door.Call) is { } guard
                ? result with
                {
                    Unseen = $"is handed out behind {guard}, and whom that lets through was not followed",
                }
            : content is BucketContent.Unknown && Pictures().IsMatch($"{below} {filled.At.File.Text}")
                ? result with
                {
                    Unseen =
                        "takes pictures that people upload and hands them to everybody; whether they are meant for everybody is not shown",
                }
            : result with { Doors = [new(BucketAct.Read, door.Call.At, "is handed out to everybody, with what people upload into it")] };
    }

    /// <summary>What stands before the folder on its way out; null when nothing does.</summary>
    static string? GuardOf(Code call)
    {
        var use = call.Enclosing(CodeKind.Call);
        if (!use.Exists || use.Callee.Name is not ("use" or "get"))
            return "something that was not read";
        for (var at = 0; use.ArgumentAt(at) is { Exists: true } argument; at++)
            if (!argument.Contains(call) && argument.String is null)
                return argument.Text.Length < 40 ? argument.Text : "a function";
        foreach (var other in call.File.Root.Descendants())
            if (
                other.Start < use.Start
                && other is { Kind: CodeKind.Call, Callee.Name: "use" }
                && Guard().IsMatch(other.ArgumentAt(0).Text)
            )
                return other.ArgumentAt(0).Text is { Length: < 40 } text ? text : "a function";
        return null;
    }

    /// <summary>Folders that multer is told.</summary>
    IEnumerable<Filled> Multer()
    {
        if (!sources.Code.Imports("multer"))
            yield break;
        foreach (var call in sources.Code.Calls("multer", "diskStorage").Where(IsLive))
        foreach (var property in call.Descendants().Where(node => node.Kind is CodeKind.Property && node.Name is "dest" or "destination"))
        {
            var value = property[Part.Value];
            var path = PathOfNamed(value);
            if (path.Length == 0)
                path = value
                    .Descendants()
                    .Where(node => node is { Kind: CodeKind.Call } && node.ArgumentAt(0).Text is "null" or "undefined")
                    .Select(node => PathOfNamed(node.ArgumentAt(1)))
                    .FirstOrDefault(one => one.Length > 0, "");
            if (path.Length > 0)
                yield return new(call, path);
        }
    }

    /// <summary>Folders into which express-fileupload moves what came.</summary>
    IEnumerable<Filled> Moved()
    {
        if (!sources.Code.Imports("express-fileupload"))
            yield break;
        foreach (var call in sources.Code.Calls("mv").Where(IsLive))
        {
            var path = PathOf(call.ArgumentAt(0));
            if (path.Length == 0 && call.ArgumentAt(0) is { Kind: CodeKind.Name, Name: var name })
                path = call.Enclosing(CodeKind.Function)
                    .Descendants()
                    .Where(node => IsNamed(node, name))
                    .Select(node => PathOf(node[Part.Value]))
                    .FirstOrDefault(one => one.Length > 0, "");
            if (path.Length > 0)
                yield return new(call, path);
        }
    }

    static bool IsNamed(Code node, string name) =>
        node.Kind is CodeKind.Variable && node.Name == name || node.Kind is CodeKind.Assignment && node[Part.Target].Text == name;

    bool IsLive(Code call) => sources.IsDeployed(call.File) && sources.RunsInProduction(call);

    /// <summary>The folder at the beginning of a path, or of the one that a name stands for.</summary>
    string PathOfNamed(Code path) =>
        PathOf(path) is { Length: > 0 } told ? told
        : path is { Kind: CodeKind.Name } && sources.Code.Definition(path) is { Kind: CodeKind.Variable } named ? PathOf(named[Part.Value])
        : "";

    /// <summary>The folder at the beginning of a path that is written as text, joined or added up; empty when it begins with something unknown.</summary>
    string PathOf(Code path)
    {
        if (!path.Exists || path.Kind is CodeKind.Function)
            return "";
        if (sources.Code.ValueOf(path).AsText is { } whole)
            return Plain(whole);
        var text = path.Text;
        if (Start().Match(text) is not { Success: true } start)
            return "";
        return Plain(
            string.Concat(
                Literal()
                    .Matches(text[start.Index..])
                    .TakeWhile(one => !one.Groups["other"].Success)
                    .Select(one => one.Groups["text"].Value + "/")
            )
        );
    }

    static string Plain(string path) =>
        string.Join(
            '/',
            path.Split('/', '\\')
                .Select(part => part.Trim())
                .Where(part => part is not ("" or "." or "..") && !part.Contains('$', StringComparison.Ordinal))
        );

    [GeneratedRegex(@"__dirname|process\.cwd\(\)|(?<=^|\()\s*[""'`]", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Start();

    /// <summary>The literals after a beginning, up to the first name that stands between them.</summary>
    [GeneratedRegex(
        @"[""'`](?<text>[^""'`$]*)[""'`]|(?<![\w.])(?<other>(?!__dirname|process|cwd|path\b|join|resolve)[A-Za-z_]\w*)",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Literal();

    [GeneratedRegex(
        @"auth|guard|protect|passport|jwt|verify|session(?!\w*store)|requires?[A-Z_]|isLogged|ensure",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Guard();

    /// <summary>Signs that only pictures are taken.</summary>
    [GeneratedRegex(
        @"image/|\bjpe?g\b|(?:images?|photos?|pictures?|fotos?|imagens|bilder)\b|\.(?:single|array)\(\s*[""'](?:\w*(?:image|photo|picture|cover|thumb|avatar|logo)\w*)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Pictures();
}
