using Shipworthy.Extractors.Dependencies.Advisories;
using Shipworthy.Extractors.Dependencies.Versions;

namespace Shipworthy.Extractors.Dependencies;

/// <summary>
/// Compares the packages of the app with the advisories on this machine. Several advisories about one thing (GitHub's and the ecosystem's own) are one.
/// A version that is left open is compared with nothing. Of an ecosystem for which nothing was brought, the few that Shipworthy carries are known.
/// </summary>
public sealed class VulnerabilitiesOfDependencies : ICombiner
{
    /// <inheritdoc/>
    public ImmutableArray<Type> Teaches => [typeof(VulnerableDependency), typeof(AdvisoryData)];

    /// <inheritdoc/>
    public void Combine(Sources sources, App known, Learner learn)
    {
        var store = sources.Advisories;
        var newestCommit = known.History.Select(state => state.NewestCommit).FirstOrDefault(day => day is not null);
        var coverage = store.Coverage;
        var days = coverage.ToDictionary(one => one.Ecosystem, one => one.On);
        // To look into the part of an ecosystem is to load it, so that is done only for those from which the app takes something.
        var used = known
            .Dependencies.Select(one => one.Ecosystem)
            .Concat(known.DependencyManifests.Select(one => one.Ecosystem))
            .ToHashSet();
        foreach (var (ecosystem, count, on, brought) in coverage.Where(one => used.Contains(one.Ecosystem)))
            if (store.IsDamaged(ecosystem))
                learn.CannotSee<AdvisoryData>(Location.WholeApp, $"the advisories for {ecosystem.OsvName} on this machine are damaged");
            else
                learn.Add(
                    new AdvisoryData(Location.WholeApp, ecosystem)
                    {
                        Advisories = count,
                        On = on,
                        BroughtOn = brought,
                        KnowsExploited = store.Exploited is not null,
                    }
                );
        var reliance = new Reliance(sources);
        foreach (var dependency in known.Dependencies)
            if (dependency.IsResolved && dependency.Version.Length > 0 && dependency.Ecosystem is not PackageEcosystem.Unknown)
                foreach (var found in Matches(dependency, store))
                {
                    var isCarried = !days.TryGetValue(dependency.Ecosystem, out var on);
                    var (relies, at) = reliance.Of(dependency, found.Advisory);
                    if (isCarried && relies is null)
                        continue;
                    if (isCarried)
                        on = CarriedAdvisories.On;
                    var fixedOn = found.FixedIn.Length > 0 ? found.Advisory.Published : null;
                    learn.Add(
                        new VulnerableDependency(dependency.At, dependency, found.Advisory)
                        {
                            FixedIn = found.FixedIn,
                            FixAge = on.DayNumber - fixedOn?.DayNumber,
                            FixAgeAtNewestCommit = newestCommit?.DayNumber - fixedOn?.DayNumber,
                            ReliesOn = relies,
                            ReliesAt = at,
                        }
                    );
                }
    }

    static IEnumerable<(Advisory Advisory, string FixedIn)> Matches(Dependency dependency, AdvisoryStore store)
    {
        var order = VersionOrder.Of(dependency.Ecosystem);
        var known = store.Covers(dependency.Ecosystem)
            ? store.Of(dependency.Ecosystem, dependency.Name)
            : CarriedAdvisories.Of(dependency.Ecosystem, dependency.Name);
        var left = known.Where(record => record.Affects(dependency.Version, order)).ToList();
        while (left.Count > 0)
        {
            var same = left.Where(record => record == left[0] || NamesOf(record).Intersect(NamesOf(left[0]), StringComparer.Ordinal).Any())
                .ToList();
            left.RemoveAll(same.Contains);
            yield return Together(same, dependency.Version, order, store);
        }
    }

    static IEnumerable<string> NamesOf(AdvisoryRecord record) => record.Aliases.Prepend(record.Id);

    /// <summary>The record that rates it leads; what it leaves open comes from the others.</summary>
    static (Advisory, string) Together(List<AdvisoryRecord> same, string version, VersionOrder order, AdvisoryStore store)
    {
        var lead = same.MaxBy(record => (Cvss.Score(record.Vector) is not null, record.Severity.Length > 0, record.Ranges.Length > 0))!;
        ImmutableArray<string> aliases =
        [
            .. same.SelectMany(NamesOf)
                .Where(name => name != lead.Id)
                .Distinct(StringComparer.Ordinal)
                .OrderByDescending(name => name.StartsWith("CVE-", StringComparison.Ordinal))
                .ThenBy(name => name, StringComparer.Ordinal),
        ];
        var score = Cvss.Score(lead.Vector) ?? Cvss.LowestOf(lead.Severity);
        var advisory = new Advisory(lead.Id)
        {
            Aliases = aliases,
            Summary =
                lead.Summary.Length > 0
                    ? lead.Summary
                    : same.Select(record => record.Summary).FirstOrDefault(text => text.Length > 0) ?? "",
            Vector = lead.Vector,
            Score = score,
            Severity =
                lead.Severity.Length > 0 ? lead.Severity
                : score is { } known ? Cvss.WordFor(known)
                : "",
            IsOpenToStrangers = Cvss.IsOpenToStrangers(lead.Vector),
            ExploitedSince = store.ExploitedSince(aliases.Prepend(lead.Id)) ?? CarriedAdvisories.ExploitedSince(aliases.Prepend(lead.Id)),
            Published = same.Min(record => record.Published),
        };
        var fix = same.Select(record => record.FixAbove(version, order))
            .Where(text => text.Length > 0)
            .Order(Comparer<string>.Create(order.Compare))
            .FirstOrDefault("");
        return (advisory, fix);
    }
}
