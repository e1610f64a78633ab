using System.Text;

namespace Shipworthy.Extractors.Secrets.Hidden;

/// <summary>
/// Searches a text as if the code had written it in one piece: where an expression stands whose value is known, the value is put in its place, between quotes,
/// and what is found in it is found at the expression. Names and hosts around it count as ever.
/// </summary>
static class Rewriting
{
    const int Lines = 12;

    /// <summary>The secrets that an expression of this value holds.</summary>
    /// <param name="start">Where the expression starts, in bytes of the blob.</param>
    public static IEnumerable<Sighting> Of(SearchedBlob blob, int start, int length, string value)
    {
        var (from, to) = blob.WindowAt(start, Lines, Lines);
        to = Math.Max(to, start + length);
        var before = WithoutBracket(blob.Bytes.Span[from..start]);
        var after = blob.Bytes.Span[(start + length)..to];
        byte[] written = [.. before, (byte)'"', .. Encoding.UTF8.GetBytes(value), (byte)'"', .. after];
        var (first, last) = (before.Length, written.Length - after.Length);
        return
        [
            .. SecretSearch
                .AsWritten(new(blob.Path, blob.Role, written))
                .Where(sighting => sighting.Start >= first && sighting.Start < last)
                .Select(sighting => sighting with { Start = start, Length = length }),
        ];
    }

    /// <summary>Long expressions are put into brackets: <c>name = (…)</c>.</summary>
    static ReadOnlySpan<byte> WithoutBracket(ReadOnlySpan<byte> before) =>
        before.TrimEnd(" \t\r\n"u8) is [.. var rest, (byte)'('] && rest.TrimEnd((byte)' ') is [.., (byte)'='] ? rest : before;
}
