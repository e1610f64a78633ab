using System.Text.RegularExpressions;

namespace Shipworthy.Extractors.Endpoints.Doors;

/// <summary>Names that people give to what counts failed sign-ins and to what locks accounts. A name alone never decides anything: it is looked for where code refuses or counts.</summary>
static partial class BrakeWords
{
    /// <summary>Texts longer than this are not looked through.</summary>
    const int Longest = 600;

    /// <summary>A count of failures: <c>failedAttempts</c>, <c>failed_login_count</c>, <c>AccessFailedCount</c>.</summary>
    public static bool IsCount(string name) => name.Length < Longest && Count().IsMatch(name);

    /// <summary>A lock: <c>lockedUntil</c>, <c>isLockedOut</c>, <c>blocked_until</c>.</summary>
    public static bool IsLock(string name) => name.Length < Longest && Lock().IsMatch(name);

    /// <summary>A function that counts a failure: <c>recordFailedLogin</c>, <c>incrementAttempts</c>.</summary>
    public static bool CountsByName(string name) => name.Length < Longest && Counting().IsMatch(name);

    /// <summary>A function of the app that may count or refuse, and is named for it.</summary>
    public static bool MayBrake(string name) => name.Length < Longest && Maybe().IsMatch(name);

    /// <summary>A key or a text in a key of a store that is about signing in.</summary>
    public static bool IsAboutSignIn(string text) => text.Length < Longest && AboutSignIn().IsMatch(text);

    /// <summary>What tells accounts apart: <c>email</c>, <c>user.id</c>.</summary>
    public static bool NamesAccount(string text) => text.Length < Longest && Account().IsMatch(text);

    /// <summary>What tells addresses apart: <c>req.ip</c>, <c>x-forwarded-for</c>.</summary>
    public static bool NamesAddress(string text) => text.Length < Longest && Address().IsMatch(text);

    /// <summary>A call that finds out whether what was given is right.</summary>
    public static bool Verifies(string name) => name.Length < Longest && Verifying().IsMatch(name);

    /// <summary>What random keys are called, which nobody guesses.</summary>
    public static bool IsRandom(string text) => text.Length < Longest && Random().IsMatch(text) && !Remembered().IsMatch(text);

    /// <summary>The person of the session: <c>request.user.username</c>.</summary>
    public static bool IsOfSession(string text) => text.Length < Longest && OfSession().IsMatch(text);

    const RegexOptions Anyhow = RegexOptions.CultureInvariant | RegexOptions.IgnoreCase;

    [GeneratedRegex(
        @"(?:fail|invalid|wrong|bad|login|logon|sign_?in|passw|pwd|auth|otp|code|pin|mfa|totp|verif|access)\w*(?:attempt|tries|fail|count)|^(?:attempts|tries|failures)(?:_?(?:count|made|used|left))?$|attempts?_?count|num_?attempts|fail(?:ure|ed)?_?count|^n?_?fail(?:ures|s)$",
        Anyhow,
        10_000
    )]
    private static partial Regex Count();

    [GeneratedRegex(
        @"lock(?:ed|_?out|_?until|_?expir|_?end)|is_?lock|(?:check|account|user|login)_?lock|(?:block|ban|cool_?down|throttl|suspend)\w*_?(?:until|end|expir)|too_?many_?(?:attempt|fail|login|tries)|(?:max|exceed)\w*(?:attempt|tries|fail)",
        Anyhow,
        10_000
    )]
    private static partial Regex Lock();

    [GeneratedRegex(
        @"^(?:async_?)?(?:set|record|log|register|track|increment|increase|incr|bump|add|note|mark|handle|save|store|report|update)_?\w*(?:fail|attempts?)|^AccessFailedAsync$|^on_?fail\w*_?(?:login|attempt)",
        Anyhow,
        10_000
    )]
    private static partial Regex Counting();

    [GeneratedRegex(
        @"lock_?out|brute|captcha|turnstile|throttl|rate_?limit|limiter|(?:login|sign_?in|failed)_?attempt|is_?(?:account_?)?locked",
        Anyhow,
        10_000
    )]
    private static partial Regex Maybe();

    [GeneratedRegex(@"login|logon|sign_?in|fail|attempt|lock|auth|otp|\bpin\b|code|brute|passw", Anyhow, 10_000)]
    private static partial Regex AboutSignIn();

    [GeneratedRegex(
        @"e_?mail|user_?name|user_?id|\buser\.\w*id\b|\busers?\b|identifier|login_?id|account|phone|\bhandle\b|person|member",
        Anyhow,
        10_000
    )]
    private static partial Regex Account();

    [GeneratedRegex(@"\b(?:ip|client_?ip|ip_?addr\w*|remote_?addr\w*|x-forwarded-for|x-real-ip|client_?address)\b", Anyhow, 10_000)]
    private static partial Regex Address();

    [GeneratedRegex(
        @"compare|verify|check_?pass|check_?pw|authenticate|(?:validate|check|match)_?\w*(?:pass|pwd|cred|code|otp|pin)|passwordsignin|is_?valid_?pass",
        Anyhow,
        10_000
    )]
    private static partial Regex Verifying();

    [GeneratedRegex(@"\b(?:req|request|g)\.user\b", Anyhow, 10_000)]
    private static partial Regex OfSession();

    [GeneratedRegex(@"token|key|secret|session", Anyhow, 10_000)]
    private static partial Regex Random();

    [GeneratedRegex(@"pass|pwd|\bpin\b|otp|code|phrase", Anyhow, 10_000)]
    private static partial Regex Remembered();
}
