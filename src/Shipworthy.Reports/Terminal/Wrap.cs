using System.Text;

namespace Shipworthy.Reports.Terminal;

/// <summary>
/// Breaks text into lines, greedily, at spaces. A word that is longer than a line is broken where the line ends, unless it is marked as whole.
/// </summary>
static class Wrap
{
    /// <summary>A word: pieces of several tones without a space between them.</summary>
    readonly record struct Word(List<Run> Pieces)
    {
        public int Width => Pieces.Sum(piece => DisplayWidth.Of(piece.Text));
        public bool IsWhole => Pieces.Any(piece => piece.Whole);
    }

    /// <summary>The lines, without indentation; at least one.</summary>
    /// <param name="text">Safe text.</param>
    /// <param name="first">The column at which the first line begins.</param>
    /// <param name="indent">The column at which the others begin.</param>
    /// <param name="end">The column after the last that may be used.</param>
    public static List<List<Run>> Lines(List<Run> text, int first, int indent, int end)
    {
        List<List<Run>> lines =
        [
            [],
        ];
        var column = first;
        foreach (var word in Words(text))
        {
            var isFirst = lines[^1].Count == 0;
            var width = word.Width;
            if (!isFirst && column + 1 + width > end)
            {
                lines.Add([]);
                column = indent;
                isFirst = true;
            }
            if (!isFirst)
            {
                lines[^1].Add(new(" "));
                column++;
            }
            else if (isFirst && lines.Count > 1 && word.Pieces[0].Text.StartsWith(' '))
                word.Pieces[0] = word.Pieces[0] with { Text = word.Pieces[0].Text[1..] };
            if (column + width <= end || word.IsWhole)
            {
                lines[^1].AddRange(word.Pieces);
                column += width;
            }
            else
                column = Break(word, lines, column, indent, end);
        }
        return lines;
    }

    static int Break(Word word, List<List<Run>> lines, int column, int indent, int end)
    {
        foreach (var piece in word.Pieces)
        {
            var part = new StringBuilder();
            foreach (var rune in piece.Text.EnumerateRunes())
            {
                var width = DisplayWidth.Of(rune);
                if (column + width > end)
                {
                    lines[^1].Add(piece with { Text = part.ToString() });
                    part.Clear();
                    lines.Add([]);
                    column = indent;
                }
                part.Append(rune.ToString());
                column += width;
            }
            lines[^1].Add(piece with { Text = part.ToString() });
        }
        return column;
    }

    static List<Word> Words(List<Run> text)
    {
        List<Word> words = [];
        var joins = false;
        foreach (var run in text)
        {
            if (run.Whole)
            {
                Add(run, joins);
                joins = true;
                continue;
            }
            var parts = run.Text.Split(' ');
            for (var i = 0; i < parts.Length; i++)
            {
                if (i > 0)
                    joins = false;
                if (parts[i].Length == 0)
                    continue;
                Add(run with { Text = parts[i] }, joins);
                joins = true;
            }
        }
        return words;

        void Add(Run piece, bool joinsLast)
        {
            if (joinsLast && words.Count > 0)
                words[^1].Pieces.Add(piece);
            else
                words.Add(new([piece]));
        }
    }
}
