using System.Security.Cryptography;
using System.Text;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Secrets;

/// <summary>The names that git gives to the files of the working tree: the hash of a short head and the content.</summary>
static class BlobNames
{
    /// <summary>The paths of all files that were read, by the names that git gives to their content: there the history need not be searched again.</summary>
    public static Dictionary<string, List<string>> Of(SourceTree tree, Repository? repository)
    {
        var sha256 = repository?.UsesSha256 ?? false;
        return tree
            .Files.AsParallel()
            .AsOrdered()
            .Select(file => (Name: Of(file.Bytes.Span, sha256), file.Path))
            .AsSequential()
            .GroupBy(file => file.Name, file => file.Path, StringComparer.Ordinal)
            .ToDictionary(same => same.Key, same => same.ToList(), StringComparer.Ordinal);
    }

    // Git names objects by SHA-1; nothing is protected by it here.
#pragma warning disable CA5350
    static string Of(ReadOnlySpan<byte> content, bool sha256)
    {
        using var hash = IncrementalHash.CreateHash(sha256 ? HashAlgorithmName.SHA256 : HashAlgorithmName.SHA1);
        hash.AppendData(Encoding.ASCII.GetBytes($"blob {content.Length}\0"));
        hash.AppendData(content);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
#pragma warning restore CA5350
}
