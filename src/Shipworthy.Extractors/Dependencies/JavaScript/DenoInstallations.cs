using Shipworthy.Extractors.Pipelines;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Dependencies.JavaScript;

/// <summary>Finds what Deno code imports: the functions of a Supabase project, and every folder with a <c>deno.json</c>.</summary>
sealed class DenoInstallations : IInstallationFinder
{
    const string Functions = "supabase/functions";

    public IEnumerable<Installation> Find(SourceTree tree)
    {
        var roots = tree
            .Files.Where(file => file.Role is not (FileRole.Vendored or FileRole.Generated or FileRole.Paste or FileRole.Docs))
            .Select(RootOf)
            .OfType<string>()
            .Distinct(StringComparer.Ordinal)
            // Beside a package.json, Deno takes packages as Node does.
            .Where(root => tree.Find(Paths.Below(root, "package.json")) is null)
            .OrderBy(root => root.Length)
            .ToList();
        for (var at = 0; at < roots.Count; at++)
            if (!roots.Take(at).Any(above => Paths.IsIn(above, roots[at])) && Of(roots[at], tree) is { } installation)
                yield return installation;
    }

    static string? RootOf(SourceFile file)
    {
        var functions = file.Path.IndexOf(Functions + "/", StringComparison.Ordinal);
        if (functions == 0 || (functions > 0 && file.Path[functions - 1] == '/'))
            return file.Path[..(functions + Functions.Length)];
        return file.Name is "deno.json" or "deno.jsonc" ? file.Folder : null;
    }

    static Installation? Of(string root, SourceTree tree)
    {
        var files = tree
            .Files.Where(file =>
                Paths.IsIn(root, file.Path) && file.Role is not (FileRole.Vendored or FileRole.Generated or FileRole.Paste)
            )
            .ToList();
        var named = files.Where(IsCodeOrMap).SelectMany(DenoImports.In).ToList();
        if (named.Count == 0)
            return null;
        var locked = Paths
            .UpFrom(root)
            .Select(at => tree.Find(Paths.Below(at, "deno.lock")))
            .OfType<SourceFile>()
            .Select(DenoLock.Read)
            .FirstOrDefault();
        if (locked is not null)
            named = [.. named.Select(locked.Resolved)];
        var maps = files.Where(file => IsMap(file) && named.Exists(package => package.Path == file.Path)).ToList();
        var first = named.Find(package => maps.Exists(map => map.Path == package.Path)) ?? named[0];
        return new(PackageEcosystem.Npm, root, Location.At(first.Path!, first.Line))
        {
            Manifests = maps.Count > 0 ? [.. maps] : [tree.Find(first.Path!)!],
            Locks = locked is null ? [] : [new(locked.File.Path, "Deno", locked.Unread)],
            // A package that many functions import is one package, at the first of them.
            Packages =
            [
                .. named.DistinctBy(package => (package.Ecosystem, package.Name, package.Version)),
                .. (locked?.Packages ?? []).Where(package =>
                    !named.Exists(one => one.Ecosystem == package.Ecosystem && one.Name == package.Name && one.Version == package.Version)
                ),
            ],
            Standing = locked is { Unread: null } ? LockStanding.Locked : LockStanding.NotUsual,
            Because = locked is { Unread: null } ? "names every version" : "has no lock file, and its imports name versions themselves",
            BecauseAt = locked is null ? null : Location.File(locked.File.Path),
            Use = root.EndsWith(Functions, StringComparison.Ordinal) ? (ManifestUse.Deployed, "holds edge functions") : null,
        };
    }

    static bool IsCodeOrMap(SourceFile file) =>
        IsMap(file) || (file.Language is Language.JavaScript or Language.TypeScript && file.Role is not FileRole.Test);

    static bool IsMap(SourceFile file) => file.Name is "deno.json" or "deno.jsonc" or "import_map.json" or "importmap.json";
}
