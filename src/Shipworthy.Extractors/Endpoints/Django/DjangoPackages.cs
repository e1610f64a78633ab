namespace Shipworthy.Extractors.Endpoints.Django;

/// <summary>An address that a package adds.</summary>
/// <param name="Method">The HTTP method.</param>
/// <param name="Path">The address below the one that it is included under.</param>
/// <param name="Step">The step of signing in that it is.</param>
readonly record struct PackageRoute(string Method, string Path, CredentialStep Step)
{
    /// <summary>Why nothing can be guessed there, as a clause; null when something can.</summary>
    public string? NothingToGuess { get; init; }

    /// <summary>Whether it asks for a sign-in.</summary>
    public bool AsksUser { get; init; }

    /// <summary>Whether it sends a mail.</summary>
    public bool SendsMail { get; init; }

    /// <summary>Whether it is a view of Django REST framework, which its throttles hold for.</summary>
    public bool IsRest { get; init; }

    /// <summary>Whether the package limits it by itself, by address, in the default cache.</summary>
    public bool IsLimited { get; init; }
}

/// <summary>
/// Addresses that packages add where their <c>urls</c> are included: Django 5, dj-rest-auth 7, djoser 2, django-allauth 65 (which limits its own, documentation "Rate Limits"), and
/// django-oauth-toolkit 3.
/// </summary>
static class DjangoPackages
{
    static readonly Dictionary<string, ImmutableArray<PackageRoute>> Known = new(StringComparer.Ordinal)
    {
        ["django.contrib.auth.urls"] =
        [
            new("POST", "login", CredentialStep.SignIn),
            new("POST", "password_change", CredentialStep.Unknown) { AsksUser = true },
            new("POST", "password_reset", CredentialStep.ResetRequest) { SendsMail = true },
            new("POST", "reset/<uidb64>/<token>", CredentialStep.ResetComplete),
        ],
        ["django.contrib.admin"] =
        [
            new("POST", "login", CredentialStep.SignIn),
            new("ANY", "<app>/<model>", CredentialStep.Unknown) { AsksUser = true },
        ],
        ["rest_framework.urls"] = [new("POST", "login", CredentialStep.SignIn)],
        ["dj_rest_auth.urls"] =
        [
            Rest("POST", "login", CredentialStep.SignIn),
            Rest("POST", "password/reset", CredentialStep.ResetRequest) with
            {
                SendsMail = true,
            },
            Rest("POST", "password/reset/confirm", CredentialStep.ResetComplete),
            Rest("POST", "password/change", CredentialStep.Unknown) with
            {
                AsksUser = true,
            },
            Rest("GET", "user", CredentialStep.Unknown) with
            {
                AsksUser = true,
            },
            Rest("PUT", "user", CredentialStep.Unknown) with
            {
                AsksUser = true,
            },
        ],
        ["dj_rest_auth.registration.urls"] =
        [
            Rest("POST", "", CredentialStep.SignUp) with
            {
                SendsMail = true,
            },
            Rest("POST", "verify-email", CredentialStep.CodeVerify) with
            {
                NothingToGuess = "takes keys that are made at random",
            },
            Rest("POST", "resend-email", CredentialStep.CodeSend) with
            {
                SendsMail = true,
            },
        ],
        ["djoser.urls"] =
        [
            Rest("POST", "users", CredentialStep.SignUp) with
            {
                SendsMail = true,
            },
            Rest("POST", "users/activation", CredentialStep.CodeVerify) with
            {
                NothingToGuess = "takes keys that are made at random",
            },
            Rest("POST", "users/resend_activation", CredentialStep.CodeSend) with
            {
                SendsMail = true,
            },
            Rest("POST", "users/reset_password", CredentialStep.ResetRequest) with
            {
                SendsMail = true,
            },
            Rest("POST", "users/reset_password_confirm", CredentialStep.ResetComplete),
            Rest("GET", "users/me", CredentialStep.Unknown) with
            {
                AsksUser = true,
            },
            Rest("PUT", "users/me", CredentialStep.Unknown) with
            {
                AsksUser = true,
            },
        ],
        ["djoser.urls.jwt"] = [Rest("POST", "jwt/create", CredentialStep.SignIn), Rest("POST", "jwt/refresh", CredentialStep.Refresh)],
        ["djoser.urls.authtoken"] =
        [
            Rest("POST", "token/login", CredentialStep.SignIn),
            Rest("POST", "token/logout", CredentialStep.Unknown) with
            {
                AsksUser = true,
            },
        ],
        ["allauth.urls"] = Allauth,
        ["allauth.account.urls"] = Allauth,
        ["allauth.headless.urls"] =
        [
            Limited("POST", "browser/v1/auth/login", CredentialStep.SignIn),
            Limited("POST", "browser/v1/auth/signup", CredentialStep.SignUp),
            Limited("POST", "browser/v1/auth/password/request", CredentialStep.ResetRequest),
            Limited("POST", "browser/v1/auth/password/reset", CredentialStep.ResetComplete),
        ],
        ["oauth2_provider.urls"] =
        [
            new("POST", "token", CredentialStep.SignIn)
            {
                NothingToGuess = "gives tokens for codes and secrets that are made at random, unless an application may send passwords",
            },
            new("ANY", "authorize", CredentialStep.Unknown) { AsksUser = true },
        ],
        ["knox.urls"] = [Rest("POST", "logout", CredentialStep.Unknown) with { AsksUser = true }],
    };

    static ImmutableArray<PackageRoute> Allauth =>
        [
            Limited("POST", "login", CredentialStep.SignIn),
            Limited("POST", "signup", CredentialStep.SignUp),
            Limited("POST", "password/reset", CredentialStep.ResetRequest),
            Limited("POST", "password/reset/key/<uidb36>-<key>", CredentialStep.ResetComplete),
        ];

    /// <summary>The addresses of a package's module; null when it is not known.</summary>
    public static ImmutableArray<PackageRoute>? Of(string module) =>
        Known.TryGetValue(module, out var routes) ? routes
        : module is "djoser.urls.base" ? Known["djoser.urls"]
        : Nothing(module) ? []
        : null;

    /// <summary>Modules whose addresses serve developers, translations or documents.</summary>
    static bool Nothing(string module) =>
        module
            is "django.conf.urls.i18n"
                or "debug_toolbar.urls"
                or "silk.urls"
                or "django_browser_reload.urls"
                or "django_prometheus.urls"
                or "__debug__";

    static PackageRoute Rest(string method, string path, CredentialStep step) => new(method, path, step) { IsRest = true };

    static PackageRoute Limited(string method, string path, CredentialStep step) => new(method, path, step) { IsLimited = true };
}
