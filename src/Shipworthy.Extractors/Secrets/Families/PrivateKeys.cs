using System.Formats.Asn1;
using System.Text;
using static Shipworthy.Extractors.Secrets.Shapes.CharacterSet;

namespace Shipworthy.Extractors.Secrets.Families;

/// <summary>
/// Private keys between the marks of PEM. The words alone are no key: at least 64 characters of base64 have to follow, and a key of the formats of
/// RFC 5958, RFC 8017 and RFC 5915 has to be one complete ASN.1 sequence. Encrypted keys are none of a reader's business.
/// </summary>
sealed class PrivateKeys : TokenFamily
{
    const int FewestCharacters = 64;

    /// <summary>Keys use nearly all of base64's alphabet; what somebody typed to fill the gap does not.</summary>
    const int FewestDifferent = 24;

    public override ImmutableArray<Token> Tokens =>
        [
            Pem("an RSA private key", "-----BEGIN RSA PRIVATE KEY-----"),
            Pem("an EC private key", "-----BEGIN EC PRIVATE KEY-----"),
            Pem("a DSA private key", "-----BEGIN DSA PRIVATE KEY-----"),
            Pem("a private key", "-----BEGIN PRIVATE KEY-----"),
            Pem("an SSH private key", "-----BEGIN OPENSSH PRIVATE KEY-----"),
            Live("private-key-pgp", "a PGP private key", "-----BEGIN PGP PRIVATE KEY BLOCK-----") with
            {
                Read = Pgp,
                Kind = SecretKind.Container,
                MayLookMade = true,
            },
            Live("private-key-wrapped", "a private key", "LS0tLS1CRUdJTi", Run(Base64, 80, 20000)) with
            {
                Read = Wrapped,
                Kind = SecretKind.Container,
                MayLookMade = true,
            },
        ];

    /// <summary>The bytes of a key whose text starts at its first mark; null when it is no complete key.</summary>
    public static byte[]? Parse(string pem)
    {
        var bytes = Decode(BodyOf(pem));
        if (bytes is null)
            return null;
        if (IsOpenSsh(bytes))
            return bytes;
        return
            AsnDecoder.TryReadEncodedValue(bytes, AsnEncodingRules.BER, out var tag, out _, out var length, out var consumed)
            && tag == Asn1Tag.Sequence
            && length > 32
            && consumed <= bytes.Length
            ? bytes
            : null;
    }

    static Token Pem(string noun, string mark) =>
        Live("private-key", noun, mark, Run(PemBody, FewestCharacters, 20000)) with
        {
            Read = Read,
            Kind = SecretKind.Container,
            MayLookMade = true,
        };

    static Reading? Read(Candidate candidate)
    {
        var body = BodyOf(candidate.Value);
        if (body.Length < FewestCharacters || body.Distinct().Count() < FewestDifferent)
            return null;
        if (Parse(candidate.Value) is { } key)
            return IsOpenSsh(key) && !IsOpenInSsh(key) ? null : new(SecretClass.Live, OfflineProof.Parsed) { Value = body };
        return Randomness.EntropyOf(body) >= 4.5 ? new(SecretClass.Live, OfflineProof.Shape) { Value = body } : null;
    }

    static Reading? Pgp(Candidate candidate)
    {
        const int Reach = 4000;
        var rest = candidate.Blob.Bytes.Span[(candidate.Start + candidate.Length)..];
        var text = Encoding
            .Latin1.GetString(rest[..Math.Min(rest.Length, Reach)])
            .Replace("\\n", "\n", StringComparison.Ordinal)
            .Replace("\r", "", StringComparison.Ordinal);
        var blank = text.IndexOf("\n\n", StringComparison.Ordinal);
        if (blank < 0)
            return null;
        var end = text.IndexOf("\n=", blank, StringComparison.Ordinal) is > 0 and var sum ? sum : text.Length;
        var body = string.Concat(text[blank..end].Where(letter => !char.IsWhiteSpace(letter)));
        return body.Length >= FewestCharacters && Decode(body[..FewestCharacters]) is [0x94 or 0x95 or 0x97 or 0xC5, ..]
            ? new(SecretClass.Live, OfflineProof.Parsed) { Value = body }
            : null;
    }

    static Reading? Wrapped(Candidate candidate)
    {
        if (Decode(candidate.Value) is not { } bytes)
            return null;
        var inner = Encoding.Latin1.GetString(bytes);
        return
            inner.Contains("PRIVATE KEY-----", StringComparison.Ordinal)
            && !inner.Contains("ENCRYPTED", StringComparison.Ordinal)
            && Parse(inner[inner.IndexOf("-----BEGIN", StringComparison.Ordinal)..]) is not null
            ? new(SecretClass.Live, OfflineProof.Parsed) { Value = BodyOf(inner) }
            : null;
    }

    /// <summary>The base64 between the first mark and the second, without line ends, quotes and escapes.</summary>
    public static string BodyOf(string pem)
    {
        var start = pem.IndexOf("KEY-----", StringComparison.Ordinal) is >= 0 and var mark ? mark + 8 : 0;
        var end = pem.IndexOf("-----END", start, StringComparison.Ordinal) is > 0 and var last ? last : pem.Length;
        var text = pem[start..end].Replace("\\n", "", StringComparison.Ordinal).Replace("\\r", "", StringComparison.Ordinal);
        return string.Concat(text.Where(letter => char.IsAsciiLetterOrDigit(letter) || letter is '+' or '/' or '='));
    }

    static byte[]? Decode(string body)
    {
        var text = body.TrimEnd('=');
        var padded = text.PadRight((text.Length + 3) / 4 * 4, '=');
        var bytes = new byte[padded.Length];
        return Convert.TryFromBase64String(padded, bytes, out var written) ? bytes[..written] : null;
    }

    static bool IsOpenSsh(ReadOnlySpan<byte> bytes) => bytes.StartsWith("openssh-key-v1\0"u8);

    /// <summary>The name of the cipher follows, with its length in front; <c>none</c> means that no passphrase protects it.</summary>
    static bool IsOpenInSsh(ReadOnlySpan<byte> bytes) => bytes["openssh-key-v1\0".Length..].StartsWith("\0\0\0\u0004none"u8);
}
