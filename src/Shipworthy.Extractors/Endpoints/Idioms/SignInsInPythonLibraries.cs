using Shipworthy.Extractors.Endpoints.Django;
using Shipworthy.Extractors.Endpoints.Steps;

namespace Shipworthy.Extractors.Endpoints.Idioms;

/// <summary>Libraries of Python that find out who is calling.</summary>
sealed class SignInsInPythonLibraries : IActIdiom
{
    /// <inheritdoc/>
    public Act? Of(Site site) =>
        site.Node.File.Language is not Language.Python
            ? null
            : site.Origin.Package switch
            {
                "jwt" or "jose" or "authlib" or "joserfc" or "python_jose" when site.Name is "decode" => Decoded(site),
                "flask_login" when site.Name is "login_required" or "fresh_login_required" => Proves(site, "Flask-Login"),
                "flask_jwt_extended"
                    when site.Name is "jwt_required" or "verify_jwt_in_request" or "fresh_jwt_required" or "jwt_refresh_token_required" =>
                    Optional(site) ? Asks(site, "a signed token") : Proves(site, "a signed token"),
                "fastapi_users" when site.Origin.Name.Contains("current_user", StringComparison.Ordinal) => Optional(site)
                    ? Asks(site, "FastAPI Users")
                    : Proves(site, "FastAPI Users"),
                "fastapi_users" when site.Origin.Name.Contains("authenticator.current", StringComparison.Ordinal) => Proves(
                    site,
                    "FastAPI Users"
                ),
                "firebase_admin" when site.Name is "verify_id_token" or "verify_session_cookie" => Proves(site, "Firebase"),
                "google" when site.Name is "verify_oauth2_token" or "verify_firebase_token" => Proves(site, "Google"),
                "clerk_backend_api" when site.Name is "authenticate_request" => Asks(site, "Clerk"),
                "fastapi_clerk_auth" when site.Origin.Name.Contains("ClerkHTTPBearer", StringComparison.Ordinal) => Proves(site, "Clerk"),
                "fastapi"
                    when site.Origin.Name.StartsWith("OAuth2", StringComparison.Ordinal)
                        || site.Origin.Name.StartsWith("HTTPB", StringComparison.Ordinal)
                        || site.Origin.Name.StartsWith("APIKey", StringComparison.Ordinal) => Attaches(site),
                "django" or "rest_framework" => Django(site),
                _ => site.IsCalled && site.EndsIn("auth.get_user") ? Asks(site, "Supabase Auth") : null,
            };

    static Act? Django(Site site) =>
        site.Name is "user_passes_test" ? Tested(site)
        : site.Name
            is "login_required"
                or "permission_required"
                or "staff_member_required"
                or "superuser_required"
                or "LoginRequiredMixin"
                or "PermissionRequiredMixin"
                or "UserPassesTestMixin"
                or "IsAuthenticated"
                or "IsAdminUser"
                or "DjangoModelPermissions"
            ? Proves(site, "Django")
        : site.Name is "AllowAny" or "IsAuthenticatedOrReadOnly" ? site.Act(ActKind.OpensToAll, "Django")
        : null;

    /// <summary>A test of one's own asks for a sign-in when nobody passes it who did not sign in.</summary>
    static Act Tested(Site site)
    {
        var call = site.Node.Kind is CodeKind.Decorator ? site.Node[Part.Value] : site.Node;
        var test = site.Sources.Code.FunctionOf(call.ArgumentAt(0));
        return (test.Exists ? new AnonymousCaller(site.Sources.Code).Passes(test) : null) switch
        {
            false => Proves(site, "Django"),
            true => site.Act(ActKind.Attaches, "Django"),
            null => site.Act(ActKind.NotFollowed, "what user_passes_test asks could not be decided"),
        };
    }

    /// <summary>A token that is read without its signature proves nothing.</summary>
    static Act Decoded(Site site) =>
        TokenChecks.InPython(site) switch
        {
            true => Proves(site, "a signed token"),
            false => Attaches(site),
            null => site.Act(ActKind.NotFollowed, "whether the signature of its token is checked could not be told"),
        };

    static bool Optional(Site site) =>
        (site.Made(site.Node) is { Exists: true } made ? made : site.Node).ArgumentNamed("optional") is { Operator: "true" };

    static Act Proves(Site site, string by) => site.Act(ActKind.ProvesUser, by);

    static Act Asks(Site site, string by) => site.Act(ActKind.AsksWho, by);

    static Act Attaches(Site site) => site.Act(ActKind.Attaches, site.Origin.Package);
}
