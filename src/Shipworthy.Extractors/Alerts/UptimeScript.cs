using System.Text.RegularExpressions;

namespace Shipworthy.Extractors.Alerts;

/// <summary>What a script of a check does, by its text: how many steps it takes, and whether it looks at what it gets. In the words of Playwright, Puppeteer, Cypress, k6 and request libraries.</summary>
static partial class UptimeScript
{
    const int LeastSteps = 2;

    /// <summary>How far a script goes. One page that is opened and looked at is a page.</summary>
    public static CheckDepth DepthOf(string text)
    {
        var (acts, opens) = (Acts().Count(text), Opens().Count(text));
        return acts > 0 && acts + opens >= LeastSteps || opens >= LeastSteps && SendsSomething().IsMatch(text) ? CheckDepth.Flow
            : opens > 0 ? CheckDepth.Page
            : CheckDepth.Unknown;
    }

    /// <summary>Whether a line looks at content: an expectation of more than a status.</summary>
    public static bool LooksAtResult(string text) =>
        text.Split('\n').Any(line => Expects().IsMatch(line) && !StatusOnly().IsMatch(line) && !Comment().IsMatch(line));

    /// <summary>Where the addresses of a text lead.</summary>
    public static CheckTarget TargetOf(string text)
    {
        var hosts = Address().Matches(text).Select(match => match.Groups["host"].Value).ToList();
        return hosts.Exists(host => !Local().IsMatch(host) && !Before().IsMatch(host) && !Docs.Placeholders.IsIn(host))
                ? CheckTarget.Production
            : hosts.Exists(host => Local().IsMatch(host) || Before().IsMatch(host)) ? CheckTarget.BeforeProduction
            : CheckTarget.Unknown;
    }

    /// <summary>How far a single address goes, by its path alone: a name of a readiness route is taken at its word, since it only makes the finding milder.</summary>
    public static CheckDepth DepthOfAddress(string address) => Ready().IsMatch(address) ? CheckDepth.Dependencies : CheckDepth.Page;

    const RegexOptions Plain = RegexOptions.CultureInvariant;

    [GeneratedRegex(@"\.(?:fill|click|type|press|pressSequentially|selectOption|tap|check|setInputFiles|submit)\s*\(", Plain, 10_000)]
    private static partial Regex Acts();

    [GeneratedRegex(
        @"\.(?:goto|visit)\s*\(|\brequest\.(?:get|post|put|patch|delete)\s*\(|\bhttp\.(?:get|post|put|patch|del|request)\s*\(|\bfetch\s*\(|\baxios(?:\.\w+)?\s*\(|\brequests\.(?:get|post|put|delete)\s*\(",
        Plain,
        10_000
    )]
    private static partial Regex Opens();

    [GeneratedRegex(@"\.(?:post|put|patch)\s*\(|method:\s*['""](?:POST|PUT|PATCH)|[Aa]uthorization", Plain, 10_000)]
    private static partial Regex SendsSomething();

    [GeneratedRegex(
        @"\bexpect(?:\.soft)?\s*\(|\bassert\w*[\s.(]|\bcheck\s*\(\s*\w+\s*,|\.should\s*\(|cy\.contains\s*\(|waitForSelector\s*\(|=>.*\.body|\bthrow new",
        Plain,
        10_000
    )]
    private static partial Regex Expects();

    [GeneratedRegex(@"\bstatus(?:_code|Code)?\b|\.ok\b|toBeOK|toHaveURL", Plain, 10_000)]
    private static partial Regex StatusOnly();

    [GeneratedRegex(@"^\s*(?://|#|\*)", Plain, 10_000)]
    private static partial Regex Comment();

    [GeneratedRegex(@"https?://(?<host>[A-Za-z0-9._-]+)", Plain, 10_000)]
    private static partial Regex Address();

    [GeneratedRegex(@"^(?:localhost|127\.|0\.0\.0\.0|host\.docker|10\.|192\.168\.|[\w-]+$)", Plain, 10_000)]
    private static partial Regex Local();

    [GeneratedRegex(
        @"(?:^|[.-])(?:staging|stage|stg|dev|test|testing|preview|uat|qa|sandbox|demo|preprod)(?:[.-]|\d|$)",
        RegexOptions.IgnoreCase | Plain,
        10_000
    )]
    private static partial Regex Before();

    [GeneratedRegex(
        @"ready|readiness|deep|dependenc|/rest/v1/|/rpc/|/health[^/]*/(?:db|database|full|all)|healthz?/(?:db|full)",
        RegexOptions.IgnoreCase | Plain,
        10_000
    )]
    private static partial Regex Ready();
}
