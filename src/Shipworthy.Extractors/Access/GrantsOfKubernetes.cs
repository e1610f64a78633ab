using System.Text.RegularExpressions;

namespace Shipworthy.Extractors.Access;

/// <summary>Roles and bindings of a cluster (rubric 4.3, rules 1 and 6).</summary>
sealed partial class GrantsOfKubernetes(ImmutableArray<InfraResource> made)
{
    const string Platform = "Kubernetes";

    /// <summary>All of them.</summary>
    public IEnumerable<AccessGrant> All() => made.Where(one => one.Tool is InfraTool.Kubernetes).SelectMany(Of);

    IEnumerable<AccessGrant> Of(InfraResource one) =>
        one.Type switch
        {
            "ClusterRoleBinding" or "RoleBinding" => [Binding(one)],
            "ClusterRole" or "Role" => Role(one),
            _ => [],
        };

    static AccessGrant Binding(InfraResource one)
    {
        var role = one.Settings.Under("roleRef", "name").Shown;
        var subjects = one.Settings["subjects"]
            .Each()
            .Select(subject => (Kind: subject["kind"].Shown, Name: subject["name"].Shown))
            .ToList();
        var holder =
            subjects.Exists(one => one.Name is "system:authenticated" or "system:anonymous" or "system:unauthenticated")
                ? GrantHolder.Everybody
            : subjects.Exists(one => one.Kind is "ServiceAccount") ? GrantHolder.Workload
            : GrantHolder.Person;
        if (one.Settings.Kind is InfraValueKind.Unknown)
            return Grant(
                one,
                one.At,
                "binding",
                GrantReach.Unknown,
                "binds a role in a template that could not be followed",
                GrantHolder.Unknown
            );
        var to = subjects.Count > 0 ? $"{subjects[0].Kind} {subjects[0].Name}" : "nobody";
        var reach = (role, one.Type) switch
        {
            ("cluster-admin", "ClusterRoleBinding") => GrantReach.Everything,
            ("cluster-admin" or "admin", "RoleBinding") => GrantReach.Wide,
            ("admin" or "edit", "ClusterRoleBinding") => GrantReach.ReadsCluster,
            _ when subjects.Exists(one => one is { Kind: "ServiceAccount", Name: "default" }) => GrantReach.ReadsCluster,
            _ => GrantReach.Narrow,
        };
        return Grant(
            one,
            one.At,
            "binding",
            reach,
            $"binds {role} to {to}{(one.Type is "ClusterRoleBinding" ? " in the whole cluster" : "")}",
            holder
        );
    }

    IEnumerable<AccessGrant> Role(InfraResource one)
    {
        var index = 0;
        var isVendors = Vendors().IsMatch($"{one.Name} {one.At.Path}");
        foreach (var rule in one.Settings["rules"].Each())
        {
            var verbs = rule["verbs"].Each().Select(verb => verb.Shown).ToList();
            var things = rule["resources"].Each().Select(thing => thing.Shown).ToList();
            var named = !rule["resourceNames"].IsUnset;
            var wide = one.Type is "ClusterRole";
            var reads = verbs.Exists(verb => verb is "get" or "list" or "watch");
            // Everything of the group without a name, or of all groups: secrets are among it.
            var all = things.Contains("*") && rule["apiGroups"].Each().Any(group => group.Shown is "" or "*");
            var reach =
                isVendors || named ? GrantReach.Narrow
                : !wide
                    ? all && verbs.Contains("*") ? GrantReach.Wide
                        : all && reads ? GrantReach.Unknown
                        : GrantReach.Narrow
                : verbs.Contains("*") && things.Contains("*") ? GrantReach.Everything
                : verbs.Contains("*") || verbs.Exists(verb => verb is "escalate" or "bind" or "impersonate") ? GrantReach.ReadsCluster
                : (all || things.Contains("secrets")) && reads ? GrantReach.ReadsCluster
                : things.Exists(thing => thing is "pods/exec" or "nodes/proxy") ? GrantReach.ReadsCluster
                : GrantReach.Narrow;
            yield return Grant(
                one,
                rule.At,
                $"rule:{index++}",
                reach,
                isVendors
                    ? $"is a role of a product, {one.Name}, as its makers ship it"
                    : $"{(reach is GrantReach.Unknown ? "reads all secrets of a namespace, whether it needs them or not: " : "")}lets {one.Name} {string.Join("/", verbs.Take(3))} {string.Join(", ", things.Take(3))}{(wide ? " in the whole cluster" : "")}",
                HolderOf(one)
            );
        }
    }

    GrantHolder HolderOf(InfraResource role) =>
        made.Any(one => one.Type is "ClusterRoleBinding" or "RoleBinding" && one.Settings.Under("roleRef", "name").Shown == role.Name)
            ? GrantHolder.Workload
            : GrantHolder.Unknown;

    static AccessGrant Grant(InfraResource one, Location at, string part, GrantReach reach, string because, GrantHolder holder) =>
        new(at, Platform, $"{one.At.Path}:{one.Address}:{part}")
        {
            Reach = reach,
            Because = because,
            Holder = holder,
        };

    /// <summary>Products that come with wide roles of their own.</summary>
    [GeneratedRegex(
        @"ingress-nginx|cert-manager|external-secrets|argo-?cd|external-dns|cluster-autoscaler|metrics-server|prometheus|sealed-secrets|velero|flux|traefik|kube-state-metrics|node-exporter|otel|opentelemetry",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Vendors();
}
