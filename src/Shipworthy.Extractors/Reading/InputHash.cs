using System.Security.Cryptography;
using System.Text;

namespace Shipworthy.Extractors.Reading;

/// <summary>A SHA-256 over lists of texts, made so that no two different sequences of lists are the same bytes: each text is preceded by its length.</summary>
sealed class InputHash : IDisposable
{
    readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    /// <summary>Adds a list; an absent text is not the empty one.</summary>
    public void Add(params ReadOnlySpan<string?> texts)
    {
        Length(texts.Length);
        foreach (var text in texts)
            if (text is null)
                Length(-1);
            else
                Add(Encoding.UTF8.GetBytes(text));
    }

    /// <summary>Adds bytes.</summary>
    public void Add(ReadOnlySpan<byte> bytes)
    {
        Length(bytes.Length);
        hash.AppendData(bytes);
    }

    /// <summary>The hash of everything that was added, as 64 hex digits.</summary>
    public string Finish() => Convert.ToHexStringLower(hash.GetHashAndReset());

    public void Dispose() => hash.Dispose();

    void Length(int length)
    {
        Span<byte> bytes = stackalloc byte[sizeof(int)];
        System.Buffers.Binary.BinaryPrimitives.WriteInt32LittleEndian(bytes, length);
        hash.AppendData(bytes);
    }
}
