using System.Text.RegularExpressions;

namespace Shipworthy.Extractors.Endpoints.Steps;

/// <content>Beginnings of addresses that name a language first: <c>`/${locale}/admin`</c>.</content>
sealed partial class AddressConditions
{
    /// <summary>
    /// Whether an address begins with a language and what stands after it: false where its first part is no language, null where it is one or may be, and for every other text.
    /// </summary>
    static bool? StartsInLanguage(Code text, string address) =>
        text.Kind is CodeKind.Template
        && text.Children.SkipWhile(part => part.String is "" or "/").FirstOrDefault() is { Kind: CodeKind.Name or CodeKind.Member } first
        && NamesLanguage().IsMatch(first.Name)
        && address.Split('/', StringSplitOptions.RemoveEmptyEntries) is [var part, ..]
        && NoLanguage().IsMatch(part)
            ? false
            : null;

    [GeneratedRegex("locale|lang", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 10_000)]
    private static partial Regex NamesLanguage();

    /// <summary>A first part of an address that no language is called by; parameters are none.</summary>
    [GeneratedRegex("^(?:[a-z]{4,}|api|app|[a-z]+_[a-z]+)$", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex NoLanguage();
}
