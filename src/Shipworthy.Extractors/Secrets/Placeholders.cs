using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace Shipworthy.Extractors.Secrets;

/// <summary>Tells texts that stand for a value from values.</summary>
static partial class Placeholders
{
    /// <summary>Words that make a value a placeholder wherever they stand in it. They are long enough not to occur in random text by chance.</summary>
    static readonly string[] Parts = """
        example exemple ejemplo exemplo beispiel esempio przyklad ornek sample placeholder changeme change-me
        change_me changethis change-this change_this change-in change_in replace your- your_ yourpass yourkey
        yoursecret yourtoken yourapi xxxx dummy redacted insert- insert_ goes-here goes_here _here -here not-a-real
        notreal not-real todo fixme deadbeef 0123456789 1234567890 abcdefgh qwerty lorem foobar fake mock masked
        hidden secret-key secret_key secretkey super-secret super_secret supersecret my-secret my_secret mysecret mypass mydb
        some-secret default django-insecure generate random-string randomstring at-least min-32 min_32 32-char
        not_used not-used ci_test ci-test test_only test-only for_ci for-ci not_for_prod not-for-prod
        long-random very- tu-clave tu_clave sua- votre- ihr- dein- < > **** ....
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Whole values that people type when nothing better comes to mind. None protects anything, and each may be a working password.</summary>
    static readonly FrozenSet<string> Words = FrozenSet.ToFrozenSet(
        """
        password passwort contraseña contrasena senha motdepasse haslo hasło sifre şifre parola secret token key
        apikey api_key api-key test testing tester user username admin root postgres mysql guest demo none null
        undefined true false string value empty pass passwd pwd credential credentials bearer basic localhost
        development production staging local dev prod redis mongo rabbitmq minioadmin changeit letmein hunter2 abc123
        app database db server client optional required unknown hash encrypted private public
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries),
        StringComparer.OrdinalIgnoreCase
    );

    /// <summary>Whether a value of a vendor's shape was typed by somebody who needed something of that shape.</summary>
    public static bool InVendorShape(string value, int prefix)
    {
        var body = value[Math.Min(prefix, value.Length)..];
        return Randomness.IsPattern(body)
            || Parts.Any(part => part.Length >= 4 && body.Contains(part, StringComparison.OrdinalIgnoreCase))
            || body.Contains("your", StringComparison.OrdinalIgnoreCase)
            || (body.Length >= 20 && Randomness.EntropyOf(body) < (Randomness.IsHex(body) ? 2.5 : 3.0));
    }

    /// <summary>Whether a value that is secret by its name only stands for another one. The name of the value counts: <c>API_KEY=api_key</c>.</summary>
    public static bool AsNamed(string value, string name)
    {
        var text = value.Trim();
        return text.Length == 0
            || Words.Contains(text)
            || IsReference(text)
            || Randomness.IsPattern(text)
            || text.Equals(name, StringComparison.OrdinalIgnoreCase)
            || NameInCapitals().IsMatch(text)
            || text.EndsWith("...", StringComparison.Ordinal)
            || text.Contains('…', StringComparison.Ordinal)
            || (text.StartsWith('[') && text.EndsWith(']'))
            || text.StartsWith("my-", StringComparison.OrdinalIgnoreCase)
            || text.StartsWith("my_", StringComparison.OrdinalIgnoreCase)
            || text.StartsWith("test-", StringComparison.OrdinalIgnoreCase)
            || text.StartsWith("test_", StringComparison.OrdinalIgnoreCase)
            || Parts.Any(part => text.Contains(part, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>The name of a variable in place of its value: <c>DB_PASSWORD</c>.</summary>
    [GeneratedRegex(
        "^(?:[A-Z]{2,12}_){1,4}(?:PASSWORD|PASSWD|PASS|PWD|SECRET|TOKEN|KEY|CREDENTIALS?)$",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex NameInCapitals();

    /// <summary>Whether a name and a password both only say what they are for: <c>dev-user:dev-pass</c>.</summary>
    public static bool AreTogether(string user, string password) => ForSomething().IsMatch(user) && ForSomething().IsMatch(password);

    [GeneratedRegex(
        "^(?:dev|local|staging|test|my|your)[-_](?:user(?:name)?|pass(?:word|wd)?)$",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex ForSomething();

    /// <summary>Whether a value of a document tells its reader what to put there: <c>typeinastrongpassword</c>, <c>choose-a-secure-password</c>.</summary>
    public static bool TellsTheReader(string value) => Instruction().IsMatch(value);

    [GeneratedRegex(
        @"(?:type|enter|choose|insert|paste|escriba|digite|saisir)[-_]?(?:in)?[-_]?(?:an?|your|the|some|una?|su|ton|votre)?[-_]?\w{0,20}[-_]?(?:pass(?:word|wd|wort|phrase)?|pwd|secret|key|token)|(?:pick|put|use|set|add|fill|make)[-_]?(?:in)?[-_]?(?:an?|your|the|some)[-_]?\w{0,20}[-_]?(?:pass(?:word|wd|phrase)?|secret|key|token)|^(?-i:(?:an?[-_]?)?(?:very[-_]?)?(?:strong|secure|safe|long|random|good|complex)(?:[-_]?random)?[-_]?(?:password|passphrase|secret|key|token)(?:[-_]?here)?)$",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex Instruction();

    /// <summary>Whether the value is taken from elsewhere: <c>${X}</c>, <c>{{ x }}</c>, <c>%X%</c>, <c>env(X)</c>, <c>$(x)</c>, <c>!Ref X</c>, <c>op://…</c>.</summary>
    public static bool IsReference(string text) =>
        text.Contains("${", StringComparison.Ordinal)
        || text.Contains("{{", StringComparison.Ordinal)
        || text.Contains("$(", StringComparison.Ordinal)
        || text.Contains("#{", StringComparison.Ordinal)
        || text.Contains("<%", StringComparison.Ordinal)
        || (text.StartsWith('%') && text.EndsWith('%'))
        || (
            text.StartsWith('$')
            && text.Length > 1
            && (char.IsAsciiLetter(text[1]) || text[1] == '_')
            && text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '$')
        )
        || (text.StartsWith('$') && text.EndsWith(']'))
        || (text.StartsWith('{') && text.EndsWith('}'))
        || text.StartsWith("env(", StringComparison.OrdinalIgnoreCase)
        || text.StartsWith("env:", StringComparison.OrdinalIgnoreCase)
        || text.StartsWith("!Ref", StringComparison.Ordinal)
        || text.StartsWith("op://", StringComparison.Ordinal)
        || text.StartsWith("vault:", StringComparison.Ordinal)
        || text.StartsWith("arn:", StringComparison.Ordinal)
        || text.StartsWith("ENC[", StringComparison.Ordinal)
        || text.StartsWith("ENV[", StringComparison.Ordinal)
        || text.StartsWith("ENV.", StringComparison.Ordinal)
        || text.StartsWith("os.environ", StringComparison.Ordinal)
        || text.StartsWith("projects/", StringComparison.Ordinal)
        || text.Contains("process.env", StringComparison.Ordinal)
        || text.Contains("secrets.", StringComparison.Ordinal);
}
