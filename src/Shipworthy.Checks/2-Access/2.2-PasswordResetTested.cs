namespace Shipworthy.Checks.Access;

public sealed class PasswordResetTested() : CheckNotJudgedYet("2.2", "Password reset and account recovery flows tested end-to-end")
{
    public override string Why =>
        """
            The reset flow is a second front door. Broken, it locks your customers out; sloppy, it lets strangers into any
            account whose address they know.
            """;

    public override string Fix =>
        """
            Use the framework's own reset with a real mail service, and let one test walk all of it: request, mail, new
            password, sign-in, and the used link refused:

            - **Better Auth**: `sendResetPassword: async ({ user, url }) => { await mail(user.email, url); }` with a sender that sends, not `console.log`
            - **Supabase**: `auth.resetPasswordForEmail(email, { redirectTo })`, a page that ends with `auth.updateUser({ password })`, and your own SMTP server
            - **Django**: `path("accounts/", include("django.contrib.auth.urls"))` and the SMTP backend in production; the test reads `mail.outbox`
            - **Rails**: `bin/rails generate authentication`; the test reads `ActionMailer::Base.deliveries`
            - **Laravel**: `Password::sendResetLink($request->only('email'))`; the test uses `Notification::fake()`
            - **ASP.NET Core**: `app.MapIdentityApi<User>()` with your own `IEmailSender<User>`, since the default one sends nothing
            - **FastAPI**: `token = secrets.token_urlsafe(32)`; store its hash, let it end after 30 minutes, delete it when it is used
            - **Playwright**: run Mailpit beside the app and open the link from the mail that it caught
            """;

    public override string SettledBy =>
        """
            A probe walks the flow with its own mailbox and then tries the used link again. A person who walked it instead,
            with pictures: `shipworthy attest 2.2`, for 90 days or until the sign-in code changes.
            """;

    public override string Counts =>
        "each way to sign in with a password counts four times: the flow exists, its mail leaves, its link is safe, a test walks it";

    public override string ProvedWhen =>
        "is walked by a test from the request to the new sign-in, with at least one refusal, and the pipeline runs that test";

    public override string UnprovenWhen =>
        "belongs to a sign-in service, or sends mail by settings that the repository does not show, and no test of yours walks it";

    public override string? NotApplicableWhen => "nobody has a password here: the identity provider or the mailbox is the way back in";
}
