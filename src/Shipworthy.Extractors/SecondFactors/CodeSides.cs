using Shipworthy.Extractors.Endpoints;
using Shipworthy.Extractors.Endpoints.Frameworks;

namespace Shipworthy.Extractors.SecondFactors;

/// <summary>Tells code of clients, which refuses nobody, from code of servers.</summary>
sealed class CodeSides(App known, Sources sources)
{
    readonly PartsOfTheApp parts = new(known.Deployables);
    readonly Dictionary<string, bool> clients = new(StringComparer.Ordinal);

    /// <summary>Whether the code of a file runs in browsers or on phones.</summary>
    public bool IsClient(CodeFile file)
    {
        if (!clients.TryGetValue(file.Path, out var isClient))
            clients[file.Path] = isClient = Look(file);
        return isClient;
    }

    bool Look(CodeFile file)
    {
        if (file.Language is not (Language.JavaScript or Language.TypeScript or Language.Tsx))
            return false;
        if (
            Deployables.DeployablesInSupabase.FolderOf(file.Path) is not null
            || file.Path.Contains("supabase/functions/", StringComparison.Ordinal)
        )
            return false;
        if (
            Directives.IsFirst(file.Root, "use server")
            || NextPaths.OfRouteFile(file.Path) is not null
            || NextPaths.OfApiPage(file.Path) is not null
        )
            return false;
        if (Directives.IsFirst(file.Root, "use client"))
            return true;
        var serves = parts.Of(file.Path)?.Serves ?? Serves.Unknown;
        return serves is Serves.Files
            || (serves is not Serves.Pages && (file.Language is Language.Tsx || file.Path.EndsWith(".jsx", StringComparison.Ordinal)))
            || (serves is Serves.Answers && InFolderOfClients(file.Path))
            || (serves is Serves.Unknown && !UsesServer(file));
    }

    static bool InFolderOfClients(string path) =>
        path.Split('/')[..^1]
            .Any(folder => folder is "client" or "frontend" or "web" or "ui" or "public" or "components" or "pages" or "hooks");

    bool UsesServer(CodeFile file) =>
        sources.Tree.Find(file.Path) is not null
        && (file.Text.Contains("process.env", StringComparison.Ordinal) || file.Text.Contains("req.", StringComparison.Ordinal));
}
