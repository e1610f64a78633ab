using System.Text;
using Shipworthy.Extractors.Secrets.Shapes;

namespace Shipworthy.Extractors.Secrets.Generic;

/// <summary>
/// Reads the name at a place and the literal that it is given, in whatever language or format: <c>name = "…"</c>, <c>"name": "…"</c>, <c>NAME=…</c>,
/// <c>define('NAME', '…')</c>, <c>&lt;name&gt;…&lt;/name&gt;</c>, <c>name: NAME, value: …</c>, <c>process.env.NAME || "…"</c>.
/// </summary>
static class NamedValueReader
{
    const int LongestName = 80;
    const int LongestValue = 4000;

    /// <summary>The literal for the name around the given place; null when no literal follows.</summary>
    public static NamedValue? At(SearchedBlob blob, int at, bool unquoted)
    {
        var bytes = blob.Bytes.Span;
        var start = at - CharacterSet.Name.RunBackFrom(bytes[..at], LongestName);
        var end = at + CharacterSet.Name.RunFrom(bytes[at..], LongestName);
        var fallback = bytes[start..end].IndexOf(":-"u8);
        if (fallback > 0)
            return Bare(blob, Encoding.Latin1.GetString(bytes.Slice(start, fallback)), start + fallback + 2);
        while (end > start && bytes[end - 1] is (byte)':' or (byte)'.' or (byte)'-')
            end--;
        if (IsDemanded(bytes, start, end))
            return null;
        var name = bytes[start..end];
        var quote = end < bytes.Length && bytes[end] is (byte)'"' or (byte)'\'' or (byte)'`' or (byte)']' ? bytes[end] : (byte)0;
        var after = quote == 0 ? end : end + 1;
        if (quote == (byte)'\'' && after < bytes.Length && bytes[after] == ']')
            after++;
        if (quote == (byte)'"' && after < bytes.Length && bytes[after] == ']')
            after++;
        if (Separator(bytes, ref after, start, quoted: quote != 0, unquoted) is not { } separator)
            return null;
        return Value(
            blob,
            Encoding.Latin1.GetString(name),
            after,
            separator,
            unquoted || (quote == 0 && (InsideQueryOrConnectionString(bytes, start) || IsVariable(bytes, start, end)))
        );
    }

    /// <summary>What a shell says where a variable is missing, or puts in place of one that is set, is no value of it: <c>${NAME:?message}</c>.</summary>
    static bool IsDemanded(ReadOnlySpan<byte> bytes, int start, int end) =>
        start >= 2
        && bytes[start - 1] == '{'
        && bytes[start - 2] == '$'
        && bytes[end..] is [(byte)'?' or (byte)'+', ..] or [(byte)':', (byte)'?' or (byte)'+', ..];

    enum Kind
    {
        Assigned,
        Element,
        Argument,
    }

    /// <summary>Moves past what stands between a name and its value; null when the name is only mentioned.</summary>
    static Kind? Separator(ReadOnlySpan<byte> bytes, ref int at, int start, bool quoted, bool unquoted)
    {
        Blanks(bytes, ref at);
        if (at >= bytes.Length)
            return null;
        var rest = bytes[at..];
        if (
            rest.StartsWith(":="u8)
            || rest.StartsWith("??"u8)
            || rest.StartsWith("||"u8)
            || (rest.StartsWith("=>"u8) && quoted)
            || rest.StartsWith("?="u8)
        )
        {
            at += 2;
            return Kind.Assigned;
        }
        if (rest.StartsWith("=="u8) || rest.StartsWith("=>"u8) || rest.StartsWith("::"u8))
            return null;
        switch (rest[0])
        {
            case (byte)'=':
                at++;
                return Kind.Assigned;
            case (byte)':':
                at++;
                return TypedThenAssigned(bytes, ref at);
            case (byte)',' when quoted:
                at++;
                return ValueOfNamedEntry(bytes, ref at) ? Kind.Assigned
                    : start >= 2 && bytes[start - 2] == '(' ? Kind.Argument
                    : null;
            case (byte)')'
                when quoted && (rest[1..].TrimStart((byte)' ').StartsWith("||"u8) || rest[1..].TrimStart((byte)' ').StartsWith("??"u8)):
                at += rest.IndexOfAny((byte)'|', (byte)'?') + 2;
                return Kind.Assigned;
            case (byte)'>':
                at++;
                return Kind.Element;
            case (byte)'\n' or (byte)'\r' when unquoted:
                return ValueOfNamedEntry(bytes, ref at) ? Kind.Assigned : null;
            default:
                return unquoted && rest[0] is not ((byte)'\n' or (byte)'\r') && at > 0 && bytes[at - 1] == ' ' ? Kind.Argument : null;
        }
    }

    /// <summary>In typed languages a colon gives a type first: <c>name: string = "…"</c>. In YAML and JSON it gives the value.</summary>
    static Kind TypedThenAssigned(ReadOnlySpan<byte> bytes, ref int at)
    {
        var rest = bytes[at..Math.Min(bytes.Length, at + 40)];
        var equals = rest.IndexOf((byte)'=');
        if (equals > 0 && equals + 1 < rest.Length && rest[equals + 1] is (byte)' ' && rest[..equals].IndexOfAny("\"'`\n{}(),"u8) < 0)
            at += equals + 1;
        return Kind.Assigned;
    }

    /// <summary>In lists of variables the value is a neighbour: <c>{"name": "X", "value": "…"}</c>, <c>- name: X</c> and <c>value: …</c> below.</summary>
    static bool ValueOfNamedEntry(ReadOnlySpan<byte> bytes, ref int at)
    {
        var rest = bytes[at..Math.Min(bytes.Length, at + 80)];
        var skipped = rest.Length - rest.TrimStart(" \t\r\n\"'{,"u8).Length;
        var word = rest[skipped..];
        if (!word.StartsWith("value"u8) && !word.StartsWith("Value"u8))
            return false;
        var end = skipped + 5;
        while (end < rest.Length && rest[end] is (byte)'"' or (byte)'\'' or (byte)' ')
            end++;
        if (end >= rest.Length || rest[end] is not ((byte)':' or (byte)'='))
            return false;
        at += end + 1;
        return true;
    }

    static NamedValue? Value(SearchedBlob blob, string name, int at, Kind kind, bool unquoted)
    {
        var bytes = blob.Bytes.Span;
        Blanks(bytes, ref at);
        if (kind is not Kind.Element)
            NextLine(bytes, ref at, unquoted);
        if (at >= bytes.Length)
            return null;
        if (
            bytes[at] is (byte)'b' or (byte)'r' or (byte)'@' or (byte)'u'
            && at + 1 < bytes.Length
            && bytes[at + 1] is (byte)'"' or (byte)'\''
        )
            at++;
        if (bytes[at] is (byte)'\\' && at + 1 < bytes.Length && bytes[at + 1] is (byte)'"')
            return Until(blob, name, at + 2, "\\\""u8, quoted: true);
        if (bytes[at] is (byte)'"' or (byte)'\'' or (byte)'`')
            return Until(blob, name, at + 1, bytes.Slice(at, 1), quoted: true);
        return kind switch
        {
            Kind.Element => Until(blob, name, at, "<"u8, quoted: true),
            Kind.Argument when !unquoted => null,
            Kind.Assigned or Kind.Argument => unquoted ? Bare(blob, name, at) : null,
        };
    }

    static NamedValue? Until(SearchedBlob blob, string name, int at, ReadOnlySpan<byte> end, bool quoted)
    {
        var window = blob.Bytes.Span[at..Math.Min(blob.Bytes.Length, at + LongestValue)];
        var length = window.IndexOf(end);
        if (length <= 0 || window[..length].Contains((byte)'\n'))
            return null;
        return new(name, Encoding.UTF8.GetString(window[..length]), at, length, quoted);
    }

    static NamedValue? Bare(SearchedBlob blob, string name, int at)
    {
        var window = blob.Bytes.Span[at..Math.Min(blob.Bytes.Length, at + LongestValue)];
        var length = window.IndexOfAny(IsInQuery(blob.Bytes.Span, at) ? " \t\r\n;\"'`,)}]<&#"u8 : " \t\r\n;\"'`,)}]<"u8);
        if (length < 0)
            length = window.Length;
        while (length > 0 && window[length - 1] is (byte)'\\')
            length--;
        return length == 0 ? null : new(name, Encoding.UTF8.GetString(window[..length]), at, length, Quoted: false);
    }

    /// <summary>Long literals are put on a line of their own by formatters; in formats without quotes the next line is another entry.</summary>
    static void NextLine(ReadOnlySpan<byte> bytes, ref int at, bool unquoted)
    {
        if (unquoted || at >= bytes.Length || bytes[at] is not ((byte)'\n' or (byte)'\r'))
            return;
        while (at < bytes.Length && bytes[at] is (byte)'\n' or (byte)'\r' or (byte)' ' or (byte)'\t')
            at++;
    }

    /// <summary>In prose and in commands a variable is set as <c>NAME=value</c>, in capitals and without blanks.</summary>
    static bool IsVariable(ReadOnlySpan<byte> bytes, int start, int end) =>
        end < bytes.Length
        && bytes[end] == '='
        && end + 1 < bytes.Length
        && bytes[end + 1] is not ((byte)' ' or (byte)'=')
        && bytes[start..end].IndexOfAnyExcept("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_"u8) < 0;

    /// <summary>Whether the value at a place belongs to the query of an address, where a sign ends it that a password may hold.</summary>
    static bool IsInQuery(ReadOnlySpan<byte> bytes, int at)
    {
        var before = bytes[Math.Max(0, at - LongestName)..at];
        return before[(before.LastIndexOfAny(" \t\n"u8) + 1)..].IndexOfAny((byte)'?', (byte)'&') >= 0;
    }

    static bool InsideQueryOrConnectionString(ReadOnlySpan<byte> bytes, int start)
    {
        if (start > 0 && bytes[start - 1] is (byte)'?' or (byte)'&')
            return true;
        var before = bytes[Math.Max(0, start - 200)..start];
        var line = before[(before.LastIndexOf((byte)'\n') + 1)..];
        return line.TrimEnd((byte)' ') is [.., (byte)';'] && line.Contains((byte)'=');
    }

    static void Blanks(ReadOnlySpan<byte> bytes, ref int at)
    {
        while (at < bytes.Length && bytes[at] is (byte)' ' or (byte)'\t')
            at++;
    }
}
