using System.Text.RegularExpressions;
using Shipworthy.Extractors.Docs;

namespace Shipworthy.Extractors.Customers;

/// <summary>Finds status pages and rooms for news of outages that documents name: those that customers read, and those of the team.</summary>
public sealed partial class StatusPlacesOfDocuments : ICombiner
{
    /// <inheritdoc/>
    public ImmutableArray<Type> Teaches => [typeof(StatusPlace)];

    /// <inheritdoc/>
    public void Combine(Sources sources, App known, Learner learn)
    {
        var told = known.StatusPlaces.Where(place => place.IsMet).Select(place => place.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var document in known.Documents.Where(one => one.OneOff is null).OrderByDescending(IsMet))
        {
            if (document.Kind is DocumentKind.AgentNotes or DocumentKind.Changes or DocumentKind.Contribution or DocumentKind.Form)
                continue;
            foreach (var link in document.Links)
            {
                foreach (var (host, kind, _) in StatusHosts.In(link.Target))
                    if (kind is StatusPlaceKind.Link && !IsBadgeOfOthers(link) && told.Add(host))
                        learn.Add(new StatusPlace(document.Line(link.Line), host) { Kind = kind, IsMet = IsMet(document) });
                if (
                    IsMet(document)
                    && StatusHosts.Rooms(link.Target).Count > 0
                    && !Placeholders.IsIn(link.Target)
                    && document.Lines.Any(line => line.Number == link.Line && OutageWords.IsIn(line.Text))
                    && told.Add(link.Target)
                )
                    learn.Add(new StatusPlace(document.Line(link.Line), link.Target) { Kind = StatusPlaceKind.Channel, IsMet = true });
            }
        }
    }

    /// <summary>Whether people who use the app read the document.</summary>
    static bool IsMet(Document document) =>
        document.Kind is DocumentKind.Readme or DocumentKind.ProductHelp or DocumentKind.Legal || Support().IsMatch(document.At.Path);

    static bool IsBadgeOfOthers(Link link) => link.Target.Contains("shields.io", StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex(@"(^|/)(support|help|faq|sla|status)([-_]\w+)?\.\w+$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Support();
}
