using System.Text.RegularExpressions;
using Shipworthy.Extractors.Yaml;

namespace Shipworthy.Extractors.Pipelines.GitHub;

/// <summary>Finds the secrets that a workflow hands to its steps (docs.github.com, "Contexts", <c>secrets</c>).</summary>
static partial class GitHubSecrets
{
    /// <summary>The secrets in the values of a map: <c>env</c>, <c>with</c>, <c>secrets</c>.</summary>
    public static IEnumerable<SecretUse> Of(YamlNode map, SecretScope scope) =>
        map
            .Entries.Where(entry => entry.Value.Kind is YamlKind.Scalar)
            .SelectMany(entry => In(entry.Value.Text, entry.At, scope, entry.Key));

    /// <summary>The secrets that are pasted into a text.</summary>
    public static IEnumerable<SecretUse> In(string text, Location at, SecretScope scope, string holder) =>
        text.Contains("secrets", StringComparison.Ordinal)
            ? Expression().Matches(text).SelectMany(found => InExpression(found.Groups["inner"].Value, at, scope, holder))
            : [];

    /// <summary>The secrets whose value the expression gives; one that only asks whether a secret is there gives none.</summary>
    public static IEnumerable<SecretUse> InExpression(string expression, Location at, SecretScope scope, string holder)
    {
        if (All().IsMatch(expression))
            yield return new(at, "*", scope, holder);
        foreach (Match found in Named().Matches(Comparison().Replace(expression, "")))
            yield return new(at, found.Groups["name"].Value, scope, holder) { Member = found.Groups["member"].Value };
    }

    /// <summary>The expressions of a text, without their braces, each with its place in it.</summary>
    public static IEnumerable<(int At, string Inner)> Expressions(string text) =>
        text.Contains("${{", StringComparison.Ordinal)
            ? Expression().Matches(text).Select(found => (found.Index, found.Groups["inner"].Value.Trim()))
            : [];

    /// <summary>A text with what is handed to an action put in for its inputs, where that fits on one line.</summary>
    public static string WithInputs(string text, YamlNode with) =>
        text.Contains("inputs.", StringComparison.Ordinal)
            ? Input()
                .Replace(
                    text,
                    found => with[found.Groups["name"].Value].Text is { Length: > 0 } given && !given.Contains('\n') ? given : found.Value
                )
            : text;

    /// <summary>What the token may do; null where the nodes leave it to a setting. The job's own word replaces the workflow's.</summary>
    public static ImmutableDictionary<string, string>? Permissions(YamlNode job, YamlNode workflow)
    {
        var node = job["permissions"].Exists ? job["permissions"] : workflow["permissions"];
        return node.Kind switch
        {
            YamlKind.Map => node.Entries.ToImmutableDictionary(entry => entry.Key, entry => entry.Value.Text, StringComparer.Ordinal),
            YamlKind.Scalar => ImmutableDictionary<string, string>.Empty.Add("*", node.Text.Replace("-all", "", StringComparison.Ordinal)),
            YamlKind.Absent or YamlKind.List => null,
        };
    }

    [GeneratedRegex(@"\$\{\{(?<inner>.*?)\}\}", RegexOptions.CultureInvariant | RegexOptions.Singleline, 10_000)]
    private static partial Regex Expression();

    [GeneratedRegex(@"\$\{\{\s*inputs\.(?<name>[\w-]+)\s*\}\}", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Input();

    [GeneratedRegex(@"\b[tT][oO]J[sS][oO][nN]\(\s*secrets\s*\)", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex All();

    /// <summary>A secret that is compared, or asked for as a condition of something else.</summary>
    [GeneratedRegex(
        @"(?<![\w.])secrets\.[\w-]+\s*[!=]=|[!=]=\s*secrets\.[\w-]+|!\s*secrets\.[\w-]+|(?<![\w.])secrets\.[\w-]+\s*&&(?=\s*')",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Comparison();

    [GeneratedRegex(
        @"(?<![\w.])secrets(?:\.(?<name>[A-Za-z_][\w-]*)|\[\s*'(?<name>[^']+)'\s*\])(?:\s*\)\s*(?<member>[.[][\w'.\[\]-]+))?",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Named();
}
