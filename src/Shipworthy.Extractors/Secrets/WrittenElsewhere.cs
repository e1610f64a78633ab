using System.Text;
using Shipworthy.Extractors.Reading;
using Shipworthy.Extractors.Secrets.Shapes;

namespace Shipworthy.Extractors.Secrets;

/// <summary>
/// Finds the other places at which known secrets are written: a password that a seed sets is often printed on the sign-in page as well. Whoever changes the
/// value has to know them all.
/// </summary>
static class WrittenElsewhere
{
    /// <summary>Shorter values stand in other texts by chance.</summary>
    const int Shortest = 8;

    /// <summary>A value at more places is a word that the app uses for other things, too.</summary>
    const int Most = 20;

    /// <summary>All places of the values in the files of a tree, those that are known already among them.</summary>
    public static IEnumerable<(string Value, Location At)> Find(SourceTree tree, IEnumerable<string> values)
    {
        ImmutableArray<string> wanted =
        [
            .. values.Where(value => value.Length >= Shortest && !value.Contains('\n', StringComparison.Ordinal)),
        ];
        if (wanted.IsEmpty)
            return [];
        var index = new NeedleIndex(wanted);
        return tree
            .Files.Where(file => file.Role is not (FileRole.Vendored or FileRole.Lock))
            .AsParallel()
            .AsOrdered()
            .SelectMany(file => In(file, index, wanted))
            .AsSequential()
            .GroupBy(found => found.Value, StringComparer.Ordinal)
            .Where(same => same.Count() <= Most)
            .SelectMany(same => same);
    }

    static List<(string Value, Location At)> In(SourceFile file, NeedleIndex index, ImmutableArray<string> wanted)
    {
        var found = new List<(int At, int Needle)>();
        index.Search(file.Bytes.Span, found, static (found, at, needle) => found.Add((at, needle)));
        var blob = new SearchedBlob(file.Path, file.Role, file.Bytes);
        return
        [
            .. found
                .Where(hit => StandsAt(file.Bytes.Span, hit.At, Encoding.UTF8.GetBytes(wanted[hit.Needle])))
                .Select(hit => (wanted[hit.Needle], blob.At(hit.At))),
        ];
    }

    static bool StandsAt(ReadOnlySpan<byte> bytes, int at, ReadOnlySpan<byte> value) =>
        bytes[at..].StartsWith(value)
        && (at == 0 || !char.IsAsciiLetterOrDigit((char)bytes[at - 1]))
        && (at + value.Length == bytes.Length || !char.IsAsciiLetterOrDigit((char)bytes[at + value.Length]));
}
