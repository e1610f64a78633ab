using System.Text.RegularExpressions;

namespace Shipworthy.Extractors.Writes.Races;

/// <summary>The words by which columns, tables and functions tell what is lost when two callers meet. Names are in lower case with underscores.</summary>
static partial class RaceWords
{
    /// <summary>What is lost when a column of a table is wrong.</summary>
    public static RaceStake StakeOf(string table, string column) =>
        Coupons().IsMatch(table) && Statistic().IsMatch(column) ? RaceStake.Money
        : Statistic().IsMatch(column) || Order().IsMatch(column) || Statistic().IsMatch(table) ? RaceStake.Trifle
        : Money().IsMatch(column) ? RaceStake.Money
        : RaceStake.Data;

    /// <summary>Whether a table holds what only one can have: seats, bookings, payments.</summary>
    public static bool IsScarce(string table) => Scarce().IsMatch(table);

    /// <summary>Whether a table holds things that count once: codes, invitations, coupons.</summary>
    public static bool IsOneTime(string table) => OneTime().IsMatch(table);

    /// <summary>Whether a column says how far a row has come.</summary>
    public static bool IsState(string column) => State().IsMatch(column);

    /// <summary>Whether a column says that a thing that counts once was used.</summary>
    public static bool IsUse(string column) => Use().IsMatch(column);

    /// <summary>Whether a table only keeps a record of what happened, or tells people of it.</summary>
    public static bool IsRecord(string table) => Record().IsMatch(table);

    /// <summary>Whether a function by its name has an effect that cannot be taken back.</summary>
    public static bool HasEffect(string function) => Effect().IsMatch(function);

    /// <summary>Whether a function by its name moves money or goods.</summary>
    public static bool MovesMoney(string function) => Moving().IsMatch(function);

    /// <summary>Whether a column is a version that writes compare.</summary>
    public static bool IsVersion(string column) =>
        column is "version" or "row_version" or "lock_version" or "revision" or "etag" or "xmin" or "__v";

    /// <summary>Whether a column says when or to when something is taken.</summary>
    public static bool IsRange(string column) => Range().IsMatch(column);

    /// <summary>Whether a path or name says that a schedule or a queue starts it.</summary>
    public static bool IsWorker(string name) => Worker().IsMatch(name);

    /// <summary>Whether a name holds what callers send.</summary>
    public static bool IsSent(string name) => Sent().IsMatch(name);

    /// <summary>Whether a column names a tenant.</summary>
    public static bool IsTenant(string column) => Tenant().IsMatch(column);

    [GeneratedRegex("^(?:tenant|org|organi[sz]ation|workspace|company|team|account)_?(?:id|uuid)$", Plain, 10_000)]
    private static partial Regex Tenant();

    /// <summary>Whether a column carries a balance on from row to row.</summary>
    public static bool Runs(string column) => Running().IsMatch(column);

    [GeneratedRegex("balance|_after$|^after_|running|remaining", Plain, 10_000)]
    private static partial Regex Running();

    [GeneratedRegex("coupon|voucher|promo|gift_?card", Plain, 10_000)]
    private static partial Regex Coupons();

    /// <summary>Whether a state ends what was offered, so that reaching it twice opens nothing.</summary>
    public static bool TakesBack(string state) => Back().IsMatch(state);

    [GeneratedRegex(
        "cancel|revok|expir|reject|declin|delet|remov|void|fail|false|null|None",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex Back();

    const RegexOptions Plain = RegexOptions.CultureInvariant;

    [GeneratedRegex(
        @"(?:^|_)(?:views?|clicks?|visits?|impressions?|hits|downloads?|plays?|opens?|opened|shares|likes?|mentions?|searches|reads|uses|used_count|usage_count|use_count|times_used|access_count|login_count|message_count|streak|karma|popularity)(?:_?count|_?total)?$|_(?:views|clicks|visits)_|^(?:page_?view|visit|stat|analytic|metric)s?$",
        Plain,
        10_000
    )]
    private static partial Regex Statistic();

    [GeneratedRegex(
        @"^(?:\w+_)?(?:position|sort_?order|order_?index|index|rank|sort|order|priority|retry_?count|retries)$|^(?:level|step)$",
        Plain,
        10_000
    )]
    private static partial Regex Order();

    [GeneratedRegex(
        @"(?:^|_)(?:balance|credits?|stock|seats?(?:_\w+)?|inventory|wallet|payout|price|amount|cost|points?|tokens?_(?:balance|left|remaining|used|quota)|tokens|quantity|qty|on_hand|reserved|capacity|slots?|budget|funds|coins?|allowance|quota|debt|discount|deposit|subtotal|revenue|earnings|paid|owed|spent|refunded|total)(?:_?(?:after|before|available|remaining|left|used|cents|usd|eur|total|balance|amount|price|cost|sold|count))?$|^available|^remaining(?!\w*_(?:milliseconds|ms|seconds|secs|minutes|mins|hours|days|time|attempts|tries|retries)$)|_(?:price|cost|amount)$|^(?:total|sub)_(?:amount|price|cost|paid|due|spent|\w+_cost|\w+_price)$",
        Plain,
        10_000
    )]
    private static partial Regex Money();

    [GeneratedRegex(
        @"seat|booking|reservation|appointment|ticket|slot|payment|payout|refund|charge|transfer|withdraw|redemption|order|invoice|registration|attendee|claim",
        Plain,
        10_000
    )]
    private static partial Regex Scarce();

    [GeneratedRegex(
        @"(?:^|_)(?:codes?|tokens?|invit\w*|coupons?|vouchers?|otps?|recovery\w*|nonces?|resets?|magic_?links?|gift_?cards?|promo\w*|challenges?)(?:$|_)",
        Plain,
        10_000
    )]
    private static partial Regex OneTime();

    [GeneratedRegex(
        @"^(?:\w+_)?(?:status|state|phase|stage)$|^(?:is_?|has_?|was_?)?(?:used|redeemed|accepted|claimed|consumed|paid|completed|processed|cancell?ed|refunded|approved|rejected|verified|confirmed|fulfilled|shipped|sent|delivered|published|finali[sz]ed|settled|awarded|credited|checked_?in|revoked|closed|expired)(?:_?(?:at|on|by|date))?$",
        Plain,
        10_000
    )]
    private static partial Regex State();

    [GeneratedRegex(
        @"^(?:is_?|has_?|was_?)?(?:used|redeemed|accepted|claimed|consumed|verified)(?:_?(?:at|on|by|date))?$|^status$",
        Plain,
        10_000
    )]
    private static partial Regex Use();

    [GeneratedRegex(
        @"log|audit|histor|activit|event|notification|message|timeline|track|metric|stat|analytic|comment|feed|attempt|debug",
        Plain,
        10_000
    )]
    private static partial Regex Record();

    [GeneratedRegex(
        @"^(?:send|email|mail|notify_(?:customer|user|client)|deliver|enqueue|charge|refund|capture|pay_?out|payout|transfer|grant|credit|debit|award|issue|ship|fulfil|provision|deduct|consume|restock|increment|decrement|create_?(?:payment|charge|refund|order|invoice|shipment|subscription))(?:_|$)",
        Plain,
        10_000
    )]
    private static partial Regex Effect();

    [GeneratedRegex(
        @"charge|refund|capture|pay_?out|payment|transfer|grant|credit|debit|award|ship|fulfil|deduct|restock|decrement|balance|stock|inventory",
        Plain,
        10_000
    )]
    private static partial Regex Moving();

    [GeneratedRegex(
        @"^(?:start|end|begin|finish|from|to|check_?in|check_?out|until|valid_from|valid_to)(?:s|_?(?:time|date|at|on|s_at))?$",
        Plain,
        10_000
    )]
    private static partial Regex Range();

    [GeneratedRegex(
        @"(?:^|[/_\-.])(?:cron|crons|queues?|workers?|jobs?|scheduler?|schedules|scheduled|consumers?|dispatch\w*|process(?:or|ors|ing)?|sweep\w*|tasks?|batch\w*|background|run_?(?:due|pending)|send_?due|poll\w*)(?:$|[/_\-.])",
        Plain | RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex Worker();

    [GeneratedRegex(
        @"^(?:req|request|body|input|data|dto|payload|params|args|query|form|form_?data|values|command|cmd|event|message|msg)$",
        Plain | RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex Sent();
}
