using Shipworthy.Extractors.Recovery.Reading;

namespace Shipworthy.Extractors.Recovery.Products;

/// <summary>
/// Better Auth with passwords: without <c>sendResetPassword</c> it refuses every request for a reset; with it, the hook's body decides whether a mail leaves (documentation of version 1.3,
/// "Email &amp; Password"). Its token is random, ends after an hour and is deleted when it is used.
/// </summary>
sealed class RecoveryOfBetterAuth : IRecoveryFinder
{
    /// <inheritdoc/>
    public IEnumerable<ResetFlow> Find(RecoverySources sources)
    {
        var code = sources.Code;
        foreach (var call in sources.Calls("betterAuth").Where(one => code.OriginOf(one.Callee).Package is "better-auth"))
        {
            var options = code.ObjectOf(call.ArgumentAt(0));
            var passwords = code.ObjectOf(code.Entry(options, "emailAndPassword"));
            var enabled = code.ValueOf(code.Entry(passwords, "enabled")).AsTruth;
            if (
                enabled is false
                || (
                    options.Exists
                    && !passwords.Exists
                    && options.Children.All(one => one.Kind is not CodeKind.Spread && one.Name is not "emailAndPassword")
                )
            )
                continue;
            if (enabled is null)
            {
                yield return new(call.At, "Better Auth")
                {
                    Part = sources.PartOf(call.File),
                    Owner = ResetOwner.App,
                    Way = ResetWay.Unknown,
                    WayBecause = "signs people in by settings that could not be read, so that whether it takes passwords is open",
                };
                continue;
            }
            var hook = code.Entry(passwords, "sendResetPassword");
            var request = sources.Calls("forgetPassword", "requestPasswordReset", "forgotPassword").FirstOrDefault();
            var completion = sources.Calls("resetPassword").FirstOrDefault();
            var flow = new ResetFlow(passwords.At, "Better Auth")
            {
                Part = sources.PartOf(call.File),
                Owner = ResetOwner.App,
                Way =
                    !hook.Exists && passwords.Children.All(one => one.Kind is not CodeKind.Spread) ? ResetWay.NoRequest
                    : hook.Exists && request.Exists && completion.Exists ? ResetWay.Whole
                    : ResetWay.Unknown,
                WayBecause =
                    !hook.Exists ? "takes passwords without sendResetPassword, so that Better Auth refuses every request for a new one"
                    : request.Exists && completion.Exists ? "by Better Auth and pages of the app"
                    : "resets passwords by Better Auth, and no page that asks for it and sets the new one was found",
                RequestAt = hook.Exists ? hook.At : null,
                CompletionAt = hook.Exists && completion.Exists ? completion.At : null,
            };
            yield return hook.Exists ? OfHook(sources, flow, hook) : flow;
        }
    }

    static ResetFlow OfHook(RecoverySources sources, ResetFlow flow, Code hook)
    {
        var read = FlowReading.Read(flow, sources, hook, default);
        return read with
        {
            MailBecause =
                read.Mail is ResetMail.NeverSent
                    ? $"is where a mail is to leave, and {(read.MailAt is null ? "nothing does" : "only the log gets the link")}"
                    : read.MailBecause,
            MailAt = read.Mail is ResetMail.NeverSent ? hook.At : read.MailAt,
            TokenSound = "takes the token of Better Auth, which ends after an hour and with its use",
        };
    }
}
