using System.Text.RegularExpressions;

namespace Shipworthy.Extractors.Customers;

/// <summary>
/// Tells software that others run for themselves from a service that the team runs: open source whose README has its readers run it, and nothing that takes money.
/// Who signs up there is a user of somebody else's installation.
/// </summary>
static partial class SelfHosting
{
    static readonly ImmutableArray<string> TakesMoney =
    [
        "stripe",
        "@stripe/stripe-js",
        "@paddle/paddle-js",
        "@paddle/paddle-node-sdk",
        "@lemonsqueezy/lemonsqueezy.js",
        "@polar-sh/sdk",
        "braintree",
        "paypalrestsdk",
        "paddle",
        "Stripe",
    ];

    /// <summary>Whether the app is such software.</summary>
    public static bool IsMeant(Sources sources) =>
        sources.Tree.Files.Any(file => !file.Path.Contains('/') && LicenceName().IsMatch(file.Name))
        && sources.Tree.Files.Any(file =>
            !file.Path.Contains('/') && ReadmeName().IsMatch(file.Name) && Word().IsMatch(file.Text) && Command().IsMatch(file.Text)
        )
        && !TakesMoney.Any(package => sources.Code.Imports(package));

    [GeneratedRegex(@"^(LICEN[CS]E|COPYING)(\.\w+)?$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex LicenceName();

    [GeneratedRegex(@"^README(\.\w+)?$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex ReadmeName();

    /// <summary>To run it oneself, in the languages that documents of such software are written in.</summary>
    [GeneratedRegex(
        @"\bself-?\s?host|\bhost it yourself\b|\bselbst\s?(zu\s)?(hosten|gehostet)|\bauto-?(héberg|aloja|hospeda)|\bauto-?ospit|\bwłasnym serwerze\b|\bkendi sunucu|自托管|自建|セルフホスト",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Word();

    /// <summary>A command by which a reader runs what the team publishes.</summary>
    [GeneratedRegex(
        @"\bdocker\s+(run|compose\s+up|pull)\b|\bdocker-compose\s+up\b|\bhelm\s+(repo\s+add|install|upgrade)\b|\bkubectl\s+apply\b|\bbrew\s+install\b|\bcurl\s[^\n]*\|\s*(sudo\s+)?(ba)?sh\b",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Command();
}
