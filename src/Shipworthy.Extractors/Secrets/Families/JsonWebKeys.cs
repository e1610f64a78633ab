using System.Text.RegularExpressions;
using Shipworthy.Extractors.Secrets.Shapes;

namespace Shipworthy.Extractors.Secrets.Families;

/// <summary>
/// Private keys as JSON (RFC 7517). The member <c>d</c>, or <c>k</c> of a symmetric key, is the private part; a key without it is public. Some libraries
/// write the names with capitals.
/// </summary>
sealed partial class JsonWebKeys : TokenFamily
{
    /// <summary>How many lines of a key that is written over several lines are read.</summary>
    const int Reach = 20;

    public override ImmutableArray<Token> Tokens => [Key("\"kty\""), Key("\"Kty\"")];

    static Token Key(string mark) =>
        Live("json-web-key", "a private key", mark, Piece.Run(CharacterSet.Composite, 0, 1)) with
        {
            Read = Read,
            Kind = SecretKind.Container,
            MayLookMade = true,
        };

    static Reading? Read(Candidate candidate)
    {
        var (start, end) = candidate.Blob.WindowAt(candidate.Start, Reach, Reach);
        var around = System.Text.Encoding.Latin1.GetString(candidate.Blob.Bytes.Span[start..end]);
        var at = candidate.Start - start;
        var open = around.LastIndexOf('{', at);
        var close = around.IndexOf('}', at);
        var key = around[Math.Max(open, 0)..(close < 0 ? around.Length : close)];
        return PrivatePart().Match(key) is { Success: true } match && Randomness.LooksRandom(match.Groups["v"].Value)
            ? new(SecretClass.Live, OfflineProof.Parsed) { Value = match.Groups["v"].Value }
            : null;
    }

    [GeneratedRegex("""(?:"[dD]"|"[kK]")\s{0,8}:\s{0,8}"(?<v>[A-Za-z0-9_-]{40,1400})""", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex PrivatePart();
}
