namespace Shipworthy.Extractors.Endpoints.Frameworks;

/// <summary>Addresses that Next.js gives to files by where they lie. Groups <c>(name)</c> and slots <c>@name</c> leave no trace in an address.</summary>
static class NextPaths
{
    /// <summary>The address of an <c>app/**/route.ts</c>; null for other files.</summary>
    public static string? OfRouteFile(string path)
    {
        var slash = path.LastIndexOf('/');
        var name = path[(slash + 1)..];
        if (name is not ("route.ts" or "route.js" or "route.tsx" or "route.jsx" or "route.mts" or "route.mjs"))
            return null;
        var folders = path[..Math.Max(0, slash)].Split('/');
        var app = RootOf(folders, "app");
        return app < 0 || folders[(app + 1)..].Any(IsPrivate) ? null : "/" + string.Join('/', folders[(app + 1)..].Where(IsPartOfAddress));
    }

    /// <summary>The address of a file below <c>pages/api</c>; null for other files.</summary>
    public static string? OfApiPage(string path)
    {
        var dot = path.LastIndexOf('.');
        if (
            dot < 0
            || path[dot..] is not (".ts" or ".js" or ".tsx" or ".jsx" or ".mjs")
            || path.EndsWith(".d.ts", StringComparison.Ordinal)
        )
            return null;
        var folders = path[..dot].Split('/');
        var pages = RootOf(folders, "pages");
        if (pages < 0 || pages + 1 >= folders.Length || folders[pages + 1] is not "api")
            return null;
        var rest = folders[(pages + 1)..];
        return "/" + string.Join('/', rest[^1] is "index" ? rest[..^1] : rest);
    }

    /// <summary>The folder of the app that a file of Next.js belongs to: what stands before <c>app</c>, <c>pages</c> or <c>src</c>.</summary>
    public static string AppOf(string path)
    {
        var folders = path.Split('/');
        var root = RootOf(folders, "app") is >= 0 and var app ? app : RootOf(folders, "pages");
        if (root > 0 && folders[root - 1] is "src")
            root--;
        return root <= 0 ? "" : string.Join('/', folders[..root]);
    }

    /// <summary>A folder whose name begins with an underscore has no address; <c>%5F</c> makes an underscore of the address itself.</summary>
    static bool IsPrivate(string folder) => folder.StartsWith('_');

    static bool IsPartOfAddress(string folder) => !(folder.StartsWith('(') && folder.EndsWith(')')) && !folder.StartsWith('@');

    /// <summary>The outermost folder of the name, since below it the name is part of the address.</summary>
    static int RootOf(string[] folders, string name)
    {
        for (var i = 0; i < folders.Length; i++)
            if (
                folders[i] == name
                && !(
                    name is "app" && i + 1 < folders.Length && folders[i + 1] is "src" or "pages"
                    || folders[i] is "app" && i + 1 < folders.Length && folders[i + 1] is "app"
                )
            )
                return i;
        return -1;
    }
}
