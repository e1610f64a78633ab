namespace Shipworthy.Model;

/// <summary>Whether a cookie carries an attribute.</summary>
public enum CookieFlag
{
    /// <summary>Could not be told.</summary>
    Unknown,

    /// <summary>It does, in production.</summary>
    Set,

    /// <summary>It does not.</summary>
    Missing,

    /// <summary>When the request came over HTTPS, as far as the server knows; and nothing here tells it so.</summary>
    ByRequest,
}

/// <summary>To which requests of other sites a cookie is added.</summary>
public enum CookieSite
{
    /// <summary>Could not be told.</summary>
    Unknown,

    /// <summary>It does not say, and browsers differ.</summary>
    Unset,

    /// <summary>To every one.</summary>
    None,

    /// <summary>To following a link only.</summary>
    Lax,

    /// <summary>To none.</summary>
    Strict,

    /// <summary>It has a value that browsers do not know.</summary>
    Invalid,
}

/// <summary>The attributes with which a server sets the cookie of a session.</summary>
/// <param name="HttpOnly">Keeps it from scripts.</param>
/// <param name="Secure">Keeps it to HTTPS.</param>
/// <param name="SameSite">Keeps it from requests of other sites.</param>
public sealed record SessionCookie(CookieFlag HttpOnly, CookieFlag Secure, CookieSite SameSite)
{
    /// <summary>Why an attribute could not be told, as a clause: "takes Secure from COOKIE_SECURE, which is not in the repository".</summary>
    public string Because { get; init; } = "";

    /// <summary>Whether something else keeps other sites from acting with it: tokens against forged requests, a check of where a request comes from.</summary>
    public bool HasForgeryDefence { get; init; }
}
