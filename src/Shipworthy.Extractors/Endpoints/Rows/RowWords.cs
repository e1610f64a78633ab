using System.Text.RegularExpressions;

namespace Shipworthy.Extractors.Endpoints.Rows;

/// <summary>Names under which frameworks and apps hand on who is calling, what was sent, and what a caller may do.</summary>
static partial class RowWords
{
    /// <summary>Whether a member holds the caller where it hangs on a request, a context or a session.</summary>
    public static bool IsCaller(string name) => Caller().IsMatch(name);

    /// <summary>Whether something is what a request or its context is called.</summary>
    public static bool IsRequest(string name) => Request().IsMatch(name);

    /// <summary>Whether a member of a request holds what was sent.</summary>
    public static bool IsSent(string name) => Sent().IsMatch(name);

    /// <summary>Whether a function of a request reads what was sent: <c>request.json()</c>.</summary>
    public static bool ReadsSent(string name) => Reading().IsMatch(name);

    /// <summary>Whether a parameter holds what was sent, by its name.</summary>
    public static bool IsSentParameter(string name) => Parameter().IsMatch(name);

    /// <summary>Whether a type or service of the app stands for the caller.</summary>
    public static bool IsCallerType(string name) => CallerType().IsMatch(name);

    /// <summary>Whether a function may hand over the caller, by its name; what it does decides.</summary>
    public static bool MayGiveCaller(string name) => Giving().IsMatch(name);

    /// <summary>Whether a function only keeps a record of what happens, by its name.</summary>
    public static bool OnlyRecords(string name) => Recording().IsMatch(name);

    /// <summary>Whether a column or member ties a row to a person or tenant.</summary>
    public static bool IsOwner(string name) => Owner().IsMatch(name);

    /// <summary>Whether a condition asks what the caller may do.</summary>
    public static bool AsksRole(string condition) => Role().IsMatch(condition);

    /// <summary>Whether a role is one of the whole app and not of a team: <c>is_superuser</c>.</summary>
    public static bool IsOfWholeApp(string condition) => WholeApp().IsMatch(condition);

    /// <summary>Whether what was sent is known to its holder alone, by how it is written: <c>req.body.refreshToken</c>.</summary>
    public static bool IsCredential(string key) => Credential().IsMatch(key);

    /// <summary>Whether a column names a tenant.</summary>
    public static bool IsTenant(string name) => Tenant().IsMatch(name);

    const RegexOptions Anyhow = RegexOptions.CultureInvariant | RegexOptions.IgnoreCase;

    [GeneratedRegex(
        @"^(?:current_?)?(?:user|session|auth|viewer|principal|account|identity)(?:_?(?:id|data|info))?$|^uid$",
        Anyhow,
        10_000
    )]
    private static partial Regex Caller();

    [GeneratedRegex(@"^(?:req|request|ctx|context|locals|state|event|c|g|info|http_?context|opts)$", Anyhow, 10_000)]
    private static partial Regex Request();

    [GeneratedRegex(
        @"^(?:body|params|query|query_params|headers|cookies|files|form|args|json|GET|POST|data|searchParams|nextUrl|kwargs|route_?values|input|raw_?input|url|path_params)$",
        Anyhow,
        10_000
    )]
    private static partial Regex Sent();

    [GeneratedRegex("^(?:json|formData|form|text|param|params|valid|query|queries|parseBody|get_json|ReadFromJsonAsync)$", Anyhow, 10_000)]
    private static partial Regex Reading();

    [GeneratedRegex(
        @"^(?:params|input|args|body|query|search_?params|data|form_?data|values|payload|dto|raw_?input|\w*(?:id|slug|dto|input|payload|body))$",
        Anyhow,
        10_000
    )]
    private static partial Regex Parameter();

    [GeneratedRegex(
        @"^I?(?:\w*(?:Current|LoggedIn|Authenticated|Session)_?User\w*|\w*User(?:Context|Accessor|Session|Provider)|\w*Identity(?:Service|Context)|\w*Tenant(?:Service|Provider|Context|Accessor)|ClaimsPrincipal|IHttpContextAccessor|\w*WorkContext|\w*CallerContext)$",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex CallerType();

    [GeneratedRegex(
        "verify|decode|validate|jwt|token|user|auth|session|viewer|account|principal|identity|claims|tenant|member|caller|login|whoami|(?:^|_)me$|profile",
        Anyhow,
        10_000
    )]
    private static partial Regex Giving();

    [GeneratedRegex("log|track|capture|audit|analytics|metric|trace|debug|warn|error|report", Anyhow, 10_000)]
    private static partial Regex Recording();

    [GeneratedRegex(
        @"(?:user|owner|author|creator|account|org|organi[sz]ation|tenant|team|workspace|company|member|customer|created_?by|client|sub)(?:_?(?:id|uuid|guid|key|email|name))?$",
        Anyhow,
        10_000
    )]
    private static partial Regex Owner();

    [GeneratedRegex(
        @"(?i:(?:^|[^a-z])is_?\w*(?:admin|super_?user|staff|moderator|manager)|(?:^|[^a-z])(?:roles?|permissions?|ability|scopes?)(?:$|[^a-z])|has_?(?:any_?)?(?:role|perm)\w*|\b(?:require|check|assert|ensure|verify)_?(?:admin|role|permission)|IsInRole)|[a-z](?:Role|Roles|Permission|Permissions)\b|_(?:roles?|permissions?)\b|\bcan[A-Z_]\w*",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Role();

    [GeneratedRegex(
        @"(?:^|\.)(?:(?:access|refresh|session|auth)_?)?token(?:_?hash)?$|(?:^|\.)jti$|headers\.authorization$",
        Anyhow,
        10_000
    )]
    private static partial Regex Credential();

    [GeneratedRegex(@"super_?(?:user|admin)|is_?staff|is_?admin\b|platform_?admin|system_?admin", Anyhow, 10_000)]
    private static partial Regex WholeApp();

    [GeneratedRegex(
        "^(?:(?:active|current|selected|default)_?)?(?:tenant|org|organi[sz]ation|workspace|company|team)_?(?:id|uuid)$",
        Anyhow,
        10_000
    )]
    private static partial Regex Tenant();
}
