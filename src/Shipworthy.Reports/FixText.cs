namespace Shipworthy.Reports;

/// <summary>The fix of a check, taken apart: what to do in a sentence, and what to type for each stack.</summary>
/// <param name="Lead">Markdown on one line.</param>
/// <param name="Stacks">The name of each stack as plain text, and Markdown on one line.</param>
sealed record FixText(string Lead, ImmutableArray<(string Name, string Fix)> Stacks)
{
    /// <summary>Reads a paragraph and a list whose items begin with the stack in bold letters.</summary>
    public static FixText Of(Check check)
    {
        List<string> lead = [];
        List<string> items = [];
        foreach (var line in check.Fix.Split('\n'))
        {
            var text = line.Trim();
            if (text.StartsWith("- ", StringComparison.Ordinal))
                items.Add(text[2..]);
            else if (items.Count > 0 && text.Length > 0)
                items[^1] += " " + text;
            else
                lead.Add(text);
        }
        return new(Words.OneLine(string.Join(' ', lead)), [.. items.Select(Stack)]);
    }

    static (string, string) Stack(string item)
    {
        var colon = item.IndexOf(": ", StringComparison.Ordinal);
        return colon < 0 || item.AsSpan(0, colon).Contains('`') ? ("", item) : (Words.Plain(item[..colon]), item[(colon + 2)..]);
    }
}
