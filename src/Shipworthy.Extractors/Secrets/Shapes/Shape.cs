using System.Text;

namespace Shipworthy.Extractors.Secrets.Shapes;

/// <summary>A part of a shape: a fixed text, or a run of one alphabet.</summary>
readonly record struct Piece
{
    Piece(byte[]? text, CharacterSet? set, int min, int max) => (Text, Set, Min, Max) = (text, set, min, max);

    /// <summary>The fixed text; null for a run.</summary>
    public byte[]? Text { get; }

    /// <summary>The alphabet of a run; null for a fixed text.</summary>
    public CharacterSet? Set { get; }

    /// <summary>The fewest characters of a run.</summary>
    public int Min { get; }

    /// <summary>The most characters of a run.</summary>
    public int Max { get; }

    public static implicit operator Piece(string text) => new(Encoding.ASCII.GetBytes(text), null, text.Length, text.Length);

    /// <summary>A run of exactly so many characters.</summary>
    public static Piece Run(CharacterSet set, int length) => new(null, set, length, length);

    /// <summary>A run of at least and at most so many characters.</summary>
    public static Piece Run(CharacterSet set, int min, int max) => new(null, set, min, max);
}

/// <summary>
/// The shape of a token: fixed texts and runs, one after the other. Runs are greedy and never given back, so matching looks at each byte once; it needs
/// no regular expression and cannot be made slow. A run that goes on beyond its length is another thing, and does not match.
/// </summary>
sealed class Shape
{
    readonly ImmutableArray<Piece> pieces;
    readonly int anchor;

    Shape(ImmutableArray<Piece> pieces, int anchor) => (this.pieces, this.anchor) = (pieces, anchor);

    /// <summary>A shape of these pieces. The search starts at its first fixed text; pieces in front of it are matched backwards.</summary>
    public static Shape Of(params ImmutableArray<Piece> pieces)
    {
        for (var i = 0; i < pieces.Length; i++)
            if (pieces[i].Text is not null)
                return new(pieces, i);
        throw new ArgumentException("a shape needs a fixed text by which it is found", nameof(pieces));
    }

    /// <summary>The fixed text by which it is found.</summary>
    public string Needle => Encoding.ASCII.GetString(pieces[anchor].Text!);

    /// <summary>Whether nothing stands in front of the text by which it is found.</summary>
    public bool BeginsWithNeedle => anchor == 0;

    /// <summary>Matches around the needle found at the given place.</summary>
    public bool Matches(ReadOnlySpan<byte> bytes, int needleAt, out int start, out int length)
    {
        start = needleAt;
        length = 0;
        for (var i = anchor - 1; i >= 0; i--)
        {
            var before = pieces[i].Set!.RunBackFrom(bytes[..start], pieces[i].Max);
            if (before < pieces[i].Min)
                return false;
            start -= before;
        }
        if (!StartsToken(bytes, start))
            return false;
        var end = needleAt;
        for (var i = anchor; i < pieces.Length; i++)
        {
            var run = LengthAt(pieces[i], bytes[end..]);
            if (run < 0)
                return false;
            end += run;
        }
        if (pieces[^1].Set is { } last && end < bytes.Length && last.Has(bytes[end]))
            return false;
        length = end - start;
        return true;
    }

    static int LengthAt(Piece piece, ReadOnlySpan<byte> bytes)
    {
        if (piece.Text is { } text)
            return bytes.StartsWith(text) ? text.Length : -1;
        var run = piece.Set!.RunFrom(bytes, piece.Max);
        return run >= piece.Min ? run : -1;
    }

    /// <summary>
    /// A token does not start inside a word, unless the letters in front belong to an escape: <c>\n</c> in a string, <c>%3D</c> in a URL.
    /// </summary>
    static bool StartsToken(ReadOnlySpan<byte> bytes, int start)
    {
        if (start == 0 || !(char.IsAsciiLetterOrDigit((char)bytes[start - 1]) || bytes[start - 1] == '_'))
            return true;
        return start >= 2
            && (
                (bytes[start - 2] == '\\' && bytes[start - 1] is (byte)'n' or (byte)'r' or (byte)'t')
                || (start >= 3 && bytes[start - 3] == '%' && char.IsAsciiHexDigit((char)bytes[start - 2]))
            );
    }
}
