namespace Shipworthy.Extractors.Access;

/// <summary>Keys of clouds that never end, kept as secrets of a forge that could hand out short-lived ones (rubric 4.3, rule 8). One finding a cloud: one change mends all.</summary>
static class LastingKeys
{
    /// <summary>The keys that pipelines use.</summary>
    public static IEnumerable<(AccessGrant Grant, ImmutableArray<Location> Others)> In(App known)
    {
        var uses = known
            .Pipelines.Where(pipeline =>
                pipeline.System
                    is PipelineSystem.GitHubActions
                        or PipelineSystem.GitLab
                        or PipelineSystem.Bitbucket
                        or PipelineSystem.CircleCi
                        or PipelineSystem.AzurePipelines
            )
            .SelectMany(pipeline => pipeline.Jobs)
            .SelectMany(job => job.Steps)
            .SelectMany(step => step.Secrets.Select(use => (Step: step, Use: use)))
            .Select(one => (Cloud: CloudOf(one.Use, one.Step), one.Use.At))
            .Where(one => one.Cloud.Length > 0)
            .Distinct()
            .OrderBy(one => one.At.Path, StringComparer.Ordinal)
            .ThenBy(one => one.At.Line)
            .GroupBy(one => one.Cloud);
        foreach (var cloud in uses)
        {
            var places = cloud.Select(one => one.At).DistinctBy(at => at.Path).ToList();
            yield return (
                new(places[0], cloud.Key, "lasting-key-of-pipelines")
                {
                    Reach = GrantReach.LastingKey,
                    Holder = GrantHolder.Pipeline,
                    Because =
                        $"signs in to {cloud.Key} with a key that never ends{(places.Count > 1 ? $", as {places.Count - 1} more {(places.Count == 2 ? "pipeline does" : "pipelines do")}" : "")}, where the forge could give each run a short-lived one",
                },
                [.. places.Skip(1)]
            );
        }
    }

    static string CloudOf(SecretUse use, PipelineStep step)
    {
        var name = use.Name.ToUpperInvariant();
        var takes = use.As.ToLowerInvariant();
        if (takes is "aws-access-key-id" or "aws_access_key_id" || name.EndsWith("AWS_ACCESS_KEY_ID", StringComparison.Ordinal))
            return "Amazon Web Services";
        if (
            takes is "credentials_json" or "service_account_key"
            || name
                is "GCP_SA_KEY"
                    or "GOOGLE_CREDENTIALS"
                    or "GCP_CREDENTIALS"
                    or "GOOGLE_APPLICATION_CREDENTIALS_JSON"
                    or "GCLOUD_SERVICE_KEY"
        )
            return "Google Cloud";
        return
            takes is "creds" && step.Uses.StartsWith("azure/login", StringComparison.OrdinalIgnoreCase)
            || name is "ARM_CLIENT_SECRET" or "AZURE_CLIENT_SECRET" or "AZURE_CREDENTIALS"
            ? "Azure"
            : "";
    }
}
