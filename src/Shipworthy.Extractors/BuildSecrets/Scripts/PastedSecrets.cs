using System.Text.RegularExpressions;
using Shipworthy.Extractors.Pipelines.GitHub;

namespace Shipworthy.Extractors.BuildSecrets.Scripts;

/// <summary>
/// Secrets that are pasted into the text of a script before a shell reads it: they stand in the script's file and in each process list, and a quote in one of them ends the
/// word.
/// </summary>
static partial class PastedSecrets
{
    /// <summary>The lines that hold one.</summary>
    /// <param name="env">What <c>env.X</c> stands for.</param>
    public static IEnumerable<Doing> In(string text, Func<int, Location> place, IReadOnlyDictionary<string, Held> env)
    {
        if (!text.Contains("${{", StringComparison.Ordinal))
            yield break;
        var lines = text.Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            var line = PresenceTest().Replace(lines[i], "");
            if (line.TrimStart().StartsWith('#'))
                continue;
            foreach (var doing in InLine(line, place(i + 1), env))
                yield return doing;
        }
    }

    static IEnumerable<Doing> InLine(string line, Location at, IReadOnlyDictionary<string, Held> env)
    {
        var uses = GitHubSecrets
            .Expressions(line)
            .SelectMany(expression => GitHubSecrets.InExpression(expression.Inner, at, SecretScope.Step, ""))
            .ToList();
        if (uses.Exists(use => use.Name is "*"))
        {
            yield return new(at, ExposureKind.PrintedUnmasked, "pastes every secret at once into the text of a command");
            yield break;
        }
        foreach (var use in uses.Where(use => use.Member.Length > 0 && SecretNames.IsSecret(use.Name)))
            yield return new(
                at,
                ExposureKind.PrintedUnmasked,
                $"takes {use.Member.Trim('.')} out of {use.Name}, and nothing masks the part"
            );
        ImmutableArray<string> names =
        [
            .. uses.Where(use => use.Member.Length == 0).Select(use => use.Name).Where(SecretNames.IsSecret),
            .. GitHubSecrets
                .Expressions(line)
                .Where(expression => expression.Inner.StartsWith("env.", StringComparison.Ordinal))
                .Select(expression => env.GetValueOrDefault(expression.Inner[4..])?.Name)
                .OfType<string>(),
        ];
        if (!names.IsEmpty)
            yield return new(at, ExposureKind.NearlyShown, $"pastes {string.Join(" and ", names.Distinct())} into the text of a command");
    }

    /// <summary>Whether a value is there: <c>[ -z "${{ secrets.X }}" ]</c>, <c>[ "${{ secrets.X }}" != "" ]</c>.</summary>
    [GeneratedRegex(
        """\[\[?\s+(?:!\s*)?-[nz]\s+["']?\$\{\{[^}]*\}\}["']?\s*\]|\[\[?\s+["']?\$\{\{[^}]*\}\}["']?\s*(?:==?|!=)\s*(?:""|'')\s*\]""",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex PresenceTest();
}
