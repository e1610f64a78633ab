using Shipworthy.Extractors.Deployables;

namespace Shipworthy.Extractors.Endpoints.Frameworks;

/// <summary>
/// Functions that Vercel, Netlify and Cloudflare Pages find by their folder. A <c>_middleware</c> of Pages runs before all addresses below its folder.
/// </summary>
sealed class RoutesInFunctionFolders : IRouteFinder
{
    /// <inheritdoc/>
    public ImmutableArray<string> Frameworks => ["Vercel Functions", "Netlify Functions", "Pages Functions"];

    /// <inheritdoc/>
    public void Find(Sources sources, RouteList found)
    {
        var functions = new FunctionFiles(sources);
        foreach (var file in sources.Code.Files)
        {
            if (!sources.IsDeployed(file) || functions.Of(file) is not { } function)
                continue;
            foreach (var (method, what, at) in function.Offered(sources.Code, file))
            {
                if (RoutesOfSignInProducts.Serves(sources.Code, what))
                    continue;
                found.Add(
                    new(at, function.Platform, method, function.Address)
                    {
                        Handler = what,
                        Before = function.Hosting is Hosting.Cloudflare ? MiddlewareAbove(sources, file.Path, function.Folder) : [],
                        NotFollowed = what.Exists ? null : "where its function comes from could not be followed",
                    }
                );
            }
        }
    }

    static ImmutableArray<Step> MiddlewareAbove(Sources sources, string path, string folder)
    {
        var steps = ImmutableArray.CreateBuilder<Step>();
        for (var at = Pipelines.Paths.FolderOf(path); at.Length >= folder.Length; at = Pipelines.Paths.FolderOf(at))
        {
            foreach (var ending in new[] { ".ts", ".js" })
                if (sources.Code.Files.FirstOrDefault(one => one.Path == $"{at}/_middleware{ending}") is { } file)
                    steps.AddRange(
                        ScriptExports
                            .Of(sources.Code, file)
                            .Where(one => one.Name.StartsWith("onRequest", StringComparison.Ordinal))
                            .SelectMany(one => one.What.Kind is CodeKind.Array ? [.. one.What.Children] : ImmutableArray.Create(one.What))
                            .Select(one => new Step(one))
                            .Reverse()
                    );
            if (at.Length == 0)
                break;
        }
        steps.Reverse();
        return steps.ToImmutable();
    }
}
