using System.Text.RegularExpressions;
using Shipworthy.Extractors.Docs;

namespace Shipworthy.Extractors.Incidents;

/// <summary>Finds incidents in the messages of the last 365 days, and for each the document that looks back at it.</summary>
public sealed partial class IncidentsOfCommits : ICombiner
{
    const int Window = 365;
    const int OneIncident = 2;
    const int Near = 14;

    /// <inheritdoc/>
    public ImmutableArray<Type> Teaches => [typeof(Incident), typeof(Postmortem)];

    /// <inheritdoc/>
    public void Combine(Sources sources, App known, Learner learn)
    {
        var newest = known.History.FirstOrDefault()?.NewestCommit;
        var documents = known
            .Documents.Where(PostmortemText.IsNamed)
            .Select(document => (Document: document, Postmortem: PostmortemText.Of(document, newest)))
            .Where(one => one.Postmortem is not null)
            .ToList();
        foreach (var (_, postmortem) in documents)
            learn.Add(postmortem!);
        foreach (var elsewhere in known.Documents.Select(Elsewhere).OfType<Postmortem>())
            learn.Add(elsewhere);
        foreach (var spot in known.Commits.BlindSpots)
            learn.CannotSee<Incident>(spot.At, spot.Because);
        if (newest is { } end)
            foreach (var incident in Incidents(sources, known, end))
                learn.Add(incident with { Postmortem = LooksBackAt(incident, documents) });
    }

    static IEnumerable<Incident> Incidents(Sources sources, App known, DateOnly newest)
    {
        var recent = known
            .Commits.Where(commit => commit.Day.DayNumber > newest.DayNumber - Window && commit.Author is not AuthorKind.MaintenanceBot)
            .Select(commit => commit.Hash)
            .ToHashSet(StringComparer.Ordinal);
        var signs = sources
            .History.Commits.Where(commit => recent.Contains(commit.Hash))
            .Select(commit => (Commit: commit, Sign: IncidentWords.SignIn(commit.Message)))
            .Where(one => one.Sign is not null)
            .DistinctBy(one => one.Commit.Hash)
            .OrderBy(one => one.Commit.When)
            .ThenBy(one => one.Commit.Hash, StringComparer.Ordinal)
            .ToList();
        for (var i = 0; i < signs.Count; )
        {
            var next = i + 1;
            while (next < signs.Count && signs[next].Commit.Day.DayNumber - signs[next - 1].Commit.Day.DayNumber <= OneIncident)
                next++;
            var same = signs[i..next];
            var (first, sign) = same[Math.Max(0, same.FindIndex(one => !IncidentWords.IsOfBuild(one.Commit.Message)))];
            yield return new(Location.MessageOf(first.Hash), first.Day, sign!)
            {
                IsOfBuild = same.TrueForAll(one => IncidentWords.IsOfBuild(one.Commit.Message)),
                More = [.. same.Where(one => one.Commit.Hash != first.Hash).Select(one => Location.MessageOf(one.Commit.Hash))],
            };
            i = next;
        }
    }

    /// <summary>The document of the days around an incident, or one that names a commit of it.</summary>
    static Postmortem? LooksBackAt(Incident incident, List<(Document Document, Postmortem? Postmortem)> documents) =>
        documents
            .Where(one =>
                (one.Postmortem!.Day is { } day && Math.Abs(day.DayNumber - incident.Day.DayNumber) <= Near)
                || Names(one.Document, incident)
            )
            .OrderByDescending(one => Names(one.Document, incident))
            .ThenBy(one => Math.Abs((one.Postmortem!.Day ?? incident.Day).DayNumber - incident.Day.DayNumber))
            .Select(one => one.Postmortem)
            .FirstOrDefault();

    static bool Names(Document document, Incident incident) =>
        incident
            .More.Prepend(incident.At)
            .Any(place => document.Lines.Any(line => line.Text.Contains(place.Commit![..7], StringComparison.OrdinalIgnoreCase)));

    /// <summary>A link that a document calls postmortems, to a place outside the repository.</summary>
    static Postmortem? Elsewhere(Document document) =>
        document.Kind is DocumentKind.AgentNotes or DocumentKind.Changes || document.OneOff is not null
            ? null
            : document
                .Links.Where(link =>
                    link.Target.StartsWith("http", StringComparison.OrdinalIgnoreCase)
                    && (Called().IsMatch(link.Text) || Place().IsMatch(link.Target))
                    && !Public().IsMatch(link.Target)
                    && !Placeholders.IsIn(link.Target)
                )
                .Select(link => new Postmortem(document.Line(link.Line)) { Readable = Readable.Elsewhere, KeptAt = link.Target })
                .FirstOrDefault();

    [GeneratedRegex(
        @"post-?\s?mortems?|incident (reports?|reviews?|log|history)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Called();

    [GeneratedRegex(
        @"/(post-?mortems?|incident-reports?)\b|app\.incident\.io/\S+/(post-mortems|incidents)|rootly\.com/account/\S*retrospectives",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Place();

    /// <summary>Texts about postmortems in general.</summary>
    [GeneratedRegex(
        @"sre\.google|atlassian\.com/incident|response\.pagerduty|wikipedia|github\.com/danluu|etsy\.com|learningfromincidents|increment\.com|medium\.com",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Public();
}
