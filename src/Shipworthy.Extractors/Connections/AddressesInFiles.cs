using System.Text.RegularExpressions;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Connections;

/// <summary>
/// Addresses of databases in settings, infrastructure and samples, and what stands in front of databases. Hosts of developers' machines and of one network say nothing about
/// production, and neither do placeholders; passwords are never kept.
/// </summary>
sealed partial class AddressesInFiles(Sources sources, App known)
{
    /// <summary>All of them.</summary>
    public IEnumerable<DatabaseAddress> All() => InTexts().Concat(InInfrastructure()).Concat(InCode()).DistinctBy(one => one.Identity);

    IEnumerable<DatabaseAddress> InTexts()
    {
        foreach (var file in sources.Tree.Files.Where(HoldsSettings))
        foreach (Match match in Address().Matches(file.Text))
            if (Of(match, file) is { } address)
                yield return address;
    }

    static bool HoldsSettings(SourceFile file) =>
        file.Text.Length < 500_000
        && file.Language is Language.None or Language.Hcl
        && (
            file.Role is FileRole.Infra or FileRole.Ci
            || file.Role is FileRole.Prod && !ProductionScope.LeavesOut(file.Path)
            || file.Role is FileRole.Example && Sample().IsMatch(file.Name)
        )
        && !Elsewhere().IsMatch(file.Path);

    static DatabaseAddress? Of(Match match, SourceFile file)
    {
        var host = match.Groups["host"].Value.ToLowerInvariant();
        var scheme = match.Groups["scheme"].Value.ToLowerInvariant();
        var rest = match.Groups["rest"].Value;
        var port = match.Groups["port"].Value;
        var setting = SettingBefore(file.Text, match.Index);
        if (KindOf(scheme, host, port, rest) is not var (kind, name))
            return null;
        if (kind is AddressKind.Direct && (ForMigrations().IsMatch(setting) || IsPlaceholder(host)))
            return null;
        return new(file.At(match.Index), kind, name)
        {
            Setting = setting,
            IsSample = file.Role is FileRole.Example || IsPlaceholder(host),
            IsByTransaction =
                kind is AddressKind.Pooler
                && (
                    port is "6543"
                    || rest.Contains("pgbouncer=true", StringComparison.OrdinalIgnoreCase)
                    || host.Contains("pgbouncer", StringComparison.Ordinal)
                ),
            AllowsForPooler =
                rest.Contains("pgbouncer=true", StringComparison.OrdinalIgnoreCase)
                || rest.Contains("statement_cache_size=0", StringComparison.Ordinal),
        };
    }

    static (AddressKind, string)? KindOf(string scheme, string host, string port, string rest) =>
        scheme is "prisma" or "prisma+postgres" ? (AddressKind.Pooler, "Prisma Accelerate")
        : host.EndsWith("pooler.supabase.com", StringComparison.Ordinal) ? (AddressKind.Pooler, "the pooler of Supabase")
        : host.Contains("-pooler.", StringComparison.Ordinal) ? (AddressKind.Pooler, "the pooler of Neon")
        : host.Contains(".proxy-", StringComparison.Ordinal) && host.EndsWith("rds.amazonaws.com", StringComparison.Ordinal)
            ? (AddressKind.Pooler, "RDS Proxy")
        : PoolerHost().IsMatch(host) ? (AddressKind.Pooler, "a pooler")
        : port is "6543" || rest.Contains("pgbouncer=true", StringComparison.OrdinalIgnoreCase) ? (AddressKind.Pooler, "a pooler")
        : host.EndsWith(".neon.tech", StringComparison.Ordinal) ? (AddressKind.Direct, "Neon without its pooler")
        : host.StartsWith("db.", StringComparison.Ordinal) && host.EndsWith(".supabase.co", StringComparison.Ordinal)
            ? (AddressKind.Direct, "the database of Supabase without its pooler")
        : host.EndsWith(".rds.amazonaws.com", StringComparison.Ordinal) ? (AddressKind.Direct, "a database of RDS without a proxy")
        : null;

    static bool IsPlaceholder(string host) => Placeholder().IsMatch(host);

    /// <summary>The name of the variable or setting on the same line.</summary>
    static string SettingBefore(string text, int at)
    {
        var start = text.LastIndexOf('\n', Math.Max(0, at - 1)) + 1;
        return Name().Match(text[start..at]) is { Success: true } match ? match.Groups["name"].Value : "";
    }

    IEnumerable<DatabaseAddress> InInfrastructure()
    {
        foreach (var one in known.InfraResources.Where(one => one.IsInProduction))
            if (one.Type is "aws_db_proxy" or "AWS::RDS::DBProxy" or "aws-cdk-lib/aws-rds.DatabaseProxy")
                yield return new(one.At, AddressKind.Pooler, "RDS Proxy");
            else if (one.Type is "digitalocean_database_connection_pool")
                yield return new(one.At, AddressKind.Pooler, "a pool of DigitalOcean")
                {
                    IsByTransaction = one.Settings["mode"].Literal is "transaction",
                };
            else if (one.Type is "cloudflare_hyperdrive_config")
                yield return new(one.At, AddressKind.Pooler, "Hyperdrive");
            else if (one.Type is "Pooler" && one.Tool is InfraTool.Kubernetes)
                yield return new(one.At, AddressKind.Pooler, "a pooler of CloudNativePG");
        foreach (var use in known.ContainerUses.Where(use => use.NotProduction is null))
            if (use.Image is { } image && PoolerImage().IsMatch(image.ToString()))
                yield return new(use.At, AddressKind.Pooler, "a pooler in a container");
    }

    IEnumerable<DatabaseAddress> InCode()
    {
        foreach (var call in sources.Code.Calls("attachDatabasePool"))
            if (sources.IsDeployed(call.File))
                yield return new(call.At, AddressKind.Pooler, "the pool that Vercel closes in time");
        foreach (var member in sources.Code.All(CodeKind.Member))
            if (member.Name is "connectionString" && member.Receiver.Name is "HYPERDRIVE" && sources.IsDeployed(member.File))
                yield return new(member.At, AddressKind.Pooler, "Hyperdrive");
    }

    const RegexOptions Plain = RegexOptions.CultureInvariant;

    [GeneratedRegex(
        @"(?<scheme>postgres(?:ql)?(?:\+\w+)?|mysql(?:\+\w+)?|prisma(?:\+postgres)?)://(?:[^\s""'`@/<>]{1,300}@)?(?<host>[A-Za-z0-9_.\-\[\]<>{}$]{1,200})(?::(?<port>\d{2,5}))?(?<rest>/[^\s""'`]{0,300})?",
        Plain | RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex Address();

    [GeneratedRegex(@"^\.?env(?:[.-][\w-]+)*$|\.env(?:\.[\w-]+)*$|^\.env", Plain | RegexOptions.IgnoreCase, 10_000)]
    private static partial Regex Sample();

    [GeneratedRegex(@"(?:^|/)(?:tests?|docs?|\.github)/|\.(?:lock|md|mdx|svg|html)$", Plain | RegexOptions.IgnoreCase, 10_000)]
    private static partial Regex Elsewhere();

    [GeneratedRegex(
        @"DIRECT|UNPOOLED|NON_?POOL|MIGRAT|SHADOW|ADMIN|TEST|DEV|LOCAL|STAGING|REPLICA|READ",
        Plain | RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex ForMigrations();

    [GeneratedRegex(@"(?:^|[._-])(?:pgbouncer|pgcat|odyssey|supavisor|pgpool|proxysql|pooler)(?:$|[._-])", Plain, 10_000)]
    private static partial Regex PoolerHost();

    [GeneratedRegex(@"pgbouncer|pgcat|odyssey|supavisor|pgpool|proxysql", Plain | RegexOptions.IgnoreCase, 10_000)]
    private static partial Regex PoolerImage();

    [GeneratedRegex(
        @"[\[\]<>{}$]|\byour|xxx|example|placeholder|project-?ref|\bref\b|\babc(?:123)?\b|123456|(?:^|[.-])(?:host|hostname|endpoint|region|ep-id|project)(?:$|[.-])",
        Plain | RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex Placeholder();

    [GeneratedRegex(@"(?<name>[A-Za-z_][\w.:-]{1,60})[""']?\s*[=:]\s*[""'`]?$", Plain, 10_000)]
    private static partial Regex Name();
}
