using System.Text.RegularExpressions;

namespace Shipworthy.Extractors.Incidents;

/// <summary>Tells by its message whether a commit mends something that was broken for customers (rubric 8.5).</summary>
static partial class IncidentWords
{
    const int LongestBody = 4000;

    /// <summary>The words that tell of an incident; null when the message tells of none.</summary>
    public static string? SignIn(string message)
    {
        var end = message.IndexOf('\n', StringComparison.Ordinal);
        var subject = end < 0 ? message : message[..end];
        if (OtherKind().IsMatch(subject) || Building().IsMatch(subject) || Merging().IsMatch(subject))
            return null;
        if (
            Broken().IsMatch(subject)
            || (Trouble().IsMatch(subject) && Live().IsMatch(subject))
            || (Hotfix().IsMatch(subject) && Failing().IsMatch(subject))
        )
            return subject.Trim();
        if (end < 0)
            return null;
        var body = message[end..Math.Min(message.Length, end + LongestBody)];
        return Told().Match(body) is { Success: true } told && !Feature().IsMatch(body.AsSpan(told.Index, told.Length))
            ? told.Value.Trim()
            : null;
    }

    /// <summary>Whether only a build or a dependency was broken.</summary>
    public static bool IsOfBuild(string message) =>
        Build().IsMatch(message[..Math.Min(message.Length, 200)]) && !Live().IsMatch(message[..Math.Min(message.Length, 200)]);

    /// <summary>Kinds of changes that mend nothing.</summary>
    [GeneratedRegex(
        @"^\W*(feat|feature|test|tests|docs?|chore|style|refactor|perf|ci|build|release|wip|plan|spec)\b\s*(\([^)]*\))?\s*[!:/]",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex OtherKind();

    /// <summary>Work that makes something new, and speaks of trouble as its subject.</summary>
    [GeneratedRegex(
        @"^\W*(add(s|ed)?|implement(s|ed)?|create(s|d)?|introduce(s|d)?|update(s|d)?|document(s|ed)?|write|support(s|ed)?|build|set ?up|enable(s|d)?|improve(s|d)?|bump(s|ed)?|prepare(s|d)?|simulate|prevent(s|ed)?|harden(s|ed)?)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Building();

    [GeneratedRegex(@"^merge\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Merging();

    /// <summary>Sentences that can only mean that customers could not work.</summary>
    [GeneratedRegex(
        @"\b(prod(uction)?|live (site|app|system)|site|whole app)('s| is| was| went| has been|:)? (down|broken|offline|crash(ed|ing)|unreachable)\b|\b(prod(uction)?|live) (outage|incident|crash|downtime|breakage|failure)\b|\bproduction 5\d\d\b|\b5(xx|0[0-4])s?( server)?( errors?)? (in|on) (prod(uction)?|live)\b|\bemergency (fix|revert|rollback|hotfix|patch|deploy|release)|\bincident #?\d+|\bpost-?mortem (fix|action)|\b(produktion|produktivsystem) (ist|war) (ausgefallen|down)|producci[oó]n ca[ií]da|produ[cç][aã]o fora do ar|production en panne|produzione gi[uù]|线上故障|本番障害",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Broken();

    /// <summary>Words of trouble that mean an incident where production is named.</summary>
    [GeneratedRegex(
        @"\boutage\b|\bdowntime\b|\brolled? ?back\b|\bhot-?fix\b|\bdata loss\b|\b5xx\b|\b50[0-4]( server)? errors?\b|\bsev[- ]?[012]\b|\bP0\b|\bblank (page|screen)\b|\bwhite screen\b|\bcrash(es|ed|ing)?\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Trouble();

    [GeneratedRegex(
        @"\bprod(uction)?\b|\blive (site|app|system|server|customers?|users?)\b|\bfor (all )?(customers|users)\b|\bproducci[oó]n\b|\bprodu[cç][aã]o\b|\bproduktion\b|\bproduzione\b|线上|本番",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Live();

    [GeneratedRegex(@"\bhot-?fix\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Hotfix();

    [GeneratedRegex(
        @"\b(crash\w*|broken|breaks?|breaking|down|fail(s|ed|ing|ures?)?|errors?|500|503|502|not working|cannot|can't|unable|missing (dependency|package|module)|dependenc(y|ies)|lock ?file|build)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Failing();

    /// <summary>Sentences of a body that tell of an incident that happened.</summary>
    [GeneratedRegex(
        @"\b(production|prod) (is|was|went|has been) (down|offline|broken|unreachable)\b[^\n]*|\b(caused|resolve[sd]?|during|after|since|following) ((the|an|yesterday's|today's) (production )?outage|(the |a )?production (outage|incident))\b[^\n]*|\bcustomers (could|were) (not|un)\w*[^\n]*|\ball users (got|saw|were)\b[^\n]*",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Told();

    /// <summary>Incidents as a thing of the product.</summary>
    [GeneratedRegex(
        @"(outage|incident) (response|management|page|report(ing)?|table|model|api|module|form|list|handling|creation|banner|is (created|resolved|closed|opened))",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Feature();

    [GeneratedRegex(
        @"\b(build|dependenc(y|ies)|deps?|lock ?file|package(-lock)?(\.json)?|pnpm|npm|yarn|requirements|version pin|pin(ned)?|compile|typescript|ts errors?|lint|import error|module not found|docker ?file)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Build();
}
