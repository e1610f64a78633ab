using System.Text.RegularExpressions;
using Shipworthy.Extractors.BuildSecrets.Scripts;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.BuildSecrets;

/// <summary>
/// Secrets in the systems that keep them out of the file: a step has what it names. Whether a variable is masked is a setting of the system, and is taken for granted.
/// </summary>
static partial class NamedSecrets
{
    /// <summary>Passwords that a system makes for one run.</summary>
    static readonly ImmutableHashSet<string> ofTheRun =
    [
        "CI_JOB_TOKEN",
        "CI_REGISTRY_PASSWORD",
        "CI_DEPLOY_PASSWORD",
        "SYSTEM_ACCESSTOKEN",
        "System.AccessToken",
    ];

    /// <summary>The secrets that a step names and that nothing in the file gives a value to.</summary>
    public static ImmutableArray<string> In(PipelineStep step) =>
        [
            .. step
                .With.Values.Prepend(step.Run)
                .Concat(step.Env.Values)
                .SelectMany(text => Names().Matches(text).Select(match => match.Groups["name"].Value))
                .Where(name => SecretNames.SoundsSecret(name) && !ofTheRun.Contains(name) && !IsGiven(step, name))
                .Distinct(),
        ];

    static bool IsGiven(PipelineStep step, string name) =>
        step.Env.TryGetValue(name, out var value) && !value.Contains('$', StringComparison.Ordinal)
        || step.Run.Contains($"{name}=", StringComparison.Ordinal);

    /// <summary>What a step does with them.</summary>
    public static IEnumerable<Doing> Read(PipelineStep step, PipelineSystem system, JobFiles files)
    {
        if (step.Run.Length == 0)
            return [];
        var given = In(step).ToDictionary(name => name, name => new Held(name, Masked: true), StringComparer.Ordinal);
        var text = system is PipelineSystem.AzurePipelines ? Macro().Replace(step.Run, "${${name}}") : step.Run;
        return new ScriptReading(given, files, step.PlaceOf).Read(text);
    }

    /// <summary>Switches by which a system prints every variable, with the files that set them.</summary>
    public static IEnumerable<Doing> Traces(SourceTree tree, Pipeline pipeline)
    {
        if (tree.Find(pipeline.At.Path) is not { } file || !UsesSecrets(pipeline))
            yield break;
        foreach (Match match in Switch(pipeline.System).Matches(file.Text))
            yield return new(
                file.At(match.Groups["name"].Index),
                ExposureKind.TracesEverything,
                $"switches on {match.Groups["name"].Value}, which prints every variable of the job"
            );
    }

    static bool UsesSecrets(Pipeline pipeline) =>
        pipeline.Jobs.SelectMany(job => job.Steps).Any(step => !In(step).IsEmpty || step.Secrets.Length > 0);

    static Regex Switch(PipelineSystem system) => system is PipelineSystem.AzurePipelines ? AzureDebug() : GitLabTrace();

    /// <summary>Commands of a Jenkinsfile whose text Groovy fills with a credential before the shell reads it (jenkins.io, "String interpolation").</summary>
    public static IEnumerable<Doing> InGroovy(SourceFile file)
    {
        var names = Bound().Matches(file.Text).Select(match => match.Groups["name"].Value).ToHashSet(StringComparer.Ordinal);
        if (names.Count == 0)
            yield break;
        foreach (Match step in Interpolated().Matches(file.Text))
        foreach (Match use in GroovyUse().Matches(step.Groups["text"].Value))
            if (names.Contains(use.Groups["name"].Value))
                yield return new(
                    file.At(step.Groups["text"].Index + use.Index),
                    ExposureKind.TracesEverything,
                    $"lets Groovy put {use.Groups["name"].Value} into the text of the command"
                );
    }

    [GeneratedRegex(
        @"\$\{?(?:env:)?(?<name>[A-Za-z_]\w*)|\$\((?<name>[A-Za-z_][\w.]*)\)|%(?<name>[A-Z_]\w+)%",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Names();

    /// <summary>Azure's way to name a variable; with a space in it, it is a command of the shell.</summary>
    [GeneratedRegex(@"\$\((?<name>[A-Za-z_]\w*)\)", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Macro();

    [GeneratedRegex(
        @"(?<name>system\.debug)[""']?\s*:\s*[""']?true|name:\s*(?<name>system\.debug)\s*\n\s*value:\s*[""']?true",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex AzureDebug();

    [GeneratedRegex(@"(?<name>CI_DEBUG_TRACE)[""']?\s*:\s*[""']?(?:true|1)\b", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex GitLabTrace();

    [GeneratedRegex(
        @"(?:variable|passwordVariable|tokenVariable|keyFileVariable)\s*:\s*['""](?<name>\w+)['""]|(?<name>\w+)\s*=\s*credentials\s*\(",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Bound();

    [GeneratedRegex(
        @"\b(?:sh|bat|powershell|pwsh)\b\s*\(?\s*(?:\w+\s*:\s*(?:'[^']*'|true|false)\s*,\s*)*(?:script\s*:\s*)?(?:""""""(?<text>[\s\S]*?)""""""|""(?<text>(?:[^""\\\n]|\\.)+)"")",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Interpolated();

    [GeneratedRegex(@"(?<!\\)\$\{?(?<name>[A-Za-z_]\w*)", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex GroovyUse();
}
