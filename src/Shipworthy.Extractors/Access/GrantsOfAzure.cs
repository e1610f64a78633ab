namespace Shipworthy.Extractors.Access;

/// <summary>The grants of Azure that Terraform and Bicep declare (rubric 4.3, rules 1, 2, 7 and 8).</summary>
sealed class GrantsOfAzure(ImmutableArray<InfraResource> made, Func<string, string> textOf)
{
    const string Platform = "Azure";

    /// <summary>All of them.</summary>
    public IEnumerable<AccessGrant> All() => made.SelectMany(Of);

    IEnumerable<AccessGrant> Of(InfraResource one) =>
        one.Type switch
        {
            "azurerm_role_assignment" => [Assigned(one, one.Settings["role_definition_name"], ScopeOf(one.Settings["scope"]))],
            "Microsoft.Authorization/roleAssignments" => [InBicep(one)],
            "azurerm_role_definition" => Definition(one),
            "azurerm_container_registry" when one.Settings["admin_enabled"].Truth is true =>
            [
                Grant(
                    one,
                    one.Settings["admin_enabled"].At,
                    "admin",
                    GrantReach.Wide,
                    "opens the registry with one shared password of an administrator",
                    GrantHolder.Unknown
                ),
            ],
            "azurerm_key_vault_access_policy" => [Vault(one)],
            _ => [],
        };

    enum Scope
    {
        Unknown,
        Subscription,
        Group,
        Resource,
    }

    static Scope ScopeOf(InfraValue scope)
    {
        var shown = scope.Shown;
        return scope.Kind is InfraValueKind.Unknown ? Scope.Unknown
            : shown.Contains("azurerm_subscription", StringComparison.Ordinal)
            || shown.Contains("management_group", StringComparison.OrdinalIgnoreCase)
                ? Scope.Subscription
            : shown.Contains("azurerm_resource_group", StringComparison.Ordinal) ? Scope.Group
            : shown.StartsWith("/subscriptions/", StringComparison.OrdinalIgnoreCase)
            && !shown[15..].Contains('/', StringComparison.Ordinal)
                ? Scope.Subscription
            : Scope.Resource;
    }

    static AccessGrant Assigned(InfraResource one, InfraValue role, Scope scope)
    {
        var name = role.IsUnset ? one.Settings["role_definition_id"].Shown : role.Shown;
        var holder = HolderOf(one);
        var reach = role.Kind is InfraValueKind.Unknown or InfraValueKind.OneOf ? GrantReach.Unknown : ReachOf(name, scope);
        return Grant(
            one,
            one.At,
            "role",
            reach,
            reach is GrantReach.Unknown
                ? $"assigns {(name.Length > 0 ? name : "a role")} in a way that could not be followed"
                : $"assigns {name} on {InWords(scope)}",
            holder
        );
    }

    AccessGrant InBicep(InfraResource one)
    {
        var id = one.Settings.Under("properties", "roleDefinitionId").Shown;
        var name =
            id.Contains("8e3af657-a8ff-443c-a75c-2fe8c4bcb635", StringComparison.Ordinal) ? "Owner"
            : id.Contains("b24988ac-6180-42a0-ab88-20f7382dd24c", StringComparison.Ordinal) ? "Contributor"
            : id.Contains("18d7d88d-d35e-4fb5-a5c3-7773c20a72d9", StringComparison.Ordinal) ? "User Access Administrator"
            : "";
        var scope =
            one.Settings["scope"].Exists ? Scope.Resource
            : textOf(one.At.Path).Contains("targetScope = 'subscription'", StringComparison.Ordinal) ? Scope.Subscription
            : Scope.Group;
        var unknown = one.Settings.Kind is InfraValueKind.Unknown || id.Length == 0;
        return Grant(
            one,
            one.At,
            "role",
            unknown ? GrantReach.Unknown : ReachOf(name, scope),
            unknown ? "assigns a role that could not be followed" : $"assigns {(name.Length > 0 ? name : "a role")} on {InWords(scope)}",
            GrantHolder.Workload
        );
    }

    static GrantReach ReachOf(string role, Scope scope) =>
        (role, scope) switch
        {
            ("Owner" or "User Access Administrator" or "Role Based Access Control Administrator", Scope.Subscription) =>
                GrantReach.Everything,
            ("Owner" or "User Access Administrator" or "Role Based Access Control Administrator", Scope.Group) =>
                GrantReach.NearlyEverything,
            ("Contributor", Scope.Subscription) => GrantReach.NearlyEverything,
            ("Contributor", Scope.Group) => GrantReach.Wide,
            ("Owner" or "Contributor" or "User Access Administrator", Scope.Unknown) => GrantReach.Unknown,
            ("Key Vault Administrator", _) => GrantReach.AboveRules,
            _ => GrantReach.Narrow,
        };

    static string InWords(Scope scope) =>
        scope switch
        {
            Scope.Subscription => "the whole subscription",
            Scope.Group => "a whole resource group",
            Scope.Resource => "one resource",
            Scope.Unknown => "what could not be followed",
        };

    static IEnumerable<AccessGrant> Definition(InfraResource one)
    {
        if (
            one.Settings["permissions"].Each().SelectMany(part => part["actions"].Each()).FirstOrDefault(action => action.Literal is "*") is
            { } all
        )
            yield return Grant(
                one,
                all.At,
                "definition",
                ScopeOf(one.Settings["scope"]) is Scope.Subscription ? GrantReach.Everything : GrantReach.NearlyEverything,
                "defines a role that may do everything",
                GrantHolder.Unknown
            );
        else
            yield return Grant(
                one,
                one.At,
                "definition",
                GrantReach.Narrow,
                "defines a role by the actions that it names",
                GrantHolder.Unknown
            );
    }

    static AccessGrant Vault(InfraResource one)
    {
        var secrets = one.Settings["secret_permissions"].Each().Select(one => one.Shown.ToLowerInvariant()).ToList();
        return secrets.Contains("purge") || secrets.Count >= 7
            ? Grant(
                one,
                one.At,
                "vault",
                GrantReach.AboveRules,
                "lets its holder read, change and destroy every secret of the vault",
                HolderOf(one)
            )
            : Grant(one, one.At, "vault", GrantReach.Narrow, "lets its holder do what it names in the vault", HolderOf(one));
    }

    static GrantHolder HolderOf(InfraResource one)
    {
        var to = $"{one.Settings["principal_id"].Shown}{one.Settings["object_id"].Shown}";
        return to.Contains("client_config", StringComparison.Ordinal)
            || to.Contains("azuread_user", StringComparison.Ordinal)
            || to.Contains("azuread_group", StringComparison.Ordinal)
                ? GrantHolder.Person
            : to.Contains("identity", StringComparison.Ordinal) ? GrantHolder.Workload
            : to.Contains("azuread_service_principal", StringComparison.Ordinal) ? GrantHolder.Pipeline
            : GrantHolder.Unknown;
    }

    static AccessGrant Grant(InfraResource one, Location at, string part, GrantReach reach, string because, GrantHolder holder) =>
        new(at, Platform, $"{one.Root}:{one.Address}{one.Key}:{part}")
        {
            Reach = reach,
            Because = because,
            Holder = holder,
        };
}
