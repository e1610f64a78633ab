using System.Text.RegularExpressions;

namespace Shipworthy.Extractors.Audit;

/// <summary>Tells of a node on the way of an endpoint which sensitive action it is, by what it writes or calls.</summary>
/// <param name="writes">Reads writes.</param>
sealed partial class SensitiveWrites(DataWrites writes)
{
    /// <summary>The kind of action that a node is; null when it is none. <see cref="SensitiveKind.Unknown"/> where the columns could not be told.</summary>
    public SensitiveKind? Of(PathNode node, Endpoint endpoint) =>
        endpoint.Method is "GET" or "HEAD" || Hook().IsMatch(endpoint.Route) || LooksUpCaller(node) || IsUndoing(node.At) ? null
        : (
            node.At.Kind is CodeKind.Assignment
                ? OfAssignment(node.At, endpoint)
                : OfLibrary(node.At) ?? (DataWrites.IsHere(node) ? OfWrite(node, endpoint) : null)
        )
            is { } kind
        && IsAbout(kind, endpoint)
        && !(kind is SensitiveKind.Role && node.Through.Any(HandsOnKeptRole))
            ? kind
        : null;

    /// <summary>The kind of action that a write is which a framework makes by itself; null when it is none.</summary>
    public SensitiveKind? Of(DataWrite write, Endpoint endpoint) =>
        endpoint.Method is not ("GET" or "HEAD") && KindOf(write, endpoint) is { } kind && IsAbout(kind, endpoint) ? kind : null;

    /// <summary>Whether a call on the way hands on something whose role is what the row held before: <c>users.Update(new User { Role = existing.Role })</c>.</summary>
    bool HandsOnKeptRole(Code call)
    {
        foreach (var argument in call.Arguments)
        {
            var handed = new WrittenFields();
            writes.Fields.Add(argument, handed);
            var roles = handed.Names.Where(Words.IsRole).ToList();
            if (roles.Count > 0 && roles.TrueForAll(role => IsKept(role, handed[role])))
                return true;
        }
        return false;
    }

    /// <summary>Whether a function on the way finds out who is calling, and makes the account of whom it meets for the first time.</summary>
    static bool LooksUpCaller(PathNode node) =>
        node.Through.Any(call => call.Kind is not (CodeKind.Call or CodeKind.New) || Lookup().IsMatch(call.Callee.Name));

    /// <summary>Signing in and up writes to accounts as well, and is no action of the core.</summary>
    static bool IsAbout(SensitiveKind kind, Endpoint endpoint) =>
        endpoint.Credential switch
        {
            CredentialStep.Unknown => endpoint.Caller is not Caller.Machine
                && (
                    endpoint.Caller is Caller.User or Caller.Unknown
                    || (kind is SensitiveKind.Money && !Payment().IsMatch(endpoint.Route))
                    || kind is not (SensitiveKind.Money or SensitiveKind.Key or SensitiveKind.Membership or SensitiveKind.Unknown)
                ),
            CredentialStep.ResetComplete => kind is SensitiveKind.Credential,
            CredentialStep.SignUp => kind is SensitiveKind.Role or SensitiveKind.Membership,
            CredentialStep.CodeVerify => kind is SensitiveKind.Money,
            CredentialStep.SignIn or CredentialStep.ResetRequest or CredentialStep.CodeSend or CredentialStep.Refresh => false,
        };

    SensitiveKind? OfWrite(PathNode node, Endpoint endpoint)
    {
        if (writes.Of(node.At) is not { } write)
            return null;
        // storage.updateUser(id, { role }) hands the columns to a function that writes whatever it is handed.
        if (write.Fields.HasMore && node.Through is [.., var call])
            foreach (var argument in call.Arguments.Where(one => one.Kind is CodeKind.Object))
            {
                write.Fields.HasMore = false;
                writes.Fields.Add(argument, write.Fields);
            }
        var kind = KindOf(write, endpoint);
        // Whoever is met for the first time gets a row with the address that the sign-in gave.
        return
            kind is SensitiveKind.Credential
            && node.Through.Any(one => one.Callee.Name.StartsWith("upsert", StringComparison.OrdinalIgnoreCase))
            ? null
            : kind;
    }

    /// <summary>The kind of action that a write is on its way.</summary>
    SensitiveKind? KindOf(DataWrite write, Endpoint endpoint) =>
        Words.IsAccounts(write.Table)
            ? OfAccounts(write, endpoint)
            : KindOf(write, true, counts: IsStaff(endpoint)) ?? (Words.IsPayout(write.Table) ? SensitiveKind.Unknown : null);

    /// <summary>The kind of action that a write is, whoever makes it; accounts are judged by <see cref="OfAccounts"/>.</summary>
    /// <param name="isUser">Whether a person who signed in makes it.</param>
    /// <param name="counts">Whether raising and lowering a number is no use of what was bought.</param>
    public static SensitiveKind? KindOf(DataWrite write, bool isUser, bool counts)
    {
        if (Words.IsRoles(write.Table))
            return SensitiveKind.Role;
        if (Words.IsMembers(write.Table))
            return Words.IsPlainMembers(write.Table) && !NamesTenant().IsMatch(write.At.Text) ? null
                : write.Fields.Any(Words.IsRole) ? SensitiveKind.Role
                : write.Verb is WriteVerb.Update && !write.Fields.HasMore ? null
                : SensitiveKind.Membership;
        if (Words.IsBans(write.Table))
            return write.Verb is WriteVerb.Update ? null : SensitiveKind.Suspension;
        if (!isUser)
            return write.Verb is WriteVerb.Delete && Words.IsTenants(write.Table) ? SensitiveKind.Deletion : null;
        if (Words.IsKeys(write.Table))
            return write.Verb is WriteVerb.Update && !write.Fields.Any(one => Revoking().IsMatch(one)) ? null : SensitiveKind.Key;
        if (counts && Words.IsPriceList(write.Table))
            return SensitiveKind.Money;
        if (Words.IsMoney(write.Table))
            return write.Fields.Any(column => Words.IsPlan(column) && (counts || !IsCounted(write.Fields[column])))
                ? SensitiveKind.Money
                : null;
        return !Words.IsTenants(write.Table) ? null
            : write.Verb is WriteVerb.Delete ? SensitiveKind.Deletion
            : write.Verb is WriteVerb.Insert ? null
            : OfColumns(write.Fields, counts, isTenant: true);
    }

    SensitiveKind? OfAccounts(DataWrite write, Endpoint endpoint)
    {
        if (write.Verb is WriteVerb.Delete)
            return SensitiveKind.Deletion;
        if (write.Verb is WriteVerb.Insert)
            return endpoint.Caller is Caller.User && write.Fields.Any(Words.IsRole) ? SensitiveKind.Role : null;
        return OfColumns(write.Fields, IsStaff(endpoint), isTenant: false)
            ?? (
                write.Fields.HasMore && NamesAccount().IsMatch(endpoint.Route) && endpoint.Method is "PUT" or "PATCH" or "POST"
                    ? SensitiveKind.Unknown
                    : null
            );
    }

    static SensitiveKind? OfColumns(WrittenFields fields, bool counts, bool isTenant) =>
        !isTenant && fields.Names.Any(one => Words.IsRole(one) && !IsKept(one, fields[one])) ? SensitiveKind.Role
        : fields.Any(one => one is "deleted_at" or "is_deleted" or "deleted")
            ? fields.Names.Any(one => (one is "deleted_at" or "is_deleted" or "deleted") && IsOff(fields[one])) ? SensitiveKind.Suspension
                : SensitiveKind.Deletion
        : fields.Any(Words.IsSuspension) ? SensitiveKind.Suspension
        : fields.Any(isTenant ? Words.IsPassword : Words.IsCredential)
        || !isTenant && fields.Any(one => Words.IsSecondFactor(one) && IsOff(fields[one]))
            ? SensitiveKind.Credential
        : fields.Any(one => Words.IsPlan(one) && (counts || !IsCounted(fields[one]))) ? SensitiveKind.Money
        : null;

    /// <summary>What a write of an account changes, whoever makes it.</summary>
    public static SensitiveKind? OfAccountColumns(DataWrite write) =>
        write.Verb is WriteVerb.Delete ? SensitiveKind.Deletion : OfColumns(write.Fields, counts: false, isTenant: false);

    /// <summary><c>user.role = …</c> of an object that is saved later.</summary>
    SensitiveKind? OfAssignment(Code node, Endpoint endpoint)
    {
        if (node[Part.Target] is not { Kind: CodeKind.Member } target || node.Operator is not "=" || node[Part.Value].Kind is CodeKind.New)
            return null;
        var owner = Words.Table(target.Receiver.Kind is CodeKind.Name or CodeKind.Member ? target.Receiver.Name : "");
        var column = Words.Snake(target.Name);
        if (Words.IsMembers(owner) && (!Words.IsPlainMembers(owner) || NamesTenant().IsMatch(endpoint.Route)))
            return Words.IsRole(column) ? SensitiveKind.Role
                : column is "status" or "state" && Leaving().IsMatch(node[Part.Value].Text) ? SensitiveKind.Membership
                : null;
        if (!Words.IsAccounts(owner) || target.Receiver.Receiver.Name is "session" or "req" or "request" or "ctx" or "context" or "token")
            return null;
        var fields = new WrittenFields();
        fields.Add(column, node[Part.Value]);
        return OfColumns(fields, IsStaff(endpoint), isTenant: false);
    }

    /// <summary>Whether a number is raised or lowered: what was bought is used up, or added by a purchase.</summary>
    static bool IsCounted(Code value) =>
        value.Exists
        && (
            value.Kind is CodeKind.Binary
            || value.Text.Contains("crement", StringComparison.Ordinal)
            || value.Text.Contains("sql`", StringComparison.Ordinal)
        );

    /// <summary>Whether a column gets what the row held before: <c>role: existing.role</c>.</summary>
    static bool IsKept(string column, Code value) =>
        value.Kind is CodeKind.Member && Words.Snake(value.Name) == column && Before().IsMatch(value.Receiver.Name);

    static bool IsOff(Code value) =>
        value is { Kind: CodeKind.Literal, Operator: "false" or "null" }
        || (value.Kind is CodeKind.Name && value.Name is "None" or "False");

    static bool IsStaff(Endpoint endpoint) => Staff().IsMatch(endpoint.Route);

    [GeneratedRegex(
        @"(?:^|[/_\-])(?:admin|staff|internal|backoffice|superadmin)(?:$|[/_\-#])",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex Staff();

    [GeneratedRegex("webhook|(?:^|/)hooks?(?:/|$)", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 10_000)]
    private static partial Regex Hook();

    [GeneratedRegex(
        "checkout|payment|stripe|paddle|paypal|callback|notify|ipn",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex Payment();

    [GeneratedRegex(
        @"^(?:require|ensure|get|current|fetch|load|resolve|assert|check|verify|authenticate|sync)_?(?:\w*_?)?(?:user|admin|session|auth\w*|account|profile|caller|identity)$",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex Lookup();

    [GeneratedRegex(@"^\(?(?:\w*[eE]rr(?:or)?)\b", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Failed();

    [GeneratedRegex(
        @"role|org|team|workspace|tenant|company|userId|user_id",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex NamesTenant();

    [GeneratedRegex(
        "^_?(?:existing|current|old|previous|prior|stored|loaded)",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex Before();

    [GeneratedRegex(
        "(?:expelled|removed|kicked|banned|left|revoked|inactive)",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex Leaving();

    [GeneratedRegex("revok|active|disabled|expires|deleted|enabled|status|scopes?|permissions?|key", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Revoking();

    [GeneratedRegex(@"users?(?:/|#|$)|accounts?(?:/|$)|staff|employees?", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 10_000)]
    private static partial Regex NamesAccount();
}
