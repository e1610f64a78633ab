using System.Text.RegularExpressions;
using Shipworthy.Extractors.Pipelines;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Dependencies;

/// <summary>
/// Tells whether the app relies on the part of a framework that an advisory breaks, for the few advisories that let strangers past a framework's own door.
/// What they break is told by the shape of the app: a middleware of Next.js, pages that are rendered with React Server Components.
/// </summary>
sealed partial class Reliance(Sources sources)
{
    /// <summary>Requests can skip the middleware of Next.js (CVE-2025-29927), or some of its paths (CVE-2024-51479).</summary>
    static readonly ImmutableArray<string> middleware = ["CVE-2025-29927", "GHSA-f82v-jwr5-mffw", "CVE-2024-51479", "GHSA-7gfc-8cq8-jh5f"];

    /// <summary>Requests can run code through React Server Components (CVE-2025-55182), which Next.js carries in itself (CVE-2025-66478).</summary>
    static readonly ImmutableArray<string> serverComponents =
    [
        "CVE-2025-55182",
        "CVE-2025-66478",
        "GHSA-fv66-9v8q-g76r",
        "GHSA-9qr9-h5gf-34mp",
    ];

    /// <summary>What the app relies on as a clause about it, and where that shows; null when nothing shows it.</summary>
    public (string? Because, Location? At) Of(Dependency dependency, Advisory advisory)
    {
        if (dependency.Ecosystem is not PackageEcosystem.Npm || dependency.Scope is DependencyScope.Development)
            return (null, null);
        var names = advisory.Aliases.Prepend(advisory.Id).ToList();
        if (dependency.Name is "next" && names.Exists(middleware.Contains) && FindMiddleware(dependency) is { } guard)
            return (
                Guards().IsMatch(guard.Text) ? "decides in middleware who may pass" : "sends requests through middleware",
                guard.AtLine(1)
            );
        if (names.Exists(serverComponents.Contains) && Find(dependency, ServerComponent()) is { } page)
            return ("renders pages with React Server Components", page.AtLine(1));
        return (null, null);
    }

    /// <summary>Next.js knows it only beside the manifest of an app, or in <c>src</c> there (nextjs.org, "Middleware"); elsewhere the name means something else.</summary>
    SourceFile? FindMiddleware(Dependency dependency) =>
        sources.Tree.Files.FirstOrDefault(file =>
            file.Role is FileRole.Prod
            && file.Name is "middleware.ts" or "middleware.js" or "middleware.mjs"
            && Paths.IsIn(dependency.Directory, file.Path)
            && IsRoot(Path.GetFileName(file.Folder) is "src" ? Paths.FolderOf(file.Folder) : file.Folder, dependency)
        );

    bool IsRoot(string folder, Dependency dependency) =>
        folder == dependency.Directory || sources.Tree.Find(Paths.Below(folder, "package.json")) is not null;

    SourceFile? Find(Dependency dependency, Regex path) =>
        sources.Tree.Files.FirstOrDefault(file =>
            file.Role is FileRole.Prod && Paths.IsIn(dependency.Directory, file.Path) && path.IsMatch(file.Path)
        );

    [GeneratedRegex(@"(^|/)app/(.+/)?(page|layout|route)\.(tsx|jsx|ts|js)$", RegexOptions.None, 10_000)]
    private static partial Regex ServerComponent();

    [GeneratedRegex(@"auth|session|token|jwt|cookie|login|sign-?in|redirect|clerk|supabase", RegexOptions.IgnoreCase, 10_000)]
    private static partial Regex Guards();
}
