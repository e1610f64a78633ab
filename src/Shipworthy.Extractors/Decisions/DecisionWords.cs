using System.Text.RegularExpressions;

namespace Shipworthy.Extractors.Decisions;

/// <summary>The words by which columns, tables and functions tell that somebody else than their writer decides. Names are in lower case with underscores.</summary>
static partial class DecisionWords
{
    /// <summary>Whether a column holds what somebody pays.</summary>
    public static bool IsPrice(string column) => Price().IsMatch(column) && !Beside().IsMatch(column);

    /// <summary>Whether a table holds what buyers order, book or pay.</summary>
    public static bool IsPurchase(string table) => Purchase().IsMatch(table);

    /// <summary>Whether a table holds what is offered at a price.</summary>
    public static bool IsCatalogue(string table) => Catalogue().IsMatch(table);

    /// <summary>Whether a column names what is offered at a price.</summary>
    public static bool NamesOffer(string column) => Offer().IsMatch(column);

    /// <summary>Whether a state is one that somebody else gives.</summary>
    public static bool IsGiven(string state) => Given().IsMatch(state);

    /// <summary>Whether a column is a yes or no that somebody else gives.</summary>
    public static bool IsGivenFlag(string column) => GivenFlag().IsMatch(column);

    /// <summary>Whether a column holds how much of something somebody has that counts as money in the app.</summary>
    public static bool IsStake(string column) => Stake().IsMatch(column);

    /// <summary>Whether a column says how far a row has come.</summary>
    public static bool IsState(string column) => column is "status" or "state" or "approval_status" or "approval_state" or "decision";

    /// <summary>Whether people choose themselves how much they give: donations, tips, top-ups.</summary>
    public static bool IsFreeAmount(string text) => FreeAmount().IsMatch(text);

    /// <summary>Whether a class only carries values between parts of the app.</summary>
    public static bool IsMessage(string type) => Message().IsMatch(type);

    /// <summary>Whether a function of a provider takes money.</summary>
    public static bool IsProvider(string call) => Provider().IsMatch(call) && !NoCharge().IsMatch(call);

    /// <summary>Whether words ask for somebody who runs the shop.</summary>
    public static bool AsksForStaff(string text) => Staff().IsMatch(text);

    /// <summary>Whether an address says that people who run the shop call it. A collection of such people is only what it is about: <c>/employees/add</c>.</summary>
    public static bool IsForStaff(string path) => AsksForStaff(People().Replace(path, ""));

    [GeneratedRegex(
        @"(?<=/)(?:employees|vendors|sellers|merchants|owners|operators|managers)(?=/|$)",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex People();

    const RegexOptions Plain = RegexOptions.CultureInvariant;
    const RegexOptions Anyhow = Plain | RegexOptions.IgnoreCase;

    [GeneratedRegex(
        @"^(?:(?:unit|sale|selling|base|list|retail|item|line|order|total|sub|grand|final|net|gross|tax|discount|paid)_?)*(?:price|amount|total|sub_?total|discount|cost)(?:_?(?:percent(?:age)?|pct|rate|amount|price|total|cents|paid|due|charged|usd|eur))*$",
        Anyhow,
        10_000
    )]
    private static partial Regex Price();

    [GeneratedRegex("_id$|currency|note|reason|type|count", Anyhow, 10_000)]
    private static partial Regex Beside();

    [GeneratedRegex(
        @"(?:^|_)(?:orders?|bookings?|reservations?|purchases?|checkouts?|sales?|payments?|order_?(?:items?|lines?)|line_?items?|sale_?items?|cart_?items?|tickets?_?sold|subscriptions?|invoices?|transactions?)$",
        Plain,
        10_000
    )]
    private static partial Regex Purchase();

    [GeneratedRegex(
        @"(?:^|_)(?:products?|product_?variants?|variants?|skus?|services?|plans?|packages?|ticket_?types?|menu_?items?|courses?|dish(?:es)?|rooms?|listings?|catalog(?:ue)?_?items?|articles?_?for_?sale|parts?|books?|tours?|prices?)$",
        Plain,
        10_000
    )]
    private static partial Regex Catalogue();

    [GeneratedRegex(
        @"^(?:product|product_?variant|variant|sku|service|plan|package|ticket_?type|menu_?item|course|dish|room|listing|catalog(?:ue)?_?item|part|book|tour|price|item)_?(?:id|uuid|slug|code)$|^sku$",
        Plain,
        10_000
    )]
    private static partial Regex Offer();

    [GeneratedRegex(@"(?:^|_)(?:balance|credits?|points|coins)(?:_(?:balance|left|remaining))?$", Anyhow, 10_000)]
    private static partial Regex Stake();

    [GeneratedRegex("^(?:paid|approved|verified|refunded|settled|confirmed_paid|premium|granted)$", Anyhow, 10_000)]
    private static partial Regex Given();

    [GeneratedRegex("^(?:is_)?(?:paid|approved|verified|premium|pro|refunded|settled)$", Anyhow, 10_000)]
    private static partial Regex GivenFlag();

    [GeneratedRegex(
        "donat|\\btip|_tip|top_?up|topup|contribut|pledge|gift|recharge|fund|sponsor|deposit|payout|withdraw|transfer|refund|expense|budget|offer|bid|quote|estimate",
        Anyhow,
        10_000
    )]
    private static partial Regex FreeAmount();

    [GeneratedRegex(
        "(?:Dto|DTO|Request|Response|Command|Query|Event|ViewModel|Message|Args|Options|Input|Output|Result|Payload|Error|Exception|Schema|Params|Out|In|Read|Base|Create|Update)$",
        Plain,
        10_000
    )]
    private static partial Regex Message();

    [GeneratedRegex(
        @"(?:stripe|razorpay|paypal|paddle|mollie|adyen|square|lemonsqueezy|braintree|checkout\.sessions|payment_?intents|charges)\b.*(?:create|Create|charge|capture)|PaymentIntent\.create|Charge\.create",
        Anyhow,
        10_000
    )]
    private static partial Regex Provider();

    /// <summary>Calls by which a shop lays down its own prices, or gives money back.</summary>
    [GeneratedRegex(@"prices?\.|products?\.|coupons?\.|plans?\.|refunds?|payouts?|transfers?|customers?\.|accounts?\.", Anyhow, 10_000)]
    private static partial Regex NoCharge();

    [GeneratedRegex(@"admin|staff|manager|owner|super_?user|merchant|vendor|seller|operator|employee", Anyhow, 10_000)]
    private static partial Regex Staff();
}
