using System.Text.RegularExpressions;

namespace Shipworthy.Extractors.Jobs;

/// <summary>Rows that a function marks as being worked on, and that nothing takes up again when it breaks off in between.</summary>
static partial class LeftHalfway
{
    /// <summary>The pieces of an app.</summary>
    public static IEnumerable<BackgroundWork> In(IReadOnlyCollection<CodeFile> files, StartedCode started)
    {
        foreach (var file in files.OrderBy(file => file.Path, StringComparer.Ordinal))
        foreach (var function in file.Root.Descendants(CodeKind.Function))
        {
            if (function.Enclosing(CodeKind.Function).Exists || !function.Body.Exists)
                continue;
            var calls = function.Descendants(CodeKind.Call).ToList();
            var begun = calls.Find(call => Begins().IsMatch(call.Callee.Name));
            if (!begun.Exists)
                continue;
            var ended = calls.Find(call => call.Start > begun.Start && Ends().IsMatch(call.Callee.Name));
            if (
                !ended.Exists
                || !calls.Exists(call => call.Start >= begun.End && call.Start < ended.Start)
                || started.Of(begun) is StartedBy.Nobody
                || IsAskedFor(files)
            )
                continue;
            var failed = calls.Find(call => Fails().IsMatch(call.Callee.Name));
            yield return new((failed.Exists ? failed : begun).At, WorkKind.Task, Writes.Races.Regions.NameOf(function))
            {
                Means = "a table",
                Stake = WorkStake.Business,
                Keeping = WorkKeeping.Stored,
                AfterDeath = WorkAfterDeath.Lost,
                Runner = WorkRunner.Shown,
                Because = "nothing looks again for rows that it left in progress or marked as failed",
                HandlerAt = begun.At,
            };
        }
    }

    /// <summary>Whether any code compares a state with that of rows in progress or failed ones, so that something may take them up.</summary>
    static bool IsAskedFor(IReadOnlyCollection<CodeFile> files) =>
        files.Any(file =>
            file.Root.Descendants(CodeKind.Binary)
                .Any(node =>
                    node.Operator is "==" or "===" or "!=" or "!=="
                    && (Halfway().IsMatch(node[Part.Right].Name) || Halfway().IsMatch(node[Part.Left].Name))
                    && IsOfQuery(node)
                ) || HalfwayText().IsMatch(file.Text)
        );

    /// <summary>Whether a comparison chooses rows: a step that only counts attempts while it sets the state looks for nothing.</summary>
    static bool IsOfQuery(Code comparison)
    {
        for (var (at, steps) = (comparison.Parent, 0); at.Exists && steps < 8; (at, steps) = (at.Parent, steps + 1))
            if (at.Kind is CodeKind.Call && Choosing().IsMatch(at.Callee.Name))
                return true;
            else if (at.Kind is CodeKind.Block)
                return false;
        return false;
    }

    [GeneratedRegex("^(?:where|filter|filter_by|find|first|single|any|all|count|select|exists)", Plain, 10_000)]
    private static partial Regex Choosing();

    const RegexOptions Plain = RegexOptions.CultureInvariant | RegexOptions.IgnoreCase;

    [GeneratedRegex(@"^mark\w*as_?(?:in_?progress|processing|sending|running)", Plain, 10_000)]
    private static partial Regex Begins();

    [GeneratedRegex(@"^mark\w*as_?(?:published|sent|done|completed?|processed|succeeded|finished)", Plain, 10_000)]
    private static partial Regex Ends();

    [GeneratedRegex(@"^mark\w*as_?failed", Plain, 10_000)]
    private static partial Regex Fails();

    [GeneratedRegex(@"^(?:\w*failed|in_?progress|processing|sending)$", Plain, 10_000)]
    private static partial Regex Halfway();

    [GeneratedRegex(@"(?:where|\bin)\b[^;\n]{0,80}(?:in_progress|inprogress|['""](?:processing|sending|failed)['""])", Plain, 10_000)]
    private static partial Regex HalfwayText();
}
