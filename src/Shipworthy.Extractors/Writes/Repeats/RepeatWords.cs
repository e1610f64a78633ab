using System.Text.RegularExpressions;

namespace Shipworthy.Extractors.Writes.Repeats;

/// <summary>The words by which tables, columns and calls tell that a write must happen once. Names are in lower case with underscores.</summary>
static partial class RepeatWords
{
    /// <summary>Whether a table holds what is ordered, booked, paid or sent out: one row for each intent.</summary>
    public static bool IsOrder(string table) => (Orders().IsMatch(table) || OrdersElsewhere().IsMatch(table)) && !Beside().IsMatch(table);

    /// <summary>The same in French, Spanish, Portuguese, German, Dutch, Italian, Polish and Turkish.</summary>
    [GeneratedRegex(
        "(?:^|_)(?:commande|facture|paiement|pedido|reserva|factura|fatura|pagamento|agendamento|bestellung|buchung|rechnung|zahlung|bestelling|boeking|factuur|betaling|ordine|prenotazione|fattura|zamowienie|rezerwacja|faktura|siparis|rezervasyon)(?:s|es|en|ni|lar|ler)?$",
        Plain,
        10_000
    )]
    private static partial Regex OrdersElsewhere();

    /// <summary>Whether a table of orders holds work that is to be done, which moves no money.</summary>
    public static bool IsOfWork(string table) => OfWork().IsMatch(table);

    [GeneratedRegex("(?:^|_)(?:work|service|maintenance|repair|job)_order$", Plain, 10_000)]
    private static partial Regex OfWork();

    /// <summary>Whether a table holds what was granted to somebody: a licence, a seat, credits.</summary>
    public static bool IsGrant(string table) => Grants().IsMatch(table);

    /// <summary>Whether a column of a table of grants says what is granted.</summary>
    public static bool IsGranted(string column) => IsAllowance(column) || Granted().IsMatch(column);

    /// <summary>Whether a table holds people or organizations, who are granted something.</summary>
    public static bool HoldsAllowances(string table) => Holders().IsMatch(table);

    /// <summary>Whether a table holds who people are: to know somebody already says nothing about an event.</summary>
    public static bool HoldsPeople(string table) => People().IsMatch(table);

    [GeneratedRegex(
        "(?:^|_)(?:user|account|profile|contact|customer|identity|member|person|lead|client|subscriber|patient|guest)(?:_identity)?$",
        Plain,
        10_000
    )]
    private static partial Regex People();

    /// <summary>Whether a column says how much of what is paid for somebody has.</summary>
    public static bool IsAllowance(string column) => Allowances().IsMatch(column);

    /// <summary>Whether a column says how long a grant lasts.</summary>
    public static bool IsTerm(string column) => Terms().IsMatch(column);

    /// <summary>Whether a column names the one to whom a row belongs.</summary>
    public static bool IsOwner(string column) => Owners().IsMatch(column);

    /// <summary>Whether a column names an event, a message or an intent from outside.</summary>
    public static bool IsOfIntent(string column) => Intents().IsMatch(column);

    /// <summary>Whether a table holds what was handled before.</summary>
    public static bool IsSeen(string table) => Seen().IsMatch(table);

    /// <summary>Whether a function makes a value that is new each time.</summary>
    public static bool IsFresh(string function) => Fresh().IsMatch(function);

    /// <summary>Whether a name is that of a key for repeated attempts.</summary>
    public static bool IsKey(string name) => Key().IsMatch(name);

    /// <summary>Whether an address is one at which another system reports: a webhook, and not the settings of one.</summary>
    public static bool IsHook(string path)
    {
        var segments = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var at = Array.FindIndex(segments, one => Hook().IsMatch(one));
        return at >= 0
            && !segments.Take(at).Any(one => one[0] is ':' or '[' or '{' or '$' or '<')
            && !segments.Any(one => one.ToLowerInvariant() is "auth" or "oauth" or "nextauth")
            && !IsSettingOfHooks(path);
    }

    /// <summary>Whether an address is one at which customers say where they want to be told: below webhooks, their subscriptions, deliveries and tests.</summary>
    public static bool IsSettingOfHooks(string path)
    {
        var segments = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var at = Array.FindIndex(segments, one => Hook().IsMatch(one));
        return at >= 0 && segments.Skip(at + 1).Any(one => Settings().IsMatch(one));
    }

    /// <summary>Whether a call sends what people say to each other: the worst of a second one is a line twice.</summary>
    public static bool IsTalk(string function) => Talk().IsMatch(function);

    /// <summary>Whether a function verifies what a provider signed.</summary>
    public static bool Verifies(string function) => Verifying().IsMatch(function);

    /// <summary>Whether a class handles messages of a queue, by what it derives from.</summary>
    public static bool IsConsumer(string type) => Consumers().IsMatch(type);

    /// <summary>Whether a text speaks of payments, orders or the like.</summary>
    public static bool SpeaksOfMoney(string text) => Money().IsMatch(text);

    [GeneratedRegex(
        @"\b(?:stripe|paypal|razorpay|webhook|payments?|orders?|invoices?|bookings?|credits|balance|stock|refunds?|checkout)\b",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex Money();

    [GeneratedRegex(
        "^(?:subscriptions?|subscribers?|endpoints?|deliver(?:y|ies)|settings?|configs?|configurations?|registrations?|rotate-?secret|replay|resend)$",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex Settings();

    [GeneratedRegex(
        "^(?:send|post|create|add|submit|publish)(?:Chat|Direct|Channel)?(?:Message|Comment|Reply|Reaction|Note)s?$",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Talk();

    const RegexOptions Plain = RegexOptions.CultureInvariant;
    const RegexOptions Anyhow = Plain | RegexOptions.IgnoreCase;

    [GeneratedRegex(
        @"(?:^|_)(?:order|booking|reservation|appointment|subscription|invoice|shipment|payment|purchase|payout|transfer|withdrawal|refund|sale|rental|donation)$",
        Plain,
        10_000
    )]
    private static partial Regex Orders();

    [GeneratedRegex(
        "(?:^|_)(?:licen[cs]e|entitlement|credit_?(?:grant|ledger|transaction)|(?:licen[cs]e|subscription|team|org\\w*|workspace|company)_seat)$",
        Plain,
        10_000
    )]
    private static partial Regex Grants();

    [GeneratedRegex(
        "^(?:features?|entitlements?|amount|quantity|delta|points|plan(?:_\\w+)?|tier|product_id|sku|(?:licen[cs]e|activation)_key|licen[cs]e_type)$",
        Plain,
        10_000
    )]
    private static partial Regex Granted();

    [GeneratedRegex(
        "(?:^|_)(?:user|account|profile|org|organi[sz]ation|workspace|team|company|tenant|customer|subscription|wallet)$",
        Plain,
        10_000
    )]
    private static partial Regex Holders();

    [GeneratedRegex(
        "^(?:max|licen[cs]ed|included|purchased)_(?:users?|seats?|members?|devices?|activations?)$|^(?:seats?|seat_(?:count|limit)|user_limit|member_limit|credits?|credits?_balance)$",
        Plain,
        10_000
    )]
    private static partial Regex Allowances();

    [GeneratedRegex("^(?:(?:valid|paid)_until|expir(?:y|es|es_at|es_on|y_date|ation)|ends?_(?:at|on|date))$", Plain, 10_000)]
    private static partial Regex Terms();

    [GeneratedRegex("^(?:user|owner|customer|member|profile|subscription)_id$", Plain, 10_000)]
    private static partial Regex Owners();

    [GeneratedRegex(
        @"push|newsletter|e?mail|webhook|topic|channel|notification|step_|sort|topic|feed|calendar|draft|(?:status|method|reminder)_",
        Plain,
        10_000
    )]
    private static partial Regex Beside();

    [GeneratedRegex(
        @"event_?id|webhook_?id|idempoten|request_?id|message_?id|delivery_?id|payment_?intent|(?:checkout_?)?session_?id|transaction_?id|charge_?id|invoice_?id|external_?\w*id|provider_?\w*id|stripe_?\w*id|reference|order_?id|payment_?id|dedup|client_?token|svix",
        Plain,
        10_000
    )]
    private static partial Regex Intents();

    [GeneratedRegex(
        "processed|idempoten|inbox|(?:webhook|stripe|payment|provider|integration)_?event|client_request|dedup|webhook_?(?:log|deliver)",
        Plain,
        10_000
    )]
    private static partial Regex Seen();

    [GeneratedRegex(
        "^(?:uuid(?:v?\\d)?|v4|v7|randomUUID|random|NewGuid|CreateVersion7|nanoid|cuid2?|createId|ulid|now|token_hex|token_urlsafe|randomBytes|getrandbits)$|generat|^next|^getnext|^count",
        Anyhow,
        10_000
    )]
    private static partial Regex Fresh();

    [GeneratedRegex("^idempoten(?:cy|t|ce)?[-_]?(?:key|token|id)?$|^x[-_]idempotency[-_]key$|^paypal[-_]request[-_]id$", Anyhow, 10_000)]
    private static partial Regex Key();

    [GeneratedRegex(
        @"^(?:[\w\-]*web_?-?hooks?[\w\-]*|hooks?|ipn|callbacks?|notify|stripe-?events?|(?![\w\-]*(?:google|github|gitlab|facebook|apple|microsoft|azure|linkedin|twitter|slack|sso|saml|oidc|oauth|log-?in|sign-?in|calendar|connect))(?!(?:mark|request|schedule|reschedule|book|cancel|assign|log)[-_])[\w\-]+[-_](?:callbacks?|ipn))$",
        Anyhow,
        10_000
    )]
    private static partial Regex Hook();

    [GeneratedRegex(
        "^(?:construct_?event(?:async)?|ConstructEvent|verify_?(?:webhook|signature)\\w*|validate_?(?:webhook|signature)\\w*|unwrap|isValidSignature|timingSafeEqual|compare_digest)$",
        Anyhow,
        10_000
    )]
    private static partial Regex Verifying();

    [GeneratedRegex(
        "^(?:IIntegrationEventHandler|IConsumer|IHandleMessages|ICapSubscribe|IMessageHandler|IEventHandler|IJobConsumer|WorkerHost)$",
        Plain,
        10_000
    )]
    private static partial Regex Consumers();
}
