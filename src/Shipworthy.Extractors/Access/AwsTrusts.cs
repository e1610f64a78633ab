using System.Text.RegularExpressions;

namespace Shipworthy.Extractors.Access;

/// <summary>Reads who can take on a role of Amazon (rubric 4.3, rule 4), and by that what kind of holder its grants have.</summary>
static partial class AwsTrusts
{
    /// <summary>The holder that a trust policy stands for.</summary>
    public static GrantHolder HolderOf(InfraValue trust)
    {
        var principals = trust["Statement"].Each().Select(statement => statement["Principal"]).ToList();
        var services = principals.SelectMany(one => one["Service"].Each()).Select(one => one.Shown).ToList();
        if (services.Exists(one => BuildService().IsMatch(one)))
            return GrantHolder.Pipeline;
        if (services.Count > 0)
            return GrantHolder.Workload;
        var federated = principals.SelectMany(one => one["Federated"].Each()).Select(one => one.Shown).ToList();
        if (federated.Exists(one => Forge().IsMatch(one)))
            return GrantHolder.Pipeline;
        if (federated.Count > 0)
            return federated.Exists(one => one.Contains("oidc", StringComparison.OrdinalIgnoreCase))
                ? GrantHolder.Workload
                : GrantHolder.Person;
        return principals.Exists(one => one["AWS"].Exists) ? GrantHolder.Person : GrantHolder.Unknown;
    }

    /// <summary>How wide each statement of a trust policy is.</summary>
    public static IEnumerable<(Location At, GrantReach Reach, string Says)> Of(InfraValue trust)
    {
        foreach (var statement in trust["Statement"].Each())
        {
            if (statement.Kind is not InfraValueKind.Map)
                yield return (statement.At, GrantReach.Unknown, "is trusted in a way that could not be followed");
            else if (AwsPolicies.IsForAnyone(statement))
                yield return (statement.At, GrantReach.TrustsTooMany, "lets every account of Amazon take it on");
            else if (statement["Principal"]["Federated"].Each().Any(one => Forge().IsMatch(one.Shown)))
                yield return OfForge(statement);
            else
                yield return (statement.At, GrantReach.Narrow, "can be taken on by those alone whom it names");
        }
    }

    static (Location, GrantReach, string) OfForge(InfraValue statement)
    {
        var subjects = statement["Condition"]
            .Entries.SelectMany(test => test.Value.Entries)
            .Where(entry =>
                entry.Key.EndsWith(":sub", StringComparison.Ordinal)
                || entry.Key.EndsWith(":repository", StringComparison.Ordinal)
                || entry.Key.EndsWith(":job_workflow_ref", StringComparison.Ordinal)
            )
            .SelectMany(entry => entry.Value.Each())
            .ToList();
        if (subjects.Count == 0)
            return statement["Condition"].IsKnown
                ? (statement.At, GrantReach.TrustsTooMany, "lets a pipeline of any repository take it on")
                : (statement.At, GrantReach.Unknown, "is trusted under a condition that could not be followed");
        if (subjects.Find(one => AnyRepository().IsMatch(one.Shown)) is { } any)
            return (any.At, GrantReach.TrustsTooMany, $"lets a pipeline of many repositories take it on ({any.Shown})");
        return subjects.Find(one => AnyRun().IsMatch(one.Shown)) is { } run
            ? (run.At, GrantReach.TrustsTooMany, "lets every branch and every pull request of the repository take it on")
            : (statement.At, GrantReach.Narrow, "can be taken on by the runs alone that it names");
    }

    [GeneratedRegex(@"^(?:codebuild|codepipeline|codedeploy|cloudformation)\.", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex BuildService();

    [GeneratedRegex(
        @"token\.actions\.githubusercontent|github|gitlab|bitbucket|circleci",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Forge();

    [GeneratedRegex(@"^(?:repo:)?(?:\*|[\w.-]+/\*(?::.*)?|[\w.-]*\*.*/.*)$", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex AnyRepository();

    [GeneratedRegex(@"^repo:.*/.*:\*$", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex AnyRun();
}
