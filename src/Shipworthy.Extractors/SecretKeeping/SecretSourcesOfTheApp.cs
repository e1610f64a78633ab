using Shipworthy.Extractors.BuildSecrets;
using Shipworthy.Extractors.Deploys;
using Shipworthy.Extractors.Environments;
using Shipworthy.Extractors.Infrastructure;

namespace Shipworthy.Extractors.SecretKeeping;

/// <summary>Joins what code reads as a secret with where production gets it from (rubric 4.6), and finds files that give secrets away.</summary>
public sealed class SecretSourcesOfTheApp : ICombiner
{
    /// <inheritdoc/>
    public ImmutableArray<Type> Teaches => [typeof(SecretSource), typeof(SecretLapse)];

    /// <inheritdoc/>
    public void Combine(Sources sources, App known, Learner learn)
    {
        var projects = ProjectKeys.In(sources);
        ImmutableArray<SecretRead> reads = [.. SecretReads.In(sources.Tree).Where(read => !projects.Contains(read.Name))];
        ImmutableArray<Deployable> parts = [.. known.Deployables.DistinctBy(part => (part.Folder, part.Stack is Stack.SupabaseFunctions))];
        var compose = new ComposeInUse(sources, known);
        var homes = new SecretHomes(sources, known, parts, compose);
        var written = new WrittenKeys(sources, known, reads, compose);
        foreach (
            var lapse in written
                .Lapses()
                .Concat(PasswordsInClusters.In(known))
                .Concat(new EnvFiles(sources, known, compose, reads).Lapses())
        )
            learn.Add(lapse);
        var kept = new KeepingOfSecrets(sources, known, homes, compose);
        foreach (var (part, names) in ByPart(reads, parts))
        foreach (
            var same in names
                .Where(read => !written.Holds(read.Name))
                .Select(read => (Read: read, Kept: kept.Of(read.Name, part)))
                .GroupBy(one => (one.Kept.Keeping, one.Kept.Because))
        )
            learn.Add(
                new SecretSource(same.First().Read.At, part?.Name ?? "the app", [.. same.Select(one => one.Read.Name)])
                {
                    Keeping = same.Key.Keeping,
                    Because = same.Key.Because,
                    KeptAt = same.First().Kept.At,
                }
            );
        if (written.Only(reads) is { } only)
            learn.Add(only);
        if (OfPipelines(known) is { } pipelines)
            learn.Add(pipelines);
        if (TasksElsewhere.Of(sources, reads) is { } tasks)
            learn.Add(tasks);
        // Reads by names that are put together leave open whether there are secrets at all; where others are known, they change nothing.
        if (reads.IsEmpty)
            foreach (var place in SecretReads.Unnamed(sources.Tree).Take(1))
                learn.CannotSee<SecretSource>(place, "reads a variable by a name that is only known when it runs");
        foreach (var part in parts)
        {
            if (part.NotSeen is null || reads.Any(read => part.Holds(read.At.Path)))
                continue;
            if (FilesToldOfServers.Of(known, compose, part) is { } told)
                learn.Add(told);
            learn.CannotSee<SecretSource>(part.At, $"{part.Name} {part.NotSeen}, so which secrets it reads could not be told");
        }
    }

    /// <summary>Each secret once for each part that reads it. A bundle for browsers has none: what it holds is public.</summary>
    static IEnumerable<(Deployable? Part, ImmutableArray<SecretRead> Names)> ByPart(
        ImmutableArray<SecretRead> reads,
        ImmutableArray<Deployable> parts
    )
    {
        var running = parts.Where(part => part.Stack is not Stack.Static).ToList();
        foreach (var group in reads.GroupBy(read => PartOf(read.At.Path, parts) ?? (running.Count == 1 ? running[0] : null)))
            if (group.Key?.Stack is not Stack.Static)
                yield return (group.Key, [.. group.DistinctBy(read => read.Name)]);
    }

    static Deployable? PartOf(string path, ImmutableArray<Deployable> parts) =>
        parts
            .Where(part => part.Holds(path))
            .OrderByDescending(part => part.Folder.Length)
            .ThenBy(part => part.Stack is Stack.Static ? 1 : 0)
            .FirstOrDefault();

    static SecretSource? OfPipelines(App known)
    {
        var uses = known
            .Pipelines.SelectMany(pipeline => pipeline.Jobs)
            .SelectMany(job => job.Steps)
            .SelectMany(step => step.Secrets)
            .Where(use => use.Name is not "*" && SecretNames.IsSecret(use.Name))
            .DistinctBy(use => use.Name)
            .OrderBy(use => use.Name, StringComparer.Ordinal)
            .ToList();
        return uses.Count == 0
            ? null
            : new(uses[0].At, "the pipelines", [.. uses.Select(use => use.Name)])
            {
                Keeping = Keeping.Forge,
                Because = "the encrypted secrets of the forge",
            };
    }
}
