using Shipworthy.Extractors.Images.Files;
using Shipworthy.Extractors.Json;
using Shipworthy.Extractors.Pipelines;
using Shipworthy.Extractors.Reading;
using Shipworthy.Extractors.Toml;
using Shipworthy.Extractors.Yaml;

namespace Shipworthy.Extractors.Images.Uses;

/// <summary>
/// Files by which platforms run a container: Fly, Render, Railway, Heroku, Kamal, DigitalOcean, CapRover, App Engine, Cloudflare, Azure Developer CLI. A file that
/// lets the platform build without a Dockerfile gives no container. Shapes by each platform's reference.
/// </summary>
public sealed class ContainersInPlatformFiles : IExtractor
{
    /// <inheritdoc/>
    public ImmutableArray<Type> Teaches => [typeof(ContainerUse)];

    /// <inheritdoc/>
    public void Extract(Sources sources, Learner learn)
    {
        foreach (var file in sources.Tree.Files.Where(file => file.Role is FileRole.Infra or FileRole.Prod))
        foreach (var use in Of(sources.Tree, file))
            learn.Add(use with { NotProduction = ContainerPurposes.OfPath(file.Path) });
    }

    static IEnumerable<ContainerUse> Of(SourceTree tree, SourceFile file) =>
        file.Name switch
        {
            ['f', 'l', 'y', .., '.', 't', 'o', 'm', 'l'] => Fly(tree, file, TomlFile.Read(file)),
            "railway.json" => Railway(tree, file, JsonFile.Read(file)),
            "railway.toml" => Railway(tree, file, TomlFile.Read(file)),
            "render.yaml" or "render.yml" => YamlFile.Read(file).Root["services"].Each().SelectMany(service => Render(file, service)),
            "heroku.yml" => YamlFile
                .Read(file)
                .Root.Under("build", "docker")
                .Entries.Select(entry => Built(file, entry.At, entry.Key, Within(file, entry.Value.Text), follows: true)),
            "deploy.yml" or "deploy.yaml" when file.Folder.EndsWith("config", StringComparison.Ordinal) => Kamal(
                file,
                YamlFile.Read(file).Root
            ),
            "captain-definition" => Captain(file, JsonFile.Read(file)),
            "app.yaml" when YamlFile.Read(file).Root["runtime"].Text is "custom" =>
            [
                Built(file, file.AtLine(1), "app", Within(file, "Dockerfile"), follows: false),
            ],
            "app.yaml" or "app.yml" when file.Folder.EndsWith(".do", StringComparison.Ordinal) => DigitalOcean(
                file,
                YamlFile.Read(file).Root
            ),
            "azure.yaml" or "azure.yml" => YamlFile.Read(file).Root["services"].Entries.SelectMany(entry => Azure(tree, file, entry)),
            "wrangler.toml" => Cloudflare(file, TomlFile.Read(file)),
            "wrangler.json" or "wrangler.jsonc" => Cloudflare(file, JsonFile.Read(file)),
            _ => [],
        };

    static IEnumerable<ContainerUse> Fly(SourceTree tree, SourceFile file, YamlNode root)
    {
        var build = root["build"];
        var name = root["app"].Text is { Length: > 0 } given ? given : "app";
        if (build["image"].Text.Length > 0)
            yield return Pulled(build["image"], name, follows: false);
        else if (build["dockerfile"].Text is { Length: > 0 } dockerfile)
            yield return Built(file, build["dockerfile"].At, name, Within(file, dockerfile), follows: false) with
            {
                Target = build["build-target"].Text,
            };
        else if (
            !build["builder"].Exists
            && !build["buildpacks"].Exists
            && Within(file, "Dockerfile") is { } usual
            && tree.Find(usual) is not null
        )
            yield return Built(file, file.AtLine(1), name, usual, follows: false) with
            {
                Target = build["build-target"].Text,
            };
    }

    /// <summary>Railway takes a Dockerfile at the root of the service whenever there is one and no other builder is named.</summary>
    static IEnumerable<ContainerUse> Railway(SourceTree tree, SourceFile file, YamlNode root)
    {
        var build = root["build"];
        var dockerfile = build["dockerfilePath"].Text is { Length: > 0 } given ? given : "Dockerfile";
        if (build["builder"].Text.ToUpperInvariant() is not ("" or "DOCKERFILE") || Within(file, dockerfile) is not { } path)
            return [];
        // The path counts from the root of the repository when the service is not set to a folder.
        var found = tree.Find(path) is not null ? path : Paths.Within("", dockerfile);
        return found is not null && (tree.Find(found) is not null || build["builder"].Exists)
            ? [Built(file, build.Exists ? build.At : file.AtLine(1), Folders(file), found, follows: true)]
            : [];
    }

    static string Folders(SourceFile file) => Deployables.Folders.NameOf(file.Folder);

    static IEnumerable<ContainerUse> Render(SourceFile file, YamlNode service)
    {
        var name = service["name"].Text;
        if (service.Under("image", "url") is { Text.Length: > 0 } image)
            return [Pulled(image, name, follows: false)];
        if (service["runtime"].Text is not "docker" && service["env"].Text is not "docker")
            return [];
        var root = Paths.Within(file.Folder, service["rootDir"].Text) ?? "";
        var dockerfile = service["dockerfilePath"].Text is { Length: > 0 } given ? given : "Dockerfile";
        return
        [
            Built(
                file,
                service.At,
                name,
                Paths.Within(root, dockerfile),
                service["autoDeploy"].Truth is not false && service["autoDeployTrigger"].Text is not "off"
            ),
        ];
    }

    static IEnumerable<ContainerUse> Kamal(SourceFile file, YamlNode root)
    {
        if (!root["service"].Exists || !root["image"].Exists)
            yield break;
        var builder = root["builder"];
        var context = Paths.Within(Paths.FolderOf(file.Folder), builder["context"].Text);
        yield return Built(
            file,
            root["image"].At,
            root["service"].Text,
            Paths.Within(context, builder["dockerfile"].Text is { Length: > 0 } given ? given : "Dockerfile"),
            follows: false
        ) with
        {
            Image = ImageReference.Parse(root["image"].Text),
        };
        foreach (var accessory in root["accessories"].Entries.Where(entry => entry.Value["image"].Exists))
            yield return Pulled(accessory.Value["image"], accessory.Key, follows: false);
    }

    static IEnumerable<ContainerUse> Captain(SourceFile file, YamlNode root) =>
        root["imageName"].Text.Length > 0 ? [Pulled(root["imageName"], "app", follows: false)]
        : root["dockerfilePath"].Text is { Length: > 0 } path
            ? [Built(file, root["dockerfilePath"].At, "app", Within(file, path), follows: false)]
        : [];

    static IEnumerable<ContainerUse> DigitalOcean(SourceFile file, YamlNode root) =>
        from kind in new[] { "services", "workers", "jobs" }
        from service in root[kind].Each()
        where service["dockerfile_path"].Exists
        select Built(
            file,
            service["dockerfile_path"].At,
            service["name"].Text,
            Paths.Within("", service["dockerfile_path"].Text),
            service.Under("github", "deploy_on_push").Truth is true
        );

    /// <summary>Without a Dockerfile the tool has the SDK make an image, whose base nobody here chooses.</summary>
    static IEnumerable<ContainerUse> Azure(SourceTree tree, SourceFile file, YamlEntry service)
    {
        if (service.Value["host"].Text is not ("containerapp" or "aks"))
            return [];
        var project = Paths.Within(file.Folder, service.Value["project"].Text) ?? "";
        var folder = tree.Find(project) is not null ? Paths.FolderOf(project) : project;
        var dockerfile = Paths.Within(folder, service.Value.Under("docker", "path").Text is { Length: > 0 } given ? given : "Dockerfile");
        return service.Value["image"].Text.Length > 0 ? [Pulled(service.Value["image"], service.Key, follows: false)]
            : dockerfile is not null && tree.Find(dockerfile) is not null
                ? [Built(file, service.At, service.Key, dockerfile, follows: false)]
            :
            [
                new(service.At, service.Key, ContainerHost.Platform)
                {
                    ImageUnknown = "lets the Azure Developer CLI make an image without a Dockerfile",
                },
            ];
    }

    static IEnumerable<ContainerUse> Cloudflare(SourceFile file, YamlNode root) =>
        from container in root["containers"].Each()
        where container["image"].Text.Length > 0
        select container["image"].Text.StartsWith('.') || container["image"].Text.EndsWith("Dockerfile", StringComparison.OrdinalIgnoreCase)
            ? Built(file, container["image"].At, container["class_name"].Text, Within(file, container["image"].Text), follows: false)
            : Pulled(container["image"], container["class_name"].Text, follows: false);

    static string? Within(SourceFile file, string path) => Paths.Within(file.Folder, path);

    static ContainerUse Built(SourceFile file, Location at, string name, string? dockerfile, bool follows) =>
        new(at, name, ContainerHost.Platform)
        {
            BuiltFrom = dockerfile,
            FollowsBranch = follows,
            ImageUnknown = dockerfile is null ? $"is built from a Dockerfile outside the folder of {file.Path}" : null,
        };

    static ContainerUse Pulled(YamlNode image, string name, bool follows)
    {
        var text = Substitution.Of(image.Text, _ => null);
        var reference = ImageReference.Parse(text);
        return new(image.At, name, ContainerHost.Platform)
        {
            Image = reference,
            FollowsBranch = follows,
            ImageUnknown = reference is null ? "names no image that could be read" : null,
        };
    }
}
