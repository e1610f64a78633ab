namespace Shipworthy.Extractors.Infrastructure.Buckets;

/// <summary>
/// Buckets of Amazon S3 in Terraform, CloudFormation and the construct libraries, with their ACLs, policies and blocks of public access. Buckets that were made after
/// 28 April 2023 block public access by default (AWS, "Amazon S3 will automatically enable S3 Block Public Access").
/// </summary>
sealed class BucketsOfAmazon(App known)
{
    static readonly DateOnly PrivateByDefault = new(2023, 4, 28);

    static readonly ImmutableArray<string> TerraformFlags =
    [
        "block_public_acls",
        "block_public_policy",
        "ignore_public_acls",
        "restrict_public_buckets",
    ];

    static readonly ImmutableArray<string> TemplateFlags =
    [
        "BlockPublicAcls",
        "BlockPublicPolicy",
        "IgnorePublicAcls",
        "RestrictPublicBuckets",
    ];

    readonly ImmutableArray<InfraResource> made = BucketScope.Of(known);

    /// <summary>The buckets.</summary>
    public IEnumerable<StorageBucket> All()
    {
        foreach (var resource in made)
            if (resource.Type is "aws_s3_bucket" or "aws_s3_bucket_v2" or "AWS::S3::Bucket" || IsOfModule(resource))
                yield return Of(resource);
            else if (
                resource.Kind is InfraKind.Bucket
                && resource.Tool is InfraTool.Cdk or InfraTool.Sst or InfraTool.Pulumi
                && IsConstruct(resource)
            )
                yield return OfConstruct(resource);
    }

    static bool IsOfModule(InfraResource resource) =>
        resource.Type.StartsWith("module:", StringComparison.Ordinal) && resource.Type.Contains("s3-bucket", StringComparison.Ordinal);

    static bool IsConstruct(InfraResource resource) =>
        resource.Type is "cdk:aws-s3.Bucket" or "sst.aws.Bucket"
        || resource.Type.StartsWith("pulumi:aws.s3.Bucket", StringComparison.Ordinal);

    StorageBucket Of(InfraResource bucket)
    {
        var name = NameOf(bucket);
        var result = new StorageBucket(bucket.At, "Amazon S3", name)
        {
            Content = BucketWords.Of(
                $"{bucket.Name} {bucket.Key} {BucketWords.Written(bucket.Settings["bucket"])} {BucketWords.Written(bucket.Settings["BucketName"])}"
            ),
        };
        var guards = GuardsOf(bucket).ToList();
        var flags = guards.SelectMany(guard => guard.Flags).ToList();
        if (flags.Count >= 4 && flags.TrueForAll(flag => flag.Truth is true) || HasAccountBlock(bucket))
            return guards.Exists(guard => guard.IsConditional && !bucket.IsConditional)
                ? result with
                {
                    Unseen = "blocks public access under a condition that could not be decided",
                }
                : result with
                {
                    Private = "blocks public access",
                };
        var doors = flags
            .Where(flag => flag.Truth is false)
            .Take(1)
            .Select(flag => new BucketDoor(BucketAct.Unguarded, flag.At, "switches a guard against public access off"))
            .Concat(AclsOf(bucket))
            .Concat(PoliciesOf(bucket).SelectMany(BucketPolicies.Doors))
            .ToImmutableArray();
        if (IsOfModule(bucket) && doors.IsEmpty)
            return result with { Private = "blocks public access by the default of its module" };
        var unseen =
            flags.Exists(flag => flag.Truth is null && !flag.IsUnset)
                ? "takes its block of public access from a value that could not be followed"
            : PoliciesOf(bucket).Any(BucketPolicies.IsUnresolved) ? "has a policy that could not be resolved"
            : guards.Count > 0 || IsNew() ? null
            : "has no block of public access, and may be older than 28 April 2023, when S3 became private by default";
        return result with { Doors = doors, Unseen = unseen, Private = "is private by the default of S3, and nothing opens it" };
    }

    /// <summary>Whether the whole history is younger than the default. What was not looked at may be older.</summary>
    bool IsNew() =>
        known.History.FirstOrDefault() is { IsComplete: true }
        && known.Commits.Count > 0
        && known.Commits.Min(commit => commit.Day) > PrivateByDefault;

    static string NameOf(InfraResource bucket) =>
        bucket.Settings["bucket"] is { IsUnset: false } name ? name.Shown
        : bucket.Settings["bucket_prefix"] is { IsUnset: false } prefix ? prefix.Shown
        : bucket.Settings["BucketName"] is { IsUnset: false } given ? given.Shown
        : bucket.Key.Length > 0 ? $"{bucket.Name} {bucket.Key}"
        : bucket.Name;

    /// <summary>The blocks of public access that belong to a bucket. A block is bound by reference, or by the bucket's own name.</summary>
    IEnumerable<(ImmutableArray<InfraValue> Flags, bool IsConditional)> GuardsOf(InfraResource bucket)
    {
        if (bucket.Settings["PublicAccessBlockConfiguration"] is { IsUnset: false } own)
            yield return (Flags(own, TemplateFlags), false);
        if (IsOfModule(bucket) && TerraformFlags.Any(flag => !bucket.Settings[flag].IsUnset))
            yield return ([.. TerraformFlags.Select(flag => bucket.Settings[flag]).Where(flag => !flag.IsUnset)], false);
        foreach (var guard in made.Where(one => one.Type is "aws_s3_bucket_public_access_block" && BelongsTo(one, bucket)))
            yield return (Flags(guard.Settings, TerraformFlags), guard.IsConditional);
    }

    /// <summary>A flag that is left out of a block is off.</summary>
    static ImmutableArray<InfraValue> Flags(InfraValue settings, ImmutableArray<string> names) =>
        [.. names.Select(name => settings[name] is { IsUnset: false } set ? set : InfraValue.TruthAt(settings.At, truth: false))];

    bool HasAccountBlock(InfraResource bucket) =>
        made.Any(one =>
            one.Type is "aws_s3_account_public_access_block"
            && one.Root == bucket.Root
            && Flags(one.Settings, TerraformFlags).All(flag => flag.Truth is true)
        );

    static bool BelongsTo(InfraResource part, InfraResource bucket) =>
        part.Root == bucket.Root
        && (part.Key == bucket.Key || part.Key.Length == 0 || bucket.Key.Length == 0)
        && (
            part.Settings["bucket"].References.Concat(part.Settings["Bucket"].References).Any(reference => reference.Text == bucket.Address)
            || part.Settings["bucket"].Literal is { Length: > 0 } name && name == bucket.Settings["bucket"].Literal
            // A template writes the name of the bucket in both places: !Sub uploads-${Stage}.
            || part.Settings["Bucket"] is { IsUnset: false } named
                && bucket.Settings["BucketName"] is { IsUnset: false } given
                && named.Shown == given.Shown
        );

    IEnumerable<BucketDoor> AclsOf(InfraResource bucket)
    {
        var acls = made.Where(one => one.Type is "aws_s3_bucket_acl" && BelongsTo(one, bucket)).Select(one => one.Settings["acl"]);
        foreach (var acl in acls.Append(bucket.Settings["acl"]).Append(bucket.Settings["AccessControl"]))
            switch (acl.Literal)
            {
                case "public-read-write" or "PublicReadWrite":
                    yield return new(BucketAct.Write, acl.At, $"has the ACL {acl.Text}");
                    break;
                case "public-read" or "authenticated-read" or "PublicRead" or "AuthenticatedRead":
                    yield return new(BucketAct.Read, acl.At, $"has the ACL {acl.Text}");
                    break;
            }
    }

    IEnumerable<InfraValue> PoliciesOf(InfraResource bucket)
    {
        if (!IsOfModule(bucket) && bucket.Settings["policy"] is { IsUnset: false } own)
            yield return own;
        foreach (var one in made)
            if (one.Type is "aws_s3_bucket_policy" or "AWS::S3::BucketPolicy" && BelongsTo(one, bucket))
                yield return one.Settings["policy"] is { IsUnset: false } policy ? policy : one.Settings["PolicyDocument"];
    }

    static StorageBucket OfConstruct(InfraResource bucket)
    {
        var settings = bucket.Settings;
        var result = new StorageBucket(bucket.At, "Amazon S3", bucket.Name) { Content = BucketWords.Of($"{bucket.Name} {bucket.Address}") };
        if (settings["publicReadAccess"] is { Truth: true } read)
            return result with { Doors = [new(BucketAct.Read, read.At, "sets publicReadAccess")] };
        if (settings["public_read_access"] is { Truth: true } same)
            return result with { Doors = [new(BucketAct.Read, same.At, "sets public_read_access")] };
        if (settings["access"] is { Literal: "public" } access)
            return result with { Doors = [new(BucketAct.Read, access.At, "sets the access public")] };
        if (settings["acl"] is { Literal: "public-read" or "public-read-write" } acl)
            return result with
            {
                Doors = [new(acl.Text is "public-read" ? BucketAct.Read : BucketAct.Write, acl.At, $"has the ACL {acl.Text}")],
            };
        return settings.IsOpen || settings.Kind is InfraValueKind.Unknown or InfraValueKind.Reference
            ? result with
            {
                Unseen = "takes options from a value that could not be followed",
            }
            : result with
            {
                Private = "is private by the default of its library, and nothing opens it",
            };
    }
}
