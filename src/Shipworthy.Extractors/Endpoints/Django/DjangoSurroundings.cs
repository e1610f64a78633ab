namespace Shipworthy.Extractors.Endpoints.Django;

/// <summary>
/// What stands around all views of a project: middleware in the order of <c>MIDDLEWARE</c>, and packages that lock callers out after failed sign-ins.
/// </summary>
sealed class DjangoSurroundings
{
    readonly CodeBase code;
    readonly DjangoSettings settings;
    readonly ImmutableArray<Step> own;
    readonly bool asksEverybody;
    readonly AccountBrake? lockout;

    /// <summary>The surroundings of a project's views.</summary>
    public DjangoSurroundings(Sources sources, DjangoSettings settings)
    {
        code = sources.Code;
        this.settings = settings;
        var names = settings.Texts("MIDDLEWARE").Concat(settings.Texts("MIDDLEWARE_CLASSES")).Distinct(StringComparer.Ordinal).ToList();
        asksEverybody = names.Contains("django.contrib.auth.middleware.LoginRequiredMiddleware");
        lockout = DjangoLockout.Of(sources.Code, settings);
        own = [.. names.Select(Middleware).Where(one => one.Exists).Select(one => new Step(one))];
    }

    /// <summary>What runs before a view.</summary>
    /// <param name="path">Its address.</param>
    /// <param name="rest">Whether it is one of Django REST framework, which Django's own demand for a sign-in leaves alone.</param>
    /// <param name="view">Its declaration; no node when it is a package's.</param>
    /// <param name="step">The step of signing in that it is known to be.</param>
    public IEnumerable<Step> Before(string path, bool rest, Code view, CredentialStep step)
    {
        foreach (var one in own)
            yield return one;
        var open = step is not CredentialStep.Unknown || (view.Exists && DjangoDecorators.Named(view, "login_not_required").Exists);
        if (asksEverybody && !rest && !open)
            yield return new(settings.Root) { Known = new(ActKind.ProvesUser, settings.Root, "Django's LoginRequiredMiddleware") };
        if (lockout is not null)
            yield return new(settings.Root) { Known = new(ActKind.Brakes, settings.Root, lockout.By) { Brake = lockout } };
        if (
            (step is CredentialStep.SignIn || (step is CredentialStep.Unknown && CredentialNames.Of(path) is CredentialStep.SignIn))
            && Axes() is { } counted
        )
            yield return counted;
    }

    /// <summary>The limits that django-allauth has by default; null when they are switched off.</summary>
    public Step? Allauth(Code at)
    {
        var rates = settings.Setting("ACCOUNT_RATE_LIMITS");
        if (rates.Exists && code.ValueOf(rates).AsTruth is false)
            return null;
        var (store, idle) = DjangoCaches.Of(code, settings);
        return new(at)
        {
            Known = new(ActKind.Limits, at, "django-allauth")
            {
                Limit = new(at.At, "django-allauth")
                {
                    Key = LimitKey.Address,
                    Store = store,
                    Calls = 20,
                    Seconds = 60,
                    Idle = idle,
                },
            },
        };
    }

    /// <summary>django-axes locks out the address of failed sign-ins in the database; by the name of the account alone it is no limit for a caller.</summary>
    Step? Axes()
    {
        if (!settings.Texts("AUTHENTICATION_BACKENDS").Any(one => one.StartsWith("axes.", StringComparison.Ordinal)))
            return null;
        if (
            code.ValueOf(settings.Setting("AXES_ENABLED")).AsTruth is false
            || code.ValueOf(settings.Setting("AXES_ONLY_USER_FAILURES")).AsTruth is true
        )
            return null;
        var by = settings.Setting("AXES_LOCKOUT_PARAMETERS");
        if (by.Exists && !by.Descendants(CodeKind.Literal).Any(one => one.String is "ip_address"))
            return null;
        var at = settings.Root;
        return new(at)
        {
            Known = new(ActKind.Limits, at, "django-axes")
            {
                Limit = new(at.At, "django-axes")
                {
                    Key = LimitKey.Address,
                    Store = LimitStore.Shared,
                    IsVendorDefault = true,
                },
            },
        };
    }

    /// <summary>What a middleware of the app runs; no node for one of a package.</summary>
    Code Middleware(string path) =>
        settings.ClassAt(path) is { Declared.Exists: true } found
            ? found.Method(code, "__call__") is { Exists: true } called
                ? called
                : found.Method(code, "process_view") is { Exists: true } viewed
                    ? viewed
                    : found.Method(code, "process_request")
            : default;
}
