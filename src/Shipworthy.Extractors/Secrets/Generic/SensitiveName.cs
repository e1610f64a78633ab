using System.Collections.Frozen;
using System.Text;

namespace Shipworthy.Extractors.Secrets.Generic;

/// <summary>What the name of a value says of it.</summary>
enum Sensitivity
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>It is a key or token: random, if it is real.</summary>
    Key,

    /// <summary>It is a password, which somebody may have chosen.</summary>
    Password,
}

/// <summary>Reads names: <c>STRIPE_SECRET_KEY</c>, <c>spring.datasource.password</c>, <c>clientSecret</c>, <c>Jwt:Key</c>.</summary>
static class SensitiveName
{
    /// <summary>Texts near which a name can be sensitive; the search looks closer only there.</summary>
    public static ImmutableArray<string> Needles { get; } =
    [
        "secret",
        "token",
        "pass",
        "pwd",
        "apikey",
        "api_key",
        "api-key",
        "api key",
        "accesskey",
        "access_key",
        "access-key",
        "privatekey",
        "private_key",
        "private-key",
        "signing",
        "encryption",
        "connectionstring",
        "connection_string",
        "credential",
        "auth_key",
        "authkey",
        "master_key",
        "masterkey",
        "account_key",
        "accountkey",
        "service_key",
        "servicekey",
        "service_role",
        "dsn",
        "_auth",
        "app_key",
        "appkey",
        "jwt_key",
        "jwtkey",
        "jwt:key",
        "jwt__key",
        "license_key",
        "licensekey",
        "hmac",
        "contrase",
        "senha",
        "kennwort",
    ];

    static readonly FrozenSet<string> PasswordWords = FrozenSet.ToFrozenSet([
        "password",
        "passwd",
        "pwd",
        "pass",
        "passphrase",
        "passwort",
        "senha",
        "contrasena",
    ]);

    static readonly FrozenSet<string> KeyWords = FrozenSet.ToFrozenSet(
        """
        secret secrets token tokens apikey credential credentials dsn hmac accesskey privatekey authkey masterkey
        licensekey appkey secretkey connectionstring authtoken accesstoken clientsecret servicekey auth
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
    );

    /// <summary>Words that make a following "key" a secret one.</summary>
    static readonly FrozenSet<string> BeforeKey = FrozenSet.ToFrozenSet(
        """
        api secret private access signing encryption auth master account service jwt session app license licence hmac
        admin shared crypto cipher role
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
    );

    /// <summary>Words that, at the end of a name, make it the name of something about a secret: where it is kept, how long it lasts, what it is called.</summary>
    static readonly FrozenSet<string> Harmless = FrozenSet.ToFrozenSet(
        """
        url uri name names id ids type field fields path file label placeholder title message messages error errors
        hint help text expiry expires expiration expired ttl age length min max count limit limits regex pattern
        policy hash hashed digest header headers prefix suffix endpoint env var variable ref reference param parameter
        provider manager store service page link route screen form input button icon class style color colour size
        usage used strength rule rules schema column table algorithm alg format version host port issuer audience
        scope scopes event action status state description desc required enabled visible valid invalid missing changed
        reset forgot confirm confirmation show hide toggle arn location source mode method generator validator
        verifier encoder handler helper util utils config settings options props interface model entity dto request
        response result test tests spec example attempts attempt retries date time at cookie session index offset
        position budget cost price public publishable anon csrf xsrf last4 fingerprint checksum thumbprint key_id kid
        template templates subject body
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
    );

    static readonly FrozenSet<string> HarmlessAnywhere = FrozenSet.ToFrozenSet(
        """
        public publishable anon csrf xsrf authenticity recaptcha_site sitekey vapid_public max min num total prompt completion
        design tokenizer placeholder storage without
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
    );

    /// <summary>What the name says. The last part of a path of names counts, unless it says nothing alone: <c>jwt.key</c>.</summary>
    public static Sensitivity Of(string name)
    {
        var words = WordsOf(name);
        if (words.Count == 0 || words.Any(HarmlessAnywhere.Contains) || Harmless.Contains(words[^1]))
            return Sensitivity.None;
        if (words.Any(PasswordWords.Contains))
            return Sensitivity.Password;
        if (words.Any(KeyWords.Contains) && !(words[^1] is "key" && words.Count > 1 && words[^2] is "token" or "tokens"))
            return Sensitivity.Key;
        if (
            words.Any(word =>
                word.EndsWith("password", StringComparison.Ordinal)
                || word.EndsWith("passwd", StringComparison.Ordinal)
                || word.EndsWith("passwort", StringComparison.Ordinal)
            )
        )
            return Sensitivity.Password;
        if (
            words.Any(word =>
                word.EndsWith("secret", StringComparison.Ordinal)
                || word.EndsWith("apikey", StringComparison.Ordinal)
                || (word.EndsWith("token", StringComparison.Ordinal) && word.Length > 5)
            )
        )
            return Sensitivity.Key;
        for (var i = 1; i < words.Count; i++)
            if (
                words[i] is "key" or "keys" or "string"
                && (BeforeKey.Contains(words[i - 1]) || (words[i] is "string" && words[i - 1] is "connection"))
            )
                return Sensitivity.Key;
        return words[^1] is "signing" or "encryption" ? Sensitivity.Key : Sensitivity.None;
    }

    /// <summary>The words of a name in lower case: separators and humps part them.</summary>
    public static List<string> WordsOf(string name)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        for (var i = 0; i < name.Length; i++)
        {
            var letter = name[i];
            if (!char.IsAsciiLetterOrDigit(letter))
            {
                Take(words, word);
                continue;
            }
            var hump =
                char.IsAsciiLetterUpper(letter)
                && i > 0
                && (
                    char.IsAsciiLetterLower(name[i - 1])
                    || (i + 1 < name.Length && char.IsAsciiLetterUpper(name[i - 1]) && char.IsAsciiLetterLower(name[i + 1]))
                );
            if (hump)
                Take(words, word);
            word.Append(char.ToLowerInvariant(letter));
        }
        Take(words, word);
        return words;
    }

    static void Take(List<string> words, StringBuilder word)
    {
        if (word.Length > 0)
            words.Add(word.ToString());
        word.Clear();
    }
}
