using System.Text;
using System.Text.RegularExpressions;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Secrets.Logins;

/// <summary>
/// Finds accounts that code or a migration makes with a password in clear: <c>crypt('…', gen_salt('bf'))</c>, <c>bcrypt.hash("…")</c>,
/// <c>CreateAsync(user, "…")</c>, or from pairs. Whether that code runs in production is decided when the whole app is known.
/// </summary>
static partial class SeededLogins
{
    /// <summary>How many lines around are read for the account.</summary>
    const int Reach = 12;

    /// <summary>How many characters make the head of a file.</summary>
    const int Head = 600;

    /// <summary>The accounts that a file makes.</summary>
    public static IEnumerable<Sighting> In(SearchedBlob blob)
    {
        if (blob.Role is not (FileRole.Prod or FileRole.Script or FileRole.Migration or FileRole.Infra) || Factory().IsMatch(blob.Path))
            return [];
        var hashed = Made().Matches(blob.Text);
        var found = hashed
            .Select((match, i) => (Password: match.Groups["v"], About: Enclosing(blob.Text, match) ?? Between(blob, hashed, i)))
            .Concat(SeededPairs.In(blob.Text))
            .DistinctBy(one => one.Password.Index)
            .Where(one => IsPassword(one.Password.Value))
            .ToList();
        return found.Count == 0 || OnlyOutsideProduction().IsMatch(blob.Text)
            ? []
            : found.Select(one => Sight(blob, one.Password, one.About)).OfType<Sighting>();
    }

    static Sighting? Sight(SearchedBlob blob, Group password, string about)
    {
        var at = Encoding.UTF8.GetByteCount(blob.Text.AsSpan(0, password.Index));
        return IsComparison(blob, at)
            ? null
            : new(password.Value, at, Encoding.UTF8.GetByteCount(password.Value))
            {
                Kind = SecretKind.Login,
                Class = SecretClass.Live,
                Pattern = "seeded-login",
                Noun = "the password of an account that it creates",
                Proof = OfflineProof.Shape,
                OpensAdministration = Administrator().IsMatch(Denied().Replace(about, "")),
                RunsWith = blob.Role is FileRole.Migration ? "" : StemOf(blob),
            };
    }

    /// <summary>The innermost brackets around the call: the account that is made. Null when they are far away or there are none.</summary>
    static string? Enclosing(string text, Match match)
    {
        const int Farthest = 1500;
        var (start, end) = (match.Index - 1, match.Index + match.Length);
        for (var depth = 0; start >= 0 && match.Index - start < Farthest; start--)
            if (text[start] is ')' or '}')
                depth++;
            else if (text[start] is '(' or '{' && depth-- == 0)
                break;
        // The match ends inside its own call, whose bracket is still open.
        for (var depth = 1; end < text.Length && end - match.Index < Farthest; end++)
            if (text[end] is '(' or '{')
                depth++;
            else if (text[end] is ')' or '}' && depth-- == 0)
                break;
        return start < 0 || match.Index - start >= Farthest || end >= text.Length || end - match.Index >= Farthest
            ? null
            : text[start..end];
    }

    /// <summary>The lines around, up to the account before and the one behind.</summary>
    static string Between(SearchedBlob blob, MatchCollection matches, int i)
    {
        var (start, end) = blob.WindowAt(ByteAt(blob, matches[i]), Reach, Reach);
        return blob.TextOf(
            i == 0 ? start : Math.Max(start, ByteAt(blob, matches[i - 1])),
            i + 1 == matches.Count ? end : Math.Min(end, ByteAt(blob, matches[i + 1]))
        );
    }

    static int ByteAt(SearchedBlob blob, Match match) => Encoding.UTF8.GetByteCount(blob.Text.AsSpan(0, match.Index));

    /// <summary>The name by which other files start this one.</summary>
    static string StemOf(SearchedBlob blob)
    {
        var dot = blob.Name.IndexOf('.', StringComparison.Ordinal);
        var stem = dot > 0 ? blob.Name[..dot] : blob.Name;
        return stem is "index" or "main" or "mod" or "route" ? "" : stem;
    }

    /// <summary>Whether the file stops at its head outside development, so that nothing in it ever happens in production.</summary>
    public static bool IsRefusedInProduction(SearchedBlob blob) =>
        blob.Role is not FileRole.Docs && RefusedInProduction().IsMatch(blob.Text[..Math.Min(blob.Text.Length, Head)]);

    static bool IsPassword(string value) =>
        !Placeholders.IsReference(value)
        && !FieldType().IsMatch(value)
        && !Algorithm().IsMatch(value)
        && !Generic.Words.IsHash(value)
        && !value.Contains('$', StringComparison.Ordinal) | value.EndsWith('$');

    /// <summary>A hash made to spend time, or to compare with, creates nothing.</summary>
    static bool IsComparison(SearchedBlob blob, int at) => Dummy().IsMatch(blob.LineAt(at));

    [GeneratedRegex(
        """(?:\bcrypt|\bhash(?:Sync|Password|_password)?|HashPassword|set_password|make_password|generate_password_hash|get_password_hash|CreateAsync|AddPasswordAsync|Hash::make|\bbcrypt|createUser(?:WithEmailAndPassword)?|create_superuser|create_user)\s{0,4}\(\s{0,80}(?:(?:[A-Za-z_][\w.]{0,60}|new\s[\w.]{1,60}\s{0,4}(?:\(\)\s{0,4})?\{[^{}]{0,300}\})\s{0,4},\s{0,40}){0,2}["'](?<v>[^"'\s]{4,64})["']""",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Made();

    /// <summary>The first argument of general hash functions names the way to hash.</summary>
    [GeneratedRegex(
        @"^(?:sha-?\d+(?:[-/]\d+)?|sha3-\d+|md[245]|crc32\w?|xxh\d+|ripemd\d+|whirlpool|blake2\w+|murmur\w+|fnv\w+|bcrypt|argon2\w*|scrypt|pbkdf2\w*)$",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex Algorithm();

    /// <summary>What stands for a password in descriptions of records.</summary>
    [GeneratedRegex(
        @"^(?:string|text|required|hidden|hashed|password_hash|null|none|\*+|\.+|x+)$",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex FieldType();

    /// <summary>Factories of test data: Laravel's and Factory Bot's.</summary>
    [GeneratedRegex(@"(?:^|/)factories/", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Factory();

    [GeneratedRegex(
        @"dummy|timing|never|unused|verify|compare|check_password|placeholder",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex Dummy();

    /// <summary>A field that says that somebody is none.</summary>
    [GeneratedRegex(
        @"\w{0,20}(?:admin|superuser|owner)\w{0,20}[""']?\s{0,4}[:=]\s{0,4}(?:false|0|no)\b",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex Denied();

    [GeneratedRegex(@"admin|root|superuser|owner", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 10_000)]
    private static partial Regex Administrator();

    [GeneratedRegex(
        @"^\s*(?:raise|abort|exit|return|throw)\b[^\n]{0,120}\bunless Rails\.env\.(?:development|local|test)|^\s*(?:raise|abort|exit|return)\b[^\n]{0,120}\bif Rails\.env\.production\?|^if \(?process\.env\.NODE_ENV === ?['""]production['""]\)?\s*\{?\s*(?:throw|process\.exit)",
        RegexOptions.CultureInvariant | RegexOptions.Multiline,
        10_000
    )]
    private static partial Regex RefusedInProduction();

    [GeneratedRegex(
        """NODE_ENV\s*===?\s*['"]production['"]\s*\)\s*\{?\s*(?:throw|return|process\.exit|console)|NODE_ENV\s*!==?\s*['"]production['"]|IsDevelopment\(\)|Rails\.env\.(?:development|local)|Rails\.env\.production\?|settings\.DEBUG|app\(\)->(?:isLocal|environment)|App::environment""",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex OnlyOutsideProduction();
}
