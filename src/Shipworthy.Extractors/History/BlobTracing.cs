using System.Collections.Concurrent;
using System.Text;

namespace Shipworthy.Extractors.History;

/// <summary>
/// Finds the commits of blobs in one pass over all commits: <c>rev-list</c> names them, the newest first, and several <c>diff-tree</c> compare each with
/// its parents, a stretch of commits at a time. Costs the same for one blob and for thousands. Of a merge, only what differs from all parents is looked at:
/// everything else came with a commit that is compared itself.
/// </summary>
sealed class BlobTracing(GitProgram git, IReadOnlyCollection<string> blobs, string prefix)
{
    const int Stretch = 1000;

    /// <summary>Where and when a blob was seen. Commits are numbered from the newest.</summary>
    sealed class Sightings
    {
        public int NewestNumber { get; set; } = int.MaxValue;

        public string Newest { get; set; } = "";

        public bool TakenAway { get; set; }

        public int OldestNumber { get; set; } = -1;

        public string Oldest { get; set; } = "";

        public string OldestPath { get; set; } = "";

        public SortedSet<string> Paths { get; } = new(StringComparer.Ordinal);
    }

    readonly record struct Named(int First, string[] Commits);

    /// <summary>Finds the numbers of commits again, in the order in which they were asked for.</summary>
    sealed class Place(ConcurrentQueue<Named> asked)
    {
        Named current = new(0, []);
        int at = -1;

        public int Number => current.First + at;

        /// <summary>A commit without changes says nothing, so the next one that does stands somewhere behind the last.</summary>
        public void AdvanceTo(string commit)
        {
            do
            {
                at++;
                if (at < current.Commits.Length)
                    continue;
                if (!asked.TryDequeue(out current))
                    current = new(0, []);
                at = 0;
            } while (at < current.Commits.Length && current.Commits[at] != commit);
        }
    }

    readonly HashSet<string> wanted = new(blobs, StringComparer.Ordinal);
    readonly Dictionary<string, Sightings> seen = new(StringComparer.Ordinal);
    readonly Lock namesLock = new();
    int named;

    /// <summary>The traces of those blobs that a commit of any ref holds.</summary>
    /// <param name="startAll">Starts a walk over all commits, which says their names.</param>
    /// <param name="commitsOf">Reads commits by name.</param>
    public IEnumerable<BlobTrace> Run(Func<RunningGit?> startAll, Func<IReadOnlyCollection<string>, IEnumerable<Commit>> commitsOf)
    {
        Compare(startAll);
        var commits = commitsOf([
                .. seen
                    .Values.SelectMany(one => new[] { one.Oldest, one.Newest })
                    .Where(name => name.Length > 0)
                    .Distinct(StringComparer.Ordinal),
            ])
            .ToDictionary(commit => commit.Hash, StringComparer.Ordinal);
        foreach (var (blob, one) in seen)
            yield return new(
                blob,
                one.OldestPath.Length > 0 ? one.OldestPath : one.Paths.Min!,
                commits.GetValueOrDefault(one.Oldest),
                commits.GetValueOrDefault(one.Newest),
                [.. one.Paths],
                one.TakenAway
            );
    }

    void Compare(Func<RunningGit?> startAll)
    {
        using var all = startAll();
        if (all is null)
            return;
        var names = new ByteReader(all.Output);
        var workers = Enumerable
            .Range(0, Math.Clamp(Environment.ProcessorCount, 1, 8))
            .Select(_ =>
                Task.Factory.StartNew(() => Work(names), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)
            )
            .ToArray();
        Task.WhenAll(workers).GetAwaiter().GetResult();
    }

    void Work(ByteReader names)
    {
        using var comparing = git.Start(
            "diff-tree",
            "--stdin",
            "--root",
            "-r",
            "-c",
            "-z",
            "--raw",
            "--no-abbrev",
            "--no-renames",
            "--no-ext-diff",
            "--no-textconv",
            "--ignore-submodules=all"
        );
        if (comparing is null)
            return;
        var asked = new ConcurrentQueue<Named>();
        var asking = Task.Factory.StartNew(
            () => Ask(comparing.Input, names, asked),
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default
        );
        Read(new(comparing.Output), asked);
        asking.GetAwaiter().GetResult();
    }

    void Ask(Stream input, ByteReader names, ConcurrentQueue<Named> asked)
    {
        try
        {
            using (input)
                for (var some = Next(names); some.Commits.Length > 0; some = Next(names))
                {
                    asked.Enqueue(some);
                    input.Write(Encoding.ASCII.GetBytes(string.Join('\n', some.Commits) + "\n"));
                }
        }
        catch (IOException)
        {
            // Git went away; what it said so far counts.
        }
    }

    Named Next(ByteReader names)
    {
        lock (namesLock)
        {
            var some = new List<string>(Stretch);
            while (some.Count < Stretch && names.TryReadTo((byte)'\n', out var name))
                some.Add(Encoding.ASCII.GetString(name));
            named += some.Count;
            return new(named - some.Count, [.. some]);
        }
    }

    /// <summary>
    /// Reads <c>COMMIT</c>, and <c>:MODE MODE OLD NEW STATUS</c> followed by a path, each ended by a zero byte. A merge has a colon, a mode and an old name
    /// for each parent.
    /// </summary>
    void Read(ByteReader reader, ConcurrentQueue<Named> asked)
    {
        var commit = "";
        var place = new Place(asked);
        while (reader.TryReadTo(0, out var field))
        {
            if (field.IsEmpty)
                continue;
            if (field[0] != ':')
            {
                commit = Encoding.ASCII.GetString(field).Trim();
                place.AdvanceTo(commit);
                continue;
            }
            var words = Encoding.ASCII.GetString(field).Split(' ');
            var parents = field.IndexOfAnyExcept((byte)':');
            if (!reader.TryReadTo(0, out var path))
                return;
            var now = words.ElementAtOrDefault((2 * parents) + 1) ?? "";
            var old = words.Skip(parents + 1).Take(parents);
            if (wanted.Contains(now) || old.Any(wanted.Contains))
                See(commit, place.Number, Encoding.UTF8.GetString(path), old, now);
        }
    }

    void See(string commit, int number, string path, IEnumerable<string> old, string now)
    {
        if (!path.StartsWith(prefix, StringComparison.Ordinal))
            return;
        path = path[prefix.Length..];
        lock (seen)
        {
            foreach (var blob in old.Where(wanted.Contains).Distinct(StringComparer.Ordinal))
                Note(blob, commit, number, path, takenAway: true);
            if (!wanted.Contains(now))
                return;
            var one = Note(now, commit, number, path, takenAway: false);
            if (number <= one.OldestNumber)
                return;
            (one.OldestNumber, one.Oldest, one.OldestPath) = (number, commit, path);
        }
    }

    Sightings Note(string blob, string commit, int number, string path, bool takenAway)
    {
        if (!seen.TryGetValue(blob, out var one))
            seen[blob] = one = new();
        one.Paths.Add(path);
        // A commit that moves a blob takes it from one path and brings it to another: it is still there.
        if (number < one.NewestNumber || (number == one.NewestNumber && !takenAway))
            (one.NewestNumber, one.Newest, one.TakenAway) = (number, commit, takenAway);
        return one;
    }
}
