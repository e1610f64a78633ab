using System.Globalization;
using Shipworthy.Extractors.History;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Secrets.OwnRules;

/// <summary>
/// Reads <c>.gitleaksignore</c>: a finding a line, as <c>commit:path:rule:line</c>, or <c>path:rule:line</c> in the working tree. What stood in that line is
/// what is meant, wherever the line has moved to since; and of it only what the named rule looks for.
/// </summary>
static class IgnoredFindings
{
    const string Name = ".gitleaksignore";

    /// <summary>A line of the list.</summary>
    /// <param name="Commit">The commit that brought the finding; empty for the working tree.</param>
    /// <param name="Rule">The rule that found it.</param>
    sealed record Entry(string Commit, string Path, string Rule, int Line);

    /// <summary>The lists, and the lines that they name.</summary>
    public static (ImmutableArray<SourceFile> Files, ImmutableArray<IgnoredLine> Lines) Of(SourceTree tree, GitHistory history)
    {
        if (tree.Find(Name) is not { } list)
            return ([], []);
        var entries = list.Text.Split('\n').Select(Parse).OfType<Entry>().Distinct().ToList();
        var old = history.ReadTexts([
            .. entries.Where(entry => entry.Commit.Length > 0).Select(entry => (entry.Commit, entry.Path)).Distinct(),
        ]);
        return (
            [list],
            [
                .. entries
                    .Select(entry =>
                        (
                            entry,
                            text: entry.Commit.Length > 0 ? old.GetValueOrDefault((entry.Commit, entry.Path)) : tree.Find(entry.Path)?.Text
                        )
                    )
                    .Where(pair => pair.text is not null)
                    .Select(pair => new IgnoredLine(Name, pair.entry.Path, pair.entry.Rule, LineOf(pair.text!, pair.entry.Line)))
                    .Where(line => line.Text.Length > 0),
            ]
        );
    }

    static Entry? Parse(string written)
    {
        var line = written.Trim();
        if (line.Length == 0 || line.StartsWith('#'))
            return null;
        var parts = line.Split(':');
        if (parts.Length < 3 || !int.TryParse(parts[^1], NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return null;
        var first = parts.Length >= 4 && IsCommit(parts[0]) ? 1 : 0;
        return new(first == 1 ? parts[0] : "", string.Join(':', parts[first..^2]).Replace('\\', '/'), parts[^2], number);
    }

    static bool IsCommit(string text) => text.Length is >= 7 and <= 64 && text.All(char.IsAsciiHexDigit);

    static string LineOf(string text, int number)
    {
        var start = 0;
        for (var i = 1; i < number && start >= 0; i++)
            start = text.IndexOf('\n', start) + 1 is > 0 and var next ? next : -1;
        if (start < 0)
            return "";
        var end = text.IndexOf('\n', start);
        return end < 0 ? text[start..] : text[start..end];
    }
}
