namespace Shipworthy.Extractors.History;

/// <summary>Finds the commits of blobs in one pass over all changes of all commits. Costs the same for one blob and for thousands.</summary>
sealed class BlobTracing(TreeChanges changes, IReadOnlyCollection<string> blobs)
{
    /// <summary>Where and when a blob was seen. Commits are numbered from the newest.</summary>
    sealed class Sightings
    {
        public int NewestNumber { get; set; } = int.MaxValue;

        public string Newest { get; set; } = "";

        public bool TakenAway { get; set; }

        /// <summary>The oldest commit that brought the blob to each of its paths; number -1 where none is known.</summary>
        public SortedDictionary<string, (int Number, string Commit)> Paths { get; } = new(StringComparer.Ordinal);
    }

    readonly HashSet<string> wanted = new(blobs, StringComparer.Ordinal);
    readonly Dictionary<string, Sightings> seen = new(StringComparer.Ordinal);

    /// <summary>The traces of those blobs that a commit of any ref holds.</summary>
    /// <param name="startAll">Starts a walk over all commits, which says their names.</param>
    /// <param name="commitsOf">Reads commits by name.</param>
    public IEnumerable<BlobTrace> Run(Func<RunningGit?> startAll, Func<IReadOnlyCollection<string>, IEnumerable<Commit>> commitsOf)
    {
        changes.Read(startAll, See);
        var commits = commitsOf([
                .. seen
                    .Values.SelectMany(one => one.Paths.Values.Select(path => path.Commit).Append(one.Newest))
                    .Where(name => name.Length > 0)
                    .Distinct(StringComparer.Ordinal),
            ])
            .ToDictionary(commit => commit.Hash, StringComparer.Ordinal);
        foreach (var (blob, one) in seen)
        {
            var oldest = one.Paths.MaxBy(path => path.Value.Number);
            yield return new(
                blob,
                oldest.Key,
                commits.GetValueOrDefault(oldest.Value.Commit),
                commits.GetValueOrDefault(one.Newest),
                one.Paths.ToImmutableSortedDictionary(
                    path => path.Key,
                    path => commits.GetValueOrDefault(path.Value.Commit),
                    StringComparer.Ordinal
                ),
                one.TakenAway
            );
        }
    }

    void See(TreeChange change)
    {
        if (!wanted.Contains(change.Now) && !AnyWanted(change.Before.Span))
            return;
        lock (seen)
        {
            foreach (var blob in change.Before.ToArray().Where(wanted.Contains).Distinct(StringComparer.Ordinal))
                Note(blob, change, takenAway: true);
            if (!wanted.Contains(change.Now))
                return;
            var one = Note(change.Now, change, takenAway: false);
            if (change.Number > one.Paths[change.Path].Number)
                one.Paths[change.Path] = (change.Number, change.Commit);
        }
    }

    bool AnyWanted(ReadOnlySpan<string> names)
    {
        foreach (var name in names)
            if (wanted.Contains(name))
                return true;
        return false;
    }

    Sightings Note(string blob, TreeChange change, bool takenAway)
    {
        if (!seen.TryGetValue(blob, out var one))
            seen[blob] = one = new();
        one.Paths.TryAdd(change.Path, (-1, ""));
        // A commit that moves a blob takes it from one path and brings it to another: it is still there.
        if (change.Number < one.NewestNumber || (change.Number == one.NewestNumber && !takenAway))
            (one.NewestNumber, one.Newest, one.TakenAway) = (change.Number, change.Commit, takenAway);
        return one;
    }
}
