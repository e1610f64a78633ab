using System.Text.RegularExpressions;

namespace Shipworthy.Extractors.SecondFactors.Roles;

/// <summary>Names of privileged roles (rubric 2, A2), and of the functions that ask for them.</summary>
static partial class RoleWords
{
    /// <summary>Whether a file may ask for a role at all.</summary>
    public static bool MayBeIn(string text) => Mark().IsMatch(text);

    /// <summary>The name of a role: <c>admin</c>, <c>OWNER</c>.</summary>
    public static bool IsRole(string name) => name.Length is > 0 and < 40 && Role().IsMatch(name);

    /// <summary>A flag or function that says whether somebody has such a role: <c>is_superuser</c>, <c>isAdmin</c>.</summary>
    public static bool IsFlag(string name) => name.Length is > 0 and < 60 && Flag().IsMatch(name);

    /// <summary>A function that refuses whoever has no such role: <c>requireAdmin</c>, <c>get_current_active_superuser</c>.</summary>
    public static bool Requires(string name) => name.Length is > 0 and < 60 && Requiring().IsMatch(name);

    /// <summary>Whether code refuses somebody: a function may also look up who the administrator is.</summary>
    public static bool Refuse(string code) => Refusing().IsMatch(code);

    /// <summary>A function that refuses whoever has none of the roles that it is given: <c>requireRole</c>, <c>restrictTo</c>.</summary>
    public static bool TakesRole(string name) => name.Length is > 0 and < 60 && Taking().IsMatch(name);

    /// <summary>A list of addresses of privileged people: <c>ADMIN_EMAILS</c>.</summary>
    public static bool IsList(string name) => name.Length is > 0 and < 60 && List().IsMatch(name);

    /// <summary>A variable of a fixed key of administrators: <c>ADMIN_API_KEY</c>.</summary>
    public static bool IsKey(string name) => name.Length is > 0 and < 60 && Key().IsMatch(name);

    /// <summary>Permissions that reach other people or the system: <c>users.delete</c>, <c>manage:settings</c>.</summary>
    public static bool IsPowerful(string permission) => permission.Length is > 0 and < 60 && Powerful().IsMatch(permission);

    /// <summary>The role that the text of an attribute names; empty when it names none.</summary>
    public static string In(string text) => text.Length < 400 && InText().Match(text) is { Success: true } found ? found.Value : "";

    const RegexOptions Anyhow = RegexOptions.CultureInvariant | RegexOptions.IgnoreCase;

    [GeneratedRegex(
        @"\b40[13]\b|forbidden|unauthori[sz]ed|denied|privileges|permission|not allowed|redirect\(|notFound\(|\bthrow\b",
        Anyhow,
        10_000
    )]
    private static partial Regex Refusing();

    [GeneratedRegex(@"admin|superuser|super_user|is_?staff|\bstaff_|owner|moderator|manager|permission|'SUPER'|""SUPER""", Anyhow, 10_000)]
    private static partial Regex Mark();

    [GeneratedRegex(
        @"^(?:(?:role[_.:-]?)?(?:super|super[_ -]?(?:admin(?:istrator)?|user)|(?:org|system|site|tenant|platform|company|global|team|workspace)?[_ -]?(?:admin(?:istrator)?s?|owner)|staff|moderator|manager))$",
        Anyhow,
        10_000
    )]
    private static partial Regex Role();

    [GeneratedRegex(
        @"^(?:(?:user|current_?user)?_?(?:is|has)_?(?:\w*_?)?(?:super_?)?admin(?:istrator)?(?:_?(?:user|role|access))?|is_?super_?user|is_?staff|is_?moderator|is_?(?:org|team|tenant)?_?owner)$",
        Anyhow,
        10_000
    )]
    private static partial Regex Flag();

    [GeneratedRegex(
        @"^(?:(?:require|ensure|assert|verify|check|must_?be|authorize|get|with|protect)_?\w*(?:admin|super_?user|staff)\w*|admin_?(?:only|required|guard|middleware|procedure|auth)|is_?admin|is_?super_?admin|IsAdminUser|staff_member_required|only_?admins?|superuser_required)$",
        Anyhow,
        10_000
    )]
    private static partial Regex Requiring();

    [GeneratedRegex(
        @"^(?:(?:has|check|require|requires|verify|ensure|assert|need|needs|with|allow|allowed|permit|protect|is_?in)?_?(?:any|one_?of)?_?(?:user)?_?roles?(?:_?(?:guard|required|checker|auth|authorization|access))?|authorize|authorise|restrict_?to|permit|allow_?only|RequireRole|IsInRole|Authorize|RequireAuthorization|Policies)$",
        Anyhow,
        10_000
    )]
    private static partial Regex Taking();

    [GeneratedRegex(
        @"^(?:super_?)?admin(?:istrator)?s?_?(?:e_?mails?|allow_?list|white_?list|users|ids|user_ids)(?:_?list)?$|^allowed_?admins?",
        Anyhow,
        10_000
    )]
    private static partial Regex List();

    [GeneratedRegex(
        @"^(?:[A-Z0-9]+_)*ADMIN_(?:[A-Z0-9]+_)*(?:KEY|SECRET|TOKEN|PASSWORD|PASS|PIN|CODE)$",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Key();

    [GeneratedRegex(
        @"^(?:users?|roles?|permissions?|admin|settings|tenants?|members?|staff|system|accounts?)[.:_-](?!read$|view$|list$)\w+$|^(?:manage|delete|admin)[.:_-]\w+$|\.manage$",
        Anyhow,
        10_000
    )]
    private static partial Regex Powerful();

    [GeneratedRegex(@"(?:super_?)?admin(?:istrator)?s?|superuser|\bowner\b|\bstaff\b|moderator|\bmanagers?\b", Anyhow, 10_000)]
    private static partial Regex InText();
}
