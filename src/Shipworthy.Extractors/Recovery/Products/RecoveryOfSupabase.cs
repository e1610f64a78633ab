namespace Shipworthy.Extractors.Recovery.Products;

/// <summary>
/// Supabase Auth with forms of the app's own: <c>resetPasswordForEmail</c> sends Supabase's mail, whose link signs its owner in at the app, and the app has to ask for the new password there
/// (documentation "Password-based Auth", "Resetting a password"): on the event <c>PASSWORD_RECOVERY</c>, or on the page that the link leads to, with <c>updateUser({ password })</c>.
/// </summary>
sealed class RecoveryOfSupabase : IRecoveryFinder
{
    /// <inheritdoc/>
    public IEnumerable<ResetFlow> Find(RecoverySources sources)
    {
        var signIn = sources
            .Calls("signInWithPassword", "sign_in_with_password")
            .FirstOrDefault(call => call.Callee.Receiver.Name is "auth");
        if (!signIn.Exists)
            yield break;
        var requests = sources.Calls("resetPasswordForEmail", "reset_password_for_email").ToList();
        var links = sources.Calls("generateLink").Where(call => call.Text.Contains("recovery", StringComparison.Ordinal)).ToList();
        var request = requests.Concat(links).FirstOrDefault();
        var setting = sources.Calls("updateUser", "update_user").Where(SetsPassword).ToList();
        // A way of the app's own: it sends codes or links itself, and lets Supabase sign the person in for them.
        var own = sources.Calls("generateLink").FirstOrDefault();
        var (way, because, completion) =
            !request.Exists && own.Exists
                ? (
                    ResetWay.Unknown,
                    "has links of its own made, and whether they lead back in without a password could not be followed",
                    own
                )
            : !request.Exists ? (ResetWay.NoRequest, "takes passwords, and nothing calls resetPasswordForEmail", default)
            : Completion(sources, request, setting);
        yield return new(signIn.At, "Supabase")
        {
            Owner = ResetOwner.Shared,
            Way = way,
            WayBecause = because,
            RequestAt = request.Exists ? request.At : null,
            CompletionAt = completion.Exists ? completion.At : null,
            Mail = ResetMail.ByService,
        };
    }

    static bool SetsPassword(Code call) =>
        call.Callee.Receiver.Name is "auth"
        && call.Arguments.Any(one =>
            one.Descendants()
                .Any(entry =>
                    entry.Kind is CodeKind.Property or CodeKind.Argument && entry.Name is "password" || entry.String is "password"
                )
        );

    static (ResetWay, string, Code) Completion(RecoverySources sources, Code request, List<Code> setting)
    {
        if (setting.Count == 0)
            return (ResetWay.NoCompletion, "has a link sent, and nothing in the app sets the new password", default);
        var recovering = sources
            .Code.Files.Where(file => sources.Sources.IsDeployed(file) && file.Text.Contains("PASSWORD_RECOVERY", StringComparison.Ordinal))
            .ToList();
        if (recovering.Count > 0)
            return (
                ResetWay.Whole,
                "on the event PASSWORD_RECOVERY",
                setting.Find(call => recovering.Contains(call.File)) is { Exists: true } there ? there : setting[0]
            );
        var pages = new PagesOfApps(sources);
        var address = AddressOf(sources, request);
        if (address is null)
            return (
                ResetWay.Unknown,
                "has a link sent whose address is not known here, so that the page behind it could not be read",
                setting[0]
            );
        // A page in between signs the owner of the link in and goes on to the next: /auth/callback?next=/update-password.
        var targets = Next(address).Append(Plain(address)).Where(one => one.Length > 0).ToList();
        foreach (var target in targets)
        {
            if (pages.At(target) is not { } files)
                continue;
            if (setting.Find(call => files.Contains(call.File)) is { Exists: true } sets)
                return (ResetWay.Whole, $"at {target}", sets);
            if (targets.Count == 1 && !files.Any(file => Exchanges(file.Text)))
                return (ResetWay.NoCompletion, $"sends the link to {target}, which never asks for a new password", default);
        }
        return (ResetWay.Unknown, $"sends the link to {Plain(address)}, and what happens there could not be followed", setting[0]);
    }

    static bool Exchanges(string text) =>
        text.Contains("exchangeCodeForSession", StringComparison.Ordinal)
        || text.Contains("verifyOtp", StringComparison.Ordinal)
        || text.Contains("type=recovery", StringComparison.Ordinal)
        || text.Contains("'recovery'", StringComparison.Ordinal)
        || text.Contains("\"recovery\"", StringComparison.Ordinal)
        || text.Contains("window.location", StringComparison.Ordinal)
            && text.Contains("hash", StringComparison.Ordinal)
            && text.Contains("access_token", StringComparison.Ordinal);

    /// <summary>The path that the link leads to, with its query; null when it is not written out.</summary>
    static string? AddressOf(RecoverySources sources, Code request)
    {
        var code = sources.Code;
        var options = code.ObjectOf(request.ArgumentAt(1)) is { Exists: true } given ? given : code.ObjectOf(request.ArgumentAt(0));
        var target = code.Entry(options, "redirectTo") is { Exists: true } direct
            ? direct
            : code.Entry(code.ObjectOf(code.Entry(options, "options")), "redirectTo");
        if (!target.Exists)
            return null;
        var text = Written(code, target, 4);
        var path =
            text.Contains("://", StringComparison.Ordinal)
            && text.IndexOf('/', text.IndexOf("://", StringComparison.Ordinal) + 3) is >= 0 and var start
                ? text[start..]
            : text.IndexOf('/') is >= 0 and var slash ? text[slash..]
            : "/";
        return text.Length == 0 ? null : path;
    }

    /// <summary>The literal parts of an address.</summary>
    static string Written(CodeBase code, Code expression, int steps) =>
        steps <= 0 ? ""
        : expression.String is { } text ? text
        : expression.Kind is CodeKind.Template or CodeKind.Binary
            ? string.Concat(
                expression.Children.Select(one => one.String ?? (one.Kind is CodeKind.Binary ? Written(code, one, steps - 1) : ""))
            )
        : expression.Kind is CodeKind.Name && code.Definition(expression) is { Kind: CodeKind.Variable } held
            ? Written(code, held[Part.Value], steps - 1)
        : "";

    static string Plain(string address) => address.IndexOfAny(['?', '#']) is >= 0 and var end ? address[..end] : address;

    static IEnumerable<string> Next(string address)
    {
        if (address.IndexOf('?') is < 0)
            yield break;
        foreach (var pair in address[(address.IndexOf('?') + 1)..].Split('&'))
            if (pair.IndexOf('=') is > 0 and var equals && pair[(equals + 1)..] is ['/' or '%', ..] next)
                yield return Plain(Uri.UnescapeDataString(next));
    }
}
