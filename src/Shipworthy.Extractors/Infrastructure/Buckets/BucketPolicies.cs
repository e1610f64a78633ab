namespace Shipworthy.Extractors.Infrastructure.Buckets;

/// <summary>Reads what a policy of an S3 bucket lets strangers do. A condition narrows it to whom it names (rubric 4.4, rule 3).</summary>
static class BucketPolicies
{
    /// <summary>The doors that the policy opens.</summary>
    public static IEnumerable<BucketDoor> Doors(InfraValue policy)
    {
        foreach (var statement in policy["Statement"].Each())
        {
            if (statement["Effect"].Literal is not "Allow" || !IsAnyone(statement["Principal"]) || !statement["Condition"].IsUnset)
                continue;
            var actions = statement["Action"].Each().Select(action => action.Shown).ToList();
            var at = statement.At;
            if (actions.Exists(action => action is "*" or "s3:*" || Writes(action)))
                yield return new(BucketAct.Write, at, "has a policy that lets everybody write or delete files");
            if (actions.Exists(action => action is "*" or "s3:*" || action.StartsWith("s3:GetObject", StringComparison.Ordinal)))
                yield return new(BucketAct.Read, at, "has a policy that lets everybody read its files");
            if (actions.Exists(action => action is "*" or "s3:*" || action.StartsWith("s3:List", StringComparison.Ordinal)))
                yield return new(BucketAct.List, at, "has a policy that lets everybody list its files");
        }
    }

    /// <summary>Whether a part that decides could not be resolved: who may, or the statements themselves.</summary>
    public static bool IsUnresolved(InfraValue policy) =>
        policy.Kind
            is InfraValueKind.Unknown
                or InfraValueKind.OneOf
                or InfraValueKind.Joined
                or InfraValueKind.Reference
                or InfraValueKind.Text
        || policy["Statement"]
            .Each()
            .Any(statement =>
                statement.Kind is not InfraValueKind.Map
                || statement["Effect"].Literal is not "Deny"
                    && (statement["Principal"].Kind is InfraValueKind.Unknown or InfraValueKind.OneOf)
            );

    static bool IsAnyone(InfraValue principal) =>
        principal.Literal is "*" || principal["AWS"].Each().Any(one => one.Literal is "*") || principal["*"].Exists;

    static bool Writes(string action) =>
        action.StartsWith("s3:Put", StringComparison.Ordinal) || action.StartsWith("s3:Delete", StringComparison.Ordinal);
}
