using System.Security.Cryptography;
using System.Text;

namespace Shipworthy.Extractors.Secrets;

/// <summary>
/// Keys that vendors print in their documents because every installation of an emulator accepts them, by their SHA-256: the account key of the storage emulator
/// Azurite, and the key of the emulator of Cosmos DB (learn.microsoft.com, "Use the Azurite emulator", "Develop locally using the Azure Cosmos DB emulator").
/// </summary>
static class PublishedKeys
{
    const int Length = 88;

    static readonly ImmutableHashSet<string> hashes =
    [
        "0011cc25eb4320717494d2703e8cba85743e71b500283c21c8b88147992f9059",
        "aa6547439583c3a275d4542a0df6c1ad6a863971be9f2a2220f027cc02aef615",
    ];

    /// <summary>Whether the value opens an emulator and nothing else.</summary>
    public static bool OpenEmulators(string value) =>
        value.Length == Length && hashes.Contains(Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(value))));
}
