using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Shipworthy.Extractors.Reading;

/// <summary>The name of content in twenty bytes: a SHA-1 as git has it, or the beginning of a hash of a longer name.</summary>
readonly record struct CacheKey(ulong High, ulong Middle, uint Low)
{
    /// <summary>How many bytes it takes.</summary>
    public const int Length = 20;

    /// <summary>The key of a name: of an object name in hexadecimal, or of any text.</summary>
    public static CacheKey Of(string name)
    {
        Span<byte> bytes = stackalloc byte[32];
        if (name.Length != 2 * Length || Convert.FromHexString(name, bytes, out _, out _) is not System.Buffers.OperationStatus.Done)
            SHA256.HashData(Encoding.UTF8.GetBytes(name), bytes);
        return Read(bytes);
    }

    public static CacheKey Read(ReadOnlySpan<byte> bytes) =>
        new(
            BinaryPrimitives.ReadUInt64BigEndian(bytes),
            BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]),
            BinaryPrimitives.ReadUInt32BigEndian(bytes[16..])
        );

    public void Write(Span<byte> bytes)
    {
        BinaryPrimitives.WriteUInt64BigEndian(bytes, High);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], Middle);
        BinaryPrimitives.WriteUInt32BigEndian(bytes[16..], Low);
    }
}
