namespace Shipworthy.Reports;

/// <summary>
/// One way to settle an unproven verdict, as checks write it: a command in backticks, a colon, and what it does; or a sentence alone. Several ways
/// are several lines.
/// </summary>
/// <param name="Command">What to type; empty when the way is no command.</param>
/// <param name="Does">What it does or asks for, without the marks of inline code.</param>
sealed record Settling(string Command, string Does)
{
    /// <summary>The ways that a check names, in its order.</summary>
    public static ImmutableArray<Settling> Of(Check check) =>
        [.. check.SettledBy.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(Parse)];

    static Settling Parse(string line)
    {
        var text = line.StartsWith("- ", StringComparison.Ordinal) ? line[2..] : line;
        var end = text.StartsWith('`') ? text.IndexOf('`', 1) : -1;
        return end < 0 ? new("", Words.Plain(text)) : new(text[1..end], Words.Plain(text[(end + 1)..].TrimStart(' ', ':', ',')));
    }
}
