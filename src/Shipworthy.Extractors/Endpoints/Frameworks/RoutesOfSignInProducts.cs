using System.Text.RegularExpressions;
using Shipworthy.Extractors.Endpoints.Doors;
using Shipworthy.Extractors.Endpoints.Idioms;

namespace Shipworthy.Extractors.Endpoints.Frameworks;

/// <summary>
/// Endpoints that sign-in libraries add to an app. NextAuth (Auth.js) hands passwords to the app's own <c>authorize</c> and limits nothing; Better Auth limits its own routes in
/// production, three sign-ins in ten seconds for an address, and keeps the counts in memory unless it is told otherwise (documentation of version 1.3, "Rate Limit").
/// </summary>
sealed partial class RoutesOfSignInProducts : IRouteFinder
{
    /// <inheritdoc/>
    public ImmutableArray<string> Frameworks => [];

    /// <summary>Whether a handler is a library's own, whose endpoints this class finds by the library's settings.</summary>
    public static bool Serves(CodeBase code, Code handler) =>
        !Wraps(code, handler)
        && (
            IsOwn(code.OriginOf(handler))
            || (
                code.FunctionOf(handler) is { Exists: true } function
                && Answer(function) is { Kind: CodeKind.Call } call
                && IsOwn(code.OriginOf(call))
            )
        );

    /// <summary>Whether a library only asks who is calling, and the app answers: <c>auth(async request => …)</c>.</summary>
    static bool Wraps(CodeBase code, Code handler) =>
        handler is { Kind: CodeKind.Call, Callee.Name: "auth" or "withAuth" } && handler.Arguments.Any(one => code.FunctionOf(one).Exists);

    static bool IsOwn(Origin origin) =>
        origin.Package is "next-auth" or "@auth/core" or "@auth/sveltekit" or "@auth/express" or "better-auth" or "@hono/auth-js";

    /// <summary>What a function gives that does nothing else: <c>(c) => auth.handler(c.req.raw)</c>.</summary>
    static Code Answer(Code function) =>
        function.Body.Kind is not CodeKind.Block ? function.Body
        : function.Body.Children.ToList() is [{ Kind: CodeKind.Return } only] ? only[Part.Value]
        : default;

    /// <inheritdoc/>
    public void Find(Sources sources, RouteList found)
    {
        var code = sources.Code;
        if (code.Imports("next-auth", "@auth/core", "@auth/express", "@auth/sveltekit"))
            foreach (var call in code.All(CodeKind.Call))
                if (
                    code.OriginOf(call.Callee) is { Package: "next-auth" or "@auth/core", Name: "default" } origin
                    && sources.IsDeployed(call.File)
                )
                    if (origin.Module.EndsWith("/credentials", StringComparison.Ordinal))
                        found.Add(Credentials(code, call));
                    else if (LastOf(origin.Module) is "email" or "resend" or "nodemailer" or "sendgrid" or "postmark")
                        found.Add(Mail(call, LastOf(origin.Module)));
        if (code.Imports("better-auth"))
            foreach (var call in code.Calls("betterAuth"))
                if (code.OriginOf(call.Callee).Package is "better-auth" && sources.IsDeployed(call.File))
                    found.Add(BetterAuth(code, call));
    }

    static Route Credentials(CodeBase code, Code call) =>
        new(call, "NextAuth", "POST", $"/api/auth/callback/{IdOf(code, call) ?? "credentials"}")
        {
            Handler = code.Entry(code.ObjectOf(call.ArgumentAt(0)), "authorize"),
            Before = [Takes(call, CredentialStep.SignIn, TakesCode(code, call))],
        };

    static string? IdOf(CodeBase code, Code call) => code.ValueOf(code.Entry(code.ObjectOf(call.ArgumentAt(0)), "id")).AsText;

    /// <summary>What another party's server made, and what nobody can guess, is all that some take: a code of OAuth, a signature.</summary>
    static string? TakesCode(CodeBase code, Code call)
    {
        var fields = code.ObjectOf(code.Entry(code.ObjectOf(call.ArgumentAt(0)), "credentials"));
        var names = fields.Exists ? fields.Children.Where(one => one.Kind is CodeKind.Property).Select(one => one.Name).ToList() : [];
        return names.Count > 0 && names.TrueForAll(name => MadeByOthers().IsMatch(name))
            ? $"takes {string.Join(" and ", names)}, which others make"
            : null;
    }

    [GeneratedRegex(
        "^(?:code|state|nonce|message|signature|id_?token|access_?token|csrf_?token|redirect\\w*)$",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex MadeByOthers();

    static Route Mail(Code call, string provider) =>
        new(call, "NextAuth", "POST", $"/api/auth/signin/{provider}")
        {
            Before =
            [
                Takes(call, CredentialStep.CodeSend),
                new(call) { Known = new(ActKind.Does, call, "NextAuth") { Effect = EffectKind.SendsMail } },
            ],
        };

    static Route BetterAuth(CodeBase code, Code call)
    {
        var options = code.ObjectOf(call.ArgumentAt(0));
        var path = code.ValueOf(code.Entry(options, "basePath")).AsText ?? "/api/auth";
        var limits = code.ObjectOf(code.Entry(options, "rateLimit"));
        Step[] steps = [Takes(call, CredentialStep.SignIn, BetterAuthDoors.NothingToGuess(code, options))];
        if (limits.Exists && code.ObjectEntry(code.Entry(options, "rateLimit"), "enabled") is false)
            steps = [.. steps, new(call) { Known = BetterAuthDoors.SwitchedOff(code, limits, call) }];
        if (!limits.Exists || code.ObjectEntry(code.Entry(options, "rateLimit"), "enabled") is not false)
            steps =
            [
                .. steps,
                new(call) { Known = new(ActKind.Limits, call, "Better Auth") { Limit = Limit(code, options, limits, call) } },
            ];
        return new(call, "Better Auth", "POST", $"{path}/sign-in") { Before = [.. steps] };
    }

    static RateLimit Limit(CodeBase code, Code options, Code limits, Code call) =>
        new(limits.Exists ? limits.At : call.At, "Better Auth")
        {
            Key = LimitKey.Address,
            Store =
                code.ValueOf(code.Entry(limits, "storage")).AsText is "database" or "secondary-storage"
                || code.Entry(limits, "customStorage").Exists
                || (code.Entry(options, "secondaryStorage").Exists && !code.Entry(limits, "storage").Exists)
                    ? LimitStore.Shared
                    : LimitStore.Memory,
            Calls = 3,
            Seconds = 10,
        };

    static Step Takes(Code call, CredentialStep step, string? nothing = null) =>
        new(call)
        {
            Known = new(ActKind.HandlesCredential, call, "a sign-in library") { Credential = step, NothingToGuess = nothing },
        };

    static string LastOf(string module) => module[(module.LastIndexOf('/') + 1)..];
}
