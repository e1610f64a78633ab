namespace Shipworthy.Model;

/// <summary>What asks for a privileged role.</summary>
public enum RoleGuard
{
    /// <summary>Could not be told.</summary>
    Unknown,

    /// <summary>Code of a server, which refuses whoever lacks it.</summary>
    Server,

    /// <summary>A policy or a function of the database.</summary>
    Database,

    /// <summary>A library or framework that brings pages or endpoints of its own for it.</summary>
    Product,

    /// <summary>A fixed key, which makes a privileged person of whoever sends it.</summary>
    FixedKey,

    /// <summary>Code of a client only, which refuses nobody.</summary>
    Client,
}

/// <summary>A role, flag or list that gives people more power than others have, at a place that asks for it (rubric 2, A2). A role that nothing asks for is none.</summary>
/// <param name="At">Where it is asked for.</param>
/// <param name="Name">What it is called there: "admin", "is_superuser".</param>
/// <param name="Guard">What asks for it.</param>
public sealed record PrivilegedRole(Location At, string Name, RoleGuard Guard) : Fact(At)
{
    /// <inheritdoc/>
    public override string Identity => $"role:{Guard}:{At.Path}:{Place}:{Name}";

    /// <summary>The function, policy or product that asks for it; empty for a whole file.</summary>
    public string Place { get; init; } = "";

    /// <summary>The function that asks for it on behalf of several places, from its first to its last line; null when the place asks by itself, or a library does.</summary>
    public Location? AskedBy { get; init; }

    /// <summary>Whether clients reach it by themselves with the token of a sign-in service, so that it has to ask for a second factor itself.</summary>
    public bool IsReachedByToken { get; init; }

    /// <summary>Where it also asks for a second factor, before it lets anybody on; null when it was not seen to.</summary>
    public Location? AsksFactorAt { get; init; }

    /// <summary>Why it may ask for a second factor although that was not seen, as a clause; null when nothing hints at it.</summary>
    public string? FactorDoubt { get; init; }
}

public sealed partial class App
{
    /// <summary>The privileged roles that something asks for.</summary>
    public Facts<PrivilegedRole> PrivilegedRoles => Of<PrivilegedRole>();
}
