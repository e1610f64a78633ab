namespace Shipworthy.Extractors.Endpoints.Django;

/// <summary>What a class of a package makes of the views that are made from it.</summary>
/// <param name="Methods">The HTTP methods that it answers.</param>
/// <param name="Step">The step of signing in that it is.</param>
readonly record struct ViewKind(ImmutableArray<string> Methods, CredentialStep Step)
{
    /// <summary>Whether it is open to everybody, whatever the settings say.</summary>
    public bool IsOpen { get; init; }

    /// <summary>Whether it asks for a sign-in, whatever the settings say.</summary>
    public bool AsksUser { get; init; }

    /// <summary>Whether the throttles of the settings do not hold for it.</summary>
    public bool LeavesThrottles { get; init; }

    /// <summary>Whether what it answers a GET with is an empty form.</summary>
    public bool ShowsForm { get; init; }

    /// <summary>Whether it reads and changes data by itself.</summary>
    public bool TouchesData { get; init; }
}

/// <summary>Views of Django, of Django REST framework and of packages for signing in.</summary>
static class DjangoViewKinds
{
    /// <summary>The actions of a view set, with their methods and whether they are about one object.</summary>
    public static readonly ImmutableArray<(string Action, string Method, bool Detail)> Actions =
    [
        ("list", "GET", false),
        ("create", "POST", false),
        ("retrieve", "GET", true),
        ("update", "PUT", true),
        ("partial_update", "PATCH", true),
        ("destroy", "DELETE", true),
    ];

    /// <summary>What a class of a package is; null when it is no view that answers by itself.</summary>
    public static ViewKind? Of(PythonClass one) =>
        one.Name switch
        {
            "TokenObtainPairView" or "TokenObtainSlidingView" => Open(CredentialStep.SignIn),
            "TokenRefreshView" or "TokenRefreshSlidingView" => Open(CredentialStep.Refresh),
            "TokenVerifyView" or "TokenBlacklistView" => Open(CredentialStep.Unknown),
            // ObtainAuthToken sets throttle_classes = () by itself (rest_framework/authtoken/views.py).
            "ObtainAuthToken" or "obtain_auth_token" => Open(CredentialStep.SignIn) with { LeavesThrottles = true },
            "LoginView" when one.Package is "knox" => new(["POST"], CredentialStep.SignIn),
            "LoginView" or "RegisterView" or "PasswordResetView" or "PasswordResetConfirmView" => Open(
                one.Name switch
                {
                    "LoginView" => CredentialStep.SignIn,
                    "RegisterView" => CredentialStep.SignUp,
                    "PasswordResetView" => CredentialStep.ResetRequest,
                    _ => CredentialStep.ResetComplete,
                }
            ),
            "PasswordChangeView" => new(["POST"], CredentialStep.Unknown) { AsksUser = true },
            "UserDetailsView" => new(["GET", "PUT", "PATCH"], CredentialStep.Unknown) { AsksUser = true },
            "CreateAPIView" => Data("POST"),
            "ListAPIView" or "RetrieveAPIView" => Data("GET"),
            "DestroyAPIView" => Data("DELETE"),
            "UpdateAPIView" => Data("PUT", "PATCH"),
            "ListCreateAPIView" => Data("GET", "POST"),
            "RetrieveUpdateAPIView" => Data("GET", "PUT", "PATCH"),
            "RetrieveDestroyAPIView" => Data("GET", "DELETE"),
            "RetrieveUpdateDestroyAPIView" => Data("GET", "PUT", "PATCH", "DELETE"),
            "ListView" or "DetailView" or "ArchiveIndexView" or "YearArchiveView" or "MonthArchiveView" => Data("GET"),
            "ListBulkCreateUpdateDestroyAPIView" => Data("GET", "POST", "PUT", "PATCH", "DELETE"),
            "CreateView" => Data("GET", "POST") with { ShowsForm = true },
            "UpdateView" or "DeleteView" => Data("GET", "POST"),
            "FormView" => new(["GET", "POST"], CredentialStep.Unknown),
            "TemplateView" or "RedirectView" or "SpectacularAPIView" or "SpectacularSwaggerView" or "SpectacularRedocView" => new(
                ["GET"],
                CredentialStep.Unknown
            ),
            _ => null,
        };

    /// <summary>The actions that a class of Django REST framework gives a view set.</summary>
    public static ImmutableArray<string> ActionsOf(PythonClass one) =>
        one.Name switch
        {
            "ModelViewSet" => ["list", "create", "retrieve", "update", "partial_update", "destroy"],
            "ReadOnlyModelViewSet" => ["list", "retrieve"],
            "ListModelMixin" => ["list"],
            "CreateModelMixin" => ["create"],
            "RetrieveModelMixin" => ["retrieve"],
            "UpdateModelMixin" => ["update", "partial_update"],
            "DestroyModelMixin" => ["destroy"],
            _ => [],
        };

    /// <summary>Whether a class makes a view one of Django REST framework.</summary>
    public static bool IsRest(PythonClass one) =>
        one.Package.StartsWith("rest_framework", StringComparison.Ordinal)
        || one.Package is "dj_rest_auth" or "djoser" or "knox" or "drf_spectacular" or "drf_yasg" or "mptt";

    static ViewKind Open(CredentialStep step) => new(["POST"], step) { IsOpen = true };

    static ViewKind Data(params ReadOnlySpan<string> methods) => new([.. methods], CredentialStep.Unknown) { TouchesData = true };
}
