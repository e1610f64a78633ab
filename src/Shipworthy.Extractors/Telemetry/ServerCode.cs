using System.Text.RegularExpressions;
using Shipworthy.Extractors.Clients;
using Shipworthy.Extractors.Clients.Frameworks;
using Shipworthy.Extractors.Endpoints;
using Shipworthy.Extractors.Pipelines;

namespace Shipworthy.Extractors.Telemetry;

/// <summary>
/// The code that each part of the app runs on a server: its own files without those of browsers, and what they import from packages of the workspace or projects that they
/// refer to.
/// </summary>
sealed partial class ServerCode
{
    readonly Sources sources;
    readonly PartsOfTheApp owners;
    readonly HashSet<CodeFile> forClients;
    readonly ScriptsOfPackages scripts;

    /// <summary>Folders of clients whose build was not found; what a server imports from them runs there as well.</summary>
    readonly ImmutableArray<string> browserFolders;
    readonly ILookup<Deployable, CodeFile> owned;
    readonly Dictionary<Deployable, ImmutableArray<CodeFile>> known = [];

    /// <summary>The code of the parts of an app.</summary>
    public ServerCode(Sources sources, App known)
    {
        this.sources = sources;
        owners = new(known.Deployables);
        scripts = new(sources);
        var clients = sources.Clients;
        forClients = [.. clients.SelectMany(client => client.Files)];
        browserFolders =
        [
            .. ClientsNotFound
                .Find(sources, clients)
                .Select(client => Paths.FolderOf((client.NotCompleteAt ?? client.At).Path))
                .Where(folder => folder.Length > 0 && !known.Deployables.Any(part => Paths.IsIn(folder, part.At.Path))),
        ];
        Parts =
        [
            .. known
                .Deployables.Where(part => part.Stack is not Stack.Static && part.Serves is not Serves.Files && !IsDevelopersServer(part))
                .OrderBy(part => part.Folder, StringComparer.Ordinal)
                .ThenBy(part => part.At.Path, StringComparer.Ordinal),
        ];
        owned = sources
            .Code.Files.Where(file => Counts(file))
            .Select(file => (File: file, Part: owners.Of(file.Path)))
            .Where(one => one.Part is not null)
            .ToLookup(one => one.Part!, one => one.File);
    }

    /// <summary>The parts that run code of the app on a server.</summary>
    public ImmutableArray<Deployable> Parts { get; }

    /// <summary>The files of a part that run on a server, in the order of their paths.</summary>
    public ImmutableArray<CodeFile> Of(Deployable part)
    {
        if (known.TryGetValue(part, out var before))
            return before;
        var found = part.Stack switch
        {
            Stack.DotNet => OfProject(part),
            Stack.JavaScript or Stack.SupabaseFunctions => scripts.Without(
                WithImports(
                    part,
                    [.. owned[part].Where(file => IsScript(file) && !forClients.Contains(file) && !IsOfBrowser(file) && !IsHook(file))]
                ),
                part
            ),
            Stack.Python => WithoutScripts(part),
            _ => [.. owned[part].Where(file => !forClients.Contains(file))],
        };
        return known[part] = [.. found.OrderBy(file => file.Path, StringComparer.Ordinal)];
    }

    bool IsOfBrowser(CodeFile file) => browserFolders.Any(folder => Paths.IsIn(folder, file.Path));

    /// <summary>Vite's own server, which makes pages anew at each change: people run it while they write, and production serves what was built.</summary>
    bool IsDevelopersServer(Deployable part) =>
        part.IsMadeInCode
        && sources.Code.Find(part.At.Path) is { } file
        && ViteServer().IsMatch(file.Text)
        && !Production().IsMatch(file.Text);

    /// <summary>Hooks of React in a file without components: what they call is called by browsers.</summary>
    static bool IsHook(CodeFile file) =>
        file.Language is Language.TypeScript or Language.JavaScript
        && !file.Path.EndsWith(".jsx", StringComparison.Ordinal)
        && Hooks().IsMatch(file.Text);

    [GeneratedRegex(@"from\s+[""']vite[""'][\s\S]{0,4000}middlewareMode", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex ViteServer();

    [GeneratedRegex(@"NODE_ENV|[Pp]rod|PROD|\.static\(|sirv", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Production();

    [GeneratedRegex(
        @"(?m)^import\s[^;]{0,400}\buse(?:State|Effect|LayoutEffect|Reducer|Callback|Query|Mutation|SWR|SWRMutation)\b[^;]{0,400}from\s+[""'](?:react|swr[\w/]*|@tanstack/react-query)[""']|^import\s+useSWR",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Hooks();

    bool Counts(CodeFile file) => sources.IsDeployed(file) && sources.Code.IsReachable(file) && !IsTool(file) && !IsHandedOut(file);

    /// <summary>Scripts that are handed out as they are and run in browsers: workers of pages among them.</summary>
    static bool IsHandedOut(CodeFile file) =>
        file.Language is Language.JavaScript
        && $"/{file.Path}".Contains("/public/", StringComparison.Ordinal)
        && OfBrowsers().IsMatch(file.Text);

    [GeneratedRegex(
        @"\bself\.(?:addEventListener|skipWaiting|clients|registration)\b|\bimportScripts\(|\bcaches\.(?:open|match)\(|\b(?:document|window)\.\w",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex OfBrowsers();

    /// <summary>Settings of tools, declarations, and programs that people start by hand.</summary>
    static bool IsTool(CodeFile file) =>
        file.Path.EndsWith(".d.ts", StringComparison.Ordinal)
        || file.Path.Contains(".config.", StringComparison.Ordinal)
        || file.Path.Contains("management/commands/", StringComparison.Ordinal)
        || file.Text.StartsWith("#!", StringComparison.Ordinal) && file.Language is not Language.Python
        || file.Language is Language.Python && file.Text.Contains("import argparse", StringComparison.Ordinal);

    static bool IsScript(CodeFile file) => file.Language is Language.JavaScript or Language.TypeScript or Language.Tsx;

    /// <summary>A file that no other imports and that does its work when it is run is started by hand, unless the service is made in it.</summary>
    HashSet<CodeFile> WithoutScripts(Deployable part)
    {
        var files = owned[part].Where(file => file.Language is Language.Python).ToHashSet();
        var imported = new HashSet<CodeFile>();
        foreach (var file in files)
        foreach (var import in file.Root.Descendants(CodeKind.Import))
        {
            if (sources.Code.Module(file, import.Name) is { } module)
                imported.Add(module);
            foreach (var name in import.Children)
                if (sources.Code.Module(file, $"{import.Name}.{name.ImportedName}") is { } inside)
                    imported.Add(inside);
        }
        files.RemoveWhere(file => file.Path != part.At.Path && !imported.Contains(file) && RunsByItself(file));
        return files;
    }

    static bool RunsByItself(CodeFile file) =>
        file.Root.Children.Any(node =>
            node is { Kind: CodeKind.Branch } && node[Part.Condition].Text.Contains("__main__", StringComparison.Ordinal)
            || node is { Kind: CodeKind.Call, Callee.Name: "print" }
        );

    /// <summary>A .NET project is built with those that it refers to.</summary>
    HashSet<CodeFile> OfProject(Deployable part)
    {
        var found = owned[part].Where(file => file.Language is Language.CSharp).ToHashSet();
        if (sources.Tree.Files.FirstOrDefault(file => file.Folder == part.Folder && file.Name == part.Name + ".csproj") is { } project)
            foreach (var file in DotNetReferences.Code(sources, project))
                if (sources.Code.Find(file.Path) is { } code)
                    found.Add(code);
        return found;
    }

    /// <summary>What a browser also gets, or a package of the workspace, runs here too when code of the server imports it.</summary>
    HashSet<CodeFile> WithImports(Deployable part, HashSet<CodeFile> found)
    {
        var open = new Stack<CodeFile>(found);
        while (open.TryPop(out var file))
            foreach (var node in file.Root.Children)
                if (
                    node.Kind is CodeKind.Import or CodeKind.Export
                    && node.Name.Length > 0
                    && !node.Is(Modifiers.TypeOnly)
                    && sources.Code.Module(file, node.Name) is { } next
                    && IsScript(next)
                    && !IsComponent(next)
                    && sources.IsDeployed(next)
                    && !IsTool(next)
                    && (owners.Of(next.Path) is not { } owner || owner == part || !owned.Contains(owner) || owner.Stack is Stack.Static)
                    && found.Add(next)
                )
                    open.Push(next);
        return found;
    }

    /// <summary>Components run where they are shown.</summary>
    bool IsComponent(CodeFile file) =>
        IsHook(file)
        || forClients.Contains(file)
            && (file.Language is Language.Tsx || file.Path.EndsWith(".jsx", StringComparison.Ordinal) || Clients.Components.Are(file.Path))
        || file.Text.AsSpan().TrimStart() is var text && (text.StartsWith("\"use client") || text.StartsWith("'use client"));
}
