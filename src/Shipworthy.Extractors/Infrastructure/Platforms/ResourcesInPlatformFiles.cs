using Shipworthy.Extractors.Deployables;
using Shipworthy.Extractors.Json;
using Shipworthy.Extractors.Reading;
using Shipworthy.Extractors.Toml;
using Shipworthy.Extractors.Yaml;

namespace Shipworthy.Extractors.Infrastructure.Platforms;

/// <summary>
/// What the files of platforms declare: services, databases, stores, schedules. Shapes by each platform's reference (rubric D2). An empty file still names the host.
/// </summary>
public sealed class ResourcesInPlatformFiles : IExtractor
{
    /// <inheritdoc/>
    public ImmutableArray<Type> Teaches => [typeof(InfraResource)];

    /// <inheritdoc/>
    public void Extract(Sources sources, Learner learn)
    {
        foreach (var file in sources.Tree.Files.Where(file => Folders.Counts(file.Role) || file.Role is FileRole.Ci))
        foreach (var resource in Of(file))
            learn.Add(
                resource with
                {
                    Root = file.Path,
                    Stage =
                        resource.Stage is not InfraStage.Unknown ? resource.Stage
                        : InfraStageNames.OfPath(file.Path) is not InfraStage.Unknown and var stage ? stage
                        : InfraStage.Only,
                }
            );
    }

    static IEnumerable<InfraResource> Of(SourceFile file) =>
        file.Name switch
        {
            ['f', 'l', 'y', .., '.', 't', 'o', 'm', 'l'] => Fly(file, TomlFile.Read(file)),
            "render.yaml" or "render.yml" => RenderFile.Of(file, YamlFile.Read(file).Root),
            "railway.json" => [Whole(file, JsonFile.Read(file), "railway", "service", InfraKind.Runtime)],
            "railway.toml" => [Whole(file, TomlFile.Read(file), "railway", "service", InfraKind.Runtime)],
            "vercel.json" => Vercel(file, JsonFile.Read(file)),
            "netlify.toml" => [Whole(file, TomlFile.Read(file), "netlify", "site", InfraKind.Runtime)],
            "wrangler.toml" => WranglerFile.Of(file, TomlFile.Read(file)),
            "wrangler.json" or "wrangler.jsonc" => WranglerFile.Of(file, JsonFile.Read(file)),
            "firebase.json" => Firebase(file, JsonFile.Read(file)),
            "apphosting.yaml" => [Whole(file, YamlFile.Read(file).Root, "firebase", "backend", InfraKind.Runtime)],
            "heroku.yml" => Heroku(file, YamlFile.Read(file).Root),
            "apprunner.yaml" => [Whole(file, YamlFile.Read(file).Root, "aws", "apprunner", InfraKind.Runtime)],
            "amplify.yml" => [Whole(file, YamlFile.Read(file).Root, "aws", "amplify", InfraKind.Runtime)],
            "app.yaml" or "app.yml" when file.Folder.EndsWith(".do", StringComparison.Ordinal) => DigitalOcean(
                file,
                YamlFile.Read(file).Root
            ),
            "app.yaml" when YamlFile.Read(file).Root["runtime"].Exists =>
            [
                Whole(file, YamlFile.Read(file).Root, "google", "appengine", InfraKind.Runtime),
            ],
            "azure.yaml" or "azure.yml" => YamlFile
                .Read(file)
                .Root["services"]
                .Entries.Select(service => Part(service.Value, service.At, "azure", "azd", service.Key, InfraKind.Runtime)),
            "deploy.yml" or "deploy.yaml" when file.Folder.EndsWith("config", StringComparison.Ordinal) => Kamal(YamlFile.Read(file).Root),
            "captain-definition" => [Whole(file, JsonFile.Read(file), "caprover", "app", InfraKind.Runtime)],
            "staticwebapp.config.json" => [Whole(file, JsonFile.Read(file), "azure", "staticwebapp", InfraKind.Runtime)],
            _ => [],
        };

    /// <summary>The thing that a whole file declares.</summary>
    internal static InfraResource Whole(SourceFile file, YamlNode root, string provider, string type, InfraKind kind) =>
        Part(root, file.AtLine(1), provider, type, Folders.NameOf(file.Folder), kind);

    /// <summary>A thing that a part of a file declares.</summary>
    internal static InfraResource Part(YamlNode node, Location at, string provider, string type, string name, InfraKind kind) =>
        new(at, InfraTool.Platform, $"{provider}:{type}", name)
        {
            Address = $"{type}.{name}",
            Kind = kind,
            Provider = provider,
            Settings = YamlValues.Of(node),
        };

    static IEnumerable<InfraResource> Fly(SourceFile file, YamlNode root)
    {
        var name = root["app"].Text is { Length: > 0 } given ? given : Folders.NameOf(file.Folder);
        if (!root.Exists || root.Entries.IsEmpty)
            yield break;
        yield return Part(root, file.AtLine(1), "fly", "app", name, InfraKind.Runtime) with
        {
            Stage = InfraStageNames.OfPath(name) is (InfraStage.Staging or InfraStage.Development) and var stage
                ? stage
                : InfraStage.Unknown,
        };
        foreach (var mount in root["mounts"].Each())
            yield return Part(mount, mount.At, "fly", "volume", mount["source"].Text, InfraKind.Other);
    }

    static IEnumerable<InfraResource> Vercel(SourceFile file, YamlNode root)
    {
        yield return Whole(file, root, "vercel", "project", InfraKind.Runtime);
        foreach (var cron in root["crons"].Items)
            yield return Part(cron, cron.At, "vercel", "cron", cron["path"].Text, InfraKind.Schedule);
    }

    static IEnumerable<InfraResource> Firebase(SourceFile file, YamlNode root)
    {
        foreach (var entry in root.Entries)
            switch (entry.Key)
            {
                case "functions" or "hosting" or "apphosting":
                    yield return Part(entry.Value, entry.At, "firebase", entry.Key, entry.Key, InfraKind.Runtime);
                    break;
                case "firestore" or "database" or "dataconnect":
                    yield return Part(entry.Value, entry.At, "firebase", entry.Key, entry.Key, InfraKind.Database);
                    break;
                case "storage":
                    yield return Part(entry.Value, entry.At, "firebase", "storage", "storage", InfraKind.Bucket);
                    break;
            }
    }

    static IEnumerable<InfraResource> Heroku(SourceFile file, YamlNode root)
    {
        yield return Whole(file, root, "heroku", "app", InfraKind.Runtime);
        foreach (var addon in root.Under("setup", "addons").Items)
            yield return Part(addon, addon.At, "heroku", "addon", addon["plan"].Text, InfraImages.OfService(addon["plan"].Text));
    }

    static IEnumerable<InfraResource> DigitalOcean(SourceFile file, YamlNode root)
    {
        foreach (var kind in (string[])["services", "workers", "functions", "static_sites", "jobs"])
        foreach (var part in root[kind].Items)
            yield return Part(part, part.At, "digitalocean", kind, part["name"].Text, InfraKind.Runtime);
        foreach (var database in root["databases"].Items)
            yield return Part(
                database,
                database.At,
                "digitalocean",
                "database",
                database["name"].Text,
                InfraImages.OfService(database["engine"].Text is { Length: > 0 } engine ? engine : "pg")
            );
    }

    static IEnumerable<InfraResource> Kamal(YamlNode root)
    {
        if (!root["service"].Exists && !root["image"].Exists)
            yield break;
        yield return Part(root, root.At, "kamal", "service", root["service"].Text, InfraKind.Runtime);
        foreach (var accessory in root["accessories"].Entries)
            yield return Part(
                accessory.Value,
                accessory.At,
                "kamal",
                "accessory",
                accessory.Key,
                InfraImages.Of(accessory.Value["image"].Text)
            );
    }
}
