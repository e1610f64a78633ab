using System.Globalization;
using static Shipworthy.Extractors.Secrets.Shapes.CharacterSet;

namespace Shipworthy.Extractors.Secrets.Families;

/// <summary>Keys of Azure. Most are base64 of a known number of bytes.</summary>
sealed class AzureKeys : TokenFamily
{
    public override ImmutableArray<Token> Tokens =>
        [
            Live("azure-account-key", "an Azure account key", "AccountKey=", Run(Base64, 86, 88)) with
            {
                Read = candidate =>
                    !Decodes(candidate, "AccountKey=", 64) ? null
                    : candidate.Near(0, "devstoreaccount1", "localhost", "127.0.0.1")
                    || PublishedKeys.OpenEmulators(candidate.Value["AccountKey=".Length..])
                        ? new(SecretClass.Local, OfflineProof.Shape, "opens the storage emulator only")
                    : new(SecretClass.Live, OfflineProof.Shape) { Part = After(candidate, "AccountKey=") },
            },
            Live("azure-shared-access-key", "an Azure shared access key", "SharedAccessKey=", Run(Base64, 43, 44)) with
            {
                Read = candidate =>
                    Decodes(candidate, "SharedAccessKey=", 32)
                        ? new(SecretClass.Live, OfflineProof.Shape) { Part = After(candidate, "SharedAccessKey=") }
                        : null,
            },
            .. Enumerable
                .Range(0, 10)
                .Select(digit =>
                    Live("azure-client-secret", "an Azure client secret", Run(Unreserved, 3), $"{digit}Q~", Run(Unreserved, 31, 34))
                ),
            Live("azure-signed-url", "a signed Azure URL", "sig=", Run(Query, 40, 100)) with
            {
                Read = SignedUrl,
            },
            Live("azure-openai-key", "an Azure AI key", Run(Base62, 52), "JQQJ9", Run(Base62, 27)),
        ];

    static bool Decodes(Candidate candidate, string name, int bytes)
    {
        Span<byte> buffer = stackalloc byte[100];
        return Convert.TryFromBase64String(candidate.Value[name.Length..], buffer, out var written) && written == bytes;
    }

    static (int, int) After(Candidate candidate, string name) => (candidate.Start + name.Length, candidate.Length - name.Length);

    /// <summary>A shared access signature says until when it counts, as <c>se=2031-01-01T00:00:00Z</c> in the same URL.</summary>
    static Reading? SignedUrl(Candidate candidate)
    {
        var line = candidate.Blob.LineAt(candidate.Start);
        if (!line.Contains("se=", StringComparison.Ordinal) || !line.Contains("sv=", StringComparison.Ordinal))
            return null;
        var date = line[(line.IndexOf("se=", StringComparison.Ordinal) + 3)..].Replace("%3A", ":", StringComparison.OrdinalIgnoreCase);
        return
            date.Length >= 10
            && DateTimeOffset.TryParse(date[..10], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var until)
            ? new(SecretClass.Live, OfflineProof.Claims) { Expires = until }
            : null;
    }
}
