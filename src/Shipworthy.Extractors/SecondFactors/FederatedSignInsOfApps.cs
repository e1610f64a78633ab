using System.Text.RegularExpressions;
using Shipworthy.Extractors.Endpoints.Django;
using Shipworthy.Extractors.Endpoints.Idioms;

namespace Shipworthy.Extractors.SecondFactors;

/// <summary>
/// The other sites with whose accounts people sign in: providers of NextAuth, Better Auth and Supabase, strategies of Passport, schemes of ASP.NET Core, providers of
/// django-allauth, clients of Authlib.
/// </summary>
public sealed partial class FederatedSignInsOfApps : ICombiner
{
    /// <inheritdoc/>
    public ImmutableArray<Type> Teaches => [typeof(FederatedSignIn)];

    /// <inheritdoc/>
    public void Combine(Sources sources, App known, Learner learn)
    {
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (at, provider) in InScript(sources).Concat(InDotNet(sources)).Concat(InPython(sources)).Concat(ByHand(sources, known)))
            if (seen.Add(provider))
                learn.Add(new FederatedSignIn(at.At, provider));
    }

    static IEnumerable<(Code At, string Provider)> InScript(Sources sources)
    {
        var code = sources.Code;
        if (code.Imports("next-auth", "@auth/core", "@auth/express", "@auth/sveltekit"))
            foreach (var call in code.All(CodeKind.Call).Concat(code.All(CodeKind.Name).Where(one => one.Part is Part.Element)))
                if (
                    code.OriginOf(call.Kind is CodeKind.Name ? call : call.Callee)
                        is { Package: "next-auth" or "@auth/core", Name: "default", Module: var module }
                    && module.Contains("/providers/", StringComparison.Ordinal)
                    && LastOf(module)
                        is not ("credentials" or "email" or "resend" or "nodemailer" or "sendgrid" or "postmark" or "passkey" or "webauthn")
                    && sources.IsDeployed(call.File)
                )
                    yield return (call, Named(LastOf(module)));
        if (code.Imports("better-auth"))
            foreach (var call in FactorsFound.Calls(sources, "betterAuth"))
                if (code.ObjectOf(code.Entry(code.ObjectOf(call.ArgumentAt(0)), "socialProviders")) is { Exists: true } social)
                    foreach (var provider in social.Children.Where(one => one.Kind is CodeKind.Property && one.Name.Length > 0))
                        if (code.ObjectEntry(provider[Part.Value], "enabled") is not false)
                            yield return (provider, Named(provider.Name));
        foreach (var made in code.All(CodeKind.New))
            if (
                code.OriginOf(made.Callee).Package is { } package
                && package.StartsWith("passport-", StringComparison.Ordinal)
                && package["passport-".Length..].Split('-')[0]
                    is "google"
                        or "github"
                        or "github2"
                        or "facebook"
                        or "twitter"
                        or "linkedin"
                        or "microsoft"
                        or "apple"
                        or "azure"
                        or "discord"
                        or "gitlab"
                        or "oauth2"
                        or "saml"
                        or "openidconnect"
                        or "slack"
                && sources.IsDeployed(made.File)
            )
                yield return (made, Named(package["passport-".Length..].Split('-')[0]));
        foreach (var call in FactorsFound.Calls(sources, "signInWithOAuth"))
            if (call.Receiver.Name is "auth")
                yield return (
                    call,
                    Named(code.ValueOf(code.Entry(code.ObjectOf(call.ArgumentAt(0)), "provider")).AsText ?? "another site")
                );
    }

    static IEnumerable<(Code At, string Provider)> InDotNet(Sources sources) =>
        FactorsFound
            .Calls(sources, "AddGoogle", "AddMicrosoftAccount", "AddFacebook", "AddTwitter", "AddGitHub", "AddOpenIdConnect")
            .Where(call => call.File.Language is Language.CSharp)
            .Select(call => (call, call.Callee.Name is "AddOpenIdConnect" ? "OpenID Connect" : call.Callee.Name["Add".Length..]));

    static IEnumerable<(Code At, string Provider)> InPython(Sources sources)
    {
        foreach (var settings in DjangoSettings.Of(sources))
        foreach (var app in settings.Texts("INSTALLED_APPS"))
            if (app.StartsWith("allauth.socialaccount.providers.", StringComparison.Ordinal))
                yield return (settings.Setting("INSTALLED_APPS"), Named(LastOf(app.Replace('.', '/'))));
        if (sources.Code.Imports("authlib"))
            foreach (var call in FactorsFound.Calls(sources, "register"))
                if (call.File.Language is Language.Python && call.Receiver.Name is "oauth" && call.ArgumentNamed("name").String is { } name)
                    yield return (call, Named(name));
    }

    /// <summary>Sign-ins that the app's own functions are named for: <c>google_login</c>, <c>signInWithApple</c>.</summary>
    static IEnumerable<(Code At, string Provider)> ByHand(Sources sources, App known)
    {
        var sides = new CodeSides(known, sources);
        foreach (var function in sources.Code.All(CodeKind.Function))
            if (
                function.Name.Length is > 0 and < 80
                && Handling().Match(function.Name) is { Success: true } found
                && sources.IsDeployed(function.File)
                && !sides.IsClient(function.File)
            )
                yield return (function, Named(found.Groups[1].Length > 0 ? found.Groups[1].Value : found.Groups[2].Value));
    }

    [GeneratedRegex(
        "(google|apple|microsoft|facebook|github|linkedin|saml|social|sso)_?(?:log_?in|sign_?in|auth|callback|oauth)|(?:log_?in|sign_?in|auth)_?(?:with|by|via)?_?(google|apple|microsoft|facebook|github|linkedin|saml|social|sso)",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex Handling();

    static string LastOf(string module) => module[(module.LastIndexOf('/') + 1)..];

    static string Named(string provider) =>
        provider.ToLowerInvariant() switch
        {
            "github" or "github2" => "GitHub",
            "gitlab" => "GitLab",
            "linkedin" => "LinkedIn",
            "saml" => "SAML",
            "" or "social" or "sso" => "another site",
            "another site" => "another site",
            var other => char.ToUpperInvariant(other[0]) + other[1..],
        };
}
