using System.Text.RegularExpressions;

namespace Shipworthy.Extractors.SecondFactors;

/// <summary>Names that people give to second factors. A name alone proves nothing: it is looked for where code refuses, or beside what a library does.</summary>
static partial class FactorWords
{
    /// <summary>Texts longer than this are not looked through.</summary>
    const int Longest = 2000;

    /// <summary>Whether a text speaks of a second factor: <c>twoFactorEnabled</c>, <c>mfa_secret</c>, <c>aal2</c>.</summary>
    public static bool Says(string text) => text.Length < Longest && Mark().IsMatch(text);

    /// <summary>Whether a whole file does.</summary>
    public static bool IsIn(string text) => Mark().IsMatch(text);

    /// <summary>A name of what says that the second factor of a session was verified: <c>mfaVerified</c>, <c>is_2fa_verified</c>, <c>aal2</c>.</summary>
    public static bool SaysVerified(string text) => text.Length < Longest && Verified().IsMatch(text);

    /// <summary>A function that enrols a second factor, by its name.</summary>
    public static bool Enrols(string name) => name.Length < 80 && Enrolling().IsMatch(name);

    /// <summary>A function that verifies a second factor, by its name.</summary>
    public static bool Verifies(string name) => name.Length < 80 && Verifying().IsMatch(name);

    const RegexOptions Anyhow = RegexOptions.CultureInvariant | RegexOptions.IgnoreCase;

    const string Factor = @"(?:two[-_]?fa(?:ctor)?|2[-_]?fa|mfa|totp|multi[-_]?factor|second[-_]?factor)";

    [GeneratedRegex(
        Factor + @"|\baal2\b|otp[-_]?(?:enabled|required|secret|verified)|authenticator[-_]?(?:enabled|secret|key)",
        Anyhow,
        10_000
    )]
    private static partial Regex Mark();

    [GeneratedRegex(
        @"\baal2\b|"
            + Factor
            + @"\w*(?:verified|passed|complete|satisfied|confirmed)|otp_?verified|(?:verified|passed)_?"
            + Factor
            + @"|needs_?"
            + Factor,
        Anyhow,
        10_000
    )]
    private static partial Regex Verified();

    [GeneratedRegex(
        @"(?:set_?up|enable|enrol|register|activate|configure|create)\w*"
            + Factor
            + "|"
            + Factor
            + @"[-_]?\w*(?:set_?up|enable$|enrol|regist|activat)",
        Anyhow,
        10_000
    )]
    private static partial Regex Enrolling();

    [GeneratedRegex(
        @"(?:verify|validate|check|confirm)[-_]?\w*" + Factor + "|" + Factor + @"[-_]?\w*(?:verify|verification|validate|challenge|login)",
        Anyhow,
        10_000
    )]
    private static partial Regex Verifying();
}
