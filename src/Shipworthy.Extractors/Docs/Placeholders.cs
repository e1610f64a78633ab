using System.Text.RegularExpressions;

namespace Shipworthy.Extractors.Docs;

/// <summary>Tells text that somebody has to fill in (rubric D3 a).</summary>
static partial class Placeholders
{
    /// <summary>Whether a text holds a placeholder: a mark of unfinished work, a gap in brackets, or a made-up address, name or number.</summary>
    public static bool IsIn(string text) => Placeholder().IsMatch(text);

    /// <summary>Whether a command holds one that is no argument to be chosen at the time: a made-up host or name.</summary>
    public static bool IsInCommand(string text) => MadeUp().IsMatch(text);

    [GeneratedRegex(
        @"\b(TODO|TBD|TBC|XXX+|FIXME|N/?A yet)\b|\[(fill[ -]?in|your|name|insert|add|todo|tbd|phone|email|e-mail|contact|date|url|link|team|company|channel|x+)\b[^\]]*\](?!\()|<(your|name|insert|add|phone|e-?mail|contact|url|link|team|company|channel|fill|owner|number)[^>]*>|_{3,}|\(fill in\)|coming soon|"
            + MadeUpPattern,
        RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex Placeholder();

    [GeneratedRegex(MadeUpPattern, RegexOptions.IgnoreCase, 10_000)]
    private static partial Regex MadeUp();

    const string MadeUpPattern =
        @"\bexample\.(com|org|net)\b|@your-?team|\byour[-_]?(domain|app|site|company|project|org|host|server|name|region|team|api|url|email|database|service|instance|account|repo|username|user|bucket|ip)\w*|\bmy[-_]?(domain|company)\b|\bacme\.|\b555-\d|\bfoo\b|\bbar\b|\blorem\b|_xyz\b|\bxyz\.|\bxxx+\b|123-456|\b(ihre|deine)[-_]?domain|\btu[-_]?dominio|\bseu[-_]?dominio|\bvotre[-_]?domaine|\btuo[-_]?dominio";
}
