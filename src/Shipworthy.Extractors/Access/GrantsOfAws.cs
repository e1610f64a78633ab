namespace Shipworthy.Extractors.Access;

/// <summary>The grants of Amazon Web Services that Terraform, CloudFormation, SAM and the Cloud Development Kit declare.</summary>
sealed class GrantsOfAws(ImmutableArray<InfraResource> made)
{
    const string Platform = "Amazon Web Services";

    /// <summary>All of them.</summary>
    public IEnumerable<AccessGrant> All() => made.SelectMany(Of);

    IEnumerable<AccessGrant> Of(InfraResource one) =>
        one.Type switch
        {
            "aws_iam_role" =>
            [
                .. Role(one, one.Settings["assume_role_policy"]),
                .. Inline(one),
                .. Attached(one, one.Settings["managed_policy_arns"], HolderOf(one)),
            ],
            "aws_iam_policy" => Policy(one, one.Settings["policy"], HolderOfPolicy(one), $"the policy {one.Name}"),
            "aws_iam_role_policy" or "aws_iam_user_policy" or "aws_iam_group_policy" => Policy(
                one,
                one.Settings["policy"],
                HolderOfAttachment(one),
                AwsNames.ToOf(one)
            ),
            "aws_iam_role_policy_attachment"
            or "aws_iam_policy_attachment"
            or "aws_iam_user_policy_attachment"
            or "aws_iam_group_policy_attachment" => Attached(one, one.Settings["policy_arn"], HolderOfAttachment(one)),
            "aws_iam_access_key" or "AWS::IAM::AccessKey" =>
            [
                Grant(one, one.At, "key", GrantReach.LastingKey, "makes a key of an IAM user, which never ends", GrantHolder.Unknown),
            ],
            "aws_iam_user" when AwsNames.IsForPipeline(one) =>
            [
                Grant(
                    one,
                    one.At,
                    "user",
                    GrantReach.LastingKey,
                    "makes a user for pipelines, whose keys never end, instead of a role that a run takes on",
                    GrantHolder.Pipeline
                ),
            ],
            "AWS::IAM::Role" =>
            [
                .. Role(one, one.Settings["AssumeRolePolicyDocument"]),
                .. one.Settings["Policies"]
                    .Each()
                    .SelectMany((policy, index) => Policy(one, policy["PolicyDocument"], HolderOf(one), $"the role {one.Name}", index)),
                .. Attached(one, one.Settings["ManagedPolicyArns"], HolderOf(one)),
            ],
            "AWS::IAM::Policy" or "AWS::IAM::ManagedPolicy" => Policy(
                one,
                one.Settings["PolicyDocument"],
                GrantHolder.Unknown,
                $"the policy {one.Name}"
            ),
            "AWS::Serverless::Function" => Sam(one),
            "cdk:aws-iam.PolicyStatement" => AwsPolicies.Identity(
                one.Settings,
                "actions",
                "resources",
                "effect",
                "notActions",
                "notResources",
                "conditions"
            )
                is { } reach
                ?
                [
                    Grant(one, one.At, $"statement:{reach.Says}", reach.Reach, $"gives {reach.Says}", GrantHolder.Workload) with
                    {
                        IsNarrowed = reach.IsNarrowed,
                        IsLoose = reach.IsLoose,
                    },
                ]
                : [],
            "aws_lambda_permission" => Door(
                one,
                one.Settings["principal"],
                one.Settings["source_arn"].Exists
                    || one.Settings["source_account"].Exists
                    || one.Settings["principal_org_id"].Exists
                    || one.Settings["function_url_auth_type"].Exists
            ),
            "AWS::Lambda::Permission" => Door(
                one,
                one.Settings["Principal"],
                one.Settings["SourceArn"].Exists
                    || one.Settings["SourceAccount"].Exists
                    || one.Settings["PrincipalOrgID"].Exists
                    || one.Settings["FunctionUrlAuthType"].Exists
            ),
            "aws_sqs_queue_policy"
            or "aws_sns_topic_policy"
            or "aws_ecr_repository_policy"
            or "aws_kms_key_policy"
            or "aws_secretsmanager_secret_policy"
            or "aws_kms_key" => Doors(one, one.Settings["policy"]),
            "aws_elasticsearch_domain_policy" or "aws_opensearch_domain_policy" => Doors(one, one.Settings["access_policies"]),
            "AWS::SQS::QueuePolicy" or "AWS::SNS::TopicPolicy" => Doors(one, one.Settings["PolicyDocument"]),
            "AWS::KMS::Key" => Doors(one, one.Settings["KeyPolicy"]),
            "AWS::SecretsManager::ResourcePolicy" => Doors(one, one.Settings["ResourcePolicy"]),
            _ => [],
        };

    IEnumerable<AccessGrant> Role(InfraResource role, InfraValue trust)
    {
        var index = 0;
        foreach (var (at, reach, says) in AwsTrusts.Of(trust))
            yield return Grant(role, at, $"trust:{index++}", reach, $"is the role {role.Name}, which {says}", HolderOf(role));
    }

    IEnumerable<AccessGrant> Inline(InfraResource role) =>
        role.Settings["inline_policy"]
            .Each()
            .SelectMany((one, index) => Policy(role, one["policy"], HolderOf(role), $"the role {role.Name}", index));

    IEnumerable<AccessGrant> Policy(InfraResource one, InfraValue policy, GrantHolder holder, string to, int number = 0)
    {
        if (policy.IsUnset)
            yield break;
        var index = 0;
        foreach (var reach in AwsPolicies.Identity(policy))
            yield return Grant(one, reach.At, $"policy:{number}:{index++}", reach.Reach, $"gives {to} {reach.Says}", holder) with
            {
                IsNarrowed = reach.IsNarrowed,
                IsLoose = reach.IsLoose,
            };
    }

    IEnumerable<AccessGrant> Attached(InfraResource one, InfraValue policies, GrantHolder holder)
    {
        foreach (var policy in policies.Each())
            // A policy of this repository is judged where it is written.
            if (policy.Kind is not InfraValueKind.Reference)
                yield return policy.Kind is InfraValueKind.Unknown
                    ? Grant(
                        one,
                        policy.At,
                        "managed:?",
                        GrantReach.Unknown,
                        $"attaches a policy to {AwsNames.ToOf(one)} that could not be followed",
                        holder
                    )
                    : Grant(
                        one,
                        policy.At,
                        $"managed:{policy.Shown}",
                        AwsPolicies.Managed(policy.Shown),
                        $"attaches {policy.Shown[(policy.Shown.LastIndexOf('/') + 1)..]} to {AwsNames.ToOf(one)}",
                        holder
                    );
    }

    /// <summary>The policies of a function of SAM: names, statements, and templates, which are narrow by design.</summary>
    static IEnumerable<AccessGrant> Sam(InfraResource function)
    {
        var index = 0;
        foreach (var policy in function.Settings["Policies"].Each())
            if (policy["Statement"] is { IsUnset: false })
                foreach (var reach in AwsPolicies.Identity(policy))
                    yield return Grant(
                        function,
                        reach.At,
                        $"sam:{index++}",
                        reach.Reach,
                        $"gives the function {function.Name} {reach.Says}",
                        GrantHolder.Workload
                    ) with
                    {
                        IsNarrowed = reach.IsNarrowed,
                        IsLoose = reach.IsLoose,
                    };
            else if (policy.Kind is InfraValueKind.Map)
                yield return Grant(
                    function,
                    policy.At,
                    $"sam:{index++}",
                    AwsPolicies.Template(policy),
                    $"gives the function {function.Name} the template {policy.Entries.Select(entry => entry.Key).FirstOrDefault("")}{(AwsPolicies.Template(policy) is GrantReach.AllData ? " for everything of its kind" : "")}",
                    GrantHolder.Workload
                );
            else if (policy.Kind is not InfraValueKind.Reference)
                yield return Grant(
                    function,
                    policy.At,
                    $"sam:{policy.Shown}",
                    policy.Kind is InfraValueKind.Unknown ? GrantReach.Unknown : AwsPolicies.Managed(policy.Shown),
                    $"attaches {policy.Shown} to the function {function.Name}",
                    GrantHolder.Workload
                );
    }

    static IEnumerable<AccessGrant> Door(InfraResource one, InfraValue principal, bool isNarrowed) =>
        [
            Grant(
                one,
                one.At,
                "door",
                principal.Literal is "*" && !isNarrowed ? GrantReach.Open : GrantReach.Narrow,
                principal.Literal is "*" && !isNarrowed ? "lets everybody call the function" : $"lets {principal.Shown} call the function",
                GrantHolder.Everybody
            ),
        ];

    static IEnumerable<AccessGrant> Doors(InfraResource one, InfraValue policy)
    {
        var index = 0;
        foreach (
            var statement in policy["Statement"]
                .Each()
                .Where(statement =>
                    statement.Kind is InfraValueKind.Map && !statement["Effect"].Shown.Contains("Deny", StringComparison.OrdinalIgnoreCase)
                )
        )
            yield return AwsPolicies.IsForAnyone(statement)
                ? Grant(
                    one,
                    statement.At,
                    $"door:{index++}",
                    one.Type.Contains("kms", StringComparison.OrdinalIgnoreCase)
                    || one.Type.Contains("secret", StringComparison.OrdinalIgnoreCase)
                        ? GrantReach.OpensSecret
                        : GrantReach.Open,
                    $"lets everybody in: {string.Join(", ", statement["Action"].Each().Select(action => action.Shown).Take(2))} on {one.Name}",
                    GrantHolder.Everybody
                )
                : Grant(
                    one,
                    statement.At,
                    $"door:{index++}",
                    GrantReach.Narrow,
                    $"lets in whom it names on {one.Name}",
                    GrantHolder.Unknown
                );
    }

    GrantHolder HolderOf(InfraResource role) =>
        AwsTrusts.HolderOf(
            role.Settings["assume_role_policy"] is { IsUnset: false } trust ? trust : role.Settings["AssumeRolePolicyDocument"]
        );

    GrantHolder HolderOfAttachment(InfraResource attachment)
    {
        foreach (var reference in attachment.Settings["role"].References.Concat(attachment.Settings["roles"].References))
            if (
                made.FirstOrDefault(one => one.Type is "aws_iam_role" && one.Root == attachment.Root && one.Address == reference.Text) is
                { } role
            )
                return HolderOf(role);
        return attachment.Settings["group"].Exists || attachment.Settings["user"].Exists ? GrantHolder.Person : GrantHolder.Unknown;
    }

    /// <summary>Who has a policy that stands by itself: those to whom it is attached.</summary>
    GrantHolder HolderOfPolicy(InfraResource policy) =>
        made.Where(one =>
                one.Root == policy.Root && one.Settings["policy_arn"].References.Any(reference => reference.Text == policy.Address)
            )
            .Select(HolderOfAttachment)
            .OrderBy(holder => holder is GrantHolder.Workload ? 0 : 1)
            .FirstOrDefault();

    static AccessGrant Grant(InfraResource one, Location at, string part, GrantReach reach, string because, GrantHolder holder) =>
        new(at, Platform, $"{one.Root}:{one.Address}{one.Key}:{part}")
        {
            Reach = reach,
            Because = because,
            Holder = holder,
        };
}
