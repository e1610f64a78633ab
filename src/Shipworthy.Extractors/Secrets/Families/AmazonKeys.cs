using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using static Shipworthy.Extractors.Secrets.Shapes.CharacterSet;

namespace Shipworthy.Extractors.Secrets.Families;

/// <summary>
/// Keys of Amazon Web Services. A key id opens nothing alone; with its secret of 40 characters beside it, it does. The number of the account can be
/// decoded from ids made since 2019, and an id whose account has more than twelve digits was made up.
/// </summary>
sealed partial class AmazonKeys : TokenFamily
{
    /// <summary>How many lines around the id its secret is looked for in.</summary>
    const int Reach = 5;

    /// <summary>How long the keys of a session last at most.</summary>
    static readonly TimeSpan LongestSession = TimeSpan.FromHours(36);

    public override ImmutableArray<Token> Tokens =>
        [
            .. new[] { "AKIA", "ASIA", "ABIA", "ACCA" }.Select(prefix =>
                Live("aws-key", "an AWS key", prefix, Run(Base32, 16)) with
                {
                    Read = WithItsSecret,
                }
            ),
            Live("aws-bedrock-key", "an AWS Bedrock key", "ABSK", Run(Base64, 109, 280)),
        ];

    static Reading? WithItsSecret(Candidate id)
    {
        if (id.Value.EndsWith("EXAMPLE", StringComparison.Ordinal) || !NamesAnAccount(id.Value))
            return null;
        var (start, end) = id.Blob.WindowAt(id.Start, Reach, Reach);
        var secret = SecretIn(id.Blob, start, end) ?? SecretIn(id.Blob, 0, id.Blob.Bytes.Length);
        TimeSpan? lasts = id.Value.StartsWith("ASIA", StringComparison.Ordinal) ? LongestSession : null;
        return secret is null
            ? InSignedAddress(id)
                ?? new(SecretClass.Live, OfflineProof.Claims)
                {
                    Kind = SecretKind.Named,
                    Noun = "the id of an AWS key",
                    Lasts = lasts,
                }
            : new(SecretClass.Live, OfflineProof.Claims) { Part = secret, Lasts = lasts };
    }

    /// <summary>
    /// The id of whoever signed an address (Signature Version 4) goes with a signature and never with the secret. Until when the address opens something, it says
    /// itself: seven days at most.
    /// </summary>
    static Reading? InSignedAddress(Candidate id)
    {
        var line = id.Blob.LineAt(id.Start);
        if (!line.Contains("X-Amz-Credential=" + id.Value, StringComparison.OrdinalIgnoreCase))
            return null;
        var dated = SignedOn().Match(line);
        return
            dated.Success
            && DateTimeOffset.TryParseExact(
                dated.Groups["at"].Value,
                "yyyyMMdd'T'HHmmss'Z'",
                CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal,
                out var from
            )
            ? new(SecretClass.Live, OfflineProof.Claims)
            {
                Kind = SecretKind.Named,
                Noun = "the id of an AWS key in a signed address",
                Expires = from + longestAddress,
            }
            : null;
    }

    static readonly TimeSpan longestAddress = TimeSpan.FromDays(7);

    [GeneratedRegex(@"X-Amz-Date=(?<at>\d{8}T\d{6}Z)", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 10_000)]
    private static partial Regex SignedOn();

    /// <summary>Base 32 after the prefix; bits 7 to 46 of its first six bytes are the account. Ids from before 2019 go on with I or J and hold none.</summary>
    static bool NamesAnAccount(string id)
    {
        if (id[4] is 'I' or 'J')
            return true;
        var bits = 0UL;
        foreach (var letter in id.AsSpan(4, 10))
            bits = bits << 5 | (uint)(letter >= 'A' ? letter - 'A' : letter - '2' + 26);
        var account = (bits >> 2 & 0x7FFFFFFFFF80) >> 7;
        return account < 1_000_000_000_000;
    }

    static (int Start, int Length)? SecretIn(SearchedBlob blob, int start, int end)
    {
        var bytes = blob.Bytes.Span;
        const int Length = 40;
        for (var at = start; at < end; )
        {
            var run = AmazonSecret.RunFrom(bytes[at..end], end - at);
            if (run == Length && IsSecret(Encoding.Latin1.GetString(bytes.Slice(at, Length))))
                return (at, Length);
            at += Math.Max(run, 1);
        }
        return null;
    }

    static bool IsSecret(string value) =>
        !Randomness.IsHex(value)
        && Randomness.ClassesOf(value) >= 3
        && Randomness.EntropyOf(value) >= 4.0
        && !Placeholders.InVendorShape(value, 0);
}
