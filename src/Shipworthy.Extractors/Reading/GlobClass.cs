using System.Collections;
using System.Text;

namespace Shipworthy.Extractors.Reading;

/// <summary>Reads <c>[a-z]</c>, <c>[!a]</c> and <c>[[:digit:]]</c> of a <see cref="Glob"/>, with the corner cases of git's <c>wildmatch.c</c>.</summary>
static class GlobClass
{
    /// <summary>Reads the class that opens at a place.</summary>
    /// <param name="members">The bytes that it matches; null when it is malformed, which makes the whole pattern match nothing.</param>
    /// <returns>The place after it.</returns>
    public static int Read(ReadOnlySpan<byte> pattern, int open, bool ignoreCase, out BitArray? members)
    {
        members = null;
        var found = new BitArray(256);
        var at = open + 1;
        var negated = at < pattern.Length && pattern[at] is (byte)'!' or (byte)'^';
        if (at < pattern.Length && pattern[at] is (byte)'!' or (byte)'^')
            at++;
        byte previous = 0;
        for (var first = true; ; first = false)
        {
            if (at >= pattern.Length)
                return pattern.Length;
            if (pattern[at] == ']' && !first)
                break;
            if (!ReadMember(pattern, ref at, ref previous, found, ignoreCase))
                return pattern.Length;
        }
        if (ignoreCase)
            FoldUpper(found);
        members = negated ? found.Not() : found;
        return at + 1;
    }

    static bool ReadMember(ReadOnlySpan<byte> pattern, ref int at, ref byte previous, BitArray found, bool ignoreCase)
    {
        var c = pattern[at];
        if (c == '\\')
        {
            if (++at >= pattern.Length)
                return false;
            found[previous = pattern[at++]] = true;
            return true;
        }
        if (c == '-' && previous != 0 && at + 1 < pattern.Length && pattern[at + 1] != ']')
            return ReadRange(pattern, ref at, ref previous, found, ignoreCase);
        if (c == '[' && at + 1 < pattern.Length && pattern[at + 1] == ':')
        {
            var length = pattern[(at + 2)..].IndexOf((byte)']');
            if (length < 0)
                return false;
            if (length > 0 && pattern[at + 1 + length] == ':')
            {
                if (!AddNamed(pattern.Slice(at + 2, length - 1), found, ignoreCase))
                    return false;
                at += length + 3;
                previous = 0;
                return true;
            }
        }
        found[previous = c] = true;
        at++;
        return true;
    }

    static bool ReadRange(ReadOnlySpan<byte> pattern, ref int at, ref byte previous, BitArray found, bool ignoreCase)
    {
        at++;
        if (pattern[at] == '\\' && ++at >= pattern.Length)
            return false;
        for (int c = previous; c <= pattern[at]; c++)
        {
            found[c] = true;
            if (ignoreCase && c is >= 'A' and <= 'Z')
                found[c + 32] = true;
        }
        previous = 0;
        at++;
        return true;
    }

    static bool AddNamed(ReadOnlySpan<byte> name, BitArray found, bool ignoreCase)
    {
        Func<char, bool>? holds = Encoding.ASCII.GetString(name) switch
        {
            "alnum" => char.IsAsciiLetterOrDigit,
            "alpha" => char.IsAsciiLetter,
            "blank" => c => c is ' ' or '\t',
            "cntrl" => char.IsControl,
            "digit" => char.IsAsciiDigit,
            "graph" => c => c is > ' ' and < '\x7f',
            "lower" => char.IsAsciiLetterLower,
            "print" => c => c is >= ' ' and < '\x7f',
            "punct" => c => c is > ' ' and < '\x7f' && !char.IsAsciiLetterOrDigit(c),
            "space" => c => c is ' ' or '\t' or '\n' or '\v' or '\f' or '\r',
            "upper" => c => char.IsAsciiLetterUpper(c) || (ignoreCase && char.IsAsciiLetterLower(c)),
            "xdigit" => char.IsAsciiHexDigit,
            _ => null,
        };
        if (holds is null)
            return false;
        for (var c = 0; c < 128; c++)
            if (holds((char)c))
                found[c] = true;
        return true;
    }

    /// <summary>Git lowers the letter of the text before it looks, so an upper-case letter is in when its lower-case one is.</summary>
    static void FoldUpper(BitArray found)
    {
        for (var c = 'A'; c <= 'Z'; c++)
            found[c] = found[c + 32];
    }
}
