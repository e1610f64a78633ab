using System.Text.RegularExpressions;

namespace Shipworthy.Extractors.Access;

/// <summary>What actions of Amazon's services let do, where they are allowed on everything (rubric 4.3, rule 3 and traps).</summary>
static partial class AwsActions
{
    static readonly ImmutableArray<string> content =
    [
        "s3:GetObject",
        "s3:PutObject",
        "s3:DeleteObject",
        "secretsmanager:GetSecretValue",
        "ssm:GetParameter",
        "ssm:GetParameters",
        "ssm:GetParametersByPath",
        "kms:Decrypt",
        "dynamodb:GetItem",
        "dynamodb:PutItem",
        "dynamodb:UpdateItem",
        "dynamodb:DeleteItem",
        "dynamodb:BatchGetItem",
        "dynamodb:BatchWriteItem",
        "dynamodb:Query",
        "dynamodb:Scan",
    ];

    static readonly ImmutableArray<string> rights =
    [
        "sts:AssumeRole",
        "iam:PassRole",
        "iam:CreatePolicyVersion",
        "iam:CreateAccessKey",
        "iam:CreateLoginProfile",
        "iam:CreateRole",
        "iam:PutRolePolicy",
        "iam:PutUserPolicy",
        "iam:AttachRolePolicy",
        "iam:AttachUserPolicy",
        "iam:UpdateAssumeRolePolicy",
        "iam:UpdateLoginProfile",
        "iam:AddUserToGroup",
        "lambda:UpdateFunctionCode",
    ];

    /// <summary>Names of calls of the SDKs, and made-up ones, that are no actions of policies: they permit nothing, and show that nobody tried the policy.</summary>
    static readonly ImmutableArray<string> invented =
    [
        "s3:ListObjects",
        "s3:ListObjectsV2",
        "s3:HeadObject",
        "s3:HeadBucket",
        "s3:CopyObject",
        "s3:ReadObject",
        "s3:WriteObject",
        "s3:UploadObject",
        "s3:DeleteObjects",
        "dynamodb:ReadItem",
        "dynamodb:WriteItem",
        "dynamodb:CreateItem",
        "dynamodb:TransactWriteItems",
        "dynamodb:TransactGetItems",
        "lambda:Invoke",
        "ses:SendMail",
        "sqs:SendMessageBatch",
        "sqs:DeleteMessageBatch",
        "sns:SendMessage",
        "secretsmanager:GetSecret",
        "secretsmanager:ReadSecret",
        "kms:DecryptData",
    ];

    /// <summary>Whether Amazon knows no such action.</summary>
    public static bool IsInvented(string action) => invented.Any(one => one.Equals(action, StringComparison.OrdinalIgnoreCase));

    /// <summary>What an action, perhaps a pattern of actions, lets do on everything.</summary>
    public static GrantReach OnEverything(string action)
    {
        if (action is "*" or "*:*")
            return GrantReach.Everything;
        if (CannotBeNarrowed().IsMatch(action))
            return GrantReach.Narrow;
        if (action.EndsWith(":*", StringComparison.Ordinal))
            return GrantReach.WholeService;
        if (rights.Any(one => Covers(action, one)) || OwnRights().IsMatch(action))
            return GrantReach.OwnRights;
        if (content.Any(one => Covers(action, one)))
            return GrantReach.AllData;
        return Reads().IsMatch(action) ? GrantReach.Narrow : GrantReach.WritesAnywhere;
    }

    /// <summary>Whether an action is fine on everything only as long as what it leads to is narrow: what runs by a task is decided by the roles that may be passed.</summary>
    public static bool IsTolerated(string action) =>
        action.Equals("ecs:RegisterTaskDefinition", StringComparison.OrdinalIgnoreCase)
        || action.Equals("ecs:DeregisterTaskDefinition", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a pattern of actions covers an action. Both stars and question marks stand for letters.</summary>
    static bool Covers(string pattern, string action) =>
        pattern.AsSpan().IndexOfAny('*', '?') < 0
            ? pattern.Equals(action, StringComparison.OrdinalIgnoreCase)
            : Regex.IsMatch(
                action,
                $"^{Regex.Escape(pattern).Replace("\\*", ".*", StringComparison.Ordinal).Replace("\\?", ".", StringComparison.Ordinal)}$",
                RegexOptions.IgnoreCase | RegexOptions.NonBacktracking | RegexOptions.CultureInvariant
            );

    /// <summary>Acts without a resource of their own, and those that every service of the kind needs on everything.</summary>
    [GeneratedRegex(
        @"^(?:xray|ssmmessages|ec2messages|textract|rekognition|comprehend|translate|polly|ce|pricing|health|aps|application-autoscaling):|^ecr:GetAuthorizationToken$|^ecr-public:GetAuthorizationToken$|^sts:Get(?:CallerIdentity|ServiceBearerToken)$|^cloudwatch:(?:PutMetricData|\*)$|^logs:(?:\*|Create\w*|Put(?:LogEvents|RetentionPolicy)|Describe\w*|TagResource)$|^ec2:(?:Create|Delete|Attach|Detach|Modify)NetworkInterface\w*$|^ec2:(?:Unassign|Assign)PrivateIpAddresses$|^ecs:(?:De)?[rR]egisterTaskDefinition$|^ecs:(?:Discover\w*|Submit\w*|Poll|StartTelemetrySession|RegisterContainerInstance|DeregisterContainerInstance|UpdateContainerInstancesState|CreateCluster)$|^s3:(?:ListAllMyBuckets|GetBucketLocation)$|^acm:RequestCertificate$|^cognito-identity:GetId$|^mobileanalytics:PutEvents$|^cloudformation:ValidateTemplate$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex CannotBeNarrowed();

    [GeneratedRegex(@"^iam:(?:Create|Put|Attach|Update)\w*\*?$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex OwnRights();

    [GeneratedRegex(
        @"^[\w*-]+:(?:Describe|List|Get|Head|BatchGet|BatchCheck|Lookup|View|Search|Read|Check|Detect|Estimate|Simulate|Validate|Filter|Test|Select|Query)\w*\*?$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Reads();
}
