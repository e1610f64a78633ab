using System.Text.RegularExpressions;
using Shipworthy.Extractors.Clients;
using Shipworthy.Extractors.Clients.Exposures;
using Shipworthy.Extractors.Endpoints;
using Shipworthy.Extractors.Pipelines;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Customers;

/// <summary>
/// Finds the place that everybody who uses the app sees, and what shows that strangers can become users: a page or an address for signing up or buying, or a call that
/// makes an account for whoever asks.
/// </summary>
public sealed partial class FaceInClients : IExtractor
{
    static readonly ImmutableArray<string> MakesAccount = ["signUp", "createUserWithEmailAndPassword", "signUpEmail", "signUpWithPassword"];

    static readonly ImmutableArray<string> OpenSignIns =
    [
        "@clerk/nextjs",
        "@clerk/clerk-react",
        "@clerk/react-router",
        "@clerk/tanstack-react-start",
        "@clerk/astro",
        "@clerk/vue",
        "@kinde-oss/kinde-auth-nextjs",
        "@stackframe/stack",
    ];

    /// <inheritdoc/>
    public ImmutableArray<Type> Teaches => [typeof(PublicFace)];

    /// <inheritdoc/>
    public void Extract(Sources sources, Learner learn)
    {
        if (!sources.Clients.Any(IsSeen))
            return;
        var signUp = SelfHosting.IsMeant(sources) ? null : SignUpIn(sources);
        learn.Add(
            new PublicFace(PlaceForEverybody(sources.Tree, signUp?.Path ?? "") ?? sources.Clients.First(IsSeen).App.At)
            {
                Audience = signUp is null ? Audience.Unknown : Audience.Anybody,
                Because = signUp?.Because ?? "",
            }
        );
    }

    static bool IsSeen(BuiltClient client) =>
        client.App.Kind is ClientKind.Bundle or ClientKind.Pages or ClientKind.Mobile or ClientKind.Desktop or ClientKind.Extension;

    /// <summary>Places that everybody sees, the best for a link first.</summary>
    enum Rank
    {
        Footer,
        Frame,
        Navigation,
        Layout,
        Shell,
        First,
        None,
    }

    /// <summary>The place that everybody sees, in the part of the app where people become users rather than in another.</summary>
    static Location? PlaceForEverybody(SourceTree tree, string signUp)
    {
        var project = ProjectOf(tree, signUp);
        return ShownFiles
            .In(tree)
            .Where(file => ShownFiles.IsMarkup(file.Path) && !ShownFiles.IsMail(file.Path) && !Kit().IsMatch(file.Path))
            .Select(file => (File: file, Rank: RankOf(file)))
            .Where(one => one.Rank is not Rank.None)
            .OrderByDescending(one => project.Length > 0 && Paths.IsIn(project, one.File.Path))
            .ThenBy(one => one.Rank)
            .ThenBy(one => one.File.Path.Count(letter => letter == '/'))
            .ThenBy(one => one.File.Path, StringComparer.Ordinal)
            .Select(one => LineIn(one.File))
            .FirstOrDefault();
    }

    /// <summary>The innermost folder around a file that holds a manifest; empty for the top folder.</summary>
    static string ProjectOf(SourceTree tree, string path)
    {
        for (var slash = path.LastIndexOf('/'); slash > 0; slash = path.LastIndexOf('/', slash - 1))
            if (
                tree.Files.Any(file =>
                    file.Folder == path[..slash] && (file.Name is "package.json" || file.Name.EndsWith(".csproj", StringComparison.Ordinal))
                )
            )
                return path[..slash];
        return "";
    }

    static Rank RankOf(SourceFile file)
    {
        var name = file.Name.Split('.')[0];
        return FooterName().IsMatch(name) ? Rank.Footer
            : FrameName().IsMatch(name) ? Rank.Frame
            : NavigationName().IsMatch(name) ? Rank.Navigation
            : LayoutName().IsMatch(name) ? Rank.Layout
            : ShellName().IsMatch(name) ? Rank.Shell
            : FirstName().IsMatch(name) ? Rank.First
            : Rank.None;
    }

    static Location LineIn(SourceFile file) =>
        FooterTag().Match(file.Text) is { Success: true } tag ? Location.At(file.Path, file.At(tag.Index).Line) : Location.At(file.Path, 1);

    /// <summary>What shows that strangers can become users, as a clause; null where nothing does.</summary>
    static (string Because, string Path)? SignUpIn(Sources sources)
    {
        if (
            ShownFiles
                .In(sources.Tree)
                .Any(file =>
                    SignUpPage().IsMatch(file.Path)
                    && ShownFiles.IsMarkup(file.Path)
                    && !Staff().IsMatch(file.Path)
                    && InviteCode().IsMatch(file.Text)
                )
        )
            return null;
        foreach (var call in sources.Code.Calls(MakesAccount))
            if (sources.IsDeployed(call.File) && !Staff().IsMatch(call.File.Path))
                return ($"takes new accounts at {call.At}", call.File.Path);
        foreach (var call in sources.Code.Calls("signInWithOtp"))
            if (sources.IsDeployed(call.File) && !Staff().IsMatch(call.File.Path) && MakesAccounts(sources, call))
                return ($"takes new accounts at {call.At}", call.File.Path);
        foreach (var file in ShownFiles.In(sources.Tree))
            if (SignUpPage().IsMatch(file.Path) && ShownFiles.IsMarkup(file.Path) && !Staff().IsMatch(file.Path))
                return ($"has a page for new customers, {file.Path}", file.Path);
        foreach (var route in sources.Routes.Routes)
            if (CredentialNames.Of(route.Path) is CredentialStep.SignUp && !Staff().IsMatch(route.Path) && IsAsked(sources, route.Path))
                return ($"takes new accounts at {route.Path}", route.At.File.Path);
        foreach (var package in OpenSignIns)
            if (sources.Code.Imports(package))
                return ($"lets everybody sign up through {package}", "");
        // Stores of apps ask everybody's app for such a page.
        foreach (var file in ShownFiles.In(sources.Tree))
            if (DeletionPage().IsMatch(file.Path) && ShownFiles.IsMarkup(file.Path) && Store().IsMatch(file.Text))
                return ($"is in a store of apps by its page {file.Path}", file.Path);
        return null;
    }

    /// <summary>Whether a page or a client of the repository may send to an address: one has a form, or names the end of the address. Else its clients live elsewhere.</summary>
    static bool IsAsked(Sources sources, string address)
    {
        var end = address.TrimEnd('/');
        end = end[(end.LastIndexOf('/') + 1)..];
        return end.Length == 0
            || ShownFiles
                .In(sources.Tree)
                .Any(file =>
                    (ShownFiles.IsMarkup(file.Path) || file.Language is Language.JavaScript or Language.TypeScript)
                    && (
                        file.Text.Contains("<form", StringComparison.OrdinalIgnoreCase)
                        || file.Text.Contains(end, StringComparison.OrdinalIgnoreCase)
                    )
                );
    }

    /// <summary>Supabase makes an account for whoever asks for a code, unless the call or the project's settings say that it does not.</summary>
    static bool MakesAccounts(Sources sources, Code call)
    {
        if (call.ArgumentAt(0) is not { Kind: CodeKind.Object } asked || asked.Children.Any(child => child.Kind is CodeKind.Spread))
            return false;
        var options = asked.Property("options");
        if (options.Exists && (options[Part.Value] is not { Kind: CodeKind.Object } written || written.Property("shouldCreateUser").Exists))
            return false;
        return !sources
            .Tree.Named("config.toml")
            .Any(file => file.Path.EndsWith("supabase/config.toml", StringComparison.Ordinal) && Closed().IsMatch(file.Text));
    }

    [GeneratedRegex(@"^\s*enable_signup\s*=\s*false", RegexOptions.CultureInvariant | RegexOptions.Multiline, 10_000)]
    private static partial Regex Closed();

    /// <summary>Building blocks, and parts that only staff or other people's readers see.</summary>
    /// <summary>A page on which people have their account deleted.</summary>
    [GeneratedRegex(
        @"(^|/)(delete-?account|account-?deletion|data-?deletion|exclusao-de-conta|excluir-conta|eliminar-cuenta|konto-loeschen|suppression-(?:de-)?compte)(/(?:page|index)\.\w+|\.\w+)$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex DeletionPage();

    [GeneratedRegex(@"Google Play|Play (?:Console|Store)|App Store", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Store();

    [GeneratedRegex(
        @"(^|/)(ui|primitives|design-system|admin|emails?|pdfs?|media-pack|reports?|docs|\.storybook)/|(^|/)\(?admin",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Kit();

    [GeneratedRegex(
        @"^_?((app|site|main|page|global|public|landing|layout|marketing|web|the|home)[-_]?)?footer[-_]?(bar|section|nav|links|component|menu)?$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex FooterName();

    [GeneratedRegex(
        @"^_?(main|app|dashboard|site|page|default|root|public)[-_]?(layout|shell|frame)$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex FrameName();

    [GeneratedRegex(
        @"^_?((app|site|main|dashboard|layout|top|the)[-_]?)?(sidebar|side-?nav|navbar|nav-?bar|nav-?menu|navigation|header|topbar|menu)$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex NavigationName();

    [GeneratedRegex(
        @"^(_?layout|base|application|\+layout|root|_root|__root)$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex LayoutName();

    [GeneratedRegex(@"^(app|_app|main)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex ShellName();

    [GeneratedRegex(@"^(index|home|\+page|page|landing)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex FirstName();

    /// <summary>A code that whoever signs up has to have got from somebody.</summary>
    [GeneratedRegex(@"invit(?:e|ation)[-_ ]?code(?![^\n]{0,60}optional)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex InviteCode();

    [GeneratedRegex(@"<footer\b|<Footer\b", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex FooterTag();

    [GeneratedRegex(
        @"(^|/)\(?(sign-?up|sign_up|register|registration|auth/join|create-account|checkout|pricing|cart|basket|subscribe)\)?([/._][^/]*)*$|(^|/)(SignUp|Signup|SignUpPage|Register|RegisterPage|Registration|Checkout|CheckoutPage|Pricing|PricingPage|Cart|CartPage|CreateAccount)(\.\w+)+$",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex SignUpPage();

    [GeneratedRegex(
        @"(^|[/._-])\(?(admin|staff|backoffice|internal|invite|invitations?|seeds?|scripts?|setup|fixtures?)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Staff();
}
