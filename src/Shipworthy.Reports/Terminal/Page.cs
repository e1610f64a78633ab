using System.Text;

namespace Shipworthy.Reports.Terminal;

/// <summary>
/// A page of text of a given width. Everything that is written goes through it: it makes text safe, wraps it by display width, and colours it only
/// when it may.
/// </summary>
sealed class Page(TextWriter writer, TerminalOptions options)
{
    /// <summary>The margin on the left, and the one kept free on the right.</summary>
    public const int Margin = 2;

    /// <summary>The column after the last that text may use.</summary>
    public int Right => options.Width - Margin;

    /// <summary>Whether there is room for the generous layout.</summary>
    public bool IsWide => options.Width >= 100;

    /// <summary>The shapes of the verdicts.</summary>
    public Glyphs Glyphs { get; } = new(options.Unicode);

    /// <summary>Columns that the text takes, as it will be written.</summary>
    public int WidthOf(string text) => DisplayWidth.Of(SafeText.Of(text, options.Unicode));

    /// <summary>An empty line.</summary>
    public void Gap() => writer.Write('\n');

    /// <summary>A heading between two empty lines.</summary>
    public void Heading(string text)
    {
        Gap();
        Text(Margin, new Run(text, Tone.Bold));
        Gap();
    }

    /// <summary>A paragraph.</summary>
    public void Text(int indent, params ReadOnlySpan<Run> text) => Row([new(new string(' ', indent))], indent, text);

    /// <summary>A paragraph that begins behind something fixed: a number, a label, a glyph. Its further lines begin at the indent.</summary>
    public void Row(ReadOnlySpan<Run> lead, int indent, ReadOnlySpan<Run> text) => Row(lead, indent, text, "", 0);

    /// <summary>
    /// A paragraph with something at the right end of its first line. The text keeps clear of the column of the given width that holds it; when the
    /// two do not fit beside each other, the right part gets a line of its own.
    /// </summary>
    public void Row(ReadOnlySpan<Run> lead, int indent, ReadOnlySpan<Run> text, Run right, int rightWidth)
    {
        var end = right.Text.Length == 0 ? Right : Right - rightWidth - 2;
        var (first, at) = Lead(lead, indent);
        var lines = Wrap.Lines([.. Safe(text)], at, indent, Math.Max(end, indent + 8));
        for (var i = 0; i < lines.Count; i++)
        {
            List<Run> line = [.. i == 0 ? first : [new(new string(' ', indent))], .. lines[i]];
            if (i == 0 && right.Text.Length > 0)
                line.AddRange(AtTheRight(WidthOfAll(line), right));
            Write(line);
        }
    }

    /// <summary>A line that is written as it is. Its length is the caller's to keep.</summary>
    public void Line(params ReadOnlySpan<Run> text) => Write([.. Safe(text)]);

    /// <summary>Spaces up to a column.</summary>
    public static Run Spaces(int count) => new(new string(' ', Math.Max(count, 0)));

    /// <summary>Ids or the like, with two spaces between them.</summary>
    public static IEnumerable<Run> Apart(IEnumerable<string> items, Tone tone = Tone.Plain) =>
        items.SelectMany((item, i) => i == 0 ? [new Run(item, tone)] : new Run[] { new(" "), new($" {item}", tone, Whole: true) });

    (List<Run> Runs, int Column) Lead(ReadOnlySpan<Run> lead, int indent)
    {
        List<Run> runs = [.. Safe(lead)];
        var column = WidthOfAll(runs);
        if (column < indent)
            runs.Add(Spaces(indent - column));
        return (runs, Math.Max(column, indent));
    }

    List<Run> AtTheRight(int column, Run right)
    {
        var safe = right with { Text = SafeText.Of(right.Text, options.Unicode) };
        var width = DisplayWidth.Of(safe.Text);
        var gap = Right - width - column;
        return gap >= 2 ? [Spaces(gap), safe] : [new("\n"), Spaces(Right - width), safe];
    }

    static int WidthOfAll(List<Run> runs) => runs.Sum(run => DisplayWidth.Of(run.Text));

    List<Run> Safe(ReadOnlySpan<Run> runs)
    {
        var safe = new List<Run>(runs.Length);
        foreach (var run in runs)
            safe.Add(run with { Text = SafeText.Of(run.Text, options.Unicode) });
        return safe;
    }

    void Write(List<Run> line)
    {
        var last = line.FindLastIndex(run => !IsBlank(run));
        for (var i = 0; i <= last; )
        {
            var text = new StringBuilder(line[i].Text);
            var next = i + 1;
            while (next <= last && (line[next].Tone == line[i].Tone || (IsBlank(line[next]) && line[next + 1].Tone == line[i].Tone)))
                text.Append(line[next++].Text);
            var piece = next > last ? text.ToString().TrimEnd(' ') : text.ToString();
            var code = options.Colours && !string.IsNullOrWhiteSpace(piece) ? line[i].Tone.Code : "";
            writer.Write(code.Length == 0 ? piece : $"\x1b[{code}m{piece}\x1b[0m");
            i = next;
        }
        writer.Write('\n');
    }

    static bool IsBlank(Run run) => run.Text.AsSpan().Trim(' ').Length == 0;
}
