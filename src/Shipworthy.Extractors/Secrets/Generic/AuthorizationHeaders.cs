using System.Text;
using Shipworthy.Extractors.Reading;
using Shipworthy.Extractors.Secrets.Shapes;

namespace Shipworthy.Extractors.Secrets.Generic;

/// <summary>
/// Reads what a request is authorized with, in code, in commands and in the exports of tools: <c>Authorization: Bearer …</c>, and <c>Basic …</c>, which is a
/// name and a password in base64 (RFC 7617).
/// </summary>
static class AuthorizationHeaders
{
    const int Shortest = 16;
    const int Longest = 1000;
    const int ShortestPassword = 6;
    const string Pattern = "authorization-header";

    /// <summary>The words in front of it.</summary>
    public static ImmutableArray<string> Needles { get; } = ["Bearer ", "Basic "];

    /// <summary>The secret behind the word; null when a reference, a word or nothing follows.</summary>
    public static Sighting? At(SearchedBlob blob, int at)
    {
        var bytes = blob.Bytes.Span;
        var isBasic = (bytes[at + 1] | 0x20) == 'a';
        var start = at + (isBasic ? Needles[1] : Needles[0]).Length;
        var length = (isBasic ? CharacterSet.Base64 : CharacterSet.Composite).RunFrom(bytes[start..], Longest);
        if (start + length < bytes.Length && bytes[start + length] is (byte)'{' or (byte)'$' or (byte)'<' or (byte)'(' or (byte)'%')
            return null;
        if (IsCutShort(bytes[start..], length))
            return null;
        while (length > 0 && bytes[start + length - 1] is (byte)',' or (byte)'.' or (byte)':')
            length--;
        var value = Encoding.ASCII.GetString(bytes.Slice(start, length));
        return isBasic ? Basic(blob, value, start, length) : Bearer(blob, value, start, length);
    }

    /// <summary>Documents show the beginning of a token, and dots.</summary>
    static bool IsCutShort(ReadOnlySpan<byte> bytes, int length) =>
        bytes[..length].EndsWith(".."u8) || bytes[length..].StartsWith("…"u8) || bytes[length..].StartsWith("[…"u8);

    static Sighting? Bearer(SearchedBlob blob, string value, int start, int length) =>
        length >= Shortest
        && Randomness.LooksRandom(value)
        && value.Any(char.IsAsciiDigit)
        && !Words.ReadLike(value)
        && !Words.IsCode(value)
        && !Placeholders.AsNamed(value, "token")
            ? NamedSecrets.Judged(blob, Header(value, start, length), Pattern, "a token", random: true, Sensitivity.Key)
            : null;

    static Sighting? Basic(SearchedBlob blob, string value, int start, int length)
    {
        var bytes = new byte[value.Length];
        if (length < ShortestPassword || !Convert.TryFromBase64String(value, bytes, out var written))
            return null;
        var text = bytes.AsSpan(0, written);
        var colon = text.IndexOf((byte)':');
        if (colon < 1 || text.IndexOfAnyExceptInRange((byte)' ', (byte)'~') >= 0)
            return null;
        var (name, password) = (Encoding.ASCII.GetString(text[..colon]), Encoding.ASCII.GetString(text[(colon + 1)..]));
        if (password.Length < ShortestPassword || Placeholders.AsNamed(password, name) || Randomness.ClassesOf(password) < 2)
            return null;
        var random = Randomness.LooksRandom(password);
        return NamedSecrets.Judged(blob, Header(password, start, length), Pattern, "a password", random, Sensitivity.Password);
    }

    static NamedValue Header(string value, int start, int length) => new("Authorization", value, start, length, Quoted: true);
}
