using System.Text.Json;
using Shipworthy.Extractors.Pipelines;
using Shipworthy.Extractors.Pipelines.Following;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Tests;

/// <summary>Groups production code by the manifest above it.</summary>
public sealed class SourcePackagesInManifests : IExtractor
{
    static readonly ImmutableArray<string> manifests =
    [
        "package.json",
        "pyproject.toml",
        "setup.py",
        "requirements.txt",
        "Pipfile",
        "manage.py",
        "go.mod",
        "Gemfile",
        "composer.json",
        "pom.xml",
        "build.gradle",
        "build.gradle.kts",
        "Cargo.toml",
        "mix.exs",
        "pubspec.yaml",
        "deno.json",
    ];

    static readonly ImmutableArray<string> started = ["start", "dev", "serve", "preview", "start:prod", "develop"];

    /// <inheritdoc/>
    public ImmutableArray<Type> Teaches => [typeof(SourcePackage)];

    /// <inheritdoc/>
    public void Extract(Sources sources, Learner learn)
    {
        var manifestsByFolder = ManifestsByFolder(sources.Tree);
        foreach (
            var package in sources
                .Tree.Files.Where(CodeFiles.IsCode)
                .GroupBy(file => Paths.UpFrom(file.Folder).FirstOrDefault(manifestsByFolder.ContainsKey) ?? "", StringComparer.Ordinal)
        )
        {
            var manifest = manifestsByFolder.GetValueOrDefault(package.Key);
            learn.Add(
                new SourcePackage(manifest is null ? Location.File(package.First().Path) : PlaceOf(manifest), package.Key)
                {
                    Files = package.Count(),
                    IsLibrary = manifest?.Name is "package.json" && IsLibrary(manifest),
                }
            );
        }
    }

    /// <summary>The manifest of every folder that has one; of several, the first in the order of <see cref="manifests"/>, then a C# project.</summary>
    static Dictionary<string, SourceFile> ManifestsByFolder(SourceTree tree) =>
        tree
            .Files.Select(file => (File: file, Rank: RankOf(file.Name)))
            .Where(one => one.Rank >= 0)
            .GroupBy(one => one.File.Folder, StringComparer.Ordinal)
            .ToDictionary(folder => folder.Key, folder => folder.MinBy(one => one.Rank).File, StringComparer.Ordinal);

    static int RankOf(string name) =>
        name.EndsWith(".csproj", StringComparison.OrdinalIgnoreCase) ? manifests.Length : manifests.IndexOf(name);

    static Location PlaceOf(SourceFile manifest) =>
        manifest.Name is "package.json" && Package.Read(manifest) is { } package ? package.ScriptsAt : Location.File(manifest.Path);

    /// <summary>A package that names what others import, may be published, and has no way to be started.</summary>
    static bool IsLibrary(SourceFile manifest) =>
        Package.Read(manifest) is { Root: { ValueKind: JsonValueKind.Object } root } package
        && (root.TryGetProperty("main", out _) || root.TryGetProperty("exports", out _) || root.TryGetProperty("module", out _))
        && !(root.TryGetProperty("private", out var closed) && closed.ValueKind is JsonValueKind.True)
        && !package.Scripts.Keys.Any(started.Contains);
}
