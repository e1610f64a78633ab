using System.Text.RegularExpressions;

namespace Shipworthy.Extractors.Docs.Runbooks;

/// <summary>Finds the five parts of a runbook, each with the first line that shows it (rubric 8.2, E1 to E5).</summary>
static partial class RunbookParts
{
    const int LongestCase = 140;
    const int ShortestAnswer = 6;

    /// <summary>What brings an app back, in words.</summary>
    public static WordList Remedy { get; } =
        new(
            "rollback, roll back, promote, redeploy, restart, restore, revert, pause, disable, switch off, turn off, scale",
            "reiniciar, revertir, restaurar, reverter, redemarrer, retablir, neu starten, neustart, zuruckrollen, zurueckrollen, wiederherstellen, abschalten, riavvia*, ripristina*, przywroc*, zrestartuj, wycofaj, geri al*, yeniden baslat*",
            "回滚, 重启, 恢复, 再起動, ロールバック, 復元, 切り戻"
        );

    static readonly WordList Preparation = new(
        "prerequisite*, pre-requisite*, requirements, setup, set-up, set up, installation, install, first-time, first time, initial, getting started, provision*",
        "requisitos, instalacion, instalacao, prerequis, voraussetzungen, einrichtung, requisiti, installazione, wymagania, instalacja, on kosullar, kurulum, 前提, 安装, インストール"
    );

    /// <summary>The parts that the text has, in their order.</summary>
    public static ImmutableArray<RunbookPart> Of(RunbookText text) =>
        [
            .. new (RunbookPartKind Kind, int? Line)[]
            {
                (RunbookPartKind.WhereToLook, WhereToLook(text)),
                (RunbookPartKind.FirstActions, FirstActions(text)),
                (RunbookPartKind.FailureCases, FailureCases(text)),
                (RunbookPartKind.WhomToCall, WhomToCall(text)),
                (RunbookPartKind.TellingCustomers, TellingCustomers(text)),
            }
                .Where(part => part.Line is not null)
                .Select(part => new RunbookPart(part.Kind, text.Document.Line(part.Line!.Value))),
        ];

    /// <summary>A command that shows how the app is, or the address of a place that does.</summary>
    static int? WhereToLook(RunbookText text) =>
        First(
            text.Commands.Where(command => OpsCommands.Looks(command.Text)).Select(command => command.Line),
            text.Links.Where(link => Watching().IsMatch(link.Target) && !Placeholders.IsIn(link.Target)).Select(link => link.Line)
        );

    /// <summary>A command that mends, any command that acts under a heading about trouble, or the way through a console to one.</summary>
    static int? FirstActions(RunbookText text) =>
        First(
            text.Commands.Where(command =>
                    !IsPreparation(text, command.Line)
                    && (
                        OpsCommands.Mends(command.Text)
                        || (OpsCommands.Acts(command.Text) && IsUnderTrouble(text, command.Line) && !IsOrdinaryStep(text, command))
                    )
                )
                .Select(command => command.Line),
            text.Lines.Where(line => line.Kind is not LineKind.Heading && ClickPath().IsMatch(line.Text) && Remedy.IsIn(line.Text))
                .Select(line => line.Number)
        );

    /// <summary>At least two failures, each named and answered.</summary>
    static int? FailureCases(RunbookText text)
    {
        var cases = Cases(text).Take(2).ToList();
        return cases.Count == 2 ? cases[0] : null;
    }

    /// <summary>The lines that name a failure of the app and have its answer beside or below them.</summary>
    public static IEnumerable<int> Cases(RunbookText text) =>
        text.Lines.Where(line => IsCase(text, line) || AlertPages.Answers(text, line)).Select(line => line.Number);

    static bool IsCase(RunbookText text, DocumentLine line) =>
        line.Kind switch
        {
            LineKind.Heading => IsCaseName(line.Text) && text.Document.Sections[line.Section].Level > 1 && IsAnswered(text, line),
            LineKind.Row => line.Cells.Length >= 2
                && line.Cells.Take(2).Any(IsCaseName)
                && line.Cells.Skip(1).Any(cell => cell.Length >= ShortestAnswer && cell.Any(char.IsLetter)),
            LineKind.Item or LineKind.OpenItem or LineKind.Prose => Lead().Match(line.Text) is { Success: true } lead
                && IsCaseName(lead.Groups[1].Value)
                && (line.Text.Length - lead.Length >= ShortestAnswer || IsFollowed(text, line)),
            LineKind.DoneItem or LineKind.TableHead or LineKind.Typed or LineKind.Shown => false,
        };

    static bool IsCaseName(string name) =>
        name.Length <= LongestCase
        && OpsWords.Failure.IsIn(name)
        && OpsWords.Component.IsIn(name)
        && !LocalWork.IsIn(name)
        && !SetUp().IsMatch(name);

    static bool IsAnswered(RunbookText text, DocumentLine heading) =>
        text.Under(heading.Section)
            .Count(line => line.Kind is LineKind.Item or LineKind.OpenItem or LineKind.Prose or LineKind.Typed or LineKind.Row) >= 1;

    static bool IsFollowed(RunbookText text, DocumentLine line) =>
        text.Lines.FirstOrDefault(next => next.Number > line.Number) is { Kind: LineKind.Typed or LineKind.Item or LineKind.Prose } after
        && after.Number - line.Number <= 2;

    /// <summary>An address, number, channel or schedule, in a line or under a heading about reaching people.</summary>
    static int? WhomToCall(RunbookText text) =>
        text
            .Lines.Where(line => line.Kind is not (LineKind.Typed or LineKind.Shown or LineKind.Heading))
            .Where(line =>
                IsReachable(line.Text) && (OpsWords.Contact.IsIn(line.Text) || text.HeadingsAbove(line.Number).Any(OpsWords.Contact.IsIn))
            )
            .Select(line => (int?)line.Number)
            .FirstOrDefault();

    static bool IsReachable(string text) =>
        Telephone()
            .Matches(text)
            .Any(match => match.Value.Count(char.IsDigit) >= 7 && !Placeholders.IsIn(match.Value) && !MadeUpNumber().IsMatch(match.Value))
        || Address().Matches(text).Any(match => !Placeholders.IsIn(match.Value) && !Vendor().IsMatch(match.Value))
        || Channel().IsMatch(text)
        || Schedule().IsMatch(text);

    /// <summary>A line that has customers told.</summary>
    static int? TellingCustomers(RunbookText text) =>
        text
            .Lines.Where(line => line.Kind is not (LineKind.Typed or LineKind.Shown or LineKind.TableHead))
            .Where(line =>
                OpsWords.Audience.IsIn(line.Text)
                && (OpsWords.Notify.IsIn(line.Text) || text.HeadingsAbove(line.Number).Any(OpsWords.Notify.IsIn))
                && !Placeholders.IsIn(line.Text)
                && (line.Kind is not LineKind.Heading || text.Under(line.Section).Any())
            )
            .Select(line => (int?)line.Number)
            .FirstOrDefault();

    static bool IsUnderTrouble(RunbookText text, int line) =>
        text.HeadingsAbove(line)
            .Any(heading => OpsWords.Trouble.IsIn(heading) || OpsWords.WayBack.IsIn(heading) || OpsWords.Failure.IsIn(heading))
        || text.Lines.Any(one =>
            one.Number < line && line - one.Number <= 4 && one.Kind is LineKind.Item or LineKind.Prose && IsCase(text, one)
        );

    /// <summary>Whether the document gives the same command as one of its ordinary steps: to do again what was forgotten mends nothing.</summary>
    static bool IsOrdinaryStep(RunbookText text, Command command) =>
        text.Document.Commands.Any(other => other.Text == command.Text && other.Line < command.Line && !IsUnderTrouble(text, other.Line));

    static bool IsPreparation(RunbookText text, int line) => text.HeadingsAbove(line).Any(Preparation.IsIn);

    static int? First(IEnumerable<int> lines, IEnumerable<int> others)
    {
        var all = lines.Concat(others).ToList();
        return all.Count == 0 ? null : all.Min();
    }

    [GeneratedRegex(
        @"https?://([\w.-]*\.)?(sentry\.io|datadoghq\.(com|eu)|grafana\.(net|com|[\w-]+\.\w+)|newrelic\.com|honeycomb\.io|logtail\.com|betterstack\.com|betteruptime\.com|uptimerobot\.com|papertrailapp\.com|axiom\.co|logflare\.app|rollbar\.com|bugsnag\.com|highlight\.io|posthog\.com|checklyhq\.com|statuscake\.com|pingdom\.com|console\.cloud\.google\.com|console\.aws\.amazon\.com|portal\.azure\.com|console\.firebase\.google\.com|dashboard\.(render|heroku|stripe|clerk|uptimerobot)\.com|dash\.cloudflare\.com|app\.netlify\.com|app\.supabase\.com|supabase\.com/dashboard|railway\.(app|com)/project|fly\.io/apps|vercel\.com/[\w-]+/[\w-]+|console\.neon\.tech|cloud\.digitalocean\.com|hcloud|app\.planetscale\.com|cronitor\.io|healthchecks\.io)([/?#]|$)|https?://(grafana|kibana|prometheus|logs?|monitor\w*|metrics|dashboards?|status|uptime|sentry|alertmanager|traces?|jaeger)\.[\w-]+\.\w+|https?://[^\s/]+/(health\w*|status|metrics|ready|live)\b",
        RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex Watching();

    [GeneratedRegex(@"\S\s*(→|->|⇒|»|›)\s*\S|[\p{L}\]*]\s*>\s*[\p{Lu}*\[]", RegexOptions.None, 10_000)]
    private static partial Regex ClickPath();

    /// <summary>What was never set up, and does not break by itself: a variable without a value, a function that nobody deployed.</summary>
    [GeneratedRegex(
        @"\b[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+\b[""'`]?\s+(?:is |was |are )?(?:not |un)(?:set|defined|configured|found)|\b(?:function|module|package|command|extension|cli)\s+(?:is |was )?not (?:found|deployed|installed)|missing (?:env\w*|variables?|environment variables?|api keys?)|env\w* variables? (?:is |are )?(?:missing|not (?:set|found|loaded))",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex SetUp();

    [GeneratedRegex(
        @"^\s*(?:(?:problem|symptom|issue|problema|probl[eè]me|sintoma|s[ií]ntoma|objaw|belirti|症状|问题)\s*[:：]\s*)?(.{4,140}?)(?:\s*[:：→]|\s+(?:-|–|—|->|=>)\s)",
        RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex Lead();

    [GeneratedRegex(
        @"\+\d[\d ()./-]{6,20}\d|\(?\b0\d{2,5}\)?[ /-]?\d[\d -]{4,14}\d|\b\(?\d{3}\)?[ .-]\d{3}[ .-]\d{4}\b",
        RegexOptions.None,
        10_000
    )]
    private static partial Regex Telephone();

    [GeneratedRegex(@"\b555[- ]?\d|0000|12345|(\d)\1{5}", RegexOptions.None, 10_000)]
    private static partial Regex MadeUpNumber();

    [GeneratedRegex(@"[\w.+-]+@[\w-]+(\.[\w-]+)+", RegexOptions.None, 10_000)]
    private static partial Regex Address();

    [GeneratedRegex(
        @"@([\w-]+\.)*(vercel|supabase|supabase\.io|netlify|railway|render|fly|heroku|amazon|aws|google|microsoft|azure|cloudflare|stripe|twilio|sendgrid|github|datadoghq|resend|openai|anthropic)\.",
        RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex Vendor();

    [GeneratedRegex(
        @"(^|[\s(|,:`""'])#[a-z][a-z0-9_-]{2,}\b|\bslack\.com/archives/|\bt\.me/\w|\bwa\.me/\d|\bdiscord\.(gg|com/channels)/",
        RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex Channel();

    [GeneratedRegex(
        @"\.pagerduty\.com/\S|\.opsgenie\.com/\S|app\.opsgenie\.com/\S|app\.incident\.io/\S|betterstack\.com/team/\S|grafana\S*/a/grafana-oncall",
        RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex Schedule();
}
