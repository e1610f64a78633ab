using System.Text.RegularExpressions;
using Shipworthy.Extractors.Infrastructure;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Separation;

/// <summary>Finds tests and seeds that go to a host of production, live keys in settings for developers, bindings that two environments share, and what teams write about it.</summary>
sealed partial class LeaksInFiles(SourceTree tree, App known)
{
    /// <summary>All of them.</summary>
    public IEnumerable<EnvironmentLeak> Leaks() =>
        Tests().Concat(LiveKeys()).Concat(Bindings()).Concat(Admissions()).Concat(new SharedInTables(known).Leaks());

    /// <summary>Tests, seeds and load scripts with the address of an app that a file of this repository deploys to production.</summary>
    IEnumerable<EnvironmentLeak> Tests()
    {
        var hosts = known
            .InfraResources.Where(one => one is { Provider: "fly", Kind: InfraKind.Runtime } && one.IsInProduction)
            .Select(one => $"{one.Name}.fly.dev")
            .ToList();
        if (hosts.Count == 0)
            yield break;
        foreach (var file in tree.Files.Where(file => file.Role is FileRole.Test || TestName().IsMatch(file.Path)))
        foreach (Match match in Address().Matches(file.Text))
            if (hosts.Contains(match.Groups["host"].Value))
            {
                yield return new(
                    file.At(match.Index),
                    EnvironmentLeakKind.TestsOnProduction,
                    $"sends tests to {match.Groups["host"].Value}, which is production"
                );
                break;
            }
    }

    IEnumerable<EnvironmentLeak> LiveKeys()
    {
        foreach (
            var file in tree.Files.Where(file =>
                file.Role is FileRole.Prod or FileRole.Infra or FileRole.Test && Settings().IsMatch(file.Name)
            )
        )
            if (
                InfraStageNames.OfPath(file.Name) is InfraStage.Development or InfraStage.Staging
                && LiveKey().Match(file.Text) is { Success: true } match
            )
                yield return new(
                    file.At(match.Index),
                    EnvironmentLeakKind.LiveKeyOutside,
                    "takes a live key of a payment account outside production"
                );
    }

    /// <summary>Bindings of a worker whose environments name the same database or bucket.</summary>
    IEnumerable<EnvironmentLeak> Bindings()
    {
        var bound = known
            .InfraResources.Where(one =>
                one is { Provider: "cloudflare", Tool: InfraTool.Platform } && one.Kind is InfraKind.Database or InfraKind.Bucket
            )
            .ToList();
        foreach (var trial in bound.Where(one => one.Stage is InfraStage.Staging or InfraStage.Development))
            if (
                IdOf(trial) is { } id
                && bound.Exists(one =>
                    one.Root == trial.Root && one.Stage is InfraStage.Only or InfraStage.Production or InfraStage.Shared && IdOf(one) == id
                )
            )
                yield return new(trial.At, EnvironmentLeakKind.SharedStore, $"binds {trial.Name} to the store that production is bound to");
    }

    static string? IdOf(InfraResource one) => one.Settings["database_id"].Literal ?? one.Settings["bucket_name"].Literal;

    /// <summary>What the team itself writes (ruling G1).</summary>
    IEnumerable<EnvironmentLeak> Admissions()
    {
        foreach (
            var document in known.Documents.Where(one => one.Kind is not (DocumentKind.Changes or DocumentKind.Legal or DocumentKind.Form))
        )
        foreach (var line in document.Lines.Where(line => line.Kind is LineKind.Prose or LineKind.Item or LineKind.Row))
            if (
                SameStore().IsMatch(line.Text)
                && Before().IsMatch(line.Text)
                && Production().IsMatch(line.Text)
                && !NotAdmitted().IsMatch(line.Text)
            )
                yield return new(
                    document.Line(line.Number),
                    EnvironmentLeakKind.SharedStore,
                    "says that production shares its data with another environment"
                );
    }

    const RegexOptions Plain = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;

    [GeneratedRegex(
        @"(?:^|/)(?:load-?tests?|k6|artillery|perf|seeds?|e2e|smoke)/|(?:playwright|cypress)\.config\.\w+$|(?:^|/)seed[\w-]*\.\w+$",
        Plain,
        10_000
    )]
    private static partial Regex TestName();

    [GeneratedRegex(@"https?://(?<host>[\w.-]+)", Plain, 10_000)]
    private static partial Regex Address();

    [GeneratedRegex(@"^(?:\.env\.|appsettings\.)", Plain, 10_000)]
    private static partial Regex Settings();

    [GeneratedRegex(@"\b[sr]k_live_", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex LiveKey();

    [GeneratedRegex(@"\b(?:shares?|sharing|same)\b.{0,30}\b(?:database|db|supabase project|firebase project|datenbank)\b", Plain, 10_000)]
    private static partial Regex SameStore();

    [GeneratedRegex(@"\b(?:dev|development|local|locally|staging|preview|previews|tests?|uat)\b", Plain, 10_000)]
    private static partial Regex Before();

    [GeneratedRegex(@"\b(?:prod|production|live)\b", Plain, 10_000)]
    private static partial Regex Production();

    [GeneratedRegex(
        @"\b(?:never|not|no|don't|do not|should|separate\w*|must|avoid|ensure|verify|make sure|no longer|instead|issue|if|can|may|could|would|or|different|own|isolated|schema|structure|engine|version|unless|risk|want|check|parity|type|like|as)\b|\?",
        Plain,
        10_000
    )]
    private static partial Regex NotAdmitted();
}
