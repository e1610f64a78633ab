namespace Shipworthy.Extractors.Reading;

/// <summary>
/// One line of a <c>.gitignore</c>, with git's meaning (gitignore(5), and git's own <c>dir.c</c> for what the page leaves open). Works on bytes as git
/// does, so that <c>?</c> is one byte.
/// </summary>
sealed class IgnorePattern
{
    readonly byte[] prefix;
    readonly Glob rest;

    IgnorePattern(byte[] prefix, Glob rest)
    {
        this.prefix = prefix;
        this.rest = rest;
    }

    /// <summary>Whether it takes back what an earlier pattern ignores.</summary>
    public bool Negated { get; private init; }

    /// <summary>Whether it matches folders only.</summary>
    public bool FoldersOnly { get; private init; }

    /// <summary>Whether it is held against the last segment of a path alone.</summary>
    public bool NameOnly { get; private init; }

    bool IgnoresCase { get; init; }

    /// <summary>Reads one line without its line end; null for a comment and for an empty line.</summary>
    public static IgnorePattern? Read(ReadOnlySpan<byte> line, bool ignoreCase)
    {
        if (line.IsEmpty || line[0] == '#')
            return null;
        line = WithoutTrailingSpaces(line);
        var negated = !line.IsEmpty && line[0] == '!';
        if (negated)
            line = line[1..];
        var foldersOnly = !line.IsEmpty && line[^1] == '/';
        if (foldersOnly)
            line = line[..^1];
        if (line.IsEmpty)
            return null;
        var nameOnly = !line.Contains((byte)'/');
        if (!nameOnly && line[0] == '/')
            line = line[1..];
        var literal = line.IndexOfAny("*?[\\"u8);
        var prefixLength = literal < 0 ? line.Length : literal;
        return new([.. line[..prefixLength]], Glob.Parse(line[prefixLength..], crossesSlash: nameOnly, ignoreCase))
        {
            Negated = negated,
            FoldersOnly = foldersOnly,
            NameOnly = nameOnly,
            IgnoresCase = ignoreCase,
        };
    }

    /// <summary>Whether it matches a path, given relative to the folder of the ignore file.</summary>
    public bool Matches(ReadOnlySpan<byte> path, ReadOnlySpan<byte> name, bool isFolder)
    {
        if (FoldersOnly && !isFolder)
            return false;
        var subject = NameOnly ? name : path;
        return StartsWithPrefix(subject) && rest.Matches(subject[prefix.Length..]);
    }

    bool StartsWithPrefix(ReadOnlySpan<byte> subject)
    {
        if (!IgnoresCase)
            return subject.StartsWith(prefix);
        for (var i = 0; i < prefix.Length; i++)
            if (i >= subject.Length || Glob.Lower(subject[i]) != Glob.Lower(prefix[i]))
                return false;
        return true;
    }

    /// <summary>Spaces at the end do not count unless a backslash stands before them; tabs count.</summary>
    static ReadOnlySpan<byte> WithoutTrailingSpaces(ReadOnlySpan<byte> line)
    {
        var end = -1;
        for (var i = 0; i < line.Length; i++)
        {
            if (line[i] == ' ')
            {
                if (end < 0)
                    end = i;
                continue;
            }
            if (line[i] == '\\' && ++i == line.Length)
                return line;
            end = -1;
        }
        return end < 0 ? line : line[..end];
    }
}
