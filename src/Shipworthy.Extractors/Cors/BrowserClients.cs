using System.Text.RegularExpressions;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Cors;

/// <summary>
/// Tells from where the browsers of an app's users call a server that has no rule for other origins. Pages that share its address need none; pages from
/// another address would be refused, so that somebody must add a rule that was not seen.
/// </summary>
sealed partial class BrowserClients(SourceTree tree, Facts<Deployable> parts)
{
    readonly Lazy<SourceFile?> proxy = new(() => tree.Files.FirstOrDefault(JoinsPageAndServer));

    /// <summary>From where it is called, with the file that shows it.</summary>
    public (BrowserClient Client, Location? At) Of(Deployable server)
    {
        var clients = parts
            .Where(part => part != server && IsClient(part) && !IsAnotherApp(part, server) && !IsItsOwnBundle(part, server))
            .ToList();
        if (clients.Count == 0)
            return (server is { Serves: Serves.Pages, NotSeen: null } ? BrowserClient.SameOrigin : BrowserClient.None, null);
        if (server.Stack is Stack.SupabaseFunctions)
            return Said(clients, InvokesFunctions(), BrowserClient.OtherOrigin) ?? (BrowserClient.None, null);
        if (FilesOf(server).FirstOrDefault(file => DeliversPages().IsMatch(file.Text)) is { } delivers)
            return (BrowserClient.SameOrigin, Location.File(delivers.Path));
        if (proxy.Value is { } joins)
            return (BrowserClient.SameOrigin, Location.File(joins.Path));
        return Said(clients, ForeignBase(), BrowserClient.OtherOrigin)
            ?? Said(clients, OwnBase(), BrowserClient.SameOrigin)
            ?? (server is { Serves: Serves.Pages, NotSeen: null } ? BrowserClient.SameOrigin : BrowserClient.Unknown, null);
    }

    /// <summary>What runs in browsers: bundles, and the frameworks that make bundles beside their pages.</summary>
    static bool IsClient(Deployable part) =>
        part.Serves switch
        {
            Serves.Files => true,
            Serves.Pages => part.Stack is Stack.JavaScript,
            Serves.Answers or Serves.Nothing or Serves.Unknown => false,
        };

    /// <summary>A framework's own pages call its own routes; they are no client of a server that has pages of its own too.</summary>
    static bool IsAnotherApp(Deployable client, Deployable server) =>
        client.Serves is Serves.Pages && server.Serves is Serves.Pages && server.Stack is Stack.JavaScript;

    /// <summary>Rails, Laravel and Phoenix make their bundle in their own folder, and deliver it with their pages.</summary>
    static bool IsItsOwnBundle(Deployable client, Deployable server) =>
        server.Stack is Stack.Ruby or Stack.Php or Stack.Elixir && client.Serves is Serves.Files && server.Holds(client.Folder + "/");

    (BrowserClient, Location?)? Said(List<Deployable> clients, Regex idiom, BrowserClient means)
    {
        foreach (var file in clients.SelectMany(FilesOf))
            if (idiom.Match(file.Text) is { Success: true } match)
                return (means, file.At(match.Index));
        return null;
    }

    IEnumerable<SourceFile> FilesOf(Deployable part) =>
        tree.Files.Where(file =>
            (file.Language is not Language.None || OriginTraces.IsCode(file, part.Stack))
            && file.Role is FileRole.Prod or FileRole.Infra
            && part.Holds(file.Path)
            && !parts.Any(inner => inner != part && inner.Folder.Length > part.Folder.Length && inner.Holds(file.Path))
        );

    /// <summary>A proxy that has the bundle and passes the rest on, or a platform that rewrites paths to another address.</summary>
    static bool JoinsPageAndServer(SourceFile file)
    {
        var name = file.Name.ToLowerInvariant();
        if (file.Role is not (FileRole.Prod or FileRole.Infra) && !name.EndsWith(".conf.template", StringComparison.Ordinal))
            return false;
        if (
            name.EndsWith(".conf", StringComparison.Ordinal)
            || name.EndsWith(".conf.template", StringComparison.Ordinal)
            || name.Contains("nginx", StringComparison.Ordinal)
            || name.StartsWith("caddyfile", StringComparison.Ordinal)
        )
            return PassesOn().IsMatch(file.Text) && DeliversFiles().IsMatch(file.Text);
        if (
            name is "vercel.json" or "netlify.toml" or "_redirects" or "staticwebapp.config.json" or "firebase.json"
            || name.StartsWith("next.config.", StringComparison.Ordinal)
        )
            return Rewrites().IsMatch(file.Text);
        return name.EndsWith(".yml", StringComparison.Ordinal) | name.EndsWith(".yaml", StringComparison.Ordinal)
            && SharesHost().IsMatch(file.Text);
    }

    [GeneratedRegex(@"\bproxy_pass\s|\breverse_proxy\s", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex PassesOn();

    [GeneratedRegex(
        @"\btry_files\b|\bfile_server\b|^\s*root\s|proxy_pass[^;]*;[\s\S]*proxy_pass",
        RegexOptions.Multiline | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 10_000
    )]
    private static partial Regex DeliversFiles();

    [GeneratedRegex(
        @"""destination"":\s*""https?://|destination:\s*[`'""](https?://|\$\{)|\bto\s*=\s*""https?://[^\n]*\n\s*status\s*=\s*200|https?://\S+\s+200\b|""(function|run)"":",
        RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 10_000
    )]
    private static partial Regex Rewrites();

    [GeneratedRegex(
        @"PathPrefix\(`/api|^\s*-?\s*path:\s*/api",
        RegexOptions.Multiline | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 10_000
    )]
    private static partial Regex SharesHost();

    [GeneratedRegex(
        @"\bexpress\.static\(|\bsendFile\(|\bserveStatic\(|@fastify/static|ServeStaticModule|\bvite\.middlewares\b|\bStaticFiles\(|\bMapFallbackToFile\(|\bUseSpa\(|\bUseBlazorFrameworkFiles\(|send_from_directory\(|\bkoa-static\b|^//go:embed\s|\bhttp\.FileServer(FS)?\(|\bServeDir::new\(",
        RegexOptions.Multiline | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 10_000
    )]
    private static partial Regex DeliversPages();

    [GeneratedRegex(
        @"(VITE|REACT_APP|NEXT_PUBLIC|NUXT_PUBLIC|PUBLIC|NG_APP|GATSBY|VUE_APP)_\w*(API|BACKEND|SERVER)\w*|\b(baseURL|baseUrl|apiUrl|API_URL|API_BASE(_URL)?|BASE_URL)\b\s*[:=]\s*[`'""]https?://|\bfetch\([`'""]https?://(localhost|127\.0\.0\.1)",
        RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 10_000
    )]
    private static partial Regex ForeignBase();

    [GeneratedRegex(@"[`'""]/api(/|[`'""])", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex OwnBase();

    [GeneratedRegex(@"\bfunctions\s*\.\s*invoke\(|/functions/v1/", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex InvokesFunctions();
}
