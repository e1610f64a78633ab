using System.Text.RegularExpressions;
using Shipworthy.Extractors.Pipelines.GitHub;

namespace Shipworthy.Extractors.BuildSecrets;

/// <summary>
/// Jobs that run what a stranger wrote with secrets in reach (rubric 5.7, rule 1; securitylab.github.com, "Preventing pwn requests"): the events that start them carry
/// the secrets of the repository, whoever causes them.
/// </summary>
/// <param name="pipelines">All pipelines, by which one that follows another is judged.</param>
sealed partial class ForeignCode(IReadOnlyList<Pipeline> pipelines)
{
    static readonly ImmutableHashSet<string> anybodysText =
    [
        "issue_comment",
        "issues",
        "pull_request_review",
        "pull_request_review_comment",
        "discussion",
        "discussion_comment",
    ];

    /// <summary>What a job does of this kind.</summary>
    public IEnumerable<SecretExposure> In(Pipeline pipeline, PipelineJob job, ImmutableArray<SecretUse> secrets)
    {
        foreach (var trigger in pipeline.Triggers.Where(trigger => IsOpen(trigger) && Reaches(trigger, job)))
        {
            var reach = Reach(job, secrets);
            if (reach is { Length: 0 } || IsGuarded(trigger, pipeline, job))
                continue;
            foreach (var found in Checkouts(trigger, pipeline, job).Concat(Agents(trigger, job)))
            {
                var labelled = AwaitsLabel(trigger, job);
                yield return new(
                    found.At,
                    reach is null || !found.Surely ? ExposureKind.Unknown : ExposureKind.RunsForeignCode,
                    reach is null
                        ? $"{found.Says}; what its token may do is a setting of the repository"
                        : $"{found.Says} with {reach} in reach"
                )
                {
                    Job = job.Id,
                    AwaitsLabel = labelled,
                    Because = [trigger.At, .. secrets.Where(use => SecretNames.IsSecret(use.Name)).Select(use => use.At).Take(3)],
                };
            }
        }
    }

    bool IsOpen(Trigger trigger) =>
        trigger.Event is "pull_request_target"
        || anybodysText.Contains(trigger.Event)
        || trigger.Event is "workflow_run" && FollowsRequests(trigger);

    /// <summary>A pipeline that no request starts is followed by none that a stranger starts.</summary>
    bool FollowsRequests(Trigger trigger)
    {
        var followed = pipelines.Where(pipeline => trigger.Pipelines.Contains(pipeline.Name)).ToList();
        return followed.Count < trigger.Pipelines.Length
            || followed.Exists(pipeline =>
                pipeline.Triggers.Any(one =>
                    one.Event.StartsWith("pull_request", StringComparison.Ordinal) || anybodysText.Contains(one.Event)
                )
            );
    }

    /// <summary>Whether the conditions of a job let the event through.</summary>
    static bool Reaches(Trigger trigger, PipelineJob job) => Admits(job.If, trigger);

    static bool Admits(string condition, Trigger trigger) =>
        condition.Length == 0 || GitHubExpression.Holds(condition, name => name is "github.event_name" ? trigger.Event : null) is not false;

    /// <summary>What a stranger's code could take, as words; empty for nothing, null where a setting decides.</summary>
    static string? Reach(PipelineJob job, ImmutableArray<SecretUse> secrets)
    {
        var names = secrets.Select(use => use.Name is "*" ? "every secret" : use.Name).Where(SecretNames.IsSecret).Distinct().ToList();
        if (names.Count > 0)
            return string.Join(", ", names.Take(3)) + (names.Count > 3 ? $" and {names.Count - 3} more" : "");
        if (job.Permissions is not { } permissions)
            return null;
        return permissions.Any(entry => entry.Value is "write") ? "a token that may write" : "";
    }

    static bool IsGuarded(Trigger trigger, Pipeline pipeline, PipelineJob job)
    {
        var jobs = pipeline.Jobs.Where(other => other == job || job.Needs.Contains(other.Id)).ToList();
        if (jobs.Exists(one => AsksWho(trigger).IsMatch(one.If)))
            return true;
        return jobs.SelectMany(one => one.Steps)
            .Any(step =>
                AsksForPermission().IsMatch(step.With.GetValueOrDefault("script", ""))
                || AsksForPermission().IsMatch(step.Run)
                || PermissionActions().IsMatch(step.Uses)
                || step.If.Length > 0 && AsksWho(trigger).IsMatch(step.If) && IsCheckout(step)
            );
    }

    static Regex AsksWho(Trigger trigger) => trigger.Event is "workflow_run" ? AsksWhichRun() : AsksWhichPerson();

    static bool AwaitsLabel(Trigger trigger, PipelineJob job) =>
        trigger.Types is ["labeled"]
        || LabelCondition().IsMatch(job.If)
        || job.Steps.Any(step => IsCheckout(step) && LabelCondition().IsMatch(step.If));

    sealed record Found(Location At, string Says, bool Surely);

    IEnumerable<Found> Checkouts(Trigger trigger, Pipeline pipeline, PipelineJob job)
    {
        for (var i = 0; i < job.Steps.Length; i++)
        {
            var step = job.Steps[i];
            if (!Admits(step.If, trigger))
                continue;
            if (HeadOf(step, pipeline, job) is not { } head)
                continue;
            var later = job.Steps.Skip(i + 1).Where(other => Admits(other.If, trigger)).ToList();
            var folder = step.With.GetValueOrDefault("path", "");
            if (!later.Exists(other => Runs(other)))
                continue;
            var whose = trigger.Event is "workflow_run" ? "the branch that started the run before it" : "the code of a pull request";
            if (folder.Length > 0 && !later.Exists(other => RunsIn(other, folder)))
                yield return new(step.At, $"checks out {whose} into {folder}, and nothing shows whether it is run", Surely: false);
            else if (!head)
                yield return new(step.At, $"checks out what an earlier step names, which may be {whose}, and runs it", Surely: false);
            else
                yield return new(step.At, $"checks out {whose} and runs it", Surely: true);
        }
    }

    /// <summary>Whether a step brings in what the request, or the run before, stands for: surely, perhaps (an output of a step names it), or not (null).</summary>
    static bool? HeadOf(PipelineStep step, Pipeline pipeline, PipelineJob job)
    {
        if (IsCheckout(step))
        {
            var wanted = $"{step.With.GetValueOrDefault("ref", "")} {step.With.GetValueOrDefault("repository", "")}";
            if (Head().IsMatch(wanted))
                return true;
            if (!wanted.Contains("outputs.", StringComparison.Ordinal) && !wanted.Contains("env.", StringComparison.Ordinal))
                return null;
            var makers = pipeline.Jobs.Where(other => other == job || job.Needs.Contains(other.Id)).SelectMany(other => other.Steps);
            return makers.Any(maker =>
                MakesHead().IsMatch(maker.With.GetValueOrDefault("script", ""))
                || MakesHead().IsMatch(maker.Run)
                || MakesHead().IsMatch(maker.Uses)
            );
        }
        return Fetches().IsMatch(step.Run) ? true : null;
    }

    static bool IsCheckout(PipelineStep step) => step.Uses.StartsWith("actions/checkout", StringComparison.Ordinal);

    /// <summary>Whether a step starts a program of the checked-out code, or one that its files steer.</summary>
    static bool Runs(PipelineStep step) =>
        step.Uses.StartsWith("./", StringComparison.Ordinal)
        || RunningActions().IsMatch(step.Uses)
        || step.Commands.Any(command => command.Words is [var program, ..] && !Harmless().IsMatch(program) && !IsGlobalInstall(command));

    static bool IsGlobalInstall(PipelineCommand command) =>
        command.Words is ["npm" or "pnpm", "install" or "i" or "add", "-g" or "--global", ..] or ["pip" or "pip3", "install", _, ..]
        && !command.Words.Any(word => word is "-r" or "-e" or "." || word.StartsWith("./", StringComparison.Ordinal));

    static bool RunsIn(PipelineStep step, string folder)
    {
        var name = folder.Trim('.', '/');
        return step.Uses.StartsWith($"./{name}", StringComparison.Ordinal)
            || Runs(step)
                && step.Commands.Any(command =>
                    command.Directory?.StartsWith(name, StringComparison.Ordinal) == true
                    || command.Words.Any(word =>
                        word.StartsWith(name, StringComparison.Ordinal)
                        && command.Words[0] is "bash" or "sh" or "node" or "python" or "python3"
                    )
                )
            || step.Run.Contains($"cd {name}", StringComparison.Ordinal);
    }

    static IEnumerable<Found> Agents(Trigger trigger, PipelineJob job)
    {
        if (trigger.Event is "workflow_run")
            yield break;
        foreach (var step in job.Steps.Where(step => Admits(step.If, trigger)))
            if (AgentActions().Match(step.Uses) is { Success: true } action && !ChecksItself(step))
                yield return new(step.At, $"lets {action.Value} act on what a stranger writes,", Surely: true);
            else if (AgentCommands().Match(step.Run) is { Success: true } command)
                yield return new(step.At, $"lets {command.Groups["agent"].Value} act unasked on what a stranger writes,", Surely: true);
    }

    /// <summary>Actions that stop unless whoever caused the event may write to the repository, by their own documents; unless they are told not to.</summary>
    static bool ChecksItself(PipelineStep step) =>
        SelfChecking().IsMatch(step.Uses)
        && step.With.GetValueOrDefault("allowed_non_write_users", "").Length == 0
        && !step.With.GetValueOrDefault("allow-users", "").Contains('*');

    [GeneratedRegex(
        @"github\.event\.pull_request\.(?:head\.(?:sha|ref|repo)|merge_commit_sha)|github\.head_ref|refs/pull/|github\.event\.workflow_run\.(?:head_(?:sha|branch|commit|repository)|pull_requests)",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Head();

    [GeneratedRegex(
        @"\bhead\.(?:ref|sha)\b|headRef(?:Name|Oid)|head_(?:ref|sha)|pull-request-comment-branch|get-pr-ref|refs/pull/",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex MakesHead();

    [GeneratedRegex(
        @"\bgh\s+pr\s+checkout\b|\bgit\s+(?:fetch|pull)\s+.*\bpull/|\bgit\s+(?:checkout|reset\s+--hard|switch)\s+.*\$\{\{\s*github\.(?:event\.pull_request\.head|head_ref|event\.workflow_run\.head)",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Fetches();

    [GeneratedRegex(
        @"author_association|github\.(?:triggering_)?actor\s*==|sender\.login\s*==|comment\.user\.login\s*==|github\.(?:triggering_)?actor\s*\)|pull_request\.user\.login\s*==|head\.repo\.full_name\s*==\s*github\.repository|github\.repository\s*==\s*github\.event\.pull_request\.head\.repo|head\.repo\.fork\s*==\s*false|!\s*github\.event\.pull_request\.head\.repo\.fork|head\.repo\.owner\.login\s*==",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex AsksWhichPerson();

    [GeneratedRegex(
        @"workflow_run\.event\s*==\s*'(?:push|schedule|workflow_dispatch|release)'|workflow_run\.event\s*!=\s*'pull_request'|head_repository\.full_name\s*==\s*github\.repository|github\.repository\s*==\s*github\.event\.workflow_run\.head_repository|head_repository\.fork\s*==\s*false|!\s*github\.event\.workflow_run\.head_repository\.fork|workflow_run\.actor\.login\s*==",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex AsksWhichRun();

    [GeneratedRegex(
        @"getCollaboratorPermissionLevel|author_?[aA]ssociation|collaborators/.*permission|checkMembershipForUser|getMembershipForUserInOrg|checkCollaborator",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex AsksForPermission();

    [GeneratedRegex(
        @"check-user-permission|action-check-permission|check-actor-permissions|get-user-teams-membership|is-organization-member|require-permission",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex PermissionActions();

    [GeneratedRegex(
        @"contains\(\s*github\.event\.pull_request\.labels|github\.event\.label\.name\s*==",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex LabelCondition();

    [GeneratedRegex(
        @"^(?:docker/build-push-action|cypress-io/github-action|bahmutov/npm-install|gradle/gradle-build-action|pre-commit/action|ruby/setup-ruby)",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex RunningActions();

    /// <summary>Programs that treat the files as data.</summary>
    [GeneratedRegex(
        @"^(?:git|gh|echo|printf|cat|ls|find|grep|egrep|sed|awk|jq|yq|diff|wc|head|tail|sort|uniq|cut|tr|curl|wget|mkdir|cp|mv|rm|touch|chmod|test|\[|\[\[|true|false|exit|sleep|date|tar|zip|unzip|tee|read|return|export|apt-get|apt|brew|corepack|aws|gcloud|az)$",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Harmless();

    [GeneratedRegex(
        @"^(?:anthropics/claude-code(?:-base)?-action|openai/codex-action|google-github-actions/run-gemini-cli|google-gemini/gemini-cli-action|(?:sst|anomalyco)/opencode/github|augmentcode/augment-agent|block/goose-action|qodo-ai/command-action)",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex AgentActions();

    [GeneratedRegex(
        @"^(?:anthropics/claude-code-action|openai/codex-action|(?:sst|anomalyco)/opencode/github)",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex SelfChecking();

    [GeneratedRegex(
        @"(?<agent>\bclaude\b)[^\n]*(?:\\\n[^\n]*)*--dangerously-skip-permissions|(?<agent>\bcodex\b)\s+(?:exec\b|[^\n]*--(?:full-auto|dangerously-bypass-approvals-and-sandbox|yolo))|(?<agent>\bgemini\b)[^\n]*\s(?:--yolo|-y)\b|(?<agent>\baider\b)[^\n]*--yes|(?<agent>\bcursor-agent\b)[^\n]*(?:--force|-f\b|-p\b)|(?<agent>\bopencode\b)\s+run\b|(?<agent>\bcopilot\b)[^\n]*--allow-all",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex AgentCommands();
}
