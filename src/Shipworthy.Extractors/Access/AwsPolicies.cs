using System.Text.RegularExpressions;

namespace Shipworthy.Extractors.Access;

/// <summary>What a statement of a policy lets do.</summary>
/// <param name="Says">What is given, for people: "s3:* on every resource".</param>
readonly record struct StatementReach(Location At, GrantReach Reach, string Says, bool IsNarrowed)
{
    /// <summary>Whether it is allowed on everything although its acts could be narrowed, and tolerated.</summary>
    public bool IsLoose { get; init; }
}

/// <summary>Reads statements of policies of Amazon, however they were written: identity policies by actions and resources, policies of things by whom they let in.</summary>
static partial class AwsPolicies
{
    /// <summary>What each statement of an identity policy lets do.</summary>
    public static IEnumerable<StatementReach> Identity(InfraValue policy)
    {
        if (
            policy.Kind
            is InfraValueKind.Unknown
                or InfraValueKind.OneOf
                or InfraValueKind.Reference
                or InfraValueKind.Joined
                or InfraValueKind.Text
        )
        {
            yield return new(policy.At, GrantReach.Unknown, "a policy that could not be followed", IsNarrowed: false);
            yield break;
        }
        foreach (var statement in policy["Statement"].Each())
            if (Identity(statement, "Action", "Resource", "Effect", "NotAction", "NotResource", "Condition") is { } reach)
                yield return reach;
    }

    /// <summary>What one statement lets do; null for one that denies.</summary>
    public static StatementReach? Identity(
        InfraValue statement,
        string action,
        string resource,
        string effect,
        string notAction,
        string notResource,
        string condition
    )
    {
        if (statement.Kind is not InfraValueKind.Map)
            return new(statement.At, GrantReach.Unknown, "a statement that could not be followed", IsNarrowed: false);
        if (statement[effect].Shown.Contains("deny", StringComparison.OrdinalIgnoreCase))
            return null;
        var narrowed = !statement[condition].IsUnset;
        if (!statement[notAction].IsUnset)
            return new(statement.At, GrantReach.WholeService, "every action but a few", narrowed);
        var actions = statement[action].Each().ToList();
        var onAll = !statement[notResource].IsUnset || statement[resource].Each().Any(IsAll);
        if (actions.Exists(one => one.Kind is InfraValueKind.Unknown or InfraValueKind.OneOf))
            return new(statement.At, GrantReach.Unknown, "actions that could not be followed", narrowed);
        if (
            actions.Find(one => AwsActions.IsInvented(one.Shown)) is { } invented
            && actions.TrueForAll(one => AwsActions.IsInvented(one.Shown) || !onAll)
        )
            return new(
                statement.At,
                GrantReach.Unknown,
                $"{invented.Shown}, an action that Amazon does not know, so what it was meant to permit is open",
                narrowed
            );
        if (!onAll && statement[resource].Each().Any(one => one.Kind is InfraValueKind.Unknown))
        {
            var risky = actions.Exists(one => AwsActions.OnEverything(one.Shown) is not GrantReach.Narrow);
            return new(
                statement.At,
                risky ? GrantReach.Unknown : GrantReach.Narrow,
                $"{Shown(actions)} on what could not be followed",
                narrowed
            );
        }
        if (!onAll)
            return new(statement.At, GrantReach.Narrow, $"{Shown(actions)} on what it names", narrowed);
        var worst = actions.Select(one => (one.Shown, Reach: AwsActions.OnEverything(one.Shown))).OrderBy(one => Rank(one.Reach)).ToList();
        return worst.Count == 0
            ? new(statement.At, GrantReach.Unknown, "actions that could not be followed", narrowed)
            : new(
                statement.At,
                worst[0].Reach,
                worst[0].Reach is GrantReach.Everything ? "every action on every resource"
                    : worst[0].Reach is GrantReach.Narrow
                    && worst.Find(one => AwsActions.IsTolerated(one.Shown)) is { Shown.Length: > 0 } tolerated
                        ? $"{tolerated.Shown} on every resource"
                    : worst[0].Reach is GrantReach.Narrow ? $"{Shown(actions)}, which cannot be narrowed or only tell what there is"
                    : $"{string.Join(", ", worst.Where(one => one.Reach == worst[0].Reach).Select(one => one.Shown).Take(3))} on every resource",
                narrowed
            )
            {
                IsLoose = worst[0].Reach is GrantReach.WritesAnywhere || actions.Exists(one => AwsActions.IsTolerated(one.Shown)),
            };
    }

    static int Rank(GrantReach reach) =>
        reach switch
        {
            GrantReach.Everything => 0,
            GrantReach.WholeService => 1,
            GrantReach.OwnRights => 2,
            GrantReach.AllData => 3,
            GrantReach.WritesAnywhere => 4,
            _ => 5,
        };

    static string Shown(List<InfraValue> actions) =>
        actions.Count switch
        {
            0 => "nothing",
            1 => actions[0].Shown,
            _ => $"{actions[0].Shown} and {actions.Count - 1} more",
        };

    /// <summary>A star, or an address in which a star stands for everything that a service has.</summary>
    static bool IsAll(InfraValue resource) => resource.Shown is "*" || AllOfService().IsMatch(resource.Shown);

    /// <summary>Whether a statement lets everybody in, and nothing narrows whom.</summary>
    public static bool IsForAnyone(InfraValue statement) =>
        !statement["Effect"].Shown.Contains("deny", StringComparison.OrdinalIgnoreCase)
        && statement["Condition"].IsUnset
        && (statement["Principal"].Literal is "*" || statement["Principal"]["AWS"].Each().Any(one => one.Literal is "*"));

    [GeneratedRegex(
        @"^arn:[^:]*:[^:]+:[^:]*:[^:]*:(?:\*|(?:table|function|parameter|role|user|key|secret|policy|instance|db|repository)[:/]\*)(?:/\*)?$",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex AllOfService();
}
