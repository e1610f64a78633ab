namespace Shipworthy.Extractors.Access;

/// <summary>What resources of Amazon are called, for people.</summary>
static class AwsNames
{
    /// <summary>A user whose name says that it is for pipelines.</summary>
    public static bool IsForPipeline(InfraResource user) =>
        $"{user.Name}-{user.Settings["name"].Shown}"
            .Split('-', '_', '.', '/', '$', '{', '}')
            .Any(word =>
                word.ToLowerInvariant()
                    is "ci"
                        or "cd"
                        or "cicd"
                        or "github"
                        or "gitlab"
                        or "actions"
                        or "deploy"
                        or "deployer"
                        or "deployment"
                        or "circleci"
                        or "pipeline"
            );

    /// <summary>What a policy belongs to, for people.</summary>
    public static string ToOf(InfraResource one) =>
        one.Type is "AWS::IAM::Role" or "aws_iam_role" ? $"the role {one.Name}"
        : one.Settings["role"].Exists ? $"the role {NameIn(one.Settings["role"])}"
        : one.Settings["user"].Exists ? $"the user {NameIn(one.Settings["user"])}"
        : one.Settings["group"].Exists ? $"the group {NameIn(one.Settings["group"])}"
        : one.Name;

    static string NameIn(InfraValue value) =>
        value.Kind is InfraValueKind.Reference ? value.Text[(value.Text.LastIndexOf('.') + 1)..] : value.Shown;
}
