using Shipworthy.Extractors.Deployables;
using Shipworthy.Extractors.Infrastructure;
using Shipworthy.Extractors.SecretKeeping;
using Shipworthy.Extractors.Yaml;

namespace Shipworthy.Extractors.Access;

/// <summary>All grants that files of the repository give, and the platforms whose grants the app needs (rubric 4.3).</summary>
public sealed class AccessGrantsOfTheApp : ICombiner
{
    /// <inheritdoc/>
    public ImmutableArray<Type> Teaches => [typeof(AccessGrant), typeof(GovernedPlatform)];

    /// <inheritdoc/>
    public void Combine(Sources sources, App known, Learner learn)
    {
        ImmutableArray<InfraResource> made = [.. known.InfraResources.Where(one => one.NotMade is null && !one.IsLookup)];
        ImmutableArray<InfraResource> production = [.. made.Where(one => one.IsInProduction)];
        // Where no environment is named production, what there is serves as it.
        var judged = made.Any(one => one.Stage is InfraStage.Production) ? production : made;
        var inProduction = Of(sources, known, judged).Select(grant => grant.Identity).ToHashSet(StringComparer.Ordinal);
        var reasons = new Reasons(sources.Tree);
        foreach (var grant in Of(sources, known, made).Concat(Written(sources, known)).DistinctBy(grant => grant.Identity))
            learn.Add(
                grant with
                {
                    IsExplained = reasons.StandBeside(grant.At),
                    Aside =
                        grant.Place is GrantPlace.Platform or GrantPlace.Network && !inProduction.Contains(grant.Identity)
                            ? "belongs to another environment than production"
                            : null,
                }
            );
        foreach (var (grant, _) in LastingKeys.In(known))
            learn.Add(grant);
        foreach (var platform in new Platforms(sources, known).All())
            learn.Add(platform);
        foreach (var part in known.Deployables.Where(part => part.NotSeen is not null && !CloudLibraries.AreAbsent(sources.Tree, part)))
            learn.CannotSee<GovernedPlatform>(part.At, $"{part.Name} {part.NotSeen}, so which clouds it has rights in could not be read");
        foreach (
            var module in judged.Where(one => one.Type.StartsWith("module:", StringComparison.Ordinal) && one.Kind is InfraKind.Access)
        )
            learn.CannotSee<AccessGrant>(module.At, $"takes its grants from {module.Type[7..]}, whose code is not here");
    }

    /// <summary>Grants that belong to no resource of infrastructure: tokens of pipelines, statements of databases, rules for clients.</summary>
    static IEnumerable<AccessGrant> Written(Sources sources, App known) =>
        GrantsInForge
            .In(known)
            .Concat(GrantsInSql.In(sources.Tree))
            .Concat(GrantsInRules.In(sources.Tree))
            .Concat(DatabaseRoles.In(sources.Tree))
            .Concat(MasterUsers.In(sources, known, new(sources, known)));

    static IEnumerable<AccessGrant> Of(Sources sources, App known, ImmutableArray<InfraResource> made) =>
        new GrantsOfAws(made)
            .All()
            .Concat(new GrantsOfGoogle(made).All())
            .Concat(new GrantsOfAzure(made, path => sources.Tree.Find(path)?.Text ?? "").All())
            .Concat(new GrantsOfKubernetes(made).All())
            .Concat(new OpenStores(made, new ComposeInUse(sources, known)).All())
            .Concat(InServerless(sources))
            .Concat(InConstructs(sources));

    /// <summary>Statements in settings of the Serverless Framework.</summary>
    static IEnumerable<AccessGrant> InServerless(Sources sources)
    {
        foreach (
            var file in sources.Tree.Files.Where(file => file.Name is "serverless.yml" or "serverless.yaml" && Folders.Counts(file.Role))
        )
        {
            var root = YamlFile.Read(file).Root;
            var index = 0;
            foreach (
                var statement in root.Under("provider", "iam", "role", "statements")
                    .Items.Concat(root.Under("provider", "iamRoleStatements").Items)
                    .Concat(root["functions"].Entries.SelectMany(function => function.Value["iamRoleStatements"].Items))
            )
                if (
                    AwsPolicies.Identity(
                        YamlValues.Of(statement),
                        "Action",
                        "Resource",
                        "Effect",
                        "NotAction",
                        "NotResource",
                        "Condition"
                    ) is
                    { } reach
                )
                    yield return new(statement.At, "Amazon Web Services", $"{file.Path}:statement:{index++}")
                    {
                        Reach = reach.Reach,
                        Holder = GrantHolder.Workload,
                        Because = $"gives the functions {reach.Says}",
                        IsNarrowed = reach.IsNarrowed,
                        IsLoose = reach.IsLoose,
                    };
        }
    }

    /// <summary>Grants that code of the Cloud Development Kit makes by its methods: those for one resource are narrow, and managed policies are known by their names.</summary>
    static IEnumerable<AccessGrant> InConstructs(Sources sources)
    {
        if (!sources.Code.Imports("aws-cdk-lib", "aws_cdk", "@aws-cdk/core"))
            yield break;
        foreach (var call in sources.Code.All(CodeKind.Call))
        {
            if (
                sources.Tree.Find(call.File.Path) is not { } file
                || !Folders.Counts(file.Role)
                || !call.File.Text.Contains("cdk", StringComparison.Ordinal)
            )
                continue;
            if (
                call.Callee.Name is "fromAwsManagedPolicyName" or "from_aws_managed_policy_name"
                && sources.Code.ValueOf(call.ArgumentAt(0)).AsText is { } name
            )
                yield return Grant(call.At, $"managed:{name}", AwsPolicies.Managed(name), $"attaches {name}");
            else if (call.Callee.Name.StartsWith("grant", StringComparison.Ordinal) && call.Receiver.Exists)
                yield return Grant(
                    call.At,
                    $"{call.Receiver.DottedName}.{call.Callee.Name}:{call.ArgumentAt(0).DottedName}",
                    GrantReach.Narrow,
                    $"gives what {call.Callee.Name} stands for on one resource"
                );
        }
    }

    static AccessGrant Grant(Location at, string name, GrantReach reach, string because) =>
        new(at, "Amazon Web Services", name)
        {
            Reach = reach,
            Holder = GrantHolder.Workload,
            Because = because,
        };
}
