using System.Text.RegularExpressions;
using Shipworthy.Extractors.Images.Files;
using Shipworthy.Extractors.Pipelines;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Headers;

/// <summary>
/// Tells which server of the app answers with a bundle's files, by what the repository says of both: a project that publishes them with itself, code that names their folder,
/// a Dockerfile that builds them in one stage and copies them into the server's. Such a bundle is no surface beside its server.
/// </summary>
sealed partial class BundlesInServers(Sources sources, Facts<Deployable> parts)
{
    readonly Lazy<List<(SourceFile File, List<DockerStage> Stages)>> images = new(() =>
        [
            .. sources
                .Tree.Files.Where(file =>
                    file.Name.Contains("Dockerfile", StringComparison.OrdinalIgnoreCase)
                    && !file.Name.EndsWith("ignore", StringComparison.OrdinalIgnoreCase)
                    && ContainerPurposes.OfPath(file.Path) is null
                )
                .Select(file => (file, DockerStage.In(file))),
        ]
    );

    /// <summary>The server; null when nothing joins the bundle with one.</summary>
    public Deployable? Of(Deployable bundle)
    {
        var servers = parts.Where(part => part.Serves is Serves.Answers or Serves.Pages && AreTogether(bundle, part)).ToList();
        return servers.Find(server => Publishes(server, bundle) || Names(server, bundle)) ?? Copied(bundle, servers);
    }

    /// <summary>A host of files alone has them in its own keeping.</summary>
    static bool AreTogether(Deployable bundle, Deployable server) =>
        bundle.Hosting == server.Hosting
        || bundle.Hosting is not (Hosting.Vercel or Hosting.Netlify or Hosting.Cloudflare or Hosting.Firebase or Hosting.Lovable);

    /// <summary>A project of .NET that takes the built files into what it publishes, or falls back to the page of a bundle inside of it.</summary>
    bool Publishes(Deployable server, Deployable bundle)
    {
        if (server.Stack is not Stack.DotNet || bundle.Folder.Length == 0 || ProjectOf(server) is not { } project)
            return false;
        var name = Regex.Escape(LastOf(bundle.Folder));
        return project.Text.Contains(LastOf(bundle.Folder), StringComparison.OrdinalIgnoreCase)
                && SpaItems().IsMatch(project.Text)
                && Regex.IsMatch(
                    project.Text,
                    $@"(?:^|[\\/"">]){name}(?:[\\/""<]|\.esproj)",
                    RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking
                )
            || bundle.Folder.StartsWith(server.Folder + "/", StringComparison.Ordinal)
                && sources.Code.Files.Any(file => server.Holds(file.Path) && sources.IsDeployed(file) && FallsBack().IsMatch(file.Text));
    }

    SourceFile? ProjectOf(Deployable server) =>
        sources.Tree.Find($"{(server.Folder.Length > 0 ? server.Folder + "/" : "")}{server.Name}.csproj");

    /// <summary>Code that serves files and names the folder in which the bundle is built.</summary>
    bool Names(Deployable server, Deployable bundle)
    {
        if (bundle.Folder.Length == 0)
            return false;
        var built = new Regex(
            $@"(?:^|[^\w-]){Regex.Escape(LastOf(bundle.Folder))}['""]?\s*[/,\\]\s*['""]?(?:dist|build|out|public|www)\b",
            RegexOptions.CultureInvariant | RegexOptions.NonBacktracking
        );
        return sources.Code.Files.Any(file =>
            server.Holds(file.Path)
            && !bundle.Holds(file.Path)
            && sources.IsDeployed(file)
            && ServesFiles().IsMatch(file.Text)
            && built.IsMatch(file.Text)
        );
    }

    /// <summary>An image whose one stage builds the bundle and whose last one, no web server for files, takes it.</summary>
    Deployable? Copied(Deployable bundle, List<Deployable> servers)
    {
        foreach (var (file, stages) in images.Value)
            if (
                stages.Count > 1
                && !FileServers().IsMatch(stages[^1].Base)
                && stages.Exists(stage => stage != stages[^1] && stage.Builds(bundle.Folder, file.Folder) && IsTaken(stage, stages))
            )
                return servers.Find(server =>
                        server.Folder.Length > 0
                        && server.Folder != bundle.Folder
                        && stages.Exists(stage => stage.CopiesFrom(server.Folder, file.Folder))
                    )
                    ?? servers.Find(server => server.Folder == file.Folder)
                    ?? (servers is [var only] && !Paths.IsIn(bundle.Folder, file.Path) ? only : null);
        return null;
    }

    static bool IsTaken(DockerStage stage, List<DockerStage> stages) =>
        stages[^1].Takes.Contains(stage.Name)
        || stages.Exists(other => other.Takes.Contains(stage.Name) && stages[^1].Takes.Contains(other.Name));

    static string LastOf(string folder) => folder[(folder.LastIndexOf('/') + 1)..];

    [GeneratedRegex(@"<SpaRoot>|DistFiles|\.esproj""|<SpaProxyServerUrl>|npm run build", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex SpaItems();

    [GeneratedRegex(@"\b(?:MapFallbackToFile|UseSpa|UseSpaStaticFiles)\(", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex FallsBack();

    [GeneratedRegex(
        @"\bexpress\.static\(|\bsendFile\(|\bserveStatic\(|@fastify/static|koa-static|ServeStaticModule|\bStaticFiles\(|send_from_directory\(|static_folder\s*=|FileResponse\(|PhysicalFileProvider\(|STATICFILES_DIRS",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex ServesFiles();

    [GeneratedRegex(@"(?:^|/)(?:nginx|caddy|httpd|static-web-server|lighttpd)\b", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex FileServers();
}
