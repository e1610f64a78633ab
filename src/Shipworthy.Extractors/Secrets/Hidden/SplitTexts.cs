using System.Text;

namespace Shipworthy.Extractors.Secrets.Hidden;

/// <summary>
/// Finds secrets that were cut into pieces so that no scanner sees them: <c>"sk_" + "live_…"</c>, <c>["sk_", "live_…"].join("")</c>. Only literals are put
/// together here; what comes through names is left to the linked code.
/// </summary>
static class SplitTexts
{
    const int Shortest = 16;
    const int LongestSecret = 500;
    const int MostPieces = 200;

    /// <summary>Texts near which a text may have been cut.</summary>
    public static ImmutableArray<string> Needles { get; } = ["\" +", "' +", "\"+\"", "'+'", "+ \"", "+ '", "\" . \"", "' . '", "].join("];

    /// <summary>The secrets of the expression around a needle, and where the expression ends; 0 when there is none.</summary>
    public static (IEnumerable<Sighting> Found, int End) At(SearchedBlob blob, int at)
    {
        var bytes = blob.Bytes.Span;
        if (bytes[at] == '+' && (at = bytes[..at].LastIndexOfAnyExcept(" \t\r\n"u8)) < 0)
            return ([], 0);
        var pieces =
            bytes[at] == ']' ? Listed(bytes, at)
            : bytes[at] is (byte)'"' or (byte)'\'' ? Added(bytes, at)
            : [];
        if (pieces.Count < 2)
            return ([], 0);
        var value = string.Concat(pieces.Select(piece => piece.Text));
        var end = bytes[at] == ']' ? at + 1 : pieces[^1].End;
        return MayBeSecret(value) ? (Rewriting.Of(blob, pieces[0].Start, end - pieces[0].Start, value), end) : ([], end);
    }

    static bool MayBeSecret(string value) =>
        value.StartsWith("-----BEGIN", StringComparison.Ordinal)
        || (value.Length is >= Shortest and <= LongestSecret && !value.Any(char.IsWhiteSpace) && value.Any(char.IsAsciiDigit));

    static List<Literal> Added(ReadOnlySpan<byte> bytes, int at)
    {
        var pieces = new List<Literal>();
        if (Next(bytes, at + 1) is not { } second || Literal.EndingAt(bytes, at) is not { } first)
            return pieces;
        pieces.Add(first);
        for (Literal? piece = second; piece is { } known && pieces.Count < MostPieces; piece = Next(bytes, known.End))
            pieces.Add(known);
        return pieces;
    }

    /// <summary>The literal behind a sign that joins texts.</summary>
    static Literal? Next(ReadOnlySpan<byte> bytes, int at)
    {
        at = Literal.Skip(bytes, at);
        return at < bytes.Length && bytes[at] is (byte)'+' or (byte)'.' ? Literal.At(bytes, Literal.Skip(bytes, at + 1)) : null;
    }

    static List<Literal> Listed(ReadOnlySpan<byte> bytes, int close)
    {
        const int Reach = 1000;
        var from = Math.Max(0, close - Reach);
        var open = bytes[from..close].LastIndexOf((byte)'[');
        var pieces = new List<Literal>();
        if (open < 0 || !JoinsWithNothing(bytes[close..]))
            return pieces;
        for (var at = from + open + 1; Literal.At(bytes, Literal.Skip(bytes, at)) is { } piece && piece.End <= close; )
        {
            pieces.Add(piece);
            at = Literal.Skip(bytes, piece.End);
            if (at < close && bytes[at] == ',')
                at++;
        }
        return pieces;
    }

    static bool JoinsWithNothing(ReadOnlySpan<byte> bytes) =>
        bytes.StartsWith("].join(\"\")"u8) || bytes.StartsWith("].join('')"u8) || bytes.StartsWith("].join(``)"u8);
}
