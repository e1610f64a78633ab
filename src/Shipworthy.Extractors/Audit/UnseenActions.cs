using System.Text.RegularExpressions;

namespace Shipworthy.Extractors.Audit;

/// <summary>Tells whether sensitive actions may lie where no routes could be read: where code speaks of rights, keys, accounts or exports.</summary>
sealed partial class UnseenActions(Sources sources)
{
    /// <summary>Whether a part of the app may hold any.</summary>
    public bool MayLieIn(Deployable part) =>
        sources.Code.Files.Any(file => part.Holds(file.Path) && sources.IsDeployed(file) && Speaks().IsMatch(file.Text));

    /// <summary>Whether any may lie behind a place.</summary>
    public bool MayLieAt(Location at) =>
        sources.Code.Find(at.Path) is not { } file
        || Speaks().IsMatch(file.Text)
        || sources.Code.Files.Any(one => sources.IsDeployed(one) && Speaks().IsMatch(one.Text));

    [GeneratedRegex(
        @"\b(?:is_?admin|is_?superuser|user_?roles?|api_?keys?|hashed_?password|password_?hash|delete_?user|impersonat\w*)\b",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex Speaks();
}
