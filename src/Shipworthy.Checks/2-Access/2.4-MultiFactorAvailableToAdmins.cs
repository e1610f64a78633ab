namespace Shipworthy.Checks.Access;

public sealed class MultiFactorAvailableToAdmins() : CheckNotJudgedYet("2.4", "Multi-factor auth available for admin / privileged users")
{
    public override string Why =>
        """
            An administrator's password that leaked from some other site takes over every customer's account at once. A
            second factor makes that password worthless by itself.
            """;

    public override string Fix =>
        """
            Switch on one-time codes or passkeys for administrators, and let the server refuse their session until the code
            is verified:

            - **Better Auth**: `plugins: [twoFactor()]` on the server and `twoFactorClient()` in the page
            - **Supabase**: `supabase.auth.mfa.enroll({ factorType: "totp" })`, and `create policy mfa on accounts as restrictive to authenticated using ((select auth.jwt() ->> 'aal') = 'aal2');`
            - **Clerk, Auth0, WorkOS**: demand a second factor for the administrators' organisation in the dashboard, and export the setting
            - **Django**: `"allauth.mfa"` in `INSTALLED_APPS`, and the admin site behind allauth's sign-in
            - **ASP.NET Core**: answer `result.RequiresTwoFactor` after `PasswordSignInAsync`, and enrol through `/manage/2fa` of `MapIdentityApi`
            - **Laravel Fortify**: `Features::twoFactorAuthentication(['confirm' => true])`
            - **Rails**: `ROTP::TOTP.new(secret).verify(code, drift_behind: 15, after: last_used_at)` before the session is started
            - **FastAPI**: `pyotp.TOTP(secret).verify(code)` before the token is issued, with 10 tries in 15 minutes at most
            - **Any**: put the admin pages behind the company's single sign-on
            """;

    public override string SettledBy =>
        """
            A probe signs in with its own test administrator: refused after the password, let in after the code, refused for
            the same code again. A rule kept at an identity provider is settled by its export: `shipworthy attest 2.4`, for
            180 days.
            """;

    public override string Counts => "each way in which a privileged person can sign in counts once";

    public override string ProvedWhen =>
        "lets the person enrol a second factor, and from then on the server refuses the session without it";

    public override string UnprovenWhen => "belongs to an identity provider whose second factor is a setting outside the repository";

    public override string? NotApplicableWhen => "there is no privileged role and no admin page";
}
