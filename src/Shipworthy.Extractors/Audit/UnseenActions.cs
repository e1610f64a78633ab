using System.Text.RegularExpressions;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Audit;

/// <summary>Tells whether sensitive actions may lie where no routes could be read: where code speaks of rights, keys, accounts or exports.</summary>
sealed partial class UnseenActions(Sources sources)
{
    /// <summary>Whether a part of the app may hold any, in whatever language it is written.</summary>
    public bool MayLieIn(Deployable part) => Texts.Any(file => part.Holds(file.Path) && Speaks().IsMatch(file.Text));

    /// <summary>Whether any may lie behind a place, which leads to code that is not known.</summary>
    public bool MayLieAt(Location at) => at == Location.WholeApp || Texts.Any(file => Speaks().IsMatch(file.Text));

    IEnumerable<SourceFile> Texts => sources.Tree.Files.Where(file => file.Role is FileRole.Prod && file.Text.Length < 400_000);

    [GeneratedRegex(
        @"\b(?:is_?admin|is_?superuser|user_?roles?|api_?keys?|hashed_?password|password_?hash|has_secure_password|password_digest|password_confirmation|encrypted_password|password_?encoder|bcrypt|delete_?user|memberships?|user_?privileges?|(?:change|update|set|assign|grant|revoke)_?roles?|(?:revoke|rotate)_(?:api_)?(?:token|key)s?|impersonat\w*)\b",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex Speaks();
}
