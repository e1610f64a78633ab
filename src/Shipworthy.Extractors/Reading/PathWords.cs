namespace Shipworthy.Extractors.Reading;

/// <summary>The parts of a path as <see cref="FileRoles"/> asks for them, in lower case.</summary>
readonly struct PathWords
{
    /// <summary>
    /// Folders that give names to pages, endpoints and modules. Below them a folder called <c>demo</c>, <c>docs</c> or <c>vendor</c> is a part of the product.
    /// </summary>
    static readonly HashSet<string> OfTheProduct =
    [
        "app",
        "api",
        "pages",
        "routes",
        "views",
        "screens",
        "controllers",
        "components",
        "features",
        "modules",
        "services",
        "handlers",
        "functions",
        "endpoints",
        "domain",
        "areas",
    ];

    public PathWords(string path)
    {
        var slash = path.LastIndexOf('/');
        OriginalName = path[(slash + 1)..];
        Name = OriginalName.ToLowerInvariant();
        Folders = slash < 0 ? [] : path[..slash].ToLowerInvariant().Split('/');
    }

    /// <summary>Last segment, as written.</summary>
    public string OriginalName { get; }

    /// <summary>Last segment.</summary>
    public string Name { get; }

    /// <summary>The segments before the last, from the root.</summary>
    public string[] Folders { get; }

    /// <summary>The folder that holds the file; empty at the root.</summary>
    public string Parent => Folders is [.., var last] ? last : "";

    /// <summary>Whether any folder above has one of the names.</summary>
    public bool HasFolder(params ReadOnlySpan<string> names)
    {
        foreach (var folder in Folders)
            if (names.Contains(folder))
                return true;
        return false;
    }

    /// <summary>
    /// The same for names that are ordinary words as well: not below a folder that names parts of the product, nor in a package of Java or Kotlin, where
    /// <c>com.example.demo</c> is what generators call an app.
    /// </summary>
    public bool HasPlainFolder(params ReadOnlySpan<string> names)
    {
        for (var i = 0; i < Folders.Length; i++)
        {
            if (names.Contains(Folders[i]))
                return true;
            if (OfTheProduct.Contains(Folders[i]) || IsPackageRoot(i))
                return false;
        }
        return false;
    }

    /// <summary>Whether the folder is <c>src/main/java</c> or one like it.</summary>
    bool IsPackageRoot(int at) =>
        at >= 2 && Folders[at] is "java" or "kotlin" or "scala" or "groovy" && Folders[at - 1] is "main" && Folders[at - 2] is "src";

    /// <summary>Whether two folders stand one in the other.</summary>
    public bool HasFolders(string outer, string inner)
    {
        for (var i = 1; i < Folders.Length; i++)
            if (Folders[i - 1] == outer && Folders[i] == inner)
                return true;
        return false;
    }
}
