using System.Collections.Concurrent;
using System.Text;

namespace Shipworthy.Extractors.History;

/// <summary>
/// Every change of every commit: <c>rev-list</c> names the commits, the newest first, and several <c>diff-tree</c> compare each with its parents, a stretch
/// of commits at a time. Of a merge, only what differs from all parents is told: everything else came with a commit that is compared itself.
/// </summary>
/// <param name="prefix">The examined folder below the root of the repository, with a slash at the end; changes outside it are left out.</param>
sealed class TreeChanges(GitProgram git, string prefix)
{
    const int Stretch = 1000;

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

    readonly Lock namesLock = new();
    int named;

    /// <summary>Hands every change to the visitor, from several threads.</summary>
    /// <param name="startAll">Starts a walk over all commits, which says their names.</param>
    /// <returns>What kept it from coming to its end, so that changes are missing; null when nothing did.</returns>
    public string? Read(Func<RunningGit?> startAll, Action<TreeChange> visit)
    {
        using var all = startAll();
        if (all is null)
            return null;
        var names = new ByteReader(all.Output);
        var workers = Enumerable
            .Range(0, Math.Clamp(Environment.ProcessorCount, 1, 8))
            .Select(_ =>
                Task.Factory.StartNew(
                    () => Work(names, visit),
                    CancellationToken.None,
                    TaskCreationOptions.LongRunning,
                    TaskScheduler.Default
                )
            )
            .ToArray();
        return Task.WhenAll(workers).GetAwaiter().GetResult().FirstOrDefault(trouble => trouble is not null)
            ?? TroubleOf(all, "git cannot list all commits");
    }

    static string? TroubleOf(RunningGit git, string otherwise) =>
        git.Succeeded() ? null
        : git.Hung ? "git stopped answering"
        : otherwise;

    string? Work(ByteReader names, Action<TreeChange> visit)
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
            return "git cannot be started";
        var asked = new ConcurrentQueue<Named>();
        var asking = Task.Factory.StartNew(
            () => Ask(comparing.Input, names, asked),
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default
        );
        Read(new(comparing.Output), asked, visit);
        asking.GetAwaiter().GetResult();
        return TroubleOf(comparing, "git cannot compare all commits");
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
    void Read(ByteReader reader, ConcurrentQueue<Named> asked, Action<TreeChange> visit)
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
            var name = Encoding.UTF8.GetString(path);
            if (name.StartsWith(prefix, StringComparison.Ordinal))
                visit(
                    new(
                        commit,
                        place.Number,
                        name[prefix.Length..],
                        words.AsMemory(Math.Min(parents + 1, words.Length), Math.Min(parents, Math.Max(0, words.Length - parents - 1))),
                        words.ElementAtOrDefault((2 * parents) + 1) ?? ""
                    )
                );
        }
    }
}

/// <summary>What a commit did to one path.</summary>
/// <param name="Commit">Object name of the commit.</param>
/// <param name="Number">Its number in the order of the walk, the newest first.</param>
/// <param name="Path">Below the examined folder.</param>
/// <param name="Before">The blob that each parent holds there; zeros for none.</param>
/// <param name="Now">The blob that the commit holds there; zeros for none.</param>
readonly record struct TreeChange(string Commit, int Number, string Path, ReadOnlyMemory<string> Before, string Now);
