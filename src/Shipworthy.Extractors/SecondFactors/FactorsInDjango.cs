using Shipworthy.Extractors.Endpoints.Django;

namespace Shipworthy.Extractors.SecondFactors;

/// <summary>
/// Second factors of packages for Django: django-otp, django-two-factor-auth and the part for it of django-allauth. An operator's command, or a page of the package, enrols them
/// (documentation of django-otp 1.6, "addstatictoken"; django-allauth 65, "MFA").
/// </summary>
sealed class FactorsInDjango : IFactorFinder
{
    /// <inheritdoc/>
    public IEnumerable<SecondFactor> Find(Sources sources)
    {
        foreach (var settings in DjangoSettings.Of(sources))
            if (PackageOf(settings) is { } package)
            {
                var at = settings.Setting("INSTALLED_APPS").At;
                yield return new(at, package) { EnrolAt = at, VerifyAt = at };
                yield break;
            }
    }

    /// <summary>The package of a project; null when none is installed.</summary>
    public static string? PackageOf(DjangoSettings settings)
    {
        var apps = settings.Texts("INSTALLED_APPS").ToHashSet(StringComparer.Ordinal);
        return apps.Contains("allauth.mfa") ? "django-allauth"
            : apps.Contains("two_factor") ? "django-two-factor-auth"
            : apps.Contains("django_otp.plugins.otp_totp") ? "django-otp"
            : null;
    }
}
