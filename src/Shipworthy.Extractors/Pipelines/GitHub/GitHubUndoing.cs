using Shipworthy.Extractors.Pipelines.Shell;
using Shipworthy.Extractors.Yaml;

namespace Shipworthy.Extractors.Pipelines.GitHub;

/// <summary>A step that may fail, and a later step that fails the job because it did: nothing is swallowed then.</summary>
static class GitHubUndoing
{
    /// <summary>Whether a later step of the job fails when this one failed.</summary>
    public static bool IsUndone(YamlNode step, IEnumerable<YamlNode> later)
    {
        var id = step["id"].Text;
        return id.Length > 0 && later.Any(other => Asks(other, id) && Fails(other));
    }

    static bool Asks(YamlNode step, string id)
    {
        var asked = $"steps.{id}.outcome";
        return step["if"].Text.Contains(asked)
            || step["run"].Text.Contains(asked)
            || step["env"].Entries.Any(entry => entry.Value.Text.Contains(asked));
    }

    static bool Fails(YamlNode step) =>
        ShellOutcome.Fails(ShellSyntax.Read(step["run"].Text)) || step.Under("with", "script").Text.Contains("setFailed");
}
