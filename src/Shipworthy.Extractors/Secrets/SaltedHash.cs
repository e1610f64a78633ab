using System.Security.Cryptography;
using System.Text;

namespace Shipworthy.Extractors.Secrets;

/// <summary>
/// Names a value without giving it away. The salt is fixed, so that the same value has the same name in every scan and a waiver finds it again; the
/// rounds make it slow to try a dictionary against a name.
/// </summary>
static class SaltedHash
{
    const int Rounds = 2000;
    const int Bytes = 8;

    static readonly byte[] Salt = "Shipworthy names secrets by this"u8.ToArray();

    /// <summary>Sixteen hexadecimal digits.</summary>
    public static string Of(string value) =>
        Convert.ToHexStringLower(Rfc2898DeriveBytes.Pbkdf2(Encoding.UTF8.GetBytes(value), Salt, Rounds, HashAlgorithmName.SHA256, Bytes));
}
