using System.Text.RegularExpressions;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Customers;

/// <summary>Tells which files hold what people who use the app read: pages, components, mails, texts and the settings that feed them.</summary>
static partial class ShownFiles
{
    const int LongestText = 1 << 19;

    /// <summary>All of them. Samples and data to try things out are not among them.</summary>
    public static IEnumerable<SourceFile> In(SourceTree tree) => tree.Files.Where(IsShown);

    /// <summary>Whether a file holds markup, and so what people see.</summary>
    public static bool IsMarkup(string path) => Markup().IsMatch(path);

    /// <summary>Whether a path is that of a place where people look for help: contact, support, the footer, the legal pages.</summary>
    public static bool IsPlaceForHelp(string path) => PlaceForHelp().IsMatch(path);

    /// <summary>Whether a path is that of a mail to people who use the app.</summary>
    public static bool IsMail(string path) => Mail().IsMatch(path);

    static bool IsShown(SourceFile file) =>
        file.Role is FileRole.Prod
        && file.Bytes.Length is > 0 and <= LongestText
        && (IsMarkup(file.Path) || Code().IsMatch(file.Name) || (Data().IsMatch(file.Name) && Texts().IsMatch(file.Path)))
        && !Sample().IsMatch(file.Path);

    [GeneratedRegex(
        @"\.(html?|cshtml|razor|erb|blade\.php|ejs|hbs|handlebars|mustache|pug|twig|jinja2?|j2|jsp|liquid|h?eex|gohtml|phtml|haml|slim|vue|svelte|astro|tsx|jsx|mdx|xaml)$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Markup();

    [GeneratedRegex(
        @"\.(ts|js|mjs|cjs|mts|py|cs|rb|php|go|java|kt|dart|swift|ex)$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Code();

    [GeneratedRegex(@"\.(json|ya?ml|toml|resx|arb)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Data();

    [GeneratedRegex(
        @"(^|/)(locales?|i18n|lang|languages|messages|translations|content|copy|site|nav(igation)?|src/(config|data)|resources|l10n)(/|\.)|\.(resx|arb)$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Texts();

    [GeneratedRegex(
        @"(^|[/._-])(seed(s|er|ers|ing|data)?|mocks?|fixtures?|samples?|demos?|stories|storybook|faker|dummy|placeholders?|examples?|tests?|testing|e2e|spec|__tests__|playground)([/._-]|$)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Sample();

    [GeneratedRegex(
        @"(?<![a-z])(contact(-?us)?|contacto|contato|kontakt|support|help(-?cent(er|re))?|hilfe|ayuda|ajuda|aide|footer(bar|section|links)?|faq|imprint|impressum|legal|privacy(-?policy)?|terms(of(use|service))?|tos|refunds?|returns?(policy)?|datenschutz|agb|privacidad|terminos|feedback)(?![a-z])|(Contact|Support|Help|Footer|Faq|FAQ|Imprint|Legal|Privacy|Terms|Feedback)(?=[A-Z./])|(?<=[a-z])(Footer|Contact|Support|Help)(?![a-z])",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex PlaceForHelp();

    [GeneratedRegex(
        @"(^|[/._-])(e?mails?|mailers?|newsletters?|notifications?)([/._-]|$)|[a-z](Email|Mail)",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Mail();
}
