using System.Text.RegularExpressions;

namespace Shipworthy.Extractors.Recovery.Reading;

/// <summary>Names by which people call what belongs to a reset. They only ever select what is then read; no verdict stands on a name alone.</summary>
static partial class ResetWords
{
    /// <summary>Whether a name says that it holds what opens an account: the token, the code, the link with it.</summary>
    public static bool IsToken(string name) => Token().IsMatch(name) && !AboutToken().IsMatch(name);

    /// <summary>Whether a name is near one for what opens an account, as names of functions that make it are.</summary>
    public static bool IsNearToken(string name) => NearToken().IsMatch(name);

    /// <summary>Whether a name or text speaks of a forgotten password.</summary>
    public static bool SpeakOfReset(string text) => Reset().IsMatch(text);

    /// <summary>Whether a text speaks of a time that ends.</summary>
    public static bool SpeakOfEnd(string text) => End().IsMatch(text);

    /// <summary>Whether a text speaks of something that is used up, emptied or counted.</summary>
    public static bool SpeakOfUse(string text) => Use().IsMatch(text);

    /// <summary>Whether a name is that of a person's row.</summary>
    public static bool IsPerson(string name) => Person().IsMatch(name);

    [GeneratedRegex(
        @"token|(?:^|_)otp(?:$|_)|(?:reset|recovery|verification|one_?time)_?(?:otp|code|pin)|(?:reset|recovery|magic)_?(?:password_?)?(?:url|link|uri)|^otp$|password_?reset_?(?:url|link)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Token();

    [GeneratedRegex(
        @"expir|hash|digest|id$|count|type|valid|csrf|access|refresh|bearer|session|push|device|length|error|cancellation|service|repo|provider|model|record|row|table|secret|generator|manager|helper|cancel",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex AboutToken();

    [GeneratedRegex(
        @"token|code|otp|pin$|reset|nonce|temp\w*pass|new_?pass|generate_?pass|random_?pass",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex NearToken();

    [GeneratedRegex(
        @"(?:reset|forgot|forget|forgotten|recover|lost)\w{0,3}[-_ /.]?(?:the|your|my|user)?[-_ /.]?(?:pass_?word|pwd)|pass_?word[-_ /.]?(?:reset|recover|forgot)|(?:oublie|vergessen|olvid|recuperar|esqueci|dimenticat)\w*[-_ /]?(?:mot|pass|contra|senha)|(?:contrase|passwort|senha)\w*[-_ /]?(?:vergessen|zuruecksetzen|olvid)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Reset();

    [GeneratedRegex(
        @"expir|ttl|max_?age|valid_?(?:until|for|to|hours|minutes)|lifetime|timedelta|Add(?:Hours|Minutes|Seconds|Days)|\bexp\b|setex|'EX'|""EX""|60\s*\*|created_?at|issued|interval|deadline|timeout|ends_?at",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex End();

    [GeneratedRegex(
        @"delete|remove|destroy|used|consum|invalidat|revok|unset|clear|\bnull\b|\bNone\b|undefined|''|""""|\bpop\b|\bDEL\b|expire\b|default!|string\.Empty",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Use();

    [GeneratedRegex(
        @"^(?:(?:existing|found|db|current|the|a)_?)?(?:user|account|member|person|customer|admin|employee|profile|student|seller|owner)(?:_?(?:record|doc|row|data|entity))?$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Person();
}
