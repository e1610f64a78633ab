using System.Text.RegularExpressions;

namespace Shipworthy.Extractors.Infrastructure.Needs;

/// <summary>
/// Joins what the app needs, by its parts and its code, with what the repository declares (rubric 4.1). Services of other makers that are no infrastructure (payments, mail,
/// models) are not counted.
/// </summary>
public sealed partial class NeedsOfTheApp : ICombiner
{
    /// <inheritdoc/>
    public ImmutableArray<Type> Teaches => [typeof(NeededResource)];

    /// <inheritdoc/>
    public void Combine(Sources sources, App known, Learner learn)
    {
        var homes = new RuntimeHomes(sources, known);
        var elsewhere = Elsewhere(sources);
        NeededResource Settled(NeededResource need) =>
            elsewhere is { } where && need.Standing is not NeedStanding.Declared
                ? need with
                {
                    Standing = NeedStanding.Unknown,
                    Because = $"is perhaps declared in {where}, which a pipeline here uses",
                }
                : need;
        foreach (var need in homes.Needs())
            learn.Add(Settled(need));
        foreach (var use in StoreUses.In(sources, known.Dependencies))
            learn.Add(Settled(new DeclaredStores(sources, known, homes.AreNowhere).Of(use)));
        foreach (var part in known.Deployables.Where(part => part.NotSeen is not null))
            learn.CannotSee<NeededResource>(part.At, $"{part.Name} {part.NotSeen}, so what it needs could not be read");
    }

    /// <summary>The repository of infrastructure that a pipeline checks out or starts; null when none does.</summary>
    static string? Elsewhere(Sources sources)
    {
        foreach (var file in sources.Tree.Files)
            if (file.Role is Reading.FileRole.Ci && Other().Match(file.Text) is { Success: true } match)
                return match.Groups["name"].Value;
        return null;
    }

    [GeneratedRegex(
        @"(?:^\s*repository:\s*[""']?|--repo[ =]|repos/)(?<name>[\w.-]+/[\w.-]*(?:infra|gitops|terraform|deploy|platform)[\w.-]*)",
        RegexOptions.Multiline | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Other();
}
