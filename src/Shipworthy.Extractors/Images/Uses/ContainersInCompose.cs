using System.Text.RegularExpressions;
using Shipworthy.Extractors.Images.Files;
using Shipworthy.Extractors.Pipelines;
using Shipworthy.Extractors.Reading;
using Shipworthy.Extractors.Yaml;

namespace Shipworthy.Extractors.Images.Uses;

/// <summary>
/// Services of compose files and Swarm stacks. A file that only adds to the plain one beside it (<c>compose.prod.yml</c>) takes images and builds from there.
/// </summary>
public sealed partial class ContainersInCompose : IExtractor
{
    /// <inheritdoc/>
    public ImmutableArray<Type> Teaches => [typeof(ContainerUse)];

    /// <inheritdoc/>
    public void Extract(Sources sources, Learner learn)
    {
        foreach (var folder in sources.Tree.Files.Where(IsCompose).GroupBy(file => file.Folder))
            Folder([.. folder], new(sources.Tree), learn);
    }

    /// <summary>Whether a file is a compose file by its name.</summary>
    public static bool IsCompose(SourceFile file) =>
        Name().IsMatch(file.Path) && file.Role is not (FileRole.Vendored or FileRole.Generated or FileRole.Docs);

    static void Folder(ImmutableArray<SourceFile> files, ComposePurposes purposes, Learner learn)
    {
        var read = files.Select(file => (File: file, Yaml: YamlFile.Read(file))).ToList();
        foreach (var (file, yaml) in read.Where(one => one.Yaml.Unreadable is not null && ContainerPurposes.OfPath(one.File.Path) is null))
            learn.CannotSee<ContainerUse>(Location.File(file.Path), yaml.Unreadable!);
        var plain = read.Find(one => IsPlain(one.File)).Yaml?.Root["services"] ?? YamlNode.AbsentAt(Location.WholeApp);
        var judged = read.Select(one =>
                (one.File, Services: one.Yaml.Root["services"], Other: purposes.NotProduction(one.File, one.Yaml.Root))
            )
            .ToList();
        // An overlay for production is started together with the plain file, whatever that one alone is for.
        var overlaid = judged
            .Where(one => !IsPlain(one.File) && one.Other is null)
            .SelectMany(one => one.Services.Entries.Select(entry => entry.Key))
            .ToHashSet(StringComparer.Ordinal);
        foreach (var (file, services, other) in judged)
        foreach (var service in services.Entries.Where(entry => entry.Value.Kind is YamlKind.Map))
            if (!(IsPlain(file) && overlaid.Contains(service.Key) && other is null))
                learn.Add(
                    Use(file, service, IsPlain(file) ? service.Value : plain[service.Key]) with
                    {
                        NotProduction = other ?? ComposePurposes.OfProfile(service.Value) ?? ComposePurposes.OfName(service.Key),
                    }
                );
    }

    /// <summary>Whether compose reads a file when it is told of none.</summary>
    internal static bool IsPlain(SourceFile file) =>
        file.Name is "compose.yml" or "compose.yaml" or "docker-compose.yml" or "docker-compose.yaml";

    static ContainerUse Use(SourceFile file, YamlEntry service, YamlNode plain)
    {
        var image = service.Value["image"].Exists ? service.Value["image"] : plain["image"];
        var build = service.Value["build"].Exists ? service.Value["build"] : plain["build"];
        // What an overlay says of a build is merged into the plain one.
        if (build.Kind is YamlKind.Map && !build["context"].Exists && plain["build"].Exists)
            build = plain["build"];
        var text = Substitution.Of(image.Text, _ => null);
        var reference = text.Length == 0 || IsOneVariable(text) ? null : ImageReference.Parse(text);
        var built = BuiltFrom(file.Folder, build);
        return new(
            image.Exists ? image.At
                : build.Exists ? build.At
                : service.At,
            service.Key,
            ContainerHost.Compose
        )
        {
            Image = reference,
            BuiltFrom = built,
            Target = build["target"].Text,
            ImageUnknown =
                built is not null || reference is not null ? null
                : image.Exists ? $"takes its image from {image.Text}"
                : "names neither an image nor a build",
        };
    }

    /// <summary><c>${IMAGE}</c> and <c>${IMAGE}:${TAG}</c> say nothing about the image.</summary>
    static bool IsOneVariable(string text) => text.StartsWith('$') && !text.Contains('/');

    /// <summary>The path of the Dockerfile; null when the service is not built, or from what lies elsewhere.</summary>
    static string? BuiltFrom(string folder, YamlNode build)
    {
        if (!build.Exists)
            return null;
        var context = Substitution.Of(build.Kind is YamlKind.Map ? build["context"].Text : build.Text, _ => null);
        var file = Substitution.Of(build["dockerfile"].Text, _ => null);
        if (Paths.Within(folder, context.Length == 0 ? "." : context) is not { } below)
            return null;
        return Paths.Within(below, file.Length == 0 ? "Dockerfile" : file);
    }

    [GeneratedRegex(
        @"(?:^|/)(?:(?:docker-|podman-)?compose|docker-stack)[^/]*\.ya?ml$|(?:^|/)[^/]*[._-](?:compose|stack)\.ya?ml$|(?:^|/)\.?(?:docker-)?compose/[^/]+\.ya?ml$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Name();
}
