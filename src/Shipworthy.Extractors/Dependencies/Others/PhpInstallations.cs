using Shipworthy.Extractors.Dependencies.Text;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Dependencies.Others;

/// <summary>Finds what Composer installs: <c>composer.lock</c> lists packages for production and for development apart.</summary>
sealed class PhpInstallations : IInstallationFinder
{
    public IEnumerable<Installation> Find(SourceTree tree) =>
        new PlainInstallation(
            PackageEcosystem.Packagist,
            "Composer",
            ["composer.json"],
            ["composer.lock"],
            Read,
            file => Asked(file).Line
        ).Find(tree);

    static LockReading Read(SourceFile file, SourceFile? manifest)
    {
        var direct = manifest is null ? null : Asked(manifest).Names;
        var packages = ImmutableArray.CreateBuilder<LockedPackage>();
        var unread = JsonWalk.Read(
            file.Bytes.Span,
            (ref JsonWalk walk) =>
            {
                while (walk.Property(out var section))
                    if (section is not ("packages" or "packages-dev"))
                        walk.Pass();
                    else if (walk.List())
                        while (walk.Next(out var isObject))
                            if (isObject)
                                Take(
                                    ref walk,
                                    section is "packages" ? DependencyScope.Runtime : DependencyScope.Development,
                                    direct,
                                    packages
                                );
                            else
                                walk.Item();
            }
        );
        return unread is null ? new(packages.ToImmutable()) : LockReading.Failed(unread);
    }

    static void Take(ref JsonWalk walk, DependencyScope scope, HashSet<string>? direct, ImmutableArray<LockedPackage>.Builder packages)
    {
        var (line, name, version) = (walk.Line, "", "");
        while (walk.Property(out var field))
            switch (field)
            {
                case "name":
                    line = walk.Line;
                    name = (walk.Value() ?? "").ToLowerInvariant();
                    break;
                case "version":
                    version = walk.Value() ?? "";
                    break;
                default:
                    walk.Pass();
                    break;
            }
        if (name.Length > 0)
            packages.Add(
                new(name, version.StartsWith('v') ? version[1..] : version, line) { Scope = scope, IsDirect = direct?.Contains(name) }
            );
    }

    /// <summary>What the manifest asks for, but for PHP itself and its extensions, and the line where it begins to; 0 when it asks for nothing.</summary>
    static (HashSet<string> Names, int Line) Asked(SourceFile manifest)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        var line = 0;
        JsonWalk.Read(
            manifest.Bytes.Span,
            (ref JsonWalk walk) =>
            {
                while (walk.Property(out var section))
                    if (section is "require" or "require-dev")
                    {
                        var at = walk.Line;
                        var all = walk.Names().Where(name => name.Contains('/')).ToList();
                        names.UnionWith(all.Select(name => name.ToLowerInvariant()));
                        if (all.Count > 0 && (line == 0 || section is "require"))
                            line = at;
                    }
                    else
                        walk.Pass();
            }
        );
        return (names, line);
    }
}
