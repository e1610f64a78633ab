using System.Text.RegularExpressions;

namespace Shipworthy.Checks;

/// <summary>What an app must refuse where it matters most: sign-in, money, webhooks, and the guards before everything else (rubric 9.6).</summary>
static partial class CriticalBehaviours
{
    /// <summary>The endpoints that are critical by themselves. What a library answers without any code of the app is tested by its makers.</summary>
    public static ImmutableArray<Endpoint> Of(App app)
    {
        var money = app
            .SensitiveActions.Where(action => action.Kind is SensitiveKind.Money)
            .Select(action => action.Name)
            .Concat(
                app.CriticalWrites.Where(write =>
                        write.Kind is CriticalKind.Charge or CriticalKind.Change
                        && Money().IsMatch(write.What)
                        && !Meter().IsMatch(write.What)
                    )
                    .Select(write => write.Entry)
            )
            .ToHashSet(StringComparer.Ordinal);
        var passwords = app
            .SensitiveActions.Where(action => action.Kind is SensitiveKind.Credential)
            .Select(action => action.Name)
            .ToHashSet(StringComparer.Ordinal);
        return
        [
            .. app.Endpoints.Where(endpoint =>
                !endpoint.IsPlatformSurface
                && !IsOfLibrary(endpoint)
                && (
                    endpoint.Credential is not (CredentialStep.Unknown or CredentialStep.CodeSend)
                    || endpoint.TakesIdentityToken
                    || IsWebhook(endpoint)
                    || endpoint.Effects.Any(effect => effect.Kind is EffectKind.Charges)
                    || (endpoint.Method is not "GET" && (money.Contains(endpoint.Name) || SetsPassword(endpoint, passwords)))
                )
            ),
        ];
    }

    static bool IsOfLibrary(Endpoint endpoint) => endpoint.IsOfLibrary || endpoint.Framework is "Better Auth";

    /// <summary>Whether an endpoint changes a password by what it is called, and does so.</summary>
    static bool SetsPassword(Endpoint endpoint, HashSet<string> passwords) =>
        passwords.Contains(endpoint.Name) && endpoint.Route.Contains("passw", StringComparison.OrdinalIgnoreCase);

    /// <summary>What an endpoint does, as the beginning of a sentence about its place.</summary>
    public static string Says(Endpoint endpoint, App app) =>
        endpoint.Credential switch
        {
            CredentialStep.SignIn => $"signs people in ({endpoint.Name})",
            CredentialStep.SignUp => $"makes accounts ({endpoint.Name})",
            CredentialStep.ResetRequest => $"starts a password reset ({endpoint.Name})",
            CredentialStep.ResetComplete => $"sets a new password ({endpoint.Name})",
            CredentialStep.CodeSend => $"sends a code ({endpoint.Name})",
            CredentialStep.CodeVerify => $"takes a one-time code ({endpoint.Name})",
            CredentialStep.Refresh => $"renews sessions ({endpoint.Name})",
            CredentialStep.Unknown when endpoint.TakesIdentityToken => $"signs people in ({endpoint.Name})",
            CredentialStep.Unknown when IsWebhook(endpoint) => $"takes webhooks ({endpoint.Name})",
            CredentialStep.Unknown when endpoint.Effects.Any(effect => effect.Kind is EffectKind.Charges) =>
                $"starts payments ({endpoint.Name})",
            CredentialStep.Unknown when endpoint.Route.Contains("passw", StringComparison.OrdinalIgnoreCase) =>
                $"sets a password ({endpoint.Name})",
            CredentialStep.Unknown => $"changes plans or money ({endpoint.Name})",
        };

    /// <summary>A finding about an endpoint, at the operation that does its work where a mediator leads there.</summary>
    public static Finding Placed(Finding finding, Endpoint endpoint) =>
        endpoint.OperationAt is { } operation
            ? finding with
            {
                At = operation,
                Related = [endpoint.At, .. finding.Related.Where(place => place != operation)],
            }
            : finding;

    /// <summary>Endpoints by the guard that tells who calls them, the most used place first; a guard of a single endpoint is part of that endpoint.</summary>
    public static ImmutableArray<ImmutableArray<Endpoint>> Guards(App app) =>
        [
            .. app
                .Endpoints.Where(endpoint =>
                    endpoint is { IsPlatformSurface: false, Caller: Caller.User or Caller.Machine, CallerAt: not null }
                    && !IsWebhook(endpoint)
                    && !endpoint.TakesIdentityToken
                    && !IsOfLibrary(endpoint)
                )
                .GroupBy(endpoint => (endpoint.Deployable, endpoint.CallerBecause))
                .Where(guard => guard.Count() > 1)
                .Select(guard =>
                    guard
                        .GroupBy(endpoint => endpoint.CallerAt)
                        .OrderByDescending(place => place.Count())
                        .SelectMany(place => place)
                        .ToImmutableArray()
                ),
        ];

    /// <summary>The other endpoints that change something for people.</summary>
    public static IEnumerable<Endpoint> Others(App app, ImmutableArray<Endpoint> critical) =>
        app.Endpoints.Where(endpoint =>
            !endpoint.IsPlatformSurface
            && !IsOfLibrary(endpoint)
            && endpoint.Caller is not Caller.Machine
            && endpoint.Credential is CredentialStep.Unknown
            && (
                endpoint.Method is "POST" or "PUT" or "PATCH" or "DELETE" or "ACTION"
                || (endpoint.Method is "ANY" && endpoint.Effects.Any(effect => effect.Kind is EffectKind.WritesData))
            )
            && !critical.Contains(endpoint)
        );

    /// <summary>Whether a program of others reports there: by the name of the address, or by a signature. A list of subscriptions to webhooks is none.</summary>
    public static bool IsWebhook(Endpoint endpoint) =>
        endpoint.Method is "POST" or "ANY"
        && (
            endpoint.CallerBecause.EndsWith("'s signature", StringComparison.Ordinal)
            || Hook().IsMatch(endpoint.Route)
            || (endpoint.Caller is Caller.Machine && Hooks().IsMatch(endpoint.Route))
        );

    [GeneratedRegex(
        @"(?:/|[-_])webhook(?:[-_][\w-]+)?$|/webhooks?/[a-z][\w-]*$|/(?:payments?|mpesa|m-pesa|paypal|paystack|flutterwave|payfast|pesapal|razorpay|mercado-?pago)/(?:[\w-]+/)*(?:[\w-]*[-_])?(?:callback|ipn|notify|notifications?)/?$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Hook();

    [GeneratedRegex(@"balance|wallet|funds|payout|salar|\bpaid|refund", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Money();

    /// <summary>A balance that counts what is left of an allowance and no money: days of leave, tokens of a model.</summary>
    [GeneratedRegex(
        @"(?:ai_?tokens?|leaves?|vacations?|holidays?|absences?|time_?off|\bpto|\bsms|e?mails?|minutes|hours|days|quota|usage)_?balances?",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Meter();

    [GeneratedRegex("webhook", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Hooks();
}
