namespace Shipworthy.Model;

/// <summary>What a credential of a session is for.</summary>
public enum CredentialKind
{
    /// <summary>Could not be told.</summary>
    Unknown,

    /// <summary>The name of a session, or a session that is sealed into a cookie.</summary>
    Session,

    /// <summary>A token that is sent with each call.</summary>
    Access,

    /// <summary>A token that is changed for new ones.</summary>
    Refresh,
}

/// <summary>Where a client keeps a credential.</summary>
public enum CredentialStore
{
    /// <summary>Could not be told.</summary>
    Unknown,

    /// <summary>In a cookie that a server sets, with <see cref="SessionCredential.Cookie"/>.</summary>
    Cookie,

    /// <summary>In a cookie that a script sets, so that scripts can read it.</summary>
    ScriptCookie,

    /// <summary><c>localStorage</c> of a browser, or the like of an extension.</summary>
    LocalStorage,

    /// <summary><c>sessionStorage</c> of a browser.</summary>
    SessionStorage,

    /// <summary>A database of a browser.</summary>
    IndexedDb,

    /// <summary>Plain files of an app on a device: AsyncStorage, preferences.</summary>
    PlainFile,

    /// <summary>A variable of a page, gone when it is closed.</summary>
    Memory,

    /// <summary>The key store of a device.</summary>
    KeyStore,

    /// <summary>As a sign-in product keeps it, out of the reach of scripts or for a minute only.</summary>
    Product,
}

/// <summary>Who writes a credential where it is kept.</summary>
public enum CredentialWriter
{
    /// <summary>Could not be told.</summary>
    Unknown,

    /// <summary>The app's own code.</summary>
    OwnCode,

    /// <summary>A library, by its default.</summary>
    Default,

    /// <summary>A library, where the app told it to.</summary>
    Configured,
}

/// <summary>Questions to <see cref="CredentialStore"/>.</summary>
public static class CredentialStores
{
    extension(CredentialStore store)
    {
        /// <summary>Whether a script of the page, or a copy of the device's files, gives it away.</summary>
        public bool IsReadable =>
            store switch
            {
                CredentialStore.ScriptCookie
                or CredentialStore.LocalStorage
                or CredentialStore.SessionStorage
                or CredentialStore.IndexedDb
                or CredentialStore.PlainFile => true,
                CredentialStore.Unknown
                or CredentialStore.Cookie
                or CredentialStore.Memory
                or CredentialStore.KeyStore
                or CredentialStore.Product => false,
            };
    }
}

/// <summary>One credential of a session, and where a client keeps it.</summary>
/// <param name="At">The line that writes it there, or that makes the library that does.</param>
/// <param name="Name">What it is called: the cookie, the key of the store, the product.</param>
public sealed record SessionCredential(Location At, string Name) : Fact(At)
{
    /// <inheritdoc/>
    public override string Identity => $"credential:{At.Path}:{Store}:{Name}{Suffix}";

    /// <inheritdoc/>
    public override ImmutableArray<Location> Related => [.. Also.Where(place => place != At).Distinct()];

    /// <summary>What it is for.</summary>
    public CredentialKind Kind { get; init; }

    /// <summary>Where it is kept.</summary>
    public required CredentialStore Store { get; init; }

    /// <summary>Who puts it there.</summary>
    public CredentialWriter Writer { get; init; }

    /// <summary>The library or product that keeps it, as its makers spell it; empty for the app's own code.</summary>
    public string By { get; init; } = "";

    /// <summary>The attributes of its cookie; null when it is in none.</summary>
    public SessionCookie? Cookie { get; init; }

    /// <summary>What is known of it, as a clause about the place: "writes access_token to localStorage". Of an unknown one, what could not be seen.</summary>
    public required string Because { get; init; }

    /// <summary>Whether the answer that sets it in a cookie also hands it to scripts, so that the cookie protects nothing.</summary>
    public Location? AlsoInAnswer { get; init; }

    /// <summary>Seconds until it ends; null when that is not known.</summary>
    public double? Lifetime { get; init; }

    /// <summary>The part of the app that gives it; empty when that is not known.</summary>
    public string Deployable { get; init; } = "";

    /// <summary>Further places that belong to it.</summary>
    public ImmutableArray<Location> Also { get; init; } = [];

    /// <summary>Tells credentials apart that are alike in everything but their place: empty, or <c>#2</c>.</summary>
    public string Suffix { get; init; } = "";
}

public sealed partial class App
{
    /// <summary>The credentials of sessions, each with where it is kept.</summary>
    public Facts<SessionCredential> SessionCredentials => Of<SessionCredential>();
}
