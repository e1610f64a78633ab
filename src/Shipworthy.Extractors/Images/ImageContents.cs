using System.Text.RegularExpressions;

namespace Shipworthy.Extractors.Images;

/// <summary>What an image holds, by its name and tag: the runtime or program, and the distribution underneath.</summary>
static partial class ImageContents
{
    static readonly ImmutableDictionary<string, string> products = new Dictionary<string, string>
    {
        ["node"] = "node",
        ["circleci/node"] = "node",
        ["cimg/node"] = "node",
        ["python"] = "python",
        ["ruby"] = "ruby",
        ["php"] = "php",
        ["golang"] = "go",
        ["openjdk"] = "java",
        ["eclipse-temurin"] = "java",
        ["amazoncorretto"] = "java",
        ["debian"] = "debian",
        ["ubuntu"] = "ubuntu",
        ["alpine"] = "alpine",
        ["centos"] = "centos",
        ["postgres"] = "postgres",
        ["postgis/postgis"] = "postgres",
        ["pgvector/pgvector"] = "postgres",
        ["timescale/timescaledb"] = "",
        ["bitnami/postgresql"] = "postgres",
        ["bitnami/redis"] = "redis",
        ["bitnami/mongodb"] = "mongo",
        ["bitnami/mysql"] = "mysql",
        ["bitnami/mariadb"] = "mariadb",
        ["mysql"] = "mysql",
        ["mysql/mysql-server"] = "mysql",
        ["mariadb"] = "mariadb",
        ["mongo"] = "mongo",
        ["redis"] = "redis",
        ["nginx"] = "nginx",
        ["nginxinc/nginx-unprivileged"] = "nginx",
        ["rabbitmq"] = "rabbitmq",
        ["elasticsearch"] = "elasticsearch",
        ["docker.elastic.co/elasticsearch/elasticsearch"] = "elasticsearch",
        ["mcr.microsoft.com/dotnet/aspnet"] = "dotnet",
        ["mcr.microsoft.com/dotnet/runtime"] = "dotnet",
        ["mcr.microsoft.com/dotnet/runtime-deps"] = "dotnet",
        ["mcr.microsoft.com/dotnet/sdk"] = "dotnet",
        ["mcr.microsoft.com/dotnet/core/aspnet"] = "dotnet",
        ["mcr.microsoft.com/dotnet/core/runtime"] = "dotnet",
        ["mcr.microsoft.com/dotnet/core/sdk"] = "dotnet",
        ["public.ecr.aws/lambda/nodejs"] = "node",
        ["public.ecr.aws/lambda/python"] = "python",
    }.ToImmutableDictionary(StringComparer.Ordinal);

    /// <summary>Mirrors that carry Docker's official images under their own names.</summary>
    static readonly ImmutableArray<string> mirrors = ["public.ecr.aws/docker/library/", "mirror.gcr.io/library/", "mirror.gcr.io/"];

    static readonly ImmutableDictionary<string, (string Product, string Version)> codenames = new Dictionary<string, (string, string)>
    {
        ["jessie"] = ("debian", "8"),
        ["stretch"] = ("debian", "9"),
        ["buster"] = ("debian", "10"),
        ["bullseye"] = ("debian", "11"),
        ["bookworm"] = ("debian", "12"),
        ["trixie"] = ("debian", "13"),
        ["xenial"] = ("ubuntu", "16.04"),
        ["bionic"] = ("ubuntu", "18.04"),
        ["focal"] = ("ubuntu", "20.04"),
        ["jammy"] = ("ubuntu", "22.04"),
        ["kinetic"] = ("ubuntu", "22.10"),
        ["lunar"] = ("ubuntu", "23.04"),
        ["mantic"] = ("ubuntu", "23.10"),
        ["noble"] = ("ubuntu", "24.04"),
        ["oracular"] = ("ubuntu", "24.10"),
        ["plucky"] = ("ubuntu", "25.04"),
    }.ToImmutableDictionary(StringComparer.Ordinal);

    /// <summary>The part whose support ends first, of those that are listed, judged at a day; null when none is.</summary>
    public static EndOfSupport? SupportOf(ImageReference image, DateOnly day) =>
        PartsOf(image)
            .Select(part => SupportEnds.Of(part.Product, part.Version))
            .OfType<(string Release, DateOnly On)>()
            .OrderBy(end => end.On)
            .Select(end => new EndOfSupport(end.Release, end.On, end.On < day, end.On < day.AddDays(183)))
            .FirstOrDefault();

    static IEnumerable<(string Product, string Version)> PartsOf(ImageReference image)
    {
        if (ImageReference.IsVariable(image.Tag) && Version().Match(image.Tag) is not { Success: true, Index: 0 })
            yield break;
        var repository =
            mirrors
                .Where(mirror => image.Repository.StartsWith(mirror, StringComparison.Ordinal))
                .Select(mirror => image.Repository[mirror.Length..])
                .FirstOrDefault()
            ?? image.Repository;
        if (products.GetValueOrDefault(repository) is { Length: > 0 } product && Version().Match(image.Tag) is { Success: true } version)
            yield return (product, version.Groups["version"].Value);
        // A distroless image names its parts in its own name: nodejs18-debian11.
        var text = repository.StartsWith("gcr.io/distroless/", StringComparison.Ordinal) ? image.Name : image.Tag;
        foreach (var word in text.Split('-', '_', '.', ' '))
            if (codenames.TryGetValue(word, out var release))
                yield return release;
        foreach (Match part in Part().Matches(text))
            yield return (part.Groups["name"].Value is "nodejs" ? "node" : part.Groups["name"].Value, part.Groups["version"].Value);
    }

    /// <summary>The version that a tag begins with, behind <c>v</c> or <c>pg</c>.</summary>
    [GeneratedRegex(@"^(?:v|pg)?(?<version>\d+(?:\.\d+)*)", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Version();

    [GeneratedRegex(
        @"(?<![a-z])(?<name>alpine|debian|ubuntu|nodejs|node|python)-?(?<version>\d+(?:\.\d+)*)",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Part();
}
