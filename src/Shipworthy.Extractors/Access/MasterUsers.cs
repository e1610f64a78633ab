using System.Text.RegularExpressions;
using Shipworthy.Extractors.Deployables;
using Shipworthy.Extractors.Infrastructure;
using Shipworthy.Extractors.SecretKeeping;

namespace Shipworthy.Extractors.Access;

/// <summary>Apps that sign in to their database as the user that the database was made with, who owns everything in it (ruling 4.3).</summary>
static partial class MasterUsers
{
    /// <summary>All of them.</summary>
    public static IEnumerable<AccessGrant> In(Sources sources, App known, ComposeInUse compose) =>
        InTerraform(sources).Concat(InCompose(compose)).Concat(InCluster(known));

    /// <summary>Workloads of a cluster that get the user with whom the database beside them was made.</summary>
    static IEnumerable<AccessGrant> InCluster(App known)
    {
        var made = known.InfraResources.Where(one => one.Tool is InfraTool.Kubernetes && one.IsInProduction).ToList();
        foreach (var store in made.Where(one => one.Kind is InfraKind.Database && Containers(one).Any(IsPostgres)))
        {
            var owner = Given(store, "POSTGRES_USER") is { } named ? named.Literal : "postgres";
            if (
                owner is not null
                && made.Where(one => one.Kind is InfraKind.Runtime && one.Root == store.Root && !OneOff().IsMatch(one.Name))
                    .Select(one => Given(one, "POSTGRES_USER", "DB_USER", "DB_USERNAME", "DATABASE_USER", "PGUSER"))
                    .FirstOrDefault(user => user?.Literal == owner)
                    is { } user
            )
                yield return Grant(user.At, store.Name, $"{user.At.Path}:{store.Name}:master");
        }
    }

    static IEnumerable<InfraValue> Containers(InfraResource one) => one.Settings.Under("spec", "template", "spec", "containers").Each();

    static bool IsPostgres(InfraValue container) => container["image"].Literal is { } image && Postgres().IsMatch(image);

    static InfraValue? Given(InfraResource one, params ImmutableArray<string> names) =>
        Containers(one)
            .SelectMany(container => container["env"].Each())
            .Where(given => given["name"].Literal is { } name && names.Contains(name))
            .Select(given => given["value"])
            .FirstOrDefault(value => value.Exists);

    static IEnumerable<AccessGrant> InTerraform(Sources sources) =>
        sources
            .Code.Files.Where(file =>
                file.Language is Language.Hcl
                && sources.Tree.Find(file.Path) is { } source
                && Folders.Counts(source.Role)
                && InfraStageNames.OfPath(file.Path) is not (InfraStage.Development or InfraStage.Staging)
            )
            .GroupBy(file => file.Path[..(file.Path.LastIndexOf('/') + 1)])
            .SelectMany(folder => InFolder(sources, [.. folder]));

    static IEnumerable<AccessGrant> InFolder(Sources sources, ImmutableArray<CodeFile> files)
    {
        var owners = new HashSet<string>(StringComparer.Ordinal);
        foreach (
            var block in files.SelectMany(file => file.Root.Children).Where(node => node.Kind is CodeKind.Block && MakesDatabase(node))
        )
        {
            owners.Add($"{Address(block)}.username");
            owners.Add($"{Address(block)}.master_username");
            foreach (var name in (string[])["username", "master_username"])
                if (block.Property(name)[Part.Value] is { Exists: true } given && Reference().IsMatch(given.Text.Trim()))
                    owners.Add(given.Text.Trim());
        }
        if (owners.Count > 0)
            foreach (var file in files)
                if (
                    Uses().Matches(file.Text).FirstOrDefault(use => owners.Contains(Index().Replace(use.Groups["user"].Value.Trim(), "")))
                        is { } use
                    && sources.Tree.Find(file.Path) is { } source
                )
                    yield return Grant(source.At(use.Index), "the database", $"{file.Path}:master");
    }

    static bool MakesDatabase(Code block) =>
        block.Name is "resource" && block.ArgumentAt(0).String is "aws_db_instance" or "aws_rds_cluster"
        || block.Name is "module" && block.Property("source")[Part.Value].String is { } source && DatabaseModule().IsMatch(source);

    static string Address(Code block) =>
        block.Name is "module" ? $"module.{block.ArgumentAt(0).String}" : $"{block.ArgumentAt(0).String}.{block.ArgumentAt(1).String}";

    static IEnumerable<AccessGrant> InCompose(ComposeInUse compose)
    {
        foreach (var (file, root) in compose.Files)
        foreach (var store in root["services"].Entries.Where(service => Postgres().IsMatch(service.Value["image"].Text)))
        {
            var owner = Environment(store.Value["environment"]).FirstOrDefault(one => one.Name is "POSTGRES_USER").Value ?? "postgres";
            foreach (
                var (_, value, at) in root["services"]
                    .Entries.Where(service => service.Key != store.Key && !OneOff().IsMatch(service.Key))
                    .SelectMany(service => Environment(service.Value["environment"]))
                    .Where(one =>
                        Uses().Match(one.Value) is { Success: true } use
                        && use.Groups["user"].Value == Plain(owner)
                        && one.Value.Contains(store.Key, StringComparison.Ordinal)
                    )
                    .Take(1)
            )
                yield return Grant(at, store.Key, $"{file.Path}:{store.Key}:master");
        }
    }

    static string Plain(string value) => value.StartsWith("${", StringComparison.Ordinal) ? value[2..].TrimEnd('}').Split(':')[0] : value;

    static IEnumerable<(string Name, string Value, Location At)> Environment(Yaml.YamlNode environment) =>
        environment
            .Entries.Select(entry => (entry.Key, entry.Value.Text, entry.Value.At))
            .Concat(
                environment
                    .Items.Where(item => item.Text.Contains('='))
                    .Select(item => (item.Text.Split('=')[0], item.Text[(item.Text.IndexOf('=') + 1)..], item.At))
            );

    static AccessGrant Grant(Location at, string store, string name) =>
        new(at, "its database", name)
        {
            Reach = GrantReach.MasterUser,
            Place = GrantPlace.Database,
            Holder = GrantHolder.Workload,
            Because = $"signs the app in to {store} as the user that it was made with, who can do everything there",
        };

    [GeneratedRegex(@"^(?:var|local)\.\w+$", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Reference();

    [GeneratedRegex(@"\[[^\]]*\]", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Index();

    [GeneratedRegex(
        @"\b(?:rds|aurora)\b|(?:^|[/_-])(?:rds|aurora|postgres(?:ql)?|mysql)(?:[/_-]|$)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex DatabaseModule();

    [GeneratedRegex(@"(?:^|/)(?:postgres|postgis|timescaledb|pgvector)(?::|$)", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Postgres();

    [GeneratedRegex(@"migrat|seed|init|backup|dump|admin", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex OneOff();

    /// <summary>The user in a text that opens a database, as a value or as the name of what holds it.</summary>
    [GeneratedRegex(
        @"(?:\bUser ?(?:name|Id)?=|\bUid=|\b(?:postgres(?:ql)?|mysql)(?:\+\w+)?://)(?:\$?\$\{(?<user>[^}:]+)(?::[^}]*)?\}|(?<user>\w+)(?=[:;@]))",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Uses();
}
