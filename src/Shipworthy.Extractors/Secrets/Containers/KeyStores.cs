using System.Security.Cryptography;

namespace Shipworthy.Extractors.Secrets.Containers;

/// <summary>Key stores, told by their first bytes, and PuTTY keys that no passphrase protects.</summary>
sealed class KeyStores : ContainerFamily
{
    /// <summary>The endings of the names of key stores.</summary>
    public static ImmutableArray<string> Endings { get; } = ["*.p12", "*.pfx", "*.jks", "*.keystore", "*.bks"];

    public override ImmutableArray<ContainerKind> Kinds =>
        [
            new("key-store", "a key store", Endings, Store),
            Text("putty-key", "an SSH private key", ["*.ppk"], @"Encryption: none[\s\S]*?Private-Lines: \d+\s+(?<v>[A-Za-z0-9+/=]{16,})"),
        ];

    /// <summary>A store is one secret: what identifies it is the hash of all its bytes. Android's store for debugging has a public password and no value.</summary>
    static IEnumerable<Sighting> Store(SearchedBlob blob)
    {
        if (blob.Name.Equals("debug.keystore", StringComparison.OrdinalIgnoreCase) || !IsStore(blob.Bytes.Span))
            return [];
        return [Sight(blob, Convert.ToHexStringLower(SHA256.HashData(blob.Bytes.Span)), 0, 0, "key-store", "a key store")];
    }

    /// <summary>Whether the bytes begin as those of a key store do.</summary>
    public static bool IsStore(ReadOnlySpan<byte> bytes) =>
        bytes
            is [0xFE, 0xED, 0xFE, 0xED, ..]
                or [0xCE, 0xCE, 0xCE, 0xCE, ..]
                or [0x30, 0x82, _, _, 0x02, 0x01, 0x03, ..]
                or [0x30, 0x80, 0x02, 0x01, 0x03, ..]
                or [0x00, 0x00, 0x00, 0x02, ..];
}
