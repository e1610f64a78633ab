using Shipworthy.Extractors.Endpoints.Doors;
using Shipworthy.Extractors.Endpoints.Steps;

namespace Shipworthy.Extractors.Endpoints.Idioms;

/// <summary>Calls by which code of its own takes passwords and makes accounts.</summary>
sealed class Credentials : IActIdiom
{
    /// <inheritdoc/>
    public Act? Of(Site site) =>
        !site.IsCalled ? null
        : Hosted(site) is { } hosted ? hosted
        : IdentityLockout.Of(site) is { } counted ? counted
        : TakesCode(site) ? Handles(site, CredentialStep.CodeVerify)
        : Compares(site) ? Handles(site, CredentialStep.SignIn)
        : Hashes(site) ? Handles(site, CredentialStep.SignUp)
        : null;

    /// <summary>Steps that a hosted service takes over, which limits them itself.</summary>
    static Act? Hosted(Site site) =>
        site.Name switch
        {
            "signInWithPassword" or "sign_in_with_password" when site.Node.Receiver.Name is "auth" => Vendors.SignsInForOthers(
                site.Node,
                "Supabase's own limit",
                CredentialStep.SignIn
            ),
            "signUp" or "sign_up" when site.Node.Receiver.Name is "auth" => Vendors.SignsInForOthers(
                site.Node,
                "Supabase's own limit",
                CredentialStep.SignUp
            ),
            "signInWithOtp" or "sign_in_with_otp" when site.Node.Receiver.Name is "auth" => Vendors.SignsInForOthers(
                site.Node,
                "Supabase's own limit",
                CredentialStep.CodeSend
            ),
            "verifyOtp" or "verify_otp" when site.Node.Receiver.Name is "auth" => Vendors.SignsInForOthers(
                site.Node,
                "Supabase's own limit",
                CredentialStep.CodeVerify
            ),
            "resetPasswordForEmail" or "reset_password_for_email" when site.Node.Receiver.Name is "auth" => Vendors.SignsInForOthers(
                site.Node,
                "Supabase's own limit",
                CredentialStep.ResetRequest
            ),
            _ => null,
        };

    /// <summary>Whether a call compares a password with its hash.</summary>
    public static bool Compares(Site site) =>
        site.Name switch
        {
            "compare" or "compareSync" => site.Origin.Package is "bcrypt" or "bcryptjs" or "@node-rs/bcrypt",
            "verify" or "verify_and_update" => site.Origin.Package is "argon2" or "@node-rs/argon2" or "passlib" or "pwdlib" or "argon2",
            "checkpw" => site.Origin.Package is "bcrypt",
            "check_password_hash" => site.Origin.Package is "werkzeug" or "flask_bcrypt",
            "check_password" => true,
            "authenticate" or "AuthenticationForm" => site.Origin.Package is "django",
            "PasswordSignInAsync" or "CheckPasswordSignInAsync" or "CheckPasswordAsync" or "VerifyHashedPassword" => true,
            "EnhancedVerify" or "Verify" => site.Origin.Package.StartsWith("BCrypt", StringComparison.Ordinal)
                || site.EndsIn("BCrypt.Verify"),
            _ => false,
        };

    /// <summary>Codes that an app on a phone makes from a secret and the time.</summary>
    static bool TakesCode(Site site) =>
        site.Name switch
        {
            "verify" or "check" or "verifyDelta" or "verifySync" => site.Origin.Package is "otplib" or "speakeasy" or "otpauth" or "pyotp",
            _ => false,
        };

    /// <summary>Whether a call makes the hash of a password.</summary>
    public static bool Hashes(Site site) =>
        site.Name switch
        {
            "hash" or "hashSync" => site.Origin.Package
                is "bcrypt"
                    or "bcryptjs"
                    or "@node-rs/bcrypt"
                    or "argon2"
                    or "@node-rs/argon2"
                    or "passlib"
                    or "pwdlib",
            "hashpw" => site.Origin.Package is "bcrypt",
            "generate_password_hash" => true,
            "make_password" or "create_user" => site.Origin.Package is "django",
            "set_password" => true,
            "HashPassword" or "EnhancedHashPassword" => true,
            _ => false,
        };

    static Act Handles(Site site, CredentialStep step) => site.Act(ActKind.HandlesCredential, "a password") with { Credential = step };
}
