using System.Text.RegularExpressions;

namespace Shipworthy.Extractors.Infrastructure;

/// <summary>Tells environments by the marks in names (rubric D1).</summary>
static partial class InfraStageNames
{
    static readonly char[] Between = ['/', '.', '-', '_', ' ', ':'];

    /// <summary>The environment that a path is for: the last mark in it counts, since folders inside others say it more exactly.</summary>
    public static InfraStage OfPath(string path) =>
        LikeProduction()
            .Replace(path, "staging")
            .Split(Between, StringSplitOptions.RemoveEmptyEntries)
            .Select(OfName)
            .LastOrDefault(stage => stage is not InfraStage.Unknown);

    /// <summary>The environment that a name is for by one of its words.</summary>
    public static InfraStage OfWords(string name) => OfPath(name);

    /// <summary>The environment that one word names; unknown for every other word.</summary>
    public static InfraStage OfName(string word) =>
        word.ToLowerInvariant() switch
        {
            "prod" or "production" or "live" or "prd" => InfraStage.Production,
            "staging" or "stage" or "stg" or "preprod" or "uat" or "qa" or "preview" or "previews" or "sandbox" or "demo" =>
                InfraStage.Staging,
            "dev" or "develop" or "development" or "local" or "test" or "tests" or "testing" or "ci" => InfraStage.Development,
            _ => InfraStage.Unknown,
        };

    /// <summary>What is only like production is none.</summary>
    [GeneratedRegex(@"(?<![A-Za-z])prod(?:uction)?[-_]?like(?![A-Za-z])", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 10_000)]
    private static partial Regex LikeProduction();
}
