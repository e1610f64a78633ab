namespace Shipworthy.Extractors.Endpoints.Django;

/// <summary>
/// Packages that lock people out after failed sign-ins of Django: django-axes 8, which counts in the database (three failures of an address by default, without an end of the
/// lock), and django-defender, which counts in Redis (three failures of an address or a name, for five minutes). Both see only what goes through Django's own
/// <c>authenticate</c> or its own sign-in views.
/// </summary>
static class DjangoLockout
{
    /// <summary>The lock of a project; null when no package for it is installed.</summary>
    public static AccountBrake? Of(CodeBase code, DjangoSettings settings)
    {
        var apps = settings.Texts("INSTALLED_APPS").ToList();
        return apps.Exists(one => one is "axes" || one.StartsWith("axes.", StringComparison.Ordinal)) ? Axes(code, settings)
            : apps.Contains("defender") ? Defender(code, settings)
            : null;
    }

    static AccountBrake Axes(CodeBase code, DjangoSettings settings)
    {
        var brake = new AccountBrake(settings.Root.At, "django-axes")
        {
            Kind = BrakeKind.LocksAddress,
            Order = BrakeOrder.First,
            IsDefault = true,
            Failures = settings.Setting("AXES_FAILURE_LIMIT") is { Exists: true } limit ? code.ValueOf(limit).AsNumber : 3,
            Seconds = settings.Setting("AXES_COOLOFF_TIME") is { Exists: true } rest ? Rest(code, rest) : null,
        };
        if (settings.Setting("AXES_ENABLED") is { Exists: true } enabled && code.ValueOf(enabled).AsTruth is false)
            return Off(brake, enabled.At, "AXES_ENABLED is False");
        var backends = settings.Texts("AUTHENTICATION_BACKENDS").ToList();
        if (!backends.Exists(one => one.StartsWith("axes.", StringComparison.Ordinal)))
            return Off(
                brake,
                settings.Setting("AUTHENTICATION_BACKENDS") is { Exists: true } named ? named.At : settings.Setting("INSTALLED_APPS").At,
                "its backend is not among AUTHENTICATION_BACKENDS"
            );
        var by = settings.Setting("AXES_LOCKOUT_PARAMETERS");
        return brake with
        {
            Kind =
                code.ValueOf(settings.Setting("AXES_ONLY_USER_FAILURES")).AsTruth is true
                || by.Descendants(CodeKind.Literal).Any(one => one.String is "username")
                    ? BrakeKind.LocksAccount
                    : BrakeKind.LocksAddress,
        };
    }

    /// <summary>Hours as a number, or a length of time.</summary>
    static double? Rest(CodeBase code, Code rest) =>
        code.ValueOf(rest).AsNumber is { } hours ? hours * 3600 : Doors.Thresholds.Seconds(rest);

    static AccountBrake Defender(CodeBase code, DjangoSettings settings)
    {
        var brake = new AccountBrake(settings.Root.At, "django-defender")
        {
            Kind = BrakeKind.LocksAccount,
            Order = BrakeOrder.First,
            IsDefault = true,
            Failures = settings.Setting("DEFENDER_LOGIN_FAILURE_LIMIT") is { Exists: true } limit ? code.ValueOf(limit).AsNumber : 3,
            Seconds = settings.Setting("DEFENDER_COOLOFF_TIME") is { Exists: true } rest ? code.ValueOf(rest).AsNumber : 300,
        };
        return settings.Texts("MIDDLEWARE").Any(one => one.StartsWith("defender.", StringComparison.Ordinal))
            ? brake
            : Off(brake, settings.Setting("INSTALLED_APPS").At, "its middleware is not among MIDDLEWARE");
    }

    /// <summary>The limits of django-allauth, which is on until <c>ACCOUNT_RATE_LIMITS</c> is set to <c>False</c>, as somebody set it.</summary>
    public static Step AllauthOff(Code at, DjangoSettings settings) =>
        new(at)
        {
            Known = new(ActKind.Brakes, at, "django-allauth")
            {
                Brake = Off(
                    new(at.At, "django-allauth") { Kind = BrakeKind.LocksAccount },
                    settings.Setting("ACCOUNT_RATE_LIMITS").At,
                    "ACCOUNT_RATE_LIMITS is False"
                ),
            },
        };

    static AccountBrake Off(AccountBrake brake, Location at, string because) =>
        new(at, brake.By)
        {
            Kind = brake.Kind,
            IsDefault = true,
            Idle = because,
            IsSwitchedOff = true,
        };
}
