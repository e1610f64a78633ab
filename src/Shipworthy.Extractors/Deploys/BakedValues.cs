using System.Text.RegularExpressions;

namespace Shipworthy.Extractors.Deploys;

/// <summary>Values for pages that a deploy hands to the build, where they stay (rubric 5.3, rule 2).</summary>
static partial class BakedValues
{
    /// <summary>A variable for pages that two deploys build in with different values; null when there is none.</summary>
    public static string? Other(DeployAct production, DeployAct trial)
    {
        var theirs = Of(trial).ToLookup(one => one.Key, one => one.Value, StringComparer.Ordinal);
        return Of(production).FirstOrDefault(one => theirs.Contains(one.Key) && !theirs[one.Key].Contains(one.Value)).Key;
    }

    static IEnumerable<(string Key, string Value)> Of(DeployAct act) =>
        Baked()
            .Matches($"{act.Line}\n{string.Join('\n', act.Run?.Step.With.Values ?? [])}")
            .Select(found => (found.Groups["key"].Value, found.Groups["value"].Value));

    [GeneratedRegex(
        @"(?:--build-env|--build-arg|-b)[ =](?<key>(?:NEXT_PUBLIC|NUXT_PUBLIC|VITE|REACT_APP|PUBLIC)_\w+)=(?<value>\$\{\{[^}]*\}\}|[^\s""']+)",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Baked();
}
