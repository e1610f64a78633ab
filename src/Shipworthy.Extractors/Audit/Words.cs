using System.Text;
using System.Text.RegularExpressions;

namespace Shipworthy.Extractors.Audit;

/// <summary>The words by which tables, columns and functions tell that they are about accounts, rights, money or records. Names are compared in lower case with underscores.</summary>
static partial class Words
{
    const RegexOptions Plain = RegexOptions.CultureInvariant;
    const int Limit = 10_000;

    /// <summary>A name in lower case with underscores: <c>userRoles</c> is <c>user_roles</c>.</summary>
    public static string Snake(string name)
    {
        var all = new StringBuilder(name.Length + 8);
        for (var i = 0; i < name.Length; i++)
        {
            var isUpper = char.IsUpper(name[i]);
            if (
                isUpper
                && i > 0
                && name[i - 1] is not '_'
                && (!char.IsUpper(name[i - 1]) || (i + 1 < name.Length && char.IsLower(name[i + 1])))
            )
                all.Append('_');
            all.Append(name[i] is '-' or '.' ? '_' : char.ToLowerInvariant(name[i]));
        }
        return all.ToString().Trim('_', '$');
    }

    /// <summary>The table that a name stands for, without what says only that it is one: <c>usersRepository</c> is <c>users</c>, <c>db_user</c> is <c>user</c>.</summary>
    public static string Table(string name) => Affixes().Replace(Snake(name), "");

    /// <summary>Whether a table holds the people who sign in.</summary>
    public static bool IsAccounts(string table) => Accounts().IsMatch(table);

    /// <summary>Whether a table says who may do what.</summary>
    public static bool IsRoles(string table) => Roles().IsMatch(table);

    /// <summary>Whether a table says who belongs to which tenant.</summary>
    public static bool IsMembers(string table) => Members().IsMatch(table);

    /// <summary>Whether a table holds members of something that its name does not tell.</summary>
    public static bool IsPlainMembers(string table) => table is "member" or "members" or "membership" or "memberships";

    /// <summary>Whether a table holds tenants.</summary>
    public static bool IsTenants(string table) => Tenants().IsMatch(table);

    /// <summary>Whether a table holds keys for programs.</summary>
    public static bool IsKeys(string table) => Keys().IsMatch(table);

    /// <summary>Whether a table says what customers pay or get.</summary>
    public static bool IsMoney(string table) => MoneyTables().IsMatch(table);

    /// <summary>Whether a table says whom a tenant or the app keeps out.</summary>
    public static bool IsBans(string table) => Bans().IsMatch(table);

    /// <summary>Whether a table says what the app's own plans cost, or who pays less.</summary>
    public static bool IsPriceList(string table) => PriceLists().IsMatch(table);

    /// <summary>Whether a table says what others are paid or still owed.</summary>
    public static bool IsPayout(string table) => Payouts().IsMatch(table);

    /// <summary>Whether a column says what a person may do.</summary>
    public static bool IsRole(string column) => RoleColumns().IsMatch(column);

    /// <summary>Whether a column locks a person out.</summary>
    public static bool IsSuspension(string column) => Suspensions().IsMatch(column);

    /// <summary>Whether a column is what a person signs in with.</summary>
    public static bool IsCredential(string column) => Credentials().IsMatch(column);

    /// <summary>Whether a column is a password.</summary>
    public static bool IsPassword(string column) => Credentials().IsMatch(column) && !column.Contains("mail", StringComparison.Ordinal);

    /// <summary>Whether a column is about a second factor.</summary>
    public static bool IsSecondFactor(string column) => SecondFactors().IsMatch(column);

    /// <summary>Whether a column says what a customer pays or may use.</summary>
    public static bool IsPlan(string column) => Plans().IsMatch(column);

    /// <summary>Whether a table is an audit log by its name alone.</summary>
    public static bool IsAudit(string table) => Audits().IsMatch(table) && !OtherLogs().IsMatch(table);

    /// <summary>Whether a table may be an audit log if its rows say who did what.</summary>
    public static bool MayBeAudit(string table) => Logs().IsMatch(table) && !OtherLogs().IsMatch(table);

    /// <summary>Whether a function says by its name that it writes an audit record.</summary>
    public static bool WritesAudit(string function) => AuditFunctions().IsMatch(function) && !Asking().IsMatch(function);

    /// <summary>Whether an object says by its name that it keeps audit records.</summary>
    public static bool KeepsAudit(string receiver) => AuditKeepers().IsMatch(receiver);

    /// <summary>Whether a function only asks: <c>getAuditLogs</c>.</summary>
    public static bool Asks(string function) => Asking().IsMatch(function);

    /// <summary>Whether a column says who did it.</summary>
    public static bool IsActor(string column) => Actors().IsMatch(column);

    /// <summary>Whether a column says what was done.</summary>
    public static bool IsAct(string column) => Acts().IsMatch(column);

    /// <summary>Whether a column says on what.</summary>
    public static bool IsTarget(string column) => Targets().IsMatch(column);

    /// <summary>Whether a column can hold what was changed.</summary>
    public static bool IsValue(string column) => Values().IsMatch(column);

    /// <summary>Whether an unseen function by its name does something that leaves no record of its own: mail, caches, answers, questions.</summary>
    public static bool LeavesNoRecord(string name) => Elsewhere().IsMatch(name);

    [GeneratedRegex(
        @"^(?:i_|db_|existing_|target_|current_|found_|updated_|new_|old_|the_|my_|req_|prisma_|public_)+(?=[a-z])|_(?:repositor(?:y|ies)|repo|model|dao|store|collection|table|schema|entity|entities|service|svc|crud|doc|document|obj|instance|record)s?$|^crud_",
        Plain,
        Limit
    )]
    private static partial Regex Affixes();

    [GeneratedRegex(
        @"^(?:(?:app|application|auth|custom|tenant|platform|system|crm|site)_?)?users?$|^(?:user_?)?profiles?$|^staff(?:_?(?:users?|members?))?$|^employees?_?(?:users?|accounts?)$|^user_?accounts?$",
        Plain,
        Limit
    )]
    private static partial Regex Accounts();

    [GeneratedRegex(
        @"^(?:(?:user|member|account|team|org\w*|tenant|company|app|staff|admin)_?)*(?:role|permission|privilege)_?(?:assignment|grant|permission|privilege|user|member)?s?$|^(?:super_?)?admins?(?:_?users?)?$|^role_?(?:permission|privilege|claim|assignment|binding)s?$|^users?_(?:\w+_)?permissions?$|^user_?claims?$",
        Plain,
        Limit
    )]
    private static partial Regex Roles();

    [GeneratedRegex(
        @"^(?:team|org|organi[sz]ation|workspace|company|tenant|account|agency|business|store)_?(?:users?|members?|memberships?|collaborators?)$|^(?:user|member)_?(?:teams?|orgs?|organi[sz]ations?|workspaces?|companies|company|tenants?)$|^members?$|^memberships?$",
        Plain,
        Limit
    )]
    private static partial Regex Members();

    [GeneratedRegex("^(?:org|organi[sz]ation|workspace|tenant|team)s?$", Plain, Limit)]
    private static partial Regex Tenants();

    [GeneratedRegex(
        @"^(?:(?:user|team|org\w*|workspace|project|service)_?)?(?:api_?(?:key|token)|personal_?access_?token|service_?(?:account|token)|access_?key)s?$",
        Plain,
        Limit
    )]
    private static partial Regex Keys();

    [GeneratedRegex(
        @"^(?:(?:user|team|org\w*|workspace|company|tenant|customer)_?)?(?:subscriptions?|plans?|licen[cs]es?|refunds?|payouts?|credits?|credit_?balances?|wallets?|billing(?:_?accounts?)?)$",
        Plain,
        Limit
    )]
    private static partial Regex MoneyTables();

    [GeneratedRegex("^(?:(?:user|account|member|team|org|organi[sz]ation|workspace|tenant)_)*(?:ban|suspension)s?$", Plain, Limit)]
    private static partial Regex Bans();

    [GeneratedRegex(
        "^(?:subscription|pricing|billing|membership)_(?:plan|tier|package)s?$|^(?:price_?)?plans?$|^(?:discount_?|promo_?|promotion_?)?(?:coupon|promo_?code|promotion_?code|discount_?code)s?$",
        Plain,
        Limit
    )]
    private static partial Regex PriceLists();

    [GeneratedRegex("(?:^|_)(?:settlements?|payables?|payouts?|payrolls?)(?:_(?:ledgers?|details?|items?|records?|runs?))?$", Plain, Limit)]
    private static partial Regex Payouts();

    [GeneratedRegex(
        @"^(?:(?:user|account|global|admin|system|org|team)_?)?(?:roles?(?:_?ids?)?|permissions?|privileges?|access_?level)$|^is_?(?:admin|super_?admin|super_?user|superuser|staff|owner|moderator)$|^(?:super_?)?admin$|^can_(?:delete|admin|manage|approve)\w*$|^user_?type$|^groups$",
        Plain,
        Limit
    )]
    private static partial Regex RoleColumns();

    [GeneratedRegex(
        @"^(?:is_?)?(?:active|suspended|banned|blocked|disabled|deactivated|locked|locked_?out)$|^(?:suspended|banned|blocked|disabled|deactivated)_?(?:at|until|on)$|^ban_?(?:expires|duration|reason)$|^lockout_?end$",
        Plain,
        Limit
    )]
    private static partial Regex Suspensions();

    [GeneratedRegex(
        @"^(?:hashed_?|encrypted_?)?(?:password|passwd|pwd)(?:_?hash|_?digest|_?hashed)?$|^e?mail(?:_?address)?$",
        Plain,
        Limit
    )]
    private static partial Regex Credentials();

    [GeneratedRegex(@"^(?:is_?)?(?:mfa|two_?factor|2fa|totp|otp)_?(?:enabled|secret|auth\w*)?$", Plain, Limit)]
    private static partial Regex SecondFactors();

    [GeneratedRegex(
        @"^(?:subscription_?|billing_?)?(?:plan|tier)(?:_?(?:id|type|name|code))?$|^subscription_?(?:status|type|expires\w*|end\w*)$|^is_?(?:premium|pro|paid)$|^credits?(?:_?(?:balance|remaining|limit|total))?$|^(?:token_?|wallet_?)?balance$|^(?:stripe_?)?price_?id$|^(?:max_?)?seats?$|^licen[cs]e_?(?:type|key|plan|count)$",
        Plain,
        Limit
    )]
    private static partial Regex Plans();

    [GeneratedRegex(
        @"(?:^|_)audit_?(?:logs?|logging|events?|trails?|entr\w+|records?|histor\w+|rows?|actions?)(?:_\w+)?$|(?:^|_)activity_?(?:logs?|events?|entr\w+|records?|trails?|histor\w+)$|security_?(?:logs?|events?|trails?)$|admin_?(?:logs?|actions?|activit\w+|events?)$|(?:^|_)(?:user|staff|account|member|team|org\w*|workspace|tenant|role|permission|change|operation|action|moderation)_?(?:logs?|histor\w+|trails?|activit\w+)$|^mod_?logs?$|^change_?logs?$|^log_?entr(?:y|ies)$",
        Plain,
        Limit
    )]
    private static partial Regex Audits();

    [GeneratedRegex(
        @"^(?:system_|app_|application_)?(?:logs?|events?|event_?logs?|histor(?:y|ies)|activit(?:y|ies)|audits?|protocols?|protocol_?entr(?:y|ies)|protokoll?e?|journals?|dzienniki?|bitacoras?|historicos?|historiales?)$",
        Plain,
        Limit
    )]
    private static partial Regex Logs();

    [GeneratedRegex(
        @"(?:error|e?mail|sms|message|notification|request|webhook|sync|job|cron|import|chat|usage|search|debug|crash|performance|view|click|login_?attempt|stock|inventory|price|order|payment|call|sleep|food|workout|weather)_?(?:logs?|events?|histor\w+|activit\w+|actions?)$",
        Plain,
        Limit
    )]
    private static partial Regex OtherLogs();

    [GeneratedRegex(
        @"^(?:log|record|write|create|track|add|save|insert|emit|append|send|report|store)_(?:\w+_)?(?:audit|activity|security_?event|admin_?(?:action|activity)|user_?action|action)(?:_?\w*)$|^(?:with_)?audit(?:_?(?:log|event|action|record|entry|trail|request|change))?(?:_async)?$|^log_?audit\w*$|^create_audit\w*$",
        Plain,
        Limit
    )]
    private static partial Regex AuditFunctions();

    [GeneratedRegex(
        @"(?:^|_)(?:audit(?:s|_?(?:log|logger|trail|service|logs|repository|repo|client|recorder|writer|events?))*|activity_?(?:log|logger|service|logs|recorder))(?:_?service|_?logger)?$",
        Plain,
        Limit
    )]
    private static partial Regex AuditKeepers();

    [GeneratedRegex(
        "^(?:get|find|list|fetch|search|count|query|read|load|export|delete|clear|purge|use|is|has|to|map|format|validate|parse|render|exists|any|first|single|where|select|include|order)(?:_|$)",
        Plain,
        Limit
    )]
    private static partial Regex Asking();

    [GeneratedRegex(
        @"(?:^|_)(?:actor|user|admin|performed|performer|who|created|changed|done|initiator|operator|editor|causer|author|staff|owner|member|requester|modified|by|principal|caller|impersonator|username|email)(?:_?(?:id|by|email|name|uid|user))*$",
        Plain,
        Limit
    )]
    private static partial Regex Actors();

    [GeneratedRegex(
        @"(?:^|_)(?:action|event|type|operation|activity|kind|verb|crud|category|title|message|description|reason|name|method|change_?message|action_?flag)(?:_?(?:type|name|kind|performed))?$",
        Plain,
        Limit
    )]
    private static partial Regex Acts();

    [GeneratedRegex(
        @"target|entity|resource|object|record|subject|table|affected|detail|meta|payload|change|description|context|data|message|path|url|route|endpoint|before|after|old|new|previous|params|properties|item|document|(?:^|_)(?:\w+_)?ids?$|email",
        Plain,
        Limit
    )]
    private static partial Regex Targets();

    [GeneratedRegex(
        @"detail|meta|payload|change|diff|old|new|previous|before|after|data|description|message|value|role|plan|params|properties|context|extra|info|note|body|json|snapshot|amount|reason|comment|text",
        Plain,
        Limit
    )]
    private static partial Regex Values();

    [GeneratedRegex(
        @"mail|random|generat|comput|calc|slug|uuid|nanoid|encod|decod|mask|redact|sanit|escape|trim|cache|notif|redis|revalidat|logger|console|storage|upload|stripe|respon|render|pars|valid|format|hash|token|session|cookie|redirect|navigat|toast|error|throw|assert|translat|schema|serializ|limit|socket|emit|publish|broadcast|queue|crypt|compare|transaction|header|^(?:t|push|pop|set|append|concat|splice)$|^(?:get|find|list|fetch|search|count|query|read|load|check|is|has|require|ensure|verify|use|to|from|map|filter|select|where|eq|json|status|send|ok|not_found|bad_request|commit|refresh|flush|rollback|exec|execute|then|catch|finally|with|set_timeout)(?:_|$)",
        Plain,
        Limit
    )]
    private static partial Regex Elsewhere();
}
