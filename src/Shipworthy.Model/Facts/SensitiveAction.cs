namespace Shipworthy.Model;

/// <summary>What a sensitive action does (rubric 2.6, core actions). The first that fits names it.</summary>
public enum SensitiveKind
{
    /// <summary>Could not be told.</summary>
    Unknown,

    /// <summary>Acts as somebody else.</summary>
    Impersonation,

    /// <summary>Deletes an account or a tenant.</summary>
    Deletion,

    /// <summary>Changes what people may do.</summary>
    Role,

    /// <summary>Locks an account or a tenant out, or lets it in again.</summary>
    Suspension,

    /// <summary>Changes what somebody signs in with: password, address, second factor.</summary>
    Credential,

    /// <summary>Makes or revokes a key for programs.</summary>
    Key,

    /// <summary>Changes a plan, a price, a credit, or pays back or out.</summary>
    Money,

    /// <summary>Changes who belongs to a tenant.</summary>
    Membership,

    /// <summary>Hands out data in bulk.</summary>
    Export,
}

/// <summary>Something that people ask about later: who did this? (rubric 2.6).</summary>
/// <param name="At">Where its handler does it: the write, or the call that leads to it; of an export the handler.</param>
/// <param name="Kind">What it does.</param>
/// <param name="Name">What people call it: the endpoint, the file of a page, the function of the database.</param>
public sealed record SensitiveAction(Location At, SensitiveKind Kind, string Name) : Fact(At)
{
    /// <inheritdoc/>
    public override string Identity => $"sensitive:{Name}{Suffix}";

    /// <inheritdoc/>
    public override ImmutableArray<Location> Related =>
        [.. new[] { EntryAt, WrittenAt, Record?.At }.OfType<Location>().Where(place => place != At).Distinct()];

    /// <summary>Where the way to it begins, when that is elsewhere.</summary>
    public Location? EntryAt { get; init; }

    /// <summary>The write itself, when that is elsewhere.</summary>
    public Location? WrittenAt { get; init; }

    /// <summary>What is written about it; null when nothing is, as far as was seen.</summary>
    public AuditRecord? Record { get; init; }

    /// <summary>Why a record may be written that was not seen, or the action may be none, as a clause; null when everything on its way was read.</summary>
    public string? NotSeen { get; init; }

    /// <summary>Tells actions of one name apart: empty, or <c>#2</c>.</summary>
    public string Suffix { get; init; } = "";
}

/// <summary>Questions to <see cref="SensitiveKind"/>.</summary>
public static class SensitiveKinds
{
    extension(SensitiveKind kind)
    {
        /// <summary>The action as the rest of a sentence about its place.</summary>
        public string Says =>
            kind switch
            {
                SensitiveKind.Unknown => "may change somebody's rights, sign-in or pay",
                SensitiveKind.Impersonation => "acts as somebody else",
                SensitiveKind.Role => "changes what people may do",
                SensitiveKind.Deletion => "deletes accounts or tenants",
                SensitiveKind.Suspension => "locks accounts out or lets them in",
                SensitiveKind.Credential => "changes what somebody signs in with",
                SensitiveKind.Key => "makes or revokes keys",
                SensitiveKind.Money => "changes plans or money",
                SensitiveKind.Membership => "changes who belongs to a tenant",
                SensitiveKind.Export => "hands out data in bulk",
            };

        /// <summary>Whether people ask what it was before.</summary>
        public bool HasValues => kind is SensitiveKind.Role or SensitiveKind.Money;
    }
}

public sealed partial class App
{
    /// <summary>The actions about which people ask later who did them.</summary>
    public Facts<SensitiveAction> SensitiveActions => Of<SensitiveAction>();
}
