using Shipworthy.Extractors.Yaml;

namespace Shipworthy.Extractors.Pipelines.GitHub;

/// <summary>Conditions and <c>continue-on-error</c>, over all situations in which a workflow runs.</summary>
static class GitHubWhen
{
    /// <summary>When a condition holds.</summary>
    /// <param name="outputs">The value of an output of a job or step; null when it is not known.</param>
    public static When Of(string condition, ImmutableArray<GitHubContext> contexts, Func<string, object?> outputs)
    {
        var surely = Occasions.None;
        var perhaps = Occasions.None;
        foreach (var context in contexts)
            switch (GitHubExpression.Holds(condition, (context with { Outputs = outputs }).LookUp))
            {
                case true:
                    surely |= context.Occasion;
                    break;
                case null:
                    perhaps |= context.Occasion;
                    break;
            }
        return new(surely, perhaps & ~surely);
    }

    /// <summary>Whether <c>continue-on-error</c> swallows: on the occasions for which it is true in every combination of the matrix.</summary>
    public static Swallowing? Swallowing(
        YamlNode node,
        ImmutableArray<GitHubContext> contexts,
        ImmutableArray<ImmutableDictionary<string, string>> matrix,
        string says
    )
    {
        if (!node.Exists)
            return null;
        if (node.Truth is { } always)
            return always ? new(node.At, says) : null;
        var on = Occasions.None;
        foreach (var context in contexts)
            if (matrix.All(one => GitHubExpression.Holds(node.Text, (context with { Matrix = one }).LookUp) is true))
                on |= context.Occasion;
        return on is Occasions.None ? null : new(node.At, says, on);
    }
}

/// <summary>Variables and inputs as a workflow hands them on.</summary>
static class GitHubEnv
{
    /// <summary>The variables of a node over those that stand around it.</summary>
    public static ImmutableDictionary<string, string> Of(YamlNode env, ImmutableDictionary<string, string>? around = null) =>
        (around ?? ImmutableDictionary<string, string>.Empty).SetItems(
            env.Entries.Where(entry => entry.Value.Kind is YamlKind.Scalar)
                .Select(entry => KeyValuePair.Create(entry.Key, entry.Value.Text))
        );

    /// <summary>The inputs of something called: what is handed over, and the defaults of the rest.</summary>
    public static ImmutableDictionary<string, string> Inputs(YamlNode declared, YamlNode with, GitHubContext context) =>
        declared
            .Entries.Where(entry => entry.Value["default"].Exists)
            .ToImmutableDictionary(entry => entry.Key, entry => entry.Value["default"].Text, StringComparer.Ordinal)
            .SetItems(with.Entries.Select(entry => KeyValuePair.Create(entry.Key, context.Replaced(entry.Value.Text))));
}
