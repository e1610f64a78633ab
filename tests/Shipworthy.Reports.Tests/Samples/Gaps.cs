namespace Shipworthy.Reports.Tests.Samples;

/// <summary>The gaps that the workshop's app has.</summary>
static class Gaps
{
    public static Rule FixedPassword { get; } =
        new("1.1-F5", Severity.Blocker, Who.Stranger)
        {
            Says = "accepts one fixed password for the administrator's address",
            Title = "Sign in as administrator with a password from the repository",
            Consequence =
                "The sign-in accepts one fixed password for the administrator's address, whatever password was set. Six documents print it.",
            Fix = "Delete the branch, then change the password. The history keeps the old one for good.",
        };

    public static Rule KnownKey { get; } =
        new("1.1-F3", Severity.Blocker, Who.Stranger)
        {
            Says = "signs sessions with a key that stands in the file",
            Title = "Forge a session for anyone, without signing in",
            Consequence = "The key that signs sessions stands in a tracked file. Whoever knows the key writes a valid session in one line.",
            Fix = "Make a new key with `openssl rand -hex 32`, keep it outside the repository, and refuse to start without it.",
        };

    public static Rule NoLimit { get; } =
        new("1.3-F1", Severity.Major, Who.Insider)
        {
            Says = "answers as often as it is asked",
            Title = "Use up the app for everybody else",
            Consequence = "No endpoint counts its requests. One script in one browser tab takes the whole server.",
            Fix = "Put one limiter in front of all routes: 100 requests a minute for each account.",
        };

    public static Rule NoSignInLimit { get; } =
        new("1.4-F1", Severity.Blocker, Who.Stranger)
        {
            Says = "counts nothing and slows nothing",
            Title = "Guess passwords for as long as it takes",
            Consequence = "Sign-in counts nothing and slows nothing. Administrators use the same door, with a password alone.",
            Fix = "Lock for 15 minutes after 10 failures, limit every endpoint, and ask administrators for a second factor.",
        };

    public static Rule NoScan { get; } =
        new("1.5-F1", Severity.Major, Who.Stranger)
        {
            Says = "installs 38 packages that nothing compares with known holes",
            Title = "Use a hole that everybody knows but you",
            Consequence = "A published hole in a library stays open until somebody happens to read about it.",
            Fix = "Add `pip-audit` and `npm audit` to the pipeline, and let a bot propose updates every week.",
        };

    public static Rule OldImage { get; } =
        new("1.6-F1", Severity.Major, Who.Stranger)
        {
            Says = "builds on an image that nothing rebuilds",
            Title = "Break in through a system library from last year",
            Consequence = "The image keeps the libraries of the day on which it was first built.",
            Fix = "Rebuild the image every week, and scan it before it starts.",
        };

    public static Rule NoHeaders { get; } =
        new("1.8-F1", Severity.Major, Who.Stranger)
        {
            Says = "sends no security header",
            Title = "One injected script carries off a seven-day session",
            Consequence = "The session lies where scripts can read it, and no header limits what scripts may load.",
            Fix = "Put the refresh token into an `HttpOnly` cookie and send the four security headers.",
        };

    public static Rule MassAssignment { get; } =
        new("2.3-F4", Severity.Blocker, Who.Insider)
        {
            Says = "copies every field of the request onto the caller's own account",
            Title = "Become administrator with one request",
            Consequence = "The profile page's endpoint stores every field it is sent, role among them. All 44 tests stay green.",
            Fix = "Accept name, e-mail and password there and nothing else. Add the test that sends a role.",
        };

    public static Rule NoReset { get; } =
        new("2.2-F1", Severity.Minor, Who.BadLuck)
        {
            Says = "offers no way back to whoever forgot the password",
            Title = "A forgotten password needs an administrator",
            Consequence = "Whoever forgets the password waits until somebody opens the database.",
            Fix = "Send a link that works once and for one hour, and test the whole way.",
        };

    public static Rule Race { get; } =
        new("3.5-F1", Severity.Blocker, Who.BadLuck)
        {
            Says = "reads the stock, changes it in memory and writes it back",
            Title = "Lose part of a bill when two people save at once",
            Consequence =
                "Stock and bill totals are read, changed in memory and written back. The slower of two requests wins; a double click bills twice.",
            Fix = "Let the database add and check in one statement. Take an idempotency key on the three writes.",
        };

    public static Rule NotInCode { get; } =
        new("4.1-F5", Severity.Minor, Who.BadLuck)
        {
            Says = "describes containers and not the machine that runs them",
            Title = "The machine cannot be rebuilt from the repository",
            Consequence = "If the machine dies, nobody knows what was on it.",
            Fix = "Describe the machine in Terraform, or move to a host that builds from the repository.",
        };

    public static Rule NoBackup { get; } =
        new("4.5-F1", Severity.Blocker, Who.BadLuck)
        {
            Says = "keeps the only copy of the database on the only disk",
            Title = "Lose every record with one disk",
            Consequence =
                "The database is one file on one disk, and nothing copies it. The README promises backups; the script for them does not exist.",
            Fix = "Stream the file to a bucket with Litestream. Restore it once, watched.",
        };

    public static Rule ByHand { get; } =
        new("5.6-F1", Severity.Blocker, Who.BadLuck)
        {
            Says = "pulls the code, builds it and migrates on the only machine",
            Title = "Break the shop with an update that cannot be taken back",
            Consequence =
                "Updates are typed by hand onto the only machine. No test runs first, no migration is rehearsed, no earlier version is kept.",
            Fix = "One pipeline: run the 44 tests, build one tagged image, try it on a copy, then start it in the shop.",
        };

    public static Rule Silent { get; } =
        new("6.1-F1", Severity.Major, Who.BadLuck)
        {
            Says = "prints sentences without a request id",
            Title = "When it breaks, nobody is told and nothing is recorded",
            Consequence = "What went wrong, for whom and when cannot be found afterwards.",
            Fix = "Add one logger, one request id, one metrics endpoint and one alert.",
        };

    public static Rule NoIndex { get; } =
        new("7.1-F1", Severity.Major, Who.BadLuck)
        {
            Says = "searches a column that has no index",
            Title = "Lists grow slower with every ticket",
            Consequence = "Every page reads the whole table, and one query more for each row.",
            Fix = "Index the three columns and load the rows together.",
        };

    public static ImmutableArray<Rule> All { get; } =
    [
        FixedPassword,
        KnownKey,
        NoLimit,
        NoSignInLimit,
        NoScan,
        OldImage,
        NoHeaders,
        MassAssignment,
        NoReset,
        Race,
        NotInCode,
        NoBackup,
        ByHand,
        Silent,
        NoIndex,
    ];
}
