using System.Text;
using System.Text.RegularExpressions;
using Shipworthy.Syntax.Sql;

namespace Shipworthy.Extractors.Migrations.Flaws;

/// <summary>
/// What a migration does to a database that applies it, in a form in which comments, layout and the way back make no difference (rule 5 and its ruling).
/// </summary>
static partial class UpgradeStatements
{
    /// <summary>The statements in order, each with where it begins in the text.</summary>
    public static ImmutableArray<(string Text, int At)> Of(string path, string text) =>
        path.EndsWith(".sql", StringComparison.OrdinalIgnoreCase) ? OfSql(text) : OfCode(path, text);

    static ImmutableArray<(string, int)> OfSql(string text)
    {
        var end = DownMark().Match(text) is { Success: true } down ? down.Index : text.Length;
        return
        [
            .. SqlScript
                .Statements(text[..end])
                .Select(statement => (Text: Plain(statement), statement.Start))
                .Where(statement => statement.Text.Length > 0),
        ];
    }

    /// <summary>A statement without what only lets it run twice; empty for one that changes nothing that is applied.</summary>
    static string Plain(SqlStatement statement)
    {
        if (statement.Begins("comment", "on") || statement.Begins("begin") || statement.Begins("commit") || statement.Begins("set"))
            return "";
        var text = new StringBuilder();
        var tokens = statement.Tokens;
        for (var i = 0; i < tokens.Length; i++)
        {
            if (tokens[i].Is("if") && i + 1 < tokens.Length && (tokens[i + 1].Is("exists") || tokens[i + 1].Is("not")))
            {
                i += tokens[i + 1].Is("exists") ? 1 : 2;
                continue;
            }
            if (tokens[i].Is("or") && i + 1 < tokens.Length && tokens[i + 1].Is("replace"))
            {
                i++;
                continue;
            }
            text.Append(tokens[i].Kind is SqlTokenKind.Text ? Spaces().Replace(tokens[i].Value, " ").Trim() : tokens[i].Value).Append(' ');
        }
        return text.ToString();
    }

    static ImmutableArray<(string, int)> OfCode(string path, string text)
    {
        // What explains a function is no part of what it does; places stay where they are.
        if (path.EndsWith(".py", StringComparison.Ordinal))
            text = Explained().Replace(text, found => Visible().Replace(found.Value, " "));
        if (path.EndsWith(".py", StringComparison.Ordinal) && text.Contains("migrations.Migration", StringComparison.Ordinal))
            text = OnlyForForms().Replace(text, found => Visible().Replace(found.Value, " "));
        var (begin, end) = Way(path, text);
        var comment = path.EndsWith(".py", StringComparison.Ordinal) || path.EndsWith(".rb", StringComparison.Ordinal) ? '#' : '/';
        var found = ImmutableArray.CreateBuilder<(string, int)>();
        for (var at = begin; at < end; )
        {
            var next = text.IndexOf('\n', at);
            var stop = next < 0 || next > end ? end : next;
            if (Line(text[at..stop], comment) is { Length: > 0 } line)
                found.Add((line, at + text[at..stop].TakeWhile(char.IsWhiteSpace).Count()));
            at = stop + 1;
        }
        return found.DrainToImmutable();
    }

    static string Line(string line, char comment)
    {
        var plain = line.Trim();
        if (plain.StartsWith(comment) || plain.StartsWith('*') || plain.StartsWith("\"\"\"", StringComparison.Ordinal))
            return "";
        return Converted().Replace(Layout().Replace(plain, "").Replace('"', '\''), "$1");
    }

    /// <summary>The part that leads forward: from where the way up begins to where the way down does.</summary>
    public static (int Begin, int End) Way(string path, string text)
    {
        var (up, down) = Path.GetExtension(path) switch
        {
            ".py" => (UpInPython(), DownInPython()),
            ".cs" => (UpInCSharp(), DownInCSharp()),
            ".rb" => (UpInRuby(), DownInRuby()),
            ".php" => (UpInPhp(), DownInPhp()),
            _ => (UpInScript(), DownInScript()),
        };
        var begin = up.Match(text) is { Success: true } found ? found.Index : 0;
        return (begin, down.Match(text, begin) is { Success: true } other ? other.Index : text.Length);
    }

    /// <summary>Whether two versions of a migration do the same.</summary>
    public static bool AreSame(ImmutableArray<(string Text, int At)> one, ImmutableArray<(string Text, int At)> other, string path) =>
        path.EndsWith(".sql", StringComparison.OrdinalIgnoreCase)
            ? one.Select(statement => statement.Text).SequenceEqual(other.Select(statement => statement.Text), StringComparer.Ordinal)
            : Joined(one, path) == Joined(other, path);

    /// <summary>Formatters break lines and long texts, and add commas and parentheses as they like.</summary>
    static string Joined(ImmutableArray<(string Text, int At)> statements, string path)
    {
        var text = string.Concat(statements.Select(statement => statement.Text));
        if (path.EndsWith(".py", StringComparison.Ordinal))
            text = InParentheses().Replace(BrokenText().Replace(text, ""), "=$1");
        return TrailingComma().Replace(text, "").Replace(";", "");
    }

    const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.Multiline;

    [GeneratedRegex(@"^--\s*(?:\+goose Down|migrate:down)", Options, 10_000)]
    private static partial Regex DownMark();

    [GeneratedRegex(@"\s+", Options, 10_000)]
    private static partial Regex Spaces();

    [GeneratedRegex(@"\s+|//[^'""]*$|#[^'""]*$", Options, 10_000)]
    private static partial Regex Layout();

    /// <summary>The text under the head of a function.</summary>
    [GeneratedRegex(@"(?<=^[ \t]*(?:async )?def [^\n]*:[ \t]*\r?\n\s*)(?:""""""[\s\S]*?""""""|'''[\s\S]*?''')", Options, 10_000)]
    private static partial Regex Explained();

    /// <summary>What a field of Django says to forms and people: no database hears of it.</summary>
    [GeneratedRegex(
        @"\b(?:choices=\[(?:[^\[\]]|\[[^\[\]]*\])*\]|(?:help_text|verbose_name)=(?:\((?:\s*(?:'[^'\n]*'|""[^""\n]*""))+\s*\)|'[^'\n]*'|""[^""\n]*"")|blank=(?:True|False)),?",
        Options,
        10_000
    )]
    private static partial Regex OnlyForForms();

    [GeneratedRegex(@"[^\r\n]", Options, 10_000)]
    private static partial Regex Visible();

    /// <summary>A name that is marked as whole already: another one would be left as it is too.</summary>
    [GeneratedRegex(@"\bop\.f\(('[^']*')\)", Options, 10_000)]
    private static partial Regex Converted();

    [GeneratedRegex(@",(?=[)\]}])", Options, 10_000)]
    private static partial Regex TrailingComma();

    /// <summary>Where one text ends and the next one, which belongs to it, begins.</summary>
    [GeneratedRegex(@"(?<=[^(=\[{'])''(?=[^,)\]}:'])", Options, 10_000)]
    private static partial Regex BrokenText();

    [GeneratedRegex(@"(?<=\w)=\(('[^']*')\)", Options, 10_000)]
    private static partial Regex InParentheses();

    [GeneratedRegex(@"^def upgrade\b|^\s+operations\s*=", Options, 10_000)]
    private static partial Regex UpInPython();

    [GeneratedRegex(@"^def downgrade\b", Options, 10_000)]
    private static partial Regex DownInPython();

    [GeneratedRegex(@"\bvoid Up\(", Options, 10_000)]
    private static partial Regex UpInCSharp();

    [GeneratedRegex(@"^[^\n]*\bvoid Down\(|/// <inheritdoc />\s*protected override void Down\(", Options, 10_000)]
    private static partial Regex DownInCSharp();

    [GeneratedRegex(@"^\s*def (?:change|up)\b", Options, 10_000)]
    private static partial Regex UpInRuby();

    [GeneratedRegex(@"^\s*def down\b", Options, 10_000)]
    private static partial Regex DownInRuby();

    [GeneratedRegex(@"\bfunction up\b", Options, 10_000)]
    private static partial Regex UpInPhp();

    [GeneratedRegex(@"^[^\n]*\bfunction down\b", Options, 10_000)]
    private static partial Regex DownInPhp();

    [GeneratedRegex(@"\bup\b\s*(?:[:=(]|=\s*async)", Options, 10_000)]
    private static partial Regex UpInScript();

    [GeneratedRegex(@"^[^\n]*\bdown\b\s*(?:[:=(]|=\s*async)", Options, 10_000)]
    private static partial Regex DownInScript();
}
