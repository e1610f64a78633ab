using System.Text;
using System.Text.RegularExpressions;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Secrets.Logins;

/// <summary>Finds working sign-ins of people and of privileged accounts.</summary>
static partial class LoginSearch
{
    /// <summary>Texts near which code makes an account or signs in, or a document names an account with its password.</summary>
    public static ImmutableArray<string> Needles { get; } =
    [
        "crypt(",
        "hash(",
        "hashSync",
        "HashPassword",
        "hash_password",
        "set_password",
        "make_password",
        "password_hash(",
        "CreateAsync",
        "AddPasswordAsync",
        "Hash::make",
        "createUser",
        "create_superuser",
        "create_user",
        ".login(",
        ".authenticate(",
        ".signIn(",
        ".sign_in(",
        "` / `",
        " p:",
        ", pw",
    ];

    /// <summary>The sign-ins of a blob.</summary>
    public static IEnumerable<Sighting> In(SearchedBlob blob) =>
        DocumentedLogins.In(blob).Concat(SeededLogins.In(blob)).Concat(CodedLogins(blob));

    /// <summary>Code that signs in with an address and a password of its own: <c>connection.login("…", "…")</c>.</summary>
    static IEnumerable<Sighting> CodedLogins(SearchedBlob blob)
    {
        if (blob.Role is not (FileRole.Prod or FileRole.Script or FileRole.Ci or FileRole.Infra))
            yield break;
        foreach (Match match in Coded().Matches(blob.Text))
            yield return new(
                match.Groups["v"].Value,
                Encoding.UTF8.GetByteCount(blob.Text.AsSpan(0, match.Groups["v"].Index)),
                match.Groups["v"].Length
            )
            {
                Kind = SecretKind.Login,
                Class = SecretClass.Live,
                Pattern = "coded-login",
                Noun = "an address with its password",
                Proof = OfflineProof.Shape,
            };
    }

    [GeneratedRegex(
        """\.(?:login|authenticate|signIn|sign_in)\(\s{0,4}["'][^"'\s@]{1,64}@[^"'\s]{3,80}["']\s{0,4},\s{0,4}["'](?<v>[^"'\s$]{4,80})["']""",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Coded();
}
