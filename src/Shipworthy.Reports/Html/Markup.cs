using System.Runtime.CompilerServices;
using System.Text;

namespace Shipworthy.Reports.Html;

/// <summary>
/// A well-formed piece of HTML. It is made from an interpolated string whose fixed parts are markup and whose holes are text: every hole is encoded,
/// unless it holds another piece of HTML. So nothing that comes from the app can become markup, and nobody has to remember to encode it.
/// </summary>
readonly record struct Markup(string Text)
{
    public static Markup None { get; } = new("");

    /// <summary>Markup with encoded holes.</summary>
    public static Markup Of(MarkupBuilder markup) => new(markup.ToString());

    /// <summary>Several pieces, one after the other.</summary>
    public static Markup All(IEnumerable<Markup> pieces) => new(string.Concat(pieces.Select(piece => piece.Text)));

    /// <summary>The piece for every item.</summary>
    public static Markup Each<T>(IEnumerable<T> items, Func<T, Markup> piece) => All(items.Select(piece));

    /// <summary>The piece, or nothing.</summary>
    public static Markup If(bool condition, Func<Markup> piece) => condition ? piece() : None;

    public override string ToString() => Text ?? "";

    /// <summary>
    /// Text as it may stand in an element or in a quoted attribute. Control characters and marks that reverse the direction of writing are shown as
    /// what they are, and halves of surrogate pairs as U+FFFD.
    /// </summary>
    public static string Encode(string text)
    {
        var safe = SafeText.Of(text, unicode: true);
        if (safe.AsSpan().IndexOfAny("<>&\"'") < 0)
            return safe;
        var encoded = new StringBuilder(safe.Length + 16);
        foreach (var letter in safe)
            encoded.Append(
                letter switch
                {
                    '<' => "&lt;",
                    '>' => "&gt;",
                    '&' => "&amp;",
                    '"' => "&quot;",
                    '\'' => "&#39;",
                    _ => letter.ToString(),
                }
            );
        return encoded.ToString();
    }

    /// <summary>Text with the two marks of Markdown that explanations use: code in backticks, and bold.</summary>
    public static Markup Inline(string markdown)
    {
        var html = new StringBuilder();
        var parts = Words.OneLine(markdown).Split('`');
        for (var i = 0; i < parts.Length; i++)
            if (i % 2 == 1 && i < parts.Length - 1)
                html.Append("<code>").Append(Encode(parts[i])).Append("</code>");
            else
                html.Append(i % 2 == 1 ? "`" : "").Append(Bold(parts[i]));
        return new(html.ToString());
    }

    static string Bold(string text)
    {
        var parts = text.Split("**");
        if (parts.Length % 2 == 0)
            return Encode(text);
        return string.Concat(parts.Select((part, i) => i % 2 == 1 ? $"<b>{Encode(part)}</b>" : Encode(part)));
    }
}

/// <summary>Collects the parts of an interpolated string; see <see cref="Markup"/>.</summary>
[InterpolatedStringHandler]
readonly struct MarkupBuilder(int literalLength, int formattedCount)
{
    readonly StringBuilder html = new(literalLength + formattedCount * 16);

    public void AppendLiteral(string markup) => html.Append(markup);

    public void AppendFormatted(Markup markup) => html.Append(markup.Text);

    public void AppendFormatted(string? text) => html.Append(Markup.Encode(text ?? ""));

    public void AppendFormatted(int number) => html.Append(Words.Digits(number));

    public override string ToString() => html.ToString();
}
