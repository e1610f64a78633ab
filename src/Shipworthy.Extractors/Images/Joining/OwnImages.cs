using System.Text.RegularExpressions;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Images.Joining;

/// <summary>Tells the team's own images from those of others, by the names that builds give and deployments take.</summary>
sealed partial class OwnImages
{
    readonly ImageEvidence evidence;
    readonly List<(ImageReference Name, string File)> named = [];

    /// <summary>Takes the names from pipelines, from files of deployments that also build, and from typed commands.</summary>
    public OwnImages(ImageEvidence evidence)
    {
        this.evidence = evidence;
        foreach (var build in evidence.Builds)
        foreach (var file in evidence.Files.Where(file => evidence.IsOf(build, file)))
        foreach (var tag in build.Tags)
            Take(build.Run.Expanded(tag), file.At.Path);
        foreach (var use in evidence.Known.ContainerUses)
            if (use is { Image: { } image, BuiltFrom: { } from })
                named.Add((image, from));
        foreach (var typed in evidence.Typed)
            if (typed.File is { } file)
                foreach (var tag in typed.Tags)
                    Take(tag, file);
    }

    void Take(string tag, string file)
    {
        if (
            ImageReference.Parse(WithoutSpaces().Replace(tag, match => match.Value.Replace(" ", "", StringComparison.Ordinal))) is { } image
        )
            named.Add((image, file));
    }

    /// <summary>The names that builds give to the image of a Dockerfile.</summary>
    public IEnumerable<ImageReference> Of(string file) => named.Where(one => one.File == file).Select(one => one.Name);

    /// <summary>The Dockerfiles whose image a container may be made of; empty for an image of others.</summary>
    public ImmutableArray<string> FilesOf(ContainerUse use)
    {
        if (use.Image is not { } image)
            return [];
        ImmutableArray<string> same = [.. named.Where(one => IsSame(one.Name, image)).Select(one => one.File).Distinct()];
        return !same.IsEmpty ? same
            : IsOwn(use) ? ByFolder(use, image)
            : [];
    }

    /// <summary>
    /// Whether the team makes the image, wherever: it lies in a private registry, its name is computed, the owner is one whose images are built here, it is called like the
    /// repository, or it is the only one of an app that a cluster runs.
    /// </summary>
    public bool IsOwn(ContainerUse use) =>
        use.BuiltFrom is not null
        || (
            use.Image is { } image
            && (
                ImageReference.IsVariable(image.Repository)
                || image.Repository is "IMAGE" or "image" or "PLACEHOLDER" or "placeholder"
                || PrivateRegistry().IsMatch(image.Repository)
                || named.Exists(one => IsSame(one.Name, image))
                || (image.Owner.Length > 0 && named.Exists(one => OwnerOf(one.Name).Length > 0 && OwnerOf(one.Name) == OwnerOf(image)))
                || IsCalledLikeTheRepository(image)
                || IsOnlyApp(use, image)
                || (image.Owner.Length == 0 && use.By is ContainerHost.Compose && evidence.Sources.Tree.Contains(image.Name))
            )
        );

    /// <summary>Two names mean one image when they are equal, or when one of them is computed in front of the same last segment.</summary>
    static bool IsSame(ImageReference one, ImageReference other) =>
        one.Repository == other.Repository
        || (
            one.Name.Equals(other.Name, StringComparison.OrdinalIgnoreCase)
            && !ImageReference.IsVariable(one.Name)
            && (
                ImageReference.IsVariable(one.Repository)
                || ImageReference.IsVariable(other.Repository)
                || PrivateRegistry().IsMatch(one.Repository)
                || PrivateRegistry().IsMatch(other.Repository)
            )
        );

    /// <summary>The account within the registry; a registry alone is none.</summary>
    static string OwnerOf(ImageReference image)
    {
        var account = image.Owner[(image.Owner.LastIndexOf('/') + 1)..];
        return account.Contains('.') || ImageReference.IsVariable(account) ? "" : account;
    }

    bool IsCalledLikeTheRepository(ImageReference image)
    {
        var root = evidence.Sources.Tree.Root.TrimEnd('/', '\\');
        var name = Letters(root[(root.LastIndexOfAny(['/', '\\']) + 1)..]);
        return image.Owner.Length > 0 && image.Name.Length >= 4 && name.EndsWith(Letters(image.Name), StringComparison.Ordinal);
    }

    /// <summary>Whether a cluster runs one image of an account that is called after a part of an app, in a repository with one Dockerfile: <c>someone/shop-backend</c>.</summary>
    bool IsOnlyApp(ContainerUse use, ImageReference image) =>
        IsOfApp(use, image)
        && evidence.Files.Count(file => file.NotForProduction is null) == 1
        && evidence
            .Known.ContainerUses.Where(other => other.Image is { } one && IsOfApp(other, one))
            .All(other => other.Image?.Repository == image.Repository);

    static bool IsOfApp(ContainerUse use, ImageReference image) =>
        use.By is ContainerHost.Kubernetes or ContainerHost.Helm or ContainerHost.TaskDefinition
        && image.Owner.Length > 0
        && image.Owner.AsSpan().IndexOfAny("./$") < 0
        && PartOfApp().IsMatch(image.Name)
        && !Publishers().IsMatch(image.Owner);

    [GeneratedRegex(
        "^[a-z0-9._-]{2,40}[-_](?:backend|back-end|api|server|web|webapp|app|frontend|client|ui)$",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex PartOfApp();

    /// <summary>Accounts of makers whose images others run.</summary>
    [GeneratedRegex(
        "^(?:bitnami\\w*|grafana|prom|hashicorp|elastic|confluentinc|apache|jaegertracing|otel|datadog|temporalio|kong|traefik|codercom|gitlab|kubernetes\\w*|argoproj|langfuse|supabase|makeplane|minio|library|linuxserver|portainer|nginx\\w*|redis\\w*|google\\w*|amazon|microsoft|istio|envoyproxy|fluxcd|appwrite|directus|strapi|ghost|metabase|apicurio|kubeflow|mlflow|weaveworks\\w*|rancher|longhornio|openzipkin|getsentry|sonarsource|airbyte|prefecthq|unleashorg|growthbook|posthog|chatwoot|rocketchat|mattermost|keycloak|ory\\w*|authelia|goauthentik|zitadel|n8nio)$",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex Publishers();

    /// <summary>Without a build that names it, an own image is the one whose folder or container has its name, or the only one.</summary>
    ImmutableArray<string> ByFolder(ContainerUse use, ImageReference image)
    {
        var files = evidence
            .Files.Where(file => file.NotForProduction is null || (file.OnlyIdles && use.By is not ContainerHost.Compose))
            .Select(file => file.At.Path)
            .ToList();
        ImmutableArray<string> alike =
        [
            .. files.Where(path =>
                Segments(path).Any(segment => segment.Length >= 3 && (Ends(image.Name, segment) || Ends(use.Name, segment)))
            ),
        ];
        return !alike.IsEmpty ? alike
            : files is [var only] ? [only]
            : [];
    }

    static bool Ends(string name, string segment) => Letters(name).EndsWith(Letters(segment), StringComparison.Ordinal);

    static IEnumerable<string> Segments(string path) =>
        path.Split('/')[..^1].Where(segment => segment is not ("src" or "apps" or "packages" or "services" or "docker"));

    static string Letters(string text) => string.Concat(text.Where(char.IsAsciiLetterOrDigit)).ToLowerInvariant();

    [GeneratedRegex(
        @"\.dkr\.ecr\.|\bgcr\.io/(?!distroless|google|cloud-builders|kaniko)|-docker\.pkg\.dev/|\.azurecr\.io/|registry\.digitalocean\.com/|registry\.heroku\.com/|registry\.fly\.io/|\bghcr\.io/\$|CI_REGISTRY",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex PrivateRegistry();

    [GeneratedRegex(@"\$\{\{[^}]*\}\}", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex WithoutSpaces();
}
