namespace Shipworthy.Checks.Operations;

public sealed class SupportReachesEngineering() : CheckNotJudgedYet("8.3", "Customer support has a way to reach engineering")
{
    public override string Why =>
        """
            Customers see outages and wrong data first. If their words end in a dead mailbox, you learn of both from their
            cancellation.
            """;

    public override string Fix =>
        """
            Put an address on your own domain into the footer and onto the error page, and carry each message to somebody
            who can mend things:

            - **Any**: `<a href="mailto:support@example.com?subject=Problem%20{requestId}">Report a problem</a>` with your own domain, forwarded to the founders' channel
            - **Linear**: `await linear.createIssue({ teamId, title: subject, description: message + "\n" + requestId })` in the form's handler
            - **GitHub**: `await octokit.rest.issues.create({ owner, repo, title: subject, body: message })`
            - **Resend**: `const { error } = await resend.emails.send({ from, to: "engineering@example.com", replyTo, subject, text });`, and tell the customer when it fails
            - **Intercom, Crisp, Zendesk**: switch on the link to your issue tracker
            - **Sentry**: `Sentry.feedbackIntegration({ colorScheme: "system" })`
            - **A page**: `SUPPORT.md` with where to write, what counts as urgent, who answers and how soon
            """;

    public override string SettledBy =>
        """
            A marked test message through the intake: an engineer answers with the mark in the promised time. Who reads it,
            what counts as urgent and the last real example: `shipworthy attest 8.3`, for 180 days.
            """;

    public override string Counts => "each way in which customers can write to you counts once";

    public override string ProvedWhen =>
        "can be reached in the product, and code or a working page carries it to an engineer, the urgent ones faster";

    public override string UnprovenWhen => "is a real address or widget, but where it goes cannot be seen";

    public override string? NotApplicableWhen => "only its own makers use it, or it is a library or a command-line tool";
}
