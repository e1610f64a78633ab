namespace Shipworthy.Extractors.Pipelines.GitHub;

/// <summary>What is known about a run of a workflow before it runs: the event, and the values handed to it.</summary>
/// <param name="Occasion">The situation that it stands for.</param>
/// <param name="Event">The event: <c>pull_request</c>.</param>
/// <param name="Branch">The default branch.</param>
sealed record GitHubContext(Occasions Occasion, string Event, DefaultBranch Branch)
{
    /// <summary>
    /// A value that agrees with whatever it is compared with: the repository's own name, because a job guarded by another repository's name is judged as if
    /// it ran (rubric, "Pipeline model").
    /// </summary>
    public sealed class Anything
    {
        public static Anything Value { get; } = new();
    }

    /// <summary>One combination of the matrix.</summary>
    public ImmutableDictionary<string, string> Matrix { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>Inputs of a reusable workflow or composite action.</summary>
    public ImmutableDictionary<string, string> Inputs { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>Variables of the workflow, job and step.</summary>
    public ImmutableDictionary<string, string> Env { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>The values of outputs of jobs and steps.</summary>
    public Func<string, object?> Outputs { get; init; } = _ => null;

    bool IsRequest => Occasion is Occasions.ProposedChange && Event is "pull_request" or "pull_request_target";

    /// <summary>The value of a name; null when it is not known.</summary>
    public object? LookUp(string name) =>
        name switch
        {
            "github.event_name" => Event,
            "github.ref" => Ref,
            "github.ref_name" => IsRequest ? "1/merge" : Ref[(Ref.LastIndexOf('/') + 1)..],
            "github.ref_type" => Occasion is Occasions.Release ? "tag" : "branch",
            "github.base_ref" or "github.event.pull_request.base.ref" => IsRequest ? Branch.Name : "",
            "github.head_ref" or "github.event.pull_request.head.ref" => IsRequest ? "some-topic" : "",
            "github.event.repository.default_branch" => Branch.Name,
            "github.repository" or "github.repository_owner" or "github.event.pull_request.head.repo.full_name" => Anything.Value,
            "github.event.pull_request.draft" or "github.event.pull_request.merged" => false,
            "github.event.pull_request.head.repo.fork" or "github.event.repository.fork" => false,
            "github.actor" or "github.triggering_actor" or "github.event.pull_request.user.login" => "a-person",
            "github.event.head_commit.message" or "github.event.pull_request.title" or "github.event.pull_request.body" => "",
            "github.workspace" => "",
            "github.event.action" => IsRequest ? "synchronize" : null,
            "github.event.workflow_run.conclusion" => "success",
            "github.event.workflow_run.head_branch" => Branch.Name,
            "github.event.deployment_status.state" => "success",
            "github.event.deployment_status.environment" or "github.event.deployment.environment" => "Preview",
            "runner.os" => "Linux",
            _ when name.StartsWith("matrix.") => Typed(Matrix.GetValueOrDefault(name[7..], "")),
            _ when name.StartsWith("inputs.") => Typed(Inputs.GetValueOrDefault(name[7..])),
            _ when name.StartsWith("github.event.inputs.") => Event is "workflow_dispatch" ? null : "",
            _ when name.StartsWith("env.") => Env.GetValueOrDefault(name[4..]) is { } value && !value.Contains("${{") ? value : null,
            _ when name.StartsWith("needs.") && name.EndsWith(".result") => "success",
            _ => Outputs(name),
        };

    static object? Typed(string? value) =>
        value switch
        {
            "true" => true,
            "false" => false,
            _ => value,
        };

    string Ref =>
        Occasion switch
        {
            Occasions.ProposedChange when IsRequest => "refs/pull/1/merge",
            Occasions.ProposedChange when Event is "merge_group" => $"refs/heads/gh-readonly-queue/{Branch.Name}/pr-1",
            Occasions.ProposedChange or Occasions.OtherBranch => "refs/heads/some-topic",
            Occasions.Release => "refs/tags/v1.0.0",
            _ => $"refs/heads/{Branch.Name}",
        };

    /// <summary>A text with its expressions replaced where they are known.</summary>
    public string Replaced(string text)
    {
        for (var at = text.IndexOf("${{", StringComparison.Ordinal); at >= 0; at = text.IndexOf("${{", at, StringComparison.Ordinal))
        {
            var end = text.IndexOf("}}", at, StringComparison.Ordinal);
            if (end < 0)
                break;
            var value = GitHubExpression.Evaluate(text[(at + 3)..end], LookUp) switch
            {
                string known => known.ReplaceLineEndings(" "),
                bool truth => truth ? "true" : "false",
                double number => number.ToString(System.Globalization.CultureInfo.InvariantCulture),
                _ => null,
            };
            text = value is null ? text : $"{text.AsSpan(0, at)}{value}{text.AsSpan(end + 2)}";
            at += value?.Length ?? 3;
        }
        return text;
    }
}
