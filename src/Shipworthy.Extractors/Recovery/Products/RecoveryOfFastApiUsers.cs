using Shipworthy.Extractors.Recovery.Reading;

namespace Shipworthy.Extractors.Recovery.Products;

/// <summary>
/// FastAPI Users: <c>get_reset_password_router</c> adds both steps, and <c>on_after_forgot_password</c> is where the app sends the mail; the library's own does nothing (documentation of version 14,
/// "User manager"). Its token ends after an hour and with the old password.
/// </summary>
sealed class RecoveryOfFastApiUsers : IRecoveryFinder
{
    /// <inheritdoc/>
    public IEnumerable<ResetFlow> Find(RecoverySources sources)
    {
        if (!sources.Code.Imports("fastapi_users"))
            yield break;
        var signIn = sources.Calls("get_auth_router").FirstOrDefault();
        if (!signIn.Exists)
            yield break;
        var router = sources.Calls("get_reset_password_router").FirstOrDefault();
        var flow = new ResetFlow(signIn.At, "FastAPI Users")
        {
            Part = sources.PartOf(signIn.File),
            Owner = ResetOwner.App,
            Way = router.Exists ? ResetWay.Whole : ResetWay.NoRequest,
            WayBecause = router.Exists ? "by FastAPI Users" : "takes passwords, and the router that resets them is not included",
            RequestAt = router.Exists ? router.At : null,
            CompletionAt = router.Exists ? router.At : null,
        };
        if (!router.Exists)
        {
            yield return flow;
            yield break;
        }
        var hook = sources
            .Code.All(CodeKind.Function)
            .FirstOrDefault(one => one.Name is "on_after_forgot_password" && sources.Sources.IsDeployed(one.File));
        var read = hook.Exists
            ? FlowReading.Read(flow, sources, hook, default)
            : flow with
            {
                Mail = ResetMail.NeverSent,
                MailBecause = "resets passwords, and no on_after_forgot_password sends a mail",
            };
        yield return read with
        {
            MailAt = read.Mail is ResetMail.NeverSent && hook.Exists ? hook.At : read.MailAt,
            TokenSound = "takes the token of FastAPI Users, which ends after an hour and with the old password",
        };
    }
}
