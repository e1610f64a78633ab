using System.Text.RegularExpressions;
using Shipworthy.Extractors.Images.Files;
using Shipworthy.Extractors.Pipelines;
using Shipworthy.Extractors.Reading;
using Shipworthy.Extractors.Yaml;

namespace Shipworthy.Extractors.Images.Uses;

/// <summary>Tells compose files of developers from those of production by their content (ruling D1).</summary>
sealed partial class ComposePurposes(SourceTree tree)
{
    static readonly ImmutableHashSet<string> datastores =
    [
        "postgres",
        "postgresql",
        "postgis",
        "pgvector",
        "timescaledb",
        "mysql",
        "mysql-server",
        "mariadb",
        "mongo",
        "mongodb",
        "redis",
        "redis-stack",
        "valkey",
        "keydb",
        "memcached",
        "rabbitmq",
        "kafka",
        "cp-kafka",
        "zookeeper",
        "cp-zookeeper",
        "redpanda",
        "nats",
        "minio",
        "mc",
        "elasticsearch",
        "opensearch",
        "meilisearch",
        "typesense",
        "qdrant",
        "chroma",
        "weaviate",
        "clickhouse-server",
        "cassandra",
        "neo4j",
        "adminer",
        "pgadmin4",
        "phpmyadmin",
        "mongo-express",
        "redis-commander",
        "redisinsight",
        "kafka-ui",
        "jaeger",
        "mssql",
        "server",
        "dynamodb-local",
    ];

    /// <summary>Programs that only watch others. Beside databases they are a developer's tools; alone they may watch production.</summary>
    static readonly ImmutableHashSet<string> watchers =
    [
        "eventstore",
        "grafana",
        "prometheus",
        "loki",
        "tempo",
        "promtail",
        "alloy",
        "kibana",
        "logstash",
        "opentelemetry-collector",
        "opentelemetry-collector-contrib",
        "node-exporter",
        "postgres-exporter",
        "redis_exporter",
        "cadvisor",
        "zipkin",
        "all-in-one",
        "seq",
        "aspire-dashboard",
    ];

    /// <summary>Programs that stand in for a real service on a developer's machine.</summary>
    static readonly ImmutableHashSet<string> standIns =
    [
        "mailhog",
        "mailpit",
        "maildev",
        "mailcatcher",
        "smtp4dev",
        "localstack",
        "azurite",
        "dynamodb-local",
        "fake-gcs-server",
        "stripe-mock",
        "stripe-cli",
    ];

    /// <summary>Why a file is not about production, as a clause; null when it is.</summary>
    public string? NotProduction(SourceFile file, YamlNode root)
    {
        if (file.Name.Contains("override", StringComparison.OrdinalIgnoreCase))
            return "is an override, which compose reads on a developer's machine";
        if (ContainerPurposes.OfPath(file.Path) is { } byPath)
            return byPath;
        var services = root["services"].Entries;
        foreach (var service in services)
            if (Develops(file, service.Value) is { } because)
                return $"{because} in service {service.Key}";
        foreach (var service in services)
            if (!service.Value["profiles"].Exists && DevelopersName().IsMatch(service.Key) && !ForProduction().IsMatch(file.Name))
                return $"starts {service.Key}, which its name keeps for developers";
        return
            services.Any(service => IsOf(datastores, service.Value))
            && services.All(service => IsOf(datastores, service.Value) || IsOf(watchers, service.Value))
            && !ForProduction().IsMatch(file.Name)
            ? "starts databases and tools only, as developers do on their machines"
            : null;
    }

    /// <summary>Why a service starts only on demand and not in production; null when it does.</summary>
    public static string? OfProfile(YamlNode service) =>
        service["profiles"].Texts is { IsEmpty: false } profiles && profiles.All(name => Aside().IsMatch(name))
            ? $"starts only with the profile {profiles[0]}"
            : null;

    /// <summary>Why a service is for tests by its name, as a clause; null when its name does not say so.</summary>
    public static string? OfName(string service) => ForTests().IsMatch(service) ? $"is for tests by its name, {service}" : null;

    [GeneratedRegex("^tests?$|^tests?[-_](?:db|database|postgres|mysql|redis)$|[a-z0-9][-_]tests?$", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex ForTests();

    string? Develops(SourceFile file, YamlNode service)
    {
        if (Environment(service["environment"]).Any(line => DevelopmentMode().IsMatch(line)))
            return "sets a development environment";
        if (service["command"].Texts.Append(string.Join(' ', service["command"].Texts)).Any(ContainerPurposes.IsDevelopmentCommand))
            return "starts a development server";
        if (service["command"].Texts.Append(string.Join(' ', service["command"].Texts)).Any(ContainerPurposes.IsIdleCommand))
            return "keeps a container open to work in";
        if (DevelopmentTarget().IsMatch(service.Under("build", "target").Text))
            return "builds a development target";
        if (DevelopmentFile().Match(service.Under("build", "dockerfile").Text) is { Success: true } recipe)
            return $"builds {recipe.Value.TrimStart('/')}";
        if (BuildsForLocalhost(file, service))
            return "builds pages that ask localhost, which is a customer's own machine,";
        if (service.Under("develop", "watch").Exists)
            return "watches its source";
        if (ImageReference.Parse(service["image"].Text) is { } image && standIns.Contains(image.Name))
            return $"starts {image.Name}, which stands in for a real service,";
        return service["volumes"].Each().Any(volume => MountsSource(file, volume)) ? "mounts its source" : null;
    }

    /// <summary>Whether the pages of a service are built to ask localhost: on no other machine they would find anybody there.</summary>
    bool BuildsForLocalhost(SourceFile file, YamlNode service)
    {
        if (Environment(service.Under("build", "args")).Any(line => AsksLocalhost().IsMatch(line)))
            return true;
        var context = service["build"] is { Kind: YamlKind.Map } map ? map["context"].Text : service["build"].Text;
        return context.Length > 0
            && Paths.Within(file.Folder, context) is { } folder
            && tree.Find(Paths.Below(folder, ".env.production")) is { } settings
            && settings.Text.Split('\n').Any(line => AsksLocalhost().IsMatch(line.Trim()));
    }

    static IEnumerable<string> Environment(YamlNode node) =>
        node.Kind is YamlKind.Map ? node.Entries.Select(entry => $"{entry.Key}={entry.Value.Text}") : node.Texts;

    /// <summary>A folder of code that is laid over the image's own. Settings, data and single files are mounted in production too.</summary>
    bool MountsSource(SourceFile file, YamlNode volume)
    {
        var written = volume.Kind is YamlKind.Map ? volume["source"].Text : volume.Text.Split(':')[0];
        if (written is not (['.', ..] or ['$', '{', 'P', 'W', 'D', '}', ..] or ['$', 'P', 'W', 'D', ..]))
            return false;
        var relative = written.Replace("${PWD}", ".", StringComparison.Ordinal).Replace("$PWD", ".", StringComparison.Ordinal);
        return Paths.Within(file.Folder, relative) is { } folder
            && tree.Find(folder) is null
            && tree.Files.Any(one => one.Role is FileRole.Prod && Code().IsMatch(one.Name) && Paths.IsIn(folder, one.Path));
    }

    static bool IsOf(ImmutableHashSet<string> programs, YamlNode service) =>
        !service["build"].Exists
        && ImageReference.Parse(Substitution.Of(service["image"].Text, _ => null)) is { } image
        && programs.Contains(image.Name);

    [GeneratedRegex(
        @"^(?:NODE_ENV|APP_ENV|RAILS_ENV|RACK_ENV|FLASK_ENV|ASPNETCORE_ENVIRONMENT|DOTNET_ENVIRONMENT|ENVIRONMENT|ENV|GO_ENV|MIX_ENV|FASTAPI_ENV|DJANGO_ENV|SPRING_PROFILES_ACTIVE)=[""']?(?:dev|development|local|test|testing)\b|^(?:FLASK_DEBUG|DJANGO_DEBUG|LARAVEL_SAIL)=[""']?(?:1|true)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex DevelopmentMode();

    [GeneratedRegex(
        @"^(?:VITE|REACT_APP|NEXT_PUBLIC|NUXT_PUBLIC|PUBLIC|VUE_APP|EXPO_PUBLIC)_\w*(?:API|BACKEND|SERVER)\w*\s*=\s*[""']?https?://(?:localhost|127\.0\.0\.1)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex AsksLocalhost();

    [GeneratedRegex(@"^(?:dev|tests?|local)(?:[-_]|$)|[-_](?:dev|tests?|local)$", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex DevelopersName();

    [GeneratedRegex(@"\.(?:[cm]?[jt]sx?|py|rb|php|go|java|kt|cs|rs|ex|exs|vue|svelte|scala)$", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Code();

    [GeneratedRegex(@"^(?:dev|development|test|debug|local)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex DevelopmentTarget();

    [GeneratedRegex(
        @"(?:^|/)(?:(?:dev|development|debug|local)\.dockerfile|dockerfile[.-](?:dev|development|debug|local))$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex DevelopmentFile();

    [GeneratedRegex(
        @"^(?:dev|development|test|tests|testing|debug|local|tools?|e2e|ci|manual)$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Aside();

    [GeneratedRegex(
        @"(?:^|[._-])(?:prod|production|live|prd|deploy)(?:[._-]|$)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex ForProduction();
}
