using System.Text.RegularExpressions;

namespace Shipworthy.Extractors.Access;

/// <summary>The grants of Google Cloud that Terraform declares (rubric 4.3, rules 1, 2, 5 and 8).</summary>
sealed partial class GrantsOfGoogle(ImmutableArray<InfraResource> made)
{
    const string Platform = "Google Cloud";

    /// <summary>All of them.</summary>
    public IEnumerable<AccessGrant> All() => made.Where(one => one.Provider is "google").SelectMany(Of);

    static IEnumerable<AccessGrant> Of(InfraResource one) =>
        one.Type switch
        {
            "google_service_account_key" =>
            [
                Grant(one, one.At, "key", GrantReach.LastingKey, "makes a key of a service account, which never ends", GrantHolder.Unknown),
            ],
            "google_iam_workload_identity_pool_provider" =>
            [
                one.Settings["attribute_condition"].IsUnset
                    ? Grant(
                        one,
                        one.At,
                        "trust",
                        GrantReach.TrustsTooMany,
                        "lets a pipeline of any repository in, since it sets no attribute_condition",
                        GrantHolder.Pipeline
                    )
                    : Grant(one, one.At, "trust", GrantReach.Narrow, "lets in only those whom its condition names", GrantHolder.Pipeline),
            ],
            "google_cloud_run_v2_service" or "google_cloud_run_v2_job" => Identity(
                one,
                one.Settings.Under("template", "service_account"),
                one.Settings.Under("template", "template", "service_account")
            ),
            "google_cloud_run_service" => Identity(one, one.Settings.Under("template", "spec", "service_account_name")),
            "google_cloudfunctions2_function" => Identity(one, one.Settings.Under("service_config", "service_account_email")),
            "google_cloudfunctions_function" => Identity(one, one.Settings["service_account_email"]),
            "google_compute_instance" => Machine(one),
            _ when Binding().IsMatch(one.Type) => Bound(one),
            _ => [],
        };

    static IEnumerable<AccessGrant> Identity(InfraResource one, params ReadOnlySpan<InfraValue> accounts)
    {
        foreach (var account in accounts)
            if (!account.IsUnset)
                return [];
        return
        [
            Grant(
                one,
                one.At,
                "identity",
                GrantReach.Wide,
                $"lets {one.Name} run as the project's default account, which other programs share",
                GrantHolder.Workload
            ),
        ];
    }

    static IEnumerable<AccessGrant> Machine(InfraResource one)
    {
        var account = one.Settings["service_account"];
        if (
            account["scopes"]
                .Each()
                .Any(scope => scope.Shown is "cloud-platform" || scope.Shown.EndsWith("/cloud-platform", StringComparison.Ordinal))
            && account["email"].IsUnset
        )
            yield return Grant(
                one,
                account.At,
                "identity",
                GrantReach.AdministersProject,
                "lets the machine act as the default account of the project, on everything",
                GrantHolder.Workload
            );
    }

    static IEnumerable<AccessGrant> Bound(InfraResource one)
    {
        var role = one.Settings["role"];
        var members = one.Settings["member"].Each().Concat(one.Settings["members"].Each()).ToList();
        var onProject = ProjectWide().IsMatch(one.Type);
        if (one.Type.EndsWith("_policy", StringComparison.Ordinal))
        {
            yield return Grant(
                one,
                one.At,
                "policy",
                GrantReach.Unknown,
                "sets a whole policy that could not be followed",
                GrantHolder.Unknown
            );
            yield break;
        }
        var everybody = members.Find(member => member.Literal is "allUsers" or "allAuthenticatedUsers");
        if (everybody is not null)
        {
            // Buckets are another question; a site that everybody calls is meant to be called.
            var isMeant =
                one.Type.Contains("storage_bucket", StringComparison.Ordinal)
                || role.Shown is "roles/run.invoker" or "roles/cloudfunctions.invoker";
            yield return Grant(
                one,
                one.At,
                "members",
                isMeant ? GrantReach.Narrow : GrantReach.Open,
                $"gives {role.Shown} to everybody",
                GrantHolder.Everybody
            );
            yield break;
        }
        var to = members.Count > 0 ? members[0].Shown : "what could not be followed";
        yield return Grant(
            one,
            one.At,
            "role",
            role.Kind is InfraValueKind.Unknown or InfraValueKind.OneOf ? GrantReach.Unknown : ReachOf(role.Shown, onProject),
            role.Kind is InfraValueKind.Unknown
                ? $"gives {to} a role that could not be followed"
                : $"gives {to} {role.Shown}{(onProject ? " on the whole project" : "")}",
            HolderOf(to)
        );
    }

    static GrantReach ReachOf(string role, bool onProject) =>
        !onProject
            ? role is "roles/owner" or "roles/editor"
                ? GrantReach.Wide
                : GrantReach.Narrow
            : role is "roles/owner"
                ? GrantReach.Everything
                : role is "roles/editor"
                    ? GrantReach.NearlyEverything
                    : Administers().IsMatch(role)
                        ? GrantReach.AdministersProject
                        : GrantReach.Narrow;

    static GrantHolder HolderOf(string member) =>
        member.StartsWith("user:", StringComparison.Ordinal)
        || member.StartsWith("group:", StringComparison.Ordinal)
        || member.StartsWith("domain:", StringComparison.Ordinal)
            ? GrantHolder.Person
        : member.StartsWith("principalSet:", StringComparison.Ordinal) || ForPipelines().IsMatch(member) ? GrantHolder.Pipeline
        : GrantHolder.Workload;

    static AccessGrant Grant(InfraResource one, Location at, string part, GrantReach reach, string because, GrantHolder holder) =>
        new(at, Platform, $"{one.Root}:{one.Address}{one.Key}:{part}")
        {
            Reach = reach,
            Because = because,
            Holder = holder,
        };

    [GeneratedRegex(@"^google_\w+_iam_(?:member|binding|policy)$", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Binding();

    [GeneratedRegex(@"^google_(?:project|folder|organization)_iam_", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex ProjectWide();

    [GeneratedRegex(@"(?:\.admin|Admin)$|^roles/iam\.serviceAccount(?:TokenCreator|User)$", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Administers();

    [GeneratedRegex(
        @"(?<![a-z])(?:github|gitlab|deploy(?:er|ment)?|ci|cd|cicd|cloudbuild|terraform)(?![a-z])",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex ForPipelines();
}
