using System.Text;
using Shipworthy.Extractors.Secrets.Families;
using Shipworthy.Extractors.Secrets.Shapes;

namespace Shipworthy.Extractors.Secrets;

/// <summary>
/// Tokens that somebody wrote in base64, as if that hid them. Base64 turns three bytes into four characters, so the beginning of a token, cut to a multiple
/// of three, always gives the same characters.
/// </summary>
static class EncodedTokens
{
    /// <summary>Four characters alone stand in too much random text.</summary>
    const int ShortestBeginning = 5;

    /// <summary>The token in its encoded form; null when it does not begin with a text that is long enough to be told in base64.</summary>
    public static Token? Of(Token token)
    {
        var start = Encoding.ASCII.GetBytes(token.Shape.Needle);
        if (!token.Shape.BeginsWithNeedle || start.Length < 4 || token.Kind is not SecretKind.VendorKey)
            return null;
        var beginning = Convert.ToBase64String(start)[..(start.Length * 4 / 3)];
        return beginning.Length < ShortestBeginning
            ? null
            : new(token.Pattern, token.Noun, Shape.Of(beginning, Piece.Run(CharacterSet.Base64, 12, 400)))
            {
                Kind = token.Kind,
                MayLookMade = true,
                Read = candidate => Read(candidate, token),
            };
    }

    static Families.Reading? Read(Candidate candidate, Token token)
    {
        var text = candidate.Value.TrimEnd('=');
        var bytes = new byte[text.Length];
        if (!Convert.TryFromBase64String(text.PadRight((text.Length + 3) / 4 * 4, '='), bytes, out var written))
            return null;
        bytes = bytes[..written];
        if (!token.Shape.Matches(bytes, 0, out var start, out var length))
            return null;
        var inner = new Candidate(new(candidate.Blob.Path, candidate.Blob.Role, bytes), start, length);
        if (!token.MayLookMade && Placeholders.InVendorShape(inner.Value, token.Shape.Needle.Length))
            return null;
        return token.Read(inner) is { Part: null } reading ? reading with { Value = reading.Value ?? inner.Value } : null;
    }
}
