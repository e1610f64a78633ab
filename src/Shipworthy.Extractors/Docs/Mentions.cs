using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Docs;

/// <summary>Finds which names occur in what runs: code, settings, pipelines, infrastructure. Documents do not count, since they cannot vouch for each other.</summary>
static class Mentions
{
    const int LongestText = 1 << 20;

    /// <summary>Those of the wanted names that occur as whole words in files that are no documents.</summary>
    public static HashSet<string> Find(SourceTree tree, HashSet<string> wanted)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        if (wanted.Count == 0)
            return found;
        var lookup = wanted.GetAlternateLookup<ReadOnlySpan<char>>();
        foreach (var file in tree.Files)
        {
            if (file.Bytes.Length > LongestText || file.Role is FileRole.Vendored or FileRole.Generated or FileRole.Lock)
                continue;
            if (!DocumentKinds.IsDocument(file) && DocumentKinds.Of(file.Path) is not DocumentKind.AgentNotes)
                Words(file.Text, lookup, found);
        }
        return found;
    }

    static void Words(string text, HashSet<string>.AlternateLookup<ReadOnlySpan<char>> wanted, HashSet<string> found)
    {
        var rest = text.AsSpan();
        while (rest.Length > 0)
        {
            var start = rest.IndexOfAnyInRange('-', 'z');
            if (start < 0)
                return;
            rest = rest[start..];
            var length = 0;
            while (length < rest.Length && IsWord(rest[length]))
                length++;
            if (length == 0)
            {
                rest = rest[1..];
                continue;
            }
            var word = rest[..length].Trim(".-");
            rest = rest[length..];
            Add(word, wanted, found);
            foreach (var piece in word.Split('.'))
                if (piece.GetOffsetAndLength(word.Length).Length < word.Length)
                    Add(word[piece], wanted, found);
        }
    }

    static void Add(ReadOnlySpan<char> word, HashSet<string>.AlternateLookup<ReadOnlySpan<char>> wanted, HashSet<string> found)
    {
        if (word.Length >= 4 && wanted.TryGetValue(word, out var name))
            found.Add(name);
    }

    static bool IsWord(char letter) => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '-' or '.';
}
