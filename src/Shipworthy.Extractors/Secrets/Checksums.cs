using System.Text;

namespace Shipworthy.Extractors.Secrets;

/// <summary>The checksums that some vendors put into their tokens, so that a random text can be told from a token without asking anyone.</summary>
static class Checksums
{
    const string Base62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    /// <summary>CRC-32 as in ISO 3309 and zip: reflected polynomial 0xEDB88320.</summary>
    public static uint Crc32(string text)
    {
        var sum = 0xFFFFFFFFu;
        foreach (var one in Encoding.UTF8.GetBytes(text))
        {
            sum ^= one;
            for (var bit = 0; bit < 8; bit++)
                sum = (sum & 1) != 0 ? (sum >> 1) ^ 0xEDB88320u : sum >> 1;
        }
        return ~sum;
    }

    /// <summary>A number in base 62 (digits, capitals, small letters), filled with zeros to six places.</summary>
    public static string InBase62(uint number)
    {
        var digits = new char[6];
        for (var i = digits.Length - 1; i >= 0; i--, number /= 62)
            digits[i] = Base62[(int)(number % 62)];
        return new(digits);
    }

    /// <summary>Whether the last six characters are the base 62 CRC-32 of the rest: the tokens of GitHub and npm.</summary>
    public static bool EndsWithItsCrc(string body) => body.Length > 6 && InBase62(Crc32(body[..^6])) == body[^6..];
}
