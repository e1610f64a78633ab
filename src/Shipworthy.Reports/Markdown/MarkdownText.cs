using System.Text;

namespace Shipworthy.Reports.Markdown;

/// <summary>Text of the app inside Markdown.</summary>
static class MarkdownText
{
    /// <summary>Text of the app in which nothing is markup: every character that could begin some is escaped (CommonMark allows it for all punctuation).</summary>
    public static string Text(string text)
    {
        var escaped = new StringBuilder(text.Length + 8);
        foreach (var letter in SafeText.Of(text, unicode: true))
            escaped.Append(@"\`*_[]<>|&#!~".Contains(letter, StringComparison.Ordinal) ? $"\\{letter}" : letter.ToString());
        return escaped.ToString();
    }

    /// <summary>Text as inline code; the fence is longer than any run of backticks in it.</summary>
    public static string Code(string text)
    {
        var safe = SafeText.Of(text, unicode: true).Replace("|", "\\|", StringComparison.Ordinal);
        var (longest, run) = (0, 0);
        foreach (var letter in safe)
            longest = Math.Max(longest, run = letter == '`' ? run + 1 : 0);
        var fence = new string('`', longest + 1);
        return longest == 0 ? $"`{safe}`" : $"{fence} {safe} {fence}";
    }
}
