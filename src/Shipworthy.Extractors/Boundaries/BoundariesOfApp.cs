using System.Text.RegularExpressions;

namespace Shipworthy.Extractors.Boundaries;

/// <summary>What is written about the parts of the app, compared with the parts that there are.</summary>
public sealed partial class BoundariesOfApp : ICombiner
{
    /// <inheritdoc/>
    public ImmutableArray<Type> Teaches => [typeof(CodeUnit), typeof(BoundaryDescription), typeof(BoundaryCrossing)];

    /// <inheritdoc/>
    public void Combine(Sources sources, App known, Learner learn)
    {
        Crossings.Find(sources, known, learn);
        foreach (var spot in known.Deployables.BlindSpots)
            learn.CannotSee<CodeUnit>(spot.At, spot.Because);
        var units = UnitsOfApp.Of(sources, known);
        if (units.Count == 0)
            return;
        var pages = PagesAboutBoundaries.In(sources, known);
        var naming = new Naming(units);
        var set = BestOf(units, pages, naming);
        var described = units.ConvertAll(unit =>
            unit with
            {
                DescribedAt = set.Select(page => naming.Of(unit, page)).FirstOrDefault(at => at is not null),
            }
        );
        foreach (var unit in described)
            learn.Add(unit);
        var named = described.Count(one => one.DescribedAt is not null && one.Folder.Length > 0);
        var expected = described.Count(one => one.Folder.Length > 0);
        var parts = described.FindAll(one => one.RunsByItself);
        var namesAllParts = parts.Count > 0 && parts.TrueForAll(one => one.DescribedAt is not null && one.Folder.Length > 0);
        learn.Add(
            named > 0 && (named * 4 >= expected || namesAllParts) || (expected == 0 && set.Count > 0) ? Here(set) : NotHere(sources, known)
        );
    }

    /// <summary>The page that names most parts, with the pages that it links to and those of the same kind beside it: README files are one set.</summary>
    static List<BoundaryPage> BestOf(List<CodeUnit> units, List<BoundaryPage> pages, Naming naming)
    {
        int Named(IReadOnlyCollection<BoundaryPage> some) => units.Count(unit => some.Any(page => naming.Of(unit, page) is not null));
        var expected = units.Count(unit => unit.Folder.Length > 0);
        List<List<BoundaryPage>> sets =
        [
            .. pages
                .Select(page => pages.Where(other => other.Document == page.Document || AreLinked(page.Document, other.Document)).ToList())
                .OrderByDescending(Named)
                .ThenBy(set => set.Count)
                .ThenBy(set => set[0].Document.At.Path.Length),
        ];
        // A plan names what is to come, so it counts only where nothing says what is.
        return sets.Find(set => !set.TrueForAll(IsPlan) && Named(set) is > 0 and var named && named * 4 >= expected)
            ?? sets.FirstOrDefault()
            ?? [];
    }

    static bool IsPlan(BoundaryPage page) => Plan().IsMatch(page.Document.At.Path[(page.Document.At.Path.LastIndexOf('/') + 1)..]);

    [GeneratedRegex(
        @"(?:^|[-_ ])(?:plan|roadmap|proposal|todo|backlog)s?(?:[-_. ]|$)",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex Plan();

    static bool AreLinked(Document page, Document other) =>
        (page.Kind is DocumentKind.Readme && other.Kind is DocumentKind.Readme)
        || page.Links.Any(link =>
            link.Target.Split('#')[0].TrimStart('.', '/') is { Length: > 3 } target
            && (
                other.At.Path.EndsWith(target, StringComparison.OrdinalIgnoreCase)
                || other.At.Path.StartsWith(target + "/", StringComparison.OrdinalIgnoreCase)
            )
        );

    static BoundaryDescription Here(List<BoundaryPage> set)
    {
        var references = set.SelectMany(page => page.Document.References)
            .Where(one =>
                one.Kind is ReferenceKind.Path or ReferenceKind.Document
                && one.Exists is not Existence.Unknown
                // A bare name is as often an example as a place.
                && one.Name.Contains('/')
            )
            .DistinctBy(one => one.Name)
            .ToList();
        return new(set[0].Document.Line(set[0].Lines[0].Number))
        {
            Place = DescriptionPlace.Here,
            SpeaksOfData = set.Exists(page => page.Lines.Any(line => PagesAboutBoundaries.SpeaksOfData(line.Text))),
            Paths = references.Count,
            Dead = [.. references.Where(one => one.Exists is Existence.Missing).Select(one => one.Name)],
            Pages = [.. set.Select(page => Location.File(page.Document.At.Path))],
        };
    }

    static BoundaryDescription NotHere(Sources sources, App known)
    {
        if (PagesAboutBoundaries.LinkOutside(known) is var (at, target))
            return new(at) { Place = DescriptionPlace.Elsewhere, KeptAt = target };
        if (PagesAboutBoundaries.Picture(sources, known) is var (where, path))
            return new(where) { Place = DescriptionPlace.Picture, KeptAt = path };
        if (PagesAboutBoundaries.LinkToDocumentation(known) is var (told, kept))
            return new(told) { Place = DescriptionPlace.Elsewhere, KeptAt = kept };
        var first = known
            .Documents.Where(one => one.Kind is DocumentKind.Readme)
            .OrderBy(one => one.At.Path.Length)
            .Select(one => one.Line(1))
            .FirstOrDefault();
        return new(first ?? Location.WholeApp) { Place = DescriptionPlace.Nowhere };
    }
}
