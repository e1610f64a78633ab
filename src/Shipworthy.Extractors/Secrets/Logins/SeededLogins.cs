using System.Text;
using System.Text.RegularExpressions;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Secrets.Logins;

/// <summary>
/// Finds accounts that code or a migration makes with a password in clear: <c>crypt('…', gen_salt('bf'))</c>, <c>bcrypt.hash("…")</c>,
/// <c>CreateAsync(user, "…")</c>. Whether that code runs in production is decided when the whole app is known.
/// </summary>
static partial class SeededLogins
{
    /// <summary>How many lines around are read for the account.</summary>
    const int Reach = 12;

    /// <summary>The accounts that a file makes.</summary>
    public static IEnumerable<Sighting> In(SearchedBlob blob)
    {
        if (blob.Role is not (FileRole.Prod or FileRole.Script or FileRole.Migration or FileRole.Infra) || !Made().IsMatch(blob.Text))
            yield break;
        foreach (Match match in Made().Matches(blob.Text))
        {
            var value = match.Groups["v"];
            var at = Encoding.UTF8.GetByteCount(blob.Text.AsSpan(0, value.Index));
            var around = blob.Around(at, Reach, Reach);
            if (!IsPassword(value.Value) || OnlyOutsideProduction().IsMatch(blob.Text) || IsComparison(blob, at))
                continue;
            yield return new(value.Value, at, Encoding.UTF8.GetByteCount(value.Value))
            {
                Kind = SecretKind.Login,
                Class = SecretClass.Live,
                Pattern = "seeded-login",
                Noun = "the password of an account that it creates",
                Proof = OfflineProof.Shape,
                OpensAdministration = Administrator().IsMatch(around),
                RunsWith = blob.Role is FileRole.Migration ? "" : StemOf(blob),
            };
        }
    }

    /// <summary>The name by which other files start this one.</summary>
    static string StemOf(SearchedBlob blob)
    {
        var dot = blob.Name.IndexOf('.', StringComparison.Ordinal);
        var stem = dot > 0 ? blob.Name[..dot] : blob.Name;
        return stem is "index" or "main" or "mod" or "route" ? "" : stem;
    }

    static bool IsPassword(string value) =>
        !Placeholders.IsReference(value)
        && !Generic.Words.IsHash(value)
        && !value.Contains('$', StringComparison.Ordinal) | value.EndsWith('$');

    /// <summary>A hash made to spend time, or to compare with, creates nothing.</summary>
    static bool IsComparison(SearchedBlob blob, int at) => Dummy().IsMatch(blob.LineAt(at));

    [GeneratedRegex(
        """(?:\bcrypt|\bhash(?:Sync|Password|_password)?|HashPassword|set_password|make_password|generate_password_hash|get_password_hash|CreateAsync|AddPasswordAsync|Hash::make|\bbcrypt|createUser(?:WithEmailAndPassword)?|create_superuser|create_user)\s{0,4}\(\s{0,80}(?:[A-Za-z_][\w.]{0,60}\s{0,4},\s{0,40}){0,2}["'](?<v>[^"'\s]{4,64})["']""",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Made();

    [GeneratedRegex(
        @"dummy|timing|never|unused|verify|compare|check_password|placeholder",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex Dummy();

    [GeneratedRegex(@"admin|root|superuser|owner", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 10_000)]
    private static partial Regex Administrator();

    [GeneratedRegex(
        """NODE_ENV\s*===?\s*['"]production['"]\s*\)\s*\{?\s*(?:throw|return|process\.exit|console)|NODE_ENV\s*!==?\s*['"]production['"]|IsDevelopment\(\)|Rails\.env\.(?:development|local)|Rails\.env\.production\?|settings\.DEBUG|app\(\)->(?:isLocal|environment)|App::environment""",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex OnlyOutsideProduction();
}
