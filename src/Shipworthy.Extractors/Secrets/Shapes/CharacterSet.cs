using System.Buffers;

namespace Shipworthy.Extractors.Secrets.Shapes;

/// <summary>The alphabet of a part of a token.</summary>
sealed class CharacterSet
{
    readonly SearchValues<byte> members;

    CharacterSet(ReadOnlySpan<byte> bytes) => members = SearchValues.Create(bytes);

    /// <summary>Digits and letters.</summary>
    public static CharacterSet Base62 { get; } = new("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"u8);

    /// <summary>Digits, letters, hyphen and underscore: base64 as URLs carry it.</summary>
    public static CharacterSet UrlSafe { get; } = new("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_"u8);

    /// <summary>Digits, letters, plus, slash and the padding of base64.</summary>
    public static CharacterSet Base64 { get; } = new("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz+/="u8);

    /// <summary>Base64 without padding, as the secrets of Amazon use it.</summary>
    public static CharacterSet AmazonSecret { get; } = new("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz+/"u8);

    /// <summary>Digits and the letters a to f in lower case.</summary>
    public static CharacterSet Hex { get; } = new("0123456789abcdef"u8);

    /// <summary>Digits.</summary>
    public static CharacterSet Digits { get; } = new("0123456789"u8);

    /// <summary>Capitals and the digits 2 to 7.</summary>
    public static CharacterSet Base32 { get; } = new("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"u8);

    /// <summary>Capitals and all digits.</summary>
    public static CharacterSet Upper { get; } = new("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"u8);

    /// <summary>Digits, letters and <c>-_.~</c>: what needs no escape in a URL.</summary>
    public static CharacterSet Unreserved { get; } = new("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_.~"u8);

    /// <summary>Unreserved characters with the colon, plus, slash, comma and padding: what composite tokens are made of.</summary>
    public static CharacterSet Composite { get; } = new("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_.~+/=:,"u8);

    /// <summary>Everything that can stand in a value inside a URL's query, percent signs included.</summary>
    public static CharacterSet Query { get; } = new("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_.~%+/=&?:"u8);

    /// <summary>What stands between the lines of a PEM block, also with its line ends escaped as in JSON, and indented or quoted as in code.</summary>
    public static CharacterSet PemBody { get; } = new("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz+/= \t\r\n\\\"',"u8);

    /// <summary>What the name of a URL's scheme is made of.</summary>
    public static CharacterSet Scheme { get; } = new("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz+"u8);

    /// <summary>What can stand between a URL's scheme and its host.</summary>
    public static CharacterSet UserInfo { get; } =
        new("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_.~%+=:!$&*(){}[],;#?^|"u8);

    /// <summary>What the name of a host is made of.</summary>
    public static CharacterSet Host { get; } = new("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-.[]"u8);

    /// <summary>What names of variables, settings and properties are made of.</summary>
    public static CharacterSet Name { get; } = new("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_.:$"u8);

    /// <summary>Whether a byte belongs to it.</summary>
    public bool Has(byte one) => members.Contains(one);

    /// <summary>How many bytes from the start belong to it, up to a limit.</summary>
    public int RunFrom(ReadOnlySpan<byte> bytes, int limit)
    {
        var window = bytes[..Math.Min(limit, bytes.Length)];
        var end = window.IndexOfAnyExcept(members);
        return end < 0 ? window.Length : end;
    }

    /// <summary>How many bytes back from the end belong to it, up to a limit.</summary>
    public int RunBackFrom(ReadOnlySpan<byte> bytes, int limit)
    {
        var window = bytes[Math.Max(0, bytes.Length - limit)..];
        return window.Length - 1 - window.LastIndexOfAnyExcept(members);
    }
}
