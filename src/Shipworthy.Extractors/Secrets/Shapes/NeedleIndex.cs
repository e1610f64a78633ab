using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace Shipworthy.Extractors.Secrets.Shapes;

/// <summary>
/// Finds all of several hundred short texts in one pass over bytes, ASCII letters compared without case. Every window of four bytes is folded to lower
/// case and looked up in a set of 65,536 bits that stays in the first-level cache; only where the bit is set are the texts compared. Texts of three
/// bytes are entered once for each byte that may follow them in a token.
/// </summary>
sealed class NeedleIndex
{
    const uint Fold = 0x20202020;
    const int Window = 4;

    readonly ulong[] bits = new ulong[1024];
    readonly Dictionary<uint, int[]> byGram = [];
    readonly byte[][] needles;

    /// <summary>An index of the given texts, each of at least three bytes in UTF-8. A hit gives the position of the text in this list.</summary>
    public NeedleIndex(ImmutableArray<string> texts)
    {
        needles = [.. texts.Select(text => Encoding.UTF8.GetBytes(text.ToLowerInvariant()))];
        for (var i = 0; i < needles.Length; i++)
            foreach (var gram in Grams(needles[i]))
            {
                var hash = Hash(gram);
                bits[hash >> 6] |= 1UL << (int)(hash & 63);
                byGram[gram] = byGram.TryGetValue(gram, out var others) ? [.. others, i] : [i];
            }
    }

    /// <summary>Calls back for every place at which a text begins, in order, with the number of the text.</summary>
    public void Search<TState>(ReadOnlySpan<byte> bytes, TState state, Hit<TState> found)
    {
        for (var at = 0; (at = Next(bytes, at)) >= 0; at++)
            if (byGram.TryGetValue(GramAt(bytes, at), out var candidates))
                foreach (var needle in candidates)
                    if (StartsWith(bytes[at..], needles[needle]))
                        found(state, at, needle);
    }

    /// <summary>
    /// The next place whose window may begin a text; -1 when there is none. Four windows are tested a turn, out of one load of eight bytes. The loads
    /// cannot leave the span: the loop ends eight bytes before its end, and a hash shifted by six is below the 1,024 words of the set.
    /// </summary>
    int Next(ReadOnlySpan<byte> bytes, int at)
    {
        ref var first = ref MemoryMarshal.GetReference(bytes);
        ref var set = ref MemoryMarshal.GetArrayDataReference(bits);
        for (; at <= bytes.Length - 8; at += Window)
        {
            var eight = Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref first, at)) | 0x2020202020202020UL;
            var (a, b, c, d) = (Hash((uint)eight), Hash((uint)(eight >> 8)), Hash((uint)(eight >> 16)), Hash((uint)(eight >> 24)));
            var known =
                (Unsafe.Add(ref set, a >> 6) >> (int)a)
                | (Unsafe.Add(ref set, b >> 6) >> (int)b)
                | (Unsafe.Add(ref set, c >> 6) >> (int)c)
                | (Unsafe.Add(ref set, d >> 6) >> (int)d);
            if ((known & 1) != 0)
                for (var i = at; i < at + Window; i++)
                    if (Known(GramAt(bytes, i)))
                        return i;
        }
        for (; at <= bytes.Length - Window; at++)
            if (Known(GramAt(bytes, at)))
                return at;
        return -1;
    }

    bool Known(uint gram) => (bits[Hash(gram) >> 6] >> (int)Hash(gram) & 1) != 0;

    static uint GramAt(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt32LittleEndian(bytes[at..]) | Fold;

    static uint Hash(uint gram) => (gram * 0x9E3779B1u) >> 16;

    static bool StartsWith(ReadOnlySpan<byte> bytes, byte[] needle)
    {
        if (bytes.Length < needle.Length)
            return false;
        for (var i = 0; i < needle.Length; i++)
            if (bytes[i] != needle[i] && !(char.IsAsciiLetterUpper((char)bytes[i]) && (bytes[i] | 0x20) == needle[i]))
                return false;
        return true;
    }

    static IEnumerable<uint> Grams(byte[] needle)
    {
        if (needle.Length >= Window)
            return [BinaryPrimitives.ReadUInt32LittleEndian(needle) | Fold];
        if (needle.Length < 3)
            throw new ArgumentException("a text to search for needs three characters", nameof(needle));
        return Enumerable
            .Range(0x20, 0x60)
            .Select(next => (needle[0] | (uint)needle[1] << 8 | (uint)needle[2] << 16 | (uint)next << 24) | Fold)
            .Distinct();
    }
}

/// <summary>Takes a place at which a text begins, and the number of that text.</summary>
delegate void Hit<in TState>(TState state, int at, int needle);
