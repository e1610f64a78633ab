using System.Text.RegularExpressions;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Writes.Repeats;

/// <summary>
/// Parts of the app whose code is not read, and whose text speaks of what must happen once: payments, orders, balances, events of providers. Without such a word none is
/// assumed.
/// </summary>
public sealed partial class CriticalWritesOfUnreadParts : ICombiner
{
    /// <inheritdoc/>
    public ImmutableArray<Type> Teaches => [typeof(CriticalWrite)];

    /// <inheritdoc/>
    public void Combine(Sources sources, App known, Learner learn)
    {
        foreach (var part in known.Deployables.Where(part => part.NotSeen is not null && part.Serves is not Serves.Files))
            if (
                sources.Tree.Files.FirstOrDefault(file => IsSource(file) && part.Holds(file.Path) && Speaks().IsMatch(file.Text)) is
                { } file
            )
                learn.CannotSee<CriticalWrite>(
                    part.At,
                    $"{part.Name} {part.NotSeen}, so whether its writes can happen twice could not be read; {file.Path} speaks of such writes"
                );
    }

    static bool IsSource(SourceFile file) =>
        file.Role is FileRole.Prod
        && file.Text.Length < 400_000
        && !file.Name.EndsWith(".json", StringComparison.OrdinalIgnoreCase)
        && !file.Name.EndsWith(".css", StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex(
        @"\b(?:stripe|paypal|paddle|lemon_?squeezy|razorpay|adyen|mollie)\b|(?:webhook|payment|checkout|invoice|refund|payout)s?\b|\b(?:create|place|submit)_?orders?\b|\b(?:balance|credits|wallet|quantity|stock|seats?)_?(?:id|count|amount)?\s*(?:\+=|-=|=|:)",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex Speaks();
}
