using System.Text.RegularExpressions;
using Shipworthy.Extractors.Writes.Races;

namespace Shipworthy.Extractors.Queries;

/// <summary>Rules of FluentValidation that ask a function of the app: they run before the handler of what they check, so what they ask a database the endpoint asks.</summary>
/// <param name="sources">The app.</param>
sealed partial class RulesOfValidators(Sources sources)
{
    readonly ImmutableArray<(Code Asked, string Checked)> all =
    [
        .. LooksOfValidators.In(sources).Select(one => (one.Asked, Checked: CheckedBy(one.Type))).Where(one => one.Checked.Length > 0),
    ];

    /// <summary>The functions that rules ask before handlers that take what they check.</summary>
    public IEnumerable<Code> Before(List<Code> handlers) =>
        all.Where(rule => handlers.Exists(one => one.All(Part.Parameter).Any(given => given[Part.Type].Name == rule.Checked)))
            .Select(rule => rule.Asked);

    static string CheckedBy(Code type) =>
        type.All(Part.Base).Select(one => Validates().Match(one.Text)).FirstOrDefault(match => match.Success)?.Groups[1].Value ?? "";

    [GeneratedRegex(@"\bAbstractValidator<\s*(?:\w+\.)*(\w+)\s*>", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Validates();
}
