using Shipworthy.Extractors.Infrastructure;
using Shipworthy.Extractors.SecretKeeping;

namespace Shipworthy.Extractors.Access;

/// <summary>Stores of data that the internet reaches (rubric 4.3, rule 9).</summary>
sealed class OpenStores(ImmutableArray<InfraResource> made, ComposeInUse compose)
{
    /// <summary>All of them.</summary>
    public IEnumerable<AccessGrant> All() => made.SelectMany(Of).Concat(InCompose());

    IEnumerable<AccessGrant> Of(InfraResource one)
    {
        switch (one.Type)
        {
            case "aws_db_instance"
            or "aws_rds_cluster_instance"
            or "aws_redshift_cluster" when one.Settings["publicly_accessible"].Truth is true:
                yield return Store(
                    one,
                    one.Settings["publicly_accessible"].At,
                    HasOpenGroup(one) ? GrantReach.OpenStore : GrantReach.ReachableStore,
                    "Amazon Web Services",
                    HasOpenGroup(one)
                        ? "has an address on the internet, and its rules let every address in"
                        : "has an address on the internet"
                );
                break;
            case "AWS::RDS::DBInstance" when one.Settings["PubliclyAccessible"].Truth is true:
                yield return Store(
                    one,
                    one.Settings["PubliclyAccessible"].At,
                    GrantReach.ReachableStore,
                    "Amazon Web Services",
                    "has an address on the internet"
                );
                break;
            case "google_sql_database_instance":
                foreach (
                    var network in one
                        .Settings.Under("settings", "ip_configuration", "authorized_networks")
                        .Each()
                        .Concat(one.Settings.Under("settings", "ip_configuration")["authorized_networks"].Each())
                        .Where(network => network["value"].Literal is "0.0.0.0/0")
                        .Take(1)
                )
                    yield return Store(
                        one,
                        network["value"].At,
                        GrantReach.OpenStore,
                        "Google Cloud",
                        "lets every address of the internet in"
                    );
                break;
            case "azurerm_sql_firewall_rule"
            or "azurerm_mssql_firewall_rule"
            or "azurerm_postgresql_firewall_rule"
            or "azurerm_postgresql_flexible_server_firewall_rule"
            or "azurerm_mysql_firewall_rule"
            or "azurerm_mysql_flexible_server_firewall_rule"
                when one.Settings["start_ip_address"].Literal is "0.0.0.0" && one.Settings["end_ip_address"].Literal is "255.255.255.255":
                yield return Store(one, one.At, GrantReach.OpenStore, "Azure", "lets every address of the internet in");
                break;
            case "Service" when one is { Tool: InfraTool.Kubernetes } && IsBalanced(one) && BehindIt(one) is { } store:
                yield return Store(
                    one,
                    one.Settings.Under("spec", "type").At,
                    GrantReach.OpenStore,
                    "Kubernetes",
                    $"gives {store.Name} an address on the internet"
                );
                break;
        }
    }

    /// <summary>Whether a service of a cluster gets a balancer of the cloud that every address may reach.</summary>
    static bool IsBalanced(InfraResource service) =>
        service.Settings.Under("spec", "type").Literal is "LoadBalancer"
        && !service.Settings.Under("spec", "loadBalancerSourceRanges").Exists
        && !service
            .Settings.Under("metadata", "annotations")
            .Entries.Any(note =>
                note.Key.Contains("load-balancer", StringComparison.Ordinal) || note.Key.Contains("internal", StringComparison.Ordinal)
            );

    /// <summary>The store whose pods a service of a cluster selects; null when there is none among them.</summary>
    InfraResource? BehindIt(InfraResource service)
    {
        var selector = service.Settings.Under("spec", "selector").Entries;
        return selector.IsEmpty
            ? null
            : made.FirstOrDefault(one =>
                one.Tool is InfraTool.Kubernetes
                && one.Kind is InfraKind.Database or InfraKind.Cache or InfraKind.Search
                && one.Root == service.Root
                && one.Settings.Under("spec", "template", "metadata", "labels") is var labels
                && selector.All(label => label.Value.Literal is { } wanted && labels[label.Key].Literal == wanted)
            );
    }

    /// <summary>Whether one of the security groups of a database lets every address in.</summary>
    bool HasOpenGroup(InfraResource database)
    {
        var groups = database
            .Settings["vpc_security_group_ids"]
            .References.Select(reference => reference.Text)
            .ToHashSet(StringComparer.Ordinal);
        return made.Any(one =>
            one.Root == database.Root
            && (
                one.Type is "aws_security_group" && groups.Contains(one.Address) && one.Settings["ingress"].Each().Any(IsOpen)
                || one.Type is "aws_security_group_rule"
                    && one.Settings["type"].Literal is "ingress"
                    && one.Settings["security_group_id"].References.Any(reference => groups.Contains(reference.Text))
                    && IsOpen(one.Settings)
                || one.Type is "aws_vpc_security_group_ingress_rule"
                    && one.Settings["security_group_id"].References.Any(reference => groups.Contains(reference.Text))
                    && one.Settings["cidr_ipv4"].Literal is "0.0.0.0/0"
            )
        );
    }

    static bool IsOpen(InfraValue rule) => rule["cidr_blocks"].Each().Any(block => block.Literal is "0.0.0.0/0");

    /// <summary>Ports of stores that a compose file of production publishes on every interface.</summary>
    IEnumerable<AccessGrant> InCompose()
    {
        foreach (var (file, root) in compose.Files)
        foreach (var service in root["services"].Entries)
            if (
                InfraImages.Of(service.Value["image"].Text) is InfraKind.Database or InfraKind.Cache or InfraKind.Search
                && !compose.IsTakenBack(file, service.Key, "ports")
            )
                foreach (
                    var port in service
                        .Value["ports"]
                        .Each()
                        .Where(port =>
                            IsOnEveryInterface(
                                port.Kind is Yaml.YamlKind.Map
                                    ? port["published"].Text is { Length: > 0 } published
                                        ? $"{published}:{port["target"].Text}"
                                        : ""
                                    : port.Text
                            )
                        )
                        .Take(1)
                )
                    yield return new(port.At, "Docker Compose", $"{file.Path}:{service.Key}:ports")
                    {
                        Reach = GrantReach.OpenStore,
                        Place = GrantPlace.Network,
                        Holder = GrantHolder.Everybody,
                        Because = $"publishes the port of {service.Key} on every interface of the machine",
                    };
    }

    static bool IsOnEveryInterface(string port) =>
        port.Contains(':', StringComparison.Ordinal)
        && !port.StartsWith("127.", StringComparison.Ordinal)
        && !port.StartsWith("localhost", StringComparison.Ordinal)
        && !port.StartsWith("[::1]", StringComparison.Ordinal)
        && !port.StartsWith("10.", StringComparison.Ordinal)
        && !port.StartsWith('$');

    static AccessGrant Store(InfraResource one, Location at, GrantReach reach, string platform, string because) =>
        new(at, platform, $"{one.Root}:{one.Address}:store")
        {
            Reach = reach,
            Place = GrantPlace.Network,
            Holder = GrantHolder.Everybody,
            Because = $"{because}: {one.Name}",
        };
}
