using System.Text.RegularExpressions;
using Shipworthy.Extractors.BuildSecrets.Scripts;

namespace Shipworthy.Extractors.BuildSecrets;

/// <summary>Secrets that more steps hold than need them (rubric 5.7, rule 5).</summary>
static partial class WideSecrets
{
    /// <summary>What a job is given too much.</summary>
    public static IEnumerable<Doing> In(Pipeline pipeline, PipelineJob job)
    {
        if (job.Inherits is { } inherits)
            yield return new(inherits, ExposureKind.NearlyShown, "hands every secret of the repository to the pipeline that it calls");
        foreach (var use in job.Steps.SelectMany(step => step.Secrets).Where(use => use.Name is "*" && use.As.Length > 0).Distinct())
            yield return new(use.At, ExposureKind.NearlyShown, "hands every secret of the repository to one step");
        foreach (var use in job.Steps.SelectMany(step => step.Secrets).Where(use => use.Member.Length > 0 && use.As.Length > 0).Distinct())
            if (SecretNames.IsSecret(use.Name))
                yield return new(
                    use.At,
                    ExposureKind.PrintedUnmasked,
                    $"takes {use.Member.Trim('.')} out of {use.Name}, and nothing masks the part"
                );
        foreach (var use in Wide(pipeline, job))
            if (TakenBy(use, pipeline, job) is { } step)
                yield return new(
                    use.At,
                    ExposureKind.NearlyShown,
                    use.Scope is SecretScope.Pipeline
                        ? $"gives {use.Name} to every step of every job, and one needs it ({step})"
                        : $"gives {use.Name} to every step of the job, and one needs it ({step})"
                );
        foreach (var step in job.Steps.Where(step => job.When.MayBeOn(Occasions.ProposedChange) && RunsOnRequests(pipeline)))
            if (Installs(step) && step.Secrets.FirstOrDefault(use => IsOfProduction(use.Name)) is { } production)
                yield return new(
                    step.At,
                    ExposureKind.NearlyShown,
                    $"lets the scripts of installed packages run with {production.Name} on pull requests"
                );
            else if (
                Installs(step)
                && NamesProduction(job.Environment)
                && step.Secrets.FirstOrDefault(use => SecretNames.IsSecret(use.Name) && use.Name is not ("*" or "GITHUB_TOKEN")) is { } kept
            )
                yield return new(
                    step.At,
                    ExposureKind.NearlyShown,
                    $"lets the scripts of installed packages run with {kept.Name} of the environment {job.Environment} on pull requests"
                );
            else if (Installs(step) && job.Environment.Length == 0 && OfAll(step) is [var given, .. var others])
                yield return new(
                    step.At,
                    ExposureKind.Unknown,
                    $"lets the scripts of installed packages run with {given}{(others.Length > 0 ? $" and {others.Length} more" : "")} on pull requests, since every step has them; whether production has the same values is not shown"
                );
    }

    /// <summary>The secrets of the job, and those of the pipeline where its first job is asked.</summary>
    static IEnumerable<SecretUse> Wide(Pipeline pipeline, PipelineJob job) =>
        job
            .Steps.SelectMany(step => step.Secrets)
            .Where(use => use.Scope is SecretScope.Job || use.Scope is SecretScope.Pipeline && pipeline.Jobs[0] == job)
            .Where(use => SecretNames.IsSecret(use.Name) && use.Name is not "*" && use.Member.Length == 0)
            .Distinct();

    /// <summary>
    /// The one step that names the variable, where no other step could take it: each is an action, or runs nothing but tools that are known not to read it. Null
    /// where several name it, or a program of the app may read it.
    /// </summary>
    static string? TakenBy(SecretUse use, Pipeline pipeline, PipelineJob job)
    {
        var steps = use.Scope is SecretScope.Pipeline ? [.. pipeline.Jobs.SelectMany(one => one.Steps)] : job.Steps;
        if (steps.Length < 2)
            return null;
        var taking = steps.Where(step => Names(step, use.As)).ToList();
        return taking is [var only] && steps.All(step => step == only || IsDeaf(step)) ? only.Name : null;
    }

    static bool Names(PipelineStep step, string variable) =>
        Mentions(step.Run, variable)
        || step.With.Values.Any(value => value.Contains($"env.{variable}", StringComparison.Ordinal))
        || step.If.Contains($"env.{variable}", StringComparison.Ordinal)
        || step.Inner.Any(inner => Names(inner, variable));

    /// <summary>Whether a text names a variable, and not merely one whose name begins or ends alike.</summary>
    static bool Mentions(string text, string variable)
    {
        for (
            var at = text.IndexOf(variable, StringComparison.Ordinal);
            at >= 0;
            at = text.IndexOf(variable, at + 1, StringComparison.Ordinal)
        )
            if ((at == 0 || !IsWord(text[at - 1])) && (at + variable.Length == text.Length || !IsWord(text[at + variable.Length])))
                return true;
        return false;
    }

    static bool IsWord(char letter) => char.IsAsciiLetterOrDigit(letter) || letter is '_';

    /// <summary>Whether a step runs nothing that could read a variable that its text does not name.</summary>
    static bool IsDeaf(PipelineStep step) =>
        step.Uses.Length > 0
            ? PlainActions().IsMatch(step.Uses)
            : step.Commands.All(command =>
                command.Words is [var program, ..] && (PlainTools().IsMatch(program) || Install().IsMatch(command.Line))
            );

    /// <summary>The secrets that a step has only because its whole job does, without those of tools and of environments to try things in.</summary>
    static ImmutableArray<string> OfAll(PipelineStep step) =>
        [
            .. step
                .Secrets.Where(use => use.Scope is SecretScope.Job or SecretScope.Pipeline)
                .Select(use => use.Name)
                .Where(name => SecretNames.IsSecret(name) && name is not "*" && !OfTools().IsMatch(name) && !NamesTrial(name))
                .Distinct(StringComparer.Ordinal),
        ];

    static bool NamesTrial(string name) =>
        Secrets
            .Generic.SensitiveName.WordsOf(name)
            .Exists(word =>
                word
                    is "test"
                        or "tests"
                        or "testing"
                        or "ci"
                        or "e2e"
                        or "staging"
                        or "stage"
                        or "dev"
                        or "development"
                        or "preview"
                        or "sandbox"
            );

    [GeneratedRegex(
        @"^(?:TURBO|CODECOV|NX|CHROMATIC|NPM|NODE_AUTH|SENTRY_AUTH|SONAR|CYPRESS|PERCY|SNYK|GH|GITHUB|COVERALLS|CACHIX|EXPO|SLACK|DISCORD)_|SKIP_",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex OfTools();

    static bool RunsOnRequests(Pipeline pipeline) =>
        pipeline.Triggers.Any(trigger => trigger.Event is "pull_request" or "pull_request_target");

    static bool Installs(PipelineStep step) =>
        step.Commands.Any(command => Install().IsMatch(command.Line) && !command.Words.Contains("--ignore-scripts"));

    static bool IsOfProduction(string name) => SecretNames.IsSecret(name) && NamesProduction(name);

    static bool NamesProduction(string name) =>
        Secrets.Generic.SensitiveName.WordsOf(name).Exists(word => word is "prod" or "production" or "live");

    [GeneratedRegex(
        @"^(?:actions/(?:checkout|setup-\w+|cache|upload-artifact|download-artifact)|pnpm/action-setup|oven-sh/setup-bun|astral-sh/setup-uv|docker/(?:setup-\w+-action|login-action|metadata-action))(?:@|$)",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex PlainActions();

    [GeneratedRegex(
        @"^(?:echo|printf|mkdir|cp|mv|rm|ls|chmod|touch|corepack|apt-get|apt|true|exit|sleep|cat|tar|unzip|git)$",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex PlainTools();

    [GeneratedRegex(
        @"^(?:npm (?:ci|i|install)|pnpm (?:i|install)|yarn(?: install)?|bun (?:i|install|ci)|pip3? install|poetry install|uv sync|bundle install|composer install)(?:\s|$)",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Install();
}
