using System.Text.RegularExpressions;
using Shipworthy.Extractors.Dependencies.Text;
using Shipworthy.Extractors.Pipelines;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Dependencies.Jvm;

/// <summary>
/// Finds what Gradle builds with: <c>gradle.lockfile</c> where there is one, else the plain <c>group:name:version</c> texts of build scripts and the
/// version catalog. Scripts are programs; what they put together from parts is not seen.
/// </summary>
sealed partial class GradleInstallations : IInstallationFinder
{
    public IEnumerable<Installation> Find(SourceTree tree)
    {
        var scripts = tree
            .Files.Where(file =>
                file.Name is "build.gradle" or "build.gradle.kts"
                && file.Role is not (FileRole.Vendored or FileRole.Generated or FileRole.Paste)
            )
            .ToList();
        var roots = tree
            .Files.Where(file => file.Name is "settings.gradle" or "settings.gradle.kts")
            .Select(file => file.Folder)
            .ToHashSet(StringComparer.Ordinal);
        foreach (
            var build in scripts.GroupBy(
                script => Paths.UpFrom(script.Folder).FirstOrDefault(roots.Contains) ?? script.Folder,
                StringComparer.Ordinal
            )
        )
            if (Of(build.Key, [.. build], tree) is { } installation)
                yield return installation;
    }

    static Installation? Of(string folder, ImmutableArray<SourceFile> scripts, SourceTree tree)
    {
        var locks = scripts.Select(script => tree.Find(Paths.Below(script.Folder, "gradle.lockfile"))).OfType<SourceFile>().ToList();
        ImmutableArray<SourceFile> catalogs = tree.Find(Paths.Below(folder, "gradle/libs.versions.toml")) is { } catalog ? [catalog] : [];
        ImmutableArray<LockedPackage> packages =
            locks.Count > 0 ? [.. locks.SelectMany(Locked)] : [.. catalogs.SelectMany(Catalogued), .. scripts.SelectMany(Named)];
        if (packages.IsEmpty)
            return null;
        var first = scripts.Select(script => (Script: script, Line: LineOf(script))).OrderByDescending(one => one.Line > 0).First();
        return new(PackageEcosystem.Maven, folder, first.Script.AtLine(Math.Max(1, first.Line)))
        {
            Manifests = [.. scripts, .. catalogs],
            Locks = [.. locks.Select(file => new LockFile(file.Path, "Gradle"))],
            Packages = packages,
            PackagesPath = scripts[0].Path,
            Standing = locks.Count > 0 ? LockStanding.Locked : LockStanding.NotUsual,
            Because =
                locks.Count > 0 ? "names every version" : "has no lock file, and names versions of the packages that it asks for itself",
            BecauseAt = locks.Count > 0 ? Location.File(locks[0].Path) : null,
        };
    }

    /// <summary><c>group:name:version=configuration,configuration</c></summary>
    static IEnumerable<LockedPackage> Locked(SourceFile file)
    {
        var number = 0;
        foreach (var line in file.Text.Split('\n'))
        {
            number++;
            if (
                line.StartsWith('#')
                || line.Split('=') is not [var name, var configurations]
                || name.Split(':') is not [var group, var artifact, var version]
            )
                continue;
            var isForTests = configurations
                .Trim()
                .Split(',')
                .All(one => one.StartsWith("test", StringComparison.Ordinal) || one.Contains("Test", StringComparison.Ordinal));
            yield return new($"{group}:{artifact}", version, number)
            {
                Path = file.Path,
                Scope = isForTests ? DependencyScope.Development : DependencyScope.Runtime,
            };
        }
    }

    static IEnumerable<LockedPackage> Named(SourceFile script) =>
        Dependency()
            .Matches(script.Text)
            .Select(match => new LockedPackage(
                $"{match.Groups[2].Value}:{match.Groups[3].Value}",
                Exact(match.Groups[4].Value),
                script.At(match.Index).Line
            )
            {
                Path = script.Path,
                IsDirect = true,
                IsResolved = Exact(match.Groups[4].Value).Length > 0,
                Scope =
                    match.Groups[1].Value is var configuration
                    && (
                        configuration.Contains("est", StringComparison.Ordinal)
                        || configuration is "compileOnly" or "annotationProcessor" or "developmentOnly" or "kapt" or "ksp"
                    )
                        ? DependencyScope.Development
                        : DependencyScope.Runtime,
            });

    static IEnumerable<LockedPackage> Catalogued(SourceFile file)
    {
        var tables = TomlTables.Of(file.Text).ToList();
        var versions = tables.Find(table => table.Name is "versions");
        if (tables.Find(table => table.Name is "libraries") is not { } libraries)
            yield break;
        foreach (var key in libraries.Keys)
        {
            var raw = libraries.Raw(key);
            var name = TomlTables.FieldOf(raw, "module") is { Length: > 0 } module
                ? module
                : $"{TomlTables.FieldOf(raw, "group")}:{TomlTables.FieldOf(raw, "name")}";
            var version = TomlTables.FieldOf(raw, "version.ref") is { Length: > 0 } reference
                ? versions?.Text(reference) ?? ""
                : TomlTables.FieldOf(raw, "version");
            if (!raw.StartsWith('{') && TomlTables.Unquoted(raw).Split(':') is [var group, var artifact, var written])
                (name, version) = ($"{group}:{artifact}", written);
            if (name.Length > 2)
                yield return new(name, Exact(version), libraries.LineOf(key))
                {
                    Path = file.Path,
                    IsDirect = true,
                    IsResolved = Exact(version).Length > 0,
                };
        }
    }

    static string Exact(string version) => version.Length > 0 && !version.AsSpan().ContainsAny("$[(,+") ? version : "";

    static int LineOf(SourceFile script) => Block().Match(script.Text) is { Success: true } block ? script.At(block.Index).Line : 0;

    [GeneratedRegex(
        @"\b(?>(\w+)[ \t]*)(?:\(\s*)?(?:platform\s*\(\s*)?[""']([\w.-]+):([\w.-]+)(?::([^""':@]+))?[""']",
        RegexOptions.None,
        10_000
    )]
    private static partial Regex Dependency();

    [GeneratedRegex(@"^dependencies\s*\{", RegexOptions.Multiline, 10_000)]
    private static partial Regex Block();
}
