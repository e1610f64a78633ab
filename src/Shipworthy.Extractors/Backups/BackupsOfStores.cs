using System.Text.RegularExpressions;

namespace Shipworthy.Extractors.Backups;

/// <summary>Joins the stores of record of an app with what backs them up and what was seen restored (rubric 4.5).</summary>
public sealed partial class BackupsOfStores : ICombiner
{
    /// <inheritdoc/>
    public ImmutableArray<Type> Teaches => [typeof(DataStore), typeof(BackupFlaw)];

    /// <inheritdoc/>
    public void Combine(Sources sources, App known, Learner learn)
    {
        var pipelines = new BackupsOfPipelines(known);
        var machines = new BackupsOfMachines(sources.Tree, known);
        List<BackupJob> inPipelines = [.. pipelines.Backups()];
        List<BackupJob> jobs =
        [
            .. inPipelines,
            .. machines.Declared(),
            .. machines.Scripts(inPipelines),
            .. new BackupsInCode(sources).All(),
        ];
        List<RestoreJob> restores = [.. pipelines.Restores()];
        var working = jobs.Where(job => job.Starts is StartedBy.Clock or StartedBy.Deploy or StartedBy.Unknown).ToList();
        var reading = new StoreReading(sources, known, working, new(() => [.. machines.Mentions()]), restores);
        foreach (var store in reading.Stores())
            learn.Add(store);
        foreach (var flaw in reading.Flaws())
            learn.Add(flaw);
        foreach (
            var flaw in Flaws(jobs).Concat(pipelines.Pretended()).Concat(DumpsInGit.In(sources.Tree)).Concat(DumpsInGit.WithPeople(known))
        )
            learn.Add(flaw);
        if (
            inPipelines.Exists(job => job.Starts is StartedBy.Clock)
            && restores.Count == 0
            && !HasRecord(known.Documents)
            && machines.IdleRestores().FirstOrDefault(one => one.Starts is StartedBy.Nobody or StartedBy.Person) is { } idle
        )
            learn.Add(new BackupFlaw(idle.At, BackupFlawKind.NeverRestored, $"{idle.Says}, and nothing ever runs it"));
        foreach (var part in known.Deployables.Where(part => part.NotSeen is not null))
            learn.CannotSee<DataStore>(part.At, $"{part.Name} {part.NotSeen}, so where it keeps its data could not be read");
    }

    static IEnumerable<BackupFlaw> Flaws(IEnumerable<BackupJob> jobs)
    {
        foreach (var job in jobs.DistinctBy(job => (job.At.Path, job.At.Line)))
            if (job.Starts is StartedBy.Nobody)
                yield return new(job.At, BackupFlawKind.Idle, "dumps the database, and nothing starts it");
            else if (job.Starts is StartedBy.Person)
                yield return new(job.At, BackupFlawKind.Idle, "dumps the database only when a person starts it");
            else if (job.Silent is { } silent)
                yield return new(job.At, BackupFlawKind.Silent, $"dumps the database, and a failed dump goes unnoticed: it {silent}");
            else if (job.Leaves is false)
                yield return new(job.At, BackupFlawKind.SamePlace, "leaves the copy on the machine that made it, and sends it nowhere");
    }

    /// <summary>A dated note of a restore. What it is worth, a person decides; it takes away that nobody ever tried.</summary>
    static bool HasRecord(Facts<Document> documents) =>
        documents.Any(document =>
            document.Lines.Any(line => line.Text.Length < 400 && Restored().IsMatch(line.Text) && Day().IsMatch(line.Text))
        );

    [GeneratedRegex(
        @"restor(?:ed?|ation)|wiederhergestellt|restaurad[oa]|restaurée?|ripristinat[oa]|przywrócon",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Restored();

    [GeneratedRegex(@"\b20\d\d-\d\d-\d\d\b|\b\d{1,2}[./]\d{1,2}[./]20\d\d\b", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Day();
}
