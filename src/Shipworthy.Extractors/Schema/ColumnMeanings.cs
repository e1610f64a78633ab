using System.Text.RegularExpressions;

namespace Shipworthy.Extractors.Schema;

/// <summary>What columns hold, by the words of their names, in the languages in which apps name them.</summary>
static partial class ColumnMeanings
{
    /// <summary>
    /// What the rows of a table tell about people. A place or a phone number alone may be a shop's; beside a person it is the person's.
    /// </summary>
    public static Holdings Of(TableState table)
    {
        var all = table.Columns.Aggregate(Holdings.None, (all, column) => all | Of(column));
        var isOfPersons = table.Columns.Exists(column => Person().IsMatch(column.Name)) || all.HasFlag(Holdings.Owners);
        var isOfBusiness =
            Business().IsMatch(table.Name.Name) || !isOfPersons && !table.Columns.Exists(column => Mail().IsMatch(column.Name));
        return isOfBusiness ? all & ~Holdings.PersonalData : all;
    }

    /// <summary>Whether a column says that a row is meant to be seen.</summary>
    public static bool MarksPublic(string column) => Public().IsMatch(column);

    /// <summary>Whether a column only tells things apart or says yes or no.</summary>
    public static bool IsIdOrFlag(string column) => IdOrFlag().IsMatch(column);

    /// <summary>What a column tells about people.</summary>
    public static Holdings Of(ColumnState column) =>
        Of(column.Name) | (column.RefersTo is { } target && IsPeople(target) ? Holdings.Owners : Holdings.None);

    /// <summary>What a column of a name tells about people.</summary>
    public static Holdings Of(string column) =>
        (Credential().IsMatch(column) && !NoCredential().IsMatch(column) ? Holdings.Credentials : Holdings.None)
        | (Personal().IsMatch(column) && !NoPerson().IsMatch(column) ? Holdings.PersonalData : Holdings.None)
        | (Money().IsMatch(column) ? Holdings.Money : Holdings.None)
        | (Tenant().IsMatch(column) ? Holdings.Tenants : Holdings.None)
        | (Owner().IsMatch(column) ? Holdings.Owners : Holdings.None);

    /// <summary>Whether a table is the list of the people who sign in.</summary>
    public static bool IsPeople(DbName table) => table is { Schema: "auth", Name: "users" } || People().IsMatch(table.Name);

    /// <summary>Whether a column says what its person may do: a role, a flag of administrators, a plan, a tenant.</summary>
    public static bool WidensPower(TableState table, string column) =>
        Power().IsMatch(column) || (IsOfPerson(table) && (PowerOfPerson().IsMatch(column) || Tenant().IsMatch(column)));

    /// <summary>Whether the word is common, and means power only where a policy or a function asks for it.</summary>
    public static bool IsCommonWord(string column) => !Power().IsMatch(column) && !Paid().IsMatch(column);

    /// <summary>Whether a table holds a row for a person, or for the part of a person in a team.</summary>
    public static bool IsOfPerson(TableState table) => PersonTable().IsMatch(table.Name.Name);

    /// <summary>Whether a table is made for what strangers send in.</summary>
    public static bool IsMeantForStrangers(DbName table) => ForStrangers().IsMatch(table.Name);

    const RegexOptions Plain = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;

    [GeneratedRegex(
        @"(?:^|_)(?:password|passwd|senha|contrasena|mot_de_passe|passwort|secret|api_?key|access_?token|refresh_?token|auth_?token|reset_?token|verification_?token|invite_?token|invitation_?token|session_?token|token|token_?hash|otp|otp_?code|totp|two_?factor_?secret|backup_?codes?|recovery_?codes?|(?:verification|user|invite|invitation|access|registration|activation|confirmation|reset)_?code|pin|private_?key|credentials?)(?:$|_)",
        Plain,
        10_000
    )]
    private static partial Regex Credential();

    [GeneratedRegex(
        @"(?:tokens?_(?:used|count|limit|usage|total|cost|spent|in|out|consumed|remaining|per|symbol|name|id|type|address)|(?:prompt|completion|input|output|total|max|cached|used)_tokens?|_at$|^has_|^is_|_enabled$|_required$|_attempts?$|_expir\w*$|_sent$|_verified$)",
        Plain,
        10_000
    )]
    private static partial Regex NoCredential();

    [GeneratedRegex(
        @"(?:^|_)(?:e?mail|email_?address|correo|phone|phone_?number|mobile|telephone|telefono?|telefone|handy|street|address|address_?line_?\d?|endereco|direccion|adresse|zip_?code|postal_?code|birth_?date|date_?of_?birth|dob|birthday|ssn|social_?security\w*|passport\w*|national_?id|tax_?id|cpf|cnpj|iban|ip_?address|latitude|longitude|gender|diagnosis|medical\w*|emergency_?contact\w*)(?:$|_)",
        Plain,
        10_000
    )]
    private static partial Regex Personal();

    [GeneratedRegex(
        @"(?:_enabled$|_template|_subject|_sent|^has_|^is_|_verified$|_count$|_notifications?$|_type$|_status$|_provider$|_at$)",
        Plain,
        10_000
    )]
    private static partial Regex NoPerson();

    [GeneratedRegex(
        @"(?:^|_)(?:salary|wage|balance|card_?number|card_?last4|last4|iban|account_?number|routing_?number|bank_?account\w*|stripe_?(?:customer|subscription|account)_?id|payment_?intent\w*|invoice_?number|payout\w*|amount_?(?:paid|due|cents)|revenue|commission)(?:$|_)",
        Plain,
        10_000
    )]
    private static partial Regex Money();

    [GeneratedRegex(
        @"^(?:tenant|company|business|organi[sz]ation|org|workspace|team|account|agency|clinic|school|practice|store|shop|empresa|mandant)_?id$",
        Plain,
        10_000
    )]
    private static partial Regex Tenant();

    [GeneratedRegex(
        @"^(?:user|owner|author|created_?by|profile|customer|client|member|student|patient|sender|recipient|uploaded_?by|assigned_?to|usuario)(?:_?id)?$",
        Plain,
        10_000
    )]
    private static partial Regex Owner();

    [GeneratedRegex(
        "^(?:users?|profiles?|user_profiles?|accounts?|members?|people|customers?|usuarios|perfis|utilisateurs|benutzer)$",
        Plain,
        10_000
    )]
    private static partial Regex People();

    [GeneratedRegex(
        @"(?:^|_)(?:profiles?|users?|user_roles?|roles?|members?|memberships?|accounts?|employees?|staff|people|perfis|usuarios|subscriptions?|subscribers?|wallets?|credits?|entitlements?)$",
        Plain,
        10_000
    )]
    private static partial Regex PersonTable();

    [GeneratedRegex(
        "^(?:is_?(?:admin|super_?admin|superuser|staff|owner|moderator)|super_?admin|can_(?:delete|admin|manage|approve|view_logs)\\w*)$",
        Plain,
        10_000
    )]
    private static partial Regex Power();

    [GeneratedRegex(
        @"^(?:roles?|user_?role|user_?type|account_?type|permissions?|access_?level|plan|plan_?id|plan_?type|tier|subscription_?(?:tier|plan|status|type|end\w*|expires?\w*)|is_?subscribed|subscribed|trial_?ends?\w*|quota|usage_?limit|is_?(?:premium|pro|paid|verified|approved|active_subscription)|credits?|credit_?balance|credits_?(?:remaining|balance)|token_?balance|balance|approved|approval_?status|verified)$",
        Plain,
        10_000
    )]
    private static partial Regex PowerOfPerson();

    [GeneratedRegex(
        @"^(?:plan|plan_?id|plan_?type|tier|subscription_?\w+|is_?(?:premium|pro|paid|subscribed)|subscribed|trial_?ends?\w*|quota|usage_?limit|credits?|credit_?balance|credits_?\w+|token_?balance|balance)$",
        Plain,
        10_000
    )]
    private static partial Regex Paid();

    [GeneratedRegex(
        @"(?:^|_)(?:contacts?_?(?:messages?|forms?|submissions?|requests?|us)?|contact|leads?|waitlists?|waiting_?list|newsletters?|newsletter_?subscribers?|subscribers?|email_?signups?|signups?|feedbacks?|inquir(?:y|ies)|enquir(?:y|ies)|demo_?requests?|quote_?requests?|page_?views?|visits?|visitors?|analytics(?:_events?)?|events?_log|web_?vitals|rsvps?|registrations?|applications?|testimonials?|survey_?responses?|quiz_?\w*|responses?|submissions?|error_?logs?|client_?errors?|search_?logs?)(?:$|_)",
        Plain,
        10_000
    )]
    private static partial Regex ForStrangers();

    [GeneratedRegex(
        "^(?:first_?name|last_?name|full_?name|surname|birth_?date|date_?of_?birth|dob|ssn|nome|nombre|prenom|vorname|gender)$",
        Plain,
        10_000
    )]
    private static partial Regex Person();

    [GeneratedRegex("(?:^|_)(?:e?mail|email_?address|correo)$", Plain, 10_000)]
    private static partial Regex Mail();

    [GeneratedRegex(
        "(?:^|_)(?:settings?|config|configuration|branding|footer|header|site|pages?|locations?|stores?|shops?|branches|offices|venues?|restaurants?|businesses|companies|company|organi[sz]ations?|cities|countries|regions?|states|postal_?codes?|zip_?codes?|faqs?|templates?|partners|sponsors|vendors|suppliers)$",
        Plain,
        10_000
    )]
    private static partial Regex Business();

    [GeneratedRegex("(?:^|_)(?:ids?|uuid|role|status|count|enabled|exists|active|at)$|^(?:is|has|can)_", Plain, 10_000)]
    private static partial Regex IdOrFlag();

    [GeneratedRegex("public|publish|visib|status|approved|is_?active|enabled|shared|listed|featured|is_?live|privacy|draft", Plain, 10_000)]
    private static partial Regex Public();
}
