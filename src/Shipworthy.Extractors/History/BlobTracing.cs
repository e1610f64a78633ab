using System.Text;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.History;

/// <summary>
/// Finds the commits of blobs in one pass over all commits: <c>rev-list</c> names them, the newest first, and <c>diff-tree</c> compares each with each of its
/// parents. Costs the same for one blob and for thousands.
/// </summary>
sealed class BlobTracing(GitProgram git, IReadOnlyCollection<string> blobs, Repository repository)
{
    /// <summary>Git itself sorts out the few; beyond this, the command line would grow too long.</summary>
    const int MostNamed = 400;

    sealed class Sighting
    {
        public required string Last { get; init; }

        public required bool TakenAway { get; init; }

        public string? First { get; set; }

        public string Path { get; set; } = "";

        public SortedSet<string> Paths { get; } = new(StringComparer.Ordinal);
    }

    readonly HashSet<string> wanted = new(blobs, StringComparer.Ordinal);
    readonly Dictionary<string, Sighting> sightings = new(StringComparer.Ordinal);

    /// <summary>In a partial clone, git would fetch what is missing before it sorts.</summary>
    bool SortsItself => repository.IsPartialClone || wanted.Count > MostNamed;

    /// <summary>The traces of those blobs that a ref reaches.</summary>
    /// <param name="startAll">Starts a walk over all commits, which says their names.</param>
    /// <param name="commitsOf">Reads commits by name.</param>
    public IEnumerable<BlobTrace> Run(Func<RunningGit?> startAll, Func<IReadOnlyCollection<string>, IEnumerable<Commit>> commitsOf)
    {
        Compare(startAll);
        var commits = commitsOf([
                .. sightings.Values.SelectMany(one => new[] { one.First ?? one.Last, one.Last }).Distinct(StringComparer.Ordinal),
            ])
            .ToDictionary(commit => commit.Hash, StringComparer.Ordinal);
        foreach (var (blob, seen) in sightings)
            yield return new(
                blob,
                seen.Path,
                commits.GetValueOrDefault(seen.First ?? seen.Last),
                commits.GetValueOrDefault(seen.Last),
                [.. seen.Paths],
                seen.TakenAway
            );
    }

    void Compare(Func<RunningGit?> startAll)
    {
        using var all = startAll();
        using var comparing = git.Start([
            "diff-tree",
            "--stdin",
            "--root",
            "-r",
            "-m",
            "-z",
            "--raw",
            "--no-abbrev",
            "--no-renames",
            "--no-ext-diff",
            "--no-textconv",
            "--ignore-submodules=all",
            .. SortsItself ? [] : wanted.Select(blob => $"--find-object={blob}"),
        ]);
        if (all is null || comparing is null)
            return;
        var feeding = Task.Factory.StartNew(
            () => Feed(all, comparing),
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default
        );
        Read(new(comparing.Output));
        feeding.GetAwaiter().GetResult();
    }

    static void Feed(RunningGit from, RunningGit to)
    {
        try
        {
            using (to.Input)
                from.Output.CopyTo(to.Input);
        }
        catch (IOException)
        {
            // The reader ended early; what it said so far counts.
        }
    }

    /// <summary>Reads <c>COMMIT</c>, and <c>:MODE MODE OLD NEW STATUS</c> followed by a path, each ended by a zero byte.</summary>
    void Read(ByteReader reader)
    {
        var commit = "";
        while (reader.TryReadTo(0, out var field))
        {
            if (field.IsEmpty)
                continue;
            if (field[0] != ':')
            {
                commit = Encoding.ASCII.GetString(field).Trim();
                continue;
            }
            var names = Encoding.ASCII.GetString(field).Split(' ');
            if (!reader.TryReadTo(0, out var path))
                return;
            if (names.Length < 5 || !(wanted.Contains(names[2]) || wanted.Contains(names[3])))
                continue;
            See(commit, Encoding.UTF8.GetString(path), names[2], names[3]);
        }
    }

    void See(string commit, string path, string old, string now)
    {
        if (!path.StartsWith(repository.Prefix, StringComparison.Ordinal))
            return;
        path = path[repository.Prefix.Length..];
        if (wanted.Contains(now))
        {
            var seen = SightingOf(now, commit, takenAway: false);
            seen.First = commit;
            seen.Path = path;
            seen.Paths.Add(path);
        }
        if (wanted.Contains(old))
            SightingOf(old, commit, takenAway: true).Paths.Add(path);
    }

    Sighting SightingOf(string blob, string commit, bool takenAway)
    {
        if (!sightings.TryGetValue(blob, out var seen))
            sightings[blob] = seen = new() { Last = commit, TakenAway = takenAway };
        return seen;
    }
}
