using System.Text.RegularExpressions;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.AiTools;

/// <summary>Tells files in which a mistake is worse than elsewhere (rubric 9, "critical file"), by what they are for and by the words of their path.</summary>
static partial class CriticalFiles
{
    /// <summary>Why a file is critical, as the rest of a sentence; empty for ordinary files.</summary>
    public static string WhyIs(SourceFile file)
    {
        switch (file.Role)
        {
            case FileRole.Migration:
                return "changes the database and who may read it";
            case FileRole.Ci:
                return "runs with the rights of the pipeline";
            case FileRole.Infra:
                return "decides what runs and who may reach it";
            case FileRole.Test or FileRole.Script:
                return "";
        }
        if (file.Path.Contains("supabase/functions/", StringComparison.Ordinal))
            return "answers strangers with the rights of the server";
        if (file.Name.EndsWith(".rules", StringComparison.Ordinal))
            return "decides who may read which data";
        // Building blocks of a design, and pages that only inform, decide nothing.
        if (Harmless().IsMatch(file.Path))
            return "";
        var words = Spaced(file.Path);
        return Payment().IsMatch(words) ? "handles money"
            : Access().IsMatch(words) ? "decides who gets in"
            : Secret().IsMatch(words) ? "handles secrets"
            : "";
    }

    /// <summary>The words of a path, one by one: <c>src/lib/authGuard.ts</c> has "auth" and "guard".</summary>
    static string Spaced(string path) => Boundary().Replace(path, " ").ToLowerInvariant();

    [GeneratedRegex(
        @"(?:^|/)components/ui/|(?:privacy|cookie|refund|return|shipping)[-_ ]?policy",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Harmless();

    [GeneratedRegex(@"(?<=[a-z0-9])(?=[A-Z])|[/._\-\[\]()]+", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Boundary();

    [GeneratedRegex(
        @"\b(?:payments?|billing|checkout|stripe|paypal|invoices?|refunds?|webhooks?|subscriptions?|credits?|payouts?|wallets?)\b",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Payment();

    [GeneratedRegex(
        @"\b(?:auth\w*|login|signin|sign in|signup|sign up|register|sessions?|passwords?|permissions?|guards?|rbac|roles?|policy|policies|middleware|mfa|otp|2fa|tenants?|admin)\b",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Access();

    [GeneratedRegex(
        @"\b(?:crypto|encrypt\w*|decrypt\w*|secrets?|tokens?|jwt|hash\w*|signing|signatures?|keys?|vault)\b",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Secret();
}
