using Shipworthy.Extractors.Endpoints.Steps;

namespace Shipworthy.Extractors.Endpoints.Doors;

/// <summary>
/// The lock of ASP.NET Core Identity: five failures lock an account for five minutes, where the sign-in is asked to count them (documentation of .NET 10, "LockoutOptions";
/// <c>SignInManager</c>). A password that is only compared is not counted.
/// </summary>
static class IdentityLockout
{
    const string Product = "ASP.NET Core Identity";

    /// <summary>A call that compares a password or a code and counts by itself, or was told not to; null when it is none.</summary>
    public static Act? Of(Site site) =>
        site.Node.File.Language is not Language.CSharp
            ? null
            : site.Name switch
            {
                "PasswordSignInAsync" when site.Node.Arguments.Count() >= 4 => Signs(site, 3),
                "CheckPasswordSignInAsync" when site.Node.Arguments.Count() >= 3 => Signs(site, 2),
                "TwoFactorAuthenticatorSignInAsync" or "TwoFactorSignInAsync" => Takes(site, CredentialStep.CodeVerify) with
                {
                    Brake = Default(site.Sources.Code, site.Node),
                },
                "TwoFactorRecoveryCodeSignInAsync" => Takes(site, CredentialStep.CodeVerify) with
                {
                    NothingToGuess = "takes recovery codes, which ASP.NET Core Identity makes at random",
                },
                _ => null,
            };

    /// <summary>The lock with the settings of the app.</summary>
    public static AccountBrake Default(CodeBase code, Code at)
    {
        var brake = new AccountBrake(at.At, Product)
        {
            Kind = BrakeKind.LocksAccount,
            Order = BrakeOrder.First,
            IsDefault = true,
            Failures = 5,
            Seconds = 300,
        };
        foreach (var (name, value) in Settings(code))
            switch (name)
            {
                case "AllowedForNewUsers" when code.ValueOf(value).AsTruth is false:
                    return brake with { Idle = "AllowedForNewUsers is false", IsSwitchedOff = true };
                case "MaxFailedAccessAttempts" when code.ValueOf(value).AsNumber is > 100 and { } many:
                    return brake with { Idle = $"MaxFailedAccessAttempts is {many:0}", IsSwitchedOff = true };
                case "MaxFailedAccessAttempts":
                    brake = brake with { Failures = code.ValueOf(value).AsNumber };
                    break;
                case "DefaultLockoutTimeSpan":
                    brake = brake with { Seconds = Thresholds.Seconds(value) };
                    break;
            }
        return brake;
    }

    static Act Signs(Site site, int position)
    {
        var code = site.Sources.Code;
        var given = site.Node.ArgumentNamed("lockoutOnFailure") is { Exists: true } named ? named : site.Node.ArgumentAt(position);
        var brake = Default(code, site.Node);
        return Takes(site, CredentialStep.SignIn) with
        {
            Brake = code.ValueOf(given).AsTruth switch
            {
                true => brake,
                false => brake with { Idle = "lockoutOnFailure is false", IsSwitchedOff = true },
                null => brake with { Doubt = "whether failures lock the account could not be told" },
            },
        };
    }

    static Act Takes(Site site, CredentialStep step) => site.Act(ActKind.HandlesCredential, Product) with { Credential = step };

    static IEnumerable<(string Name, Code Value)> Settings(CodeBase code) =>
        code.All(CodeKind.Assignment)
            .Select(one => (one[Part.Target].Name, one[Part.Value]))
            .Concat(code.All(CodeKind.Property).Select(one => (one.Name, one[Part.Value])))
            .Where(one =>
                one.Name is "AllowedForNewUsers" or "MaxFailedAccessAttempts" or "DefaultLockoutTimeSpan"
                && one.Item2 is { Exists: true, File.Language: Language.CSharp }
            );
}
