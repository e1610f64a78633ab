using System.Text;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.History;

/// <summary>
/// The history of the app as git has it: commits, branches and old content. It is read from the <c>git</c> program, which is run so that nothing of the
/// repository can start another program, and never writes. Safe to use from several threads.
/// </summary>
public sealed partial class GitHistory
{
    /// <summary>Up to this many commits are kept after the first reading, so that a large history does not fill the memory.</summary>
    const int MostKept = 20_000;

    readonly GitProgram? git;
    readonly Refs refs;
    readonly Lazy<CommitGraph?> kept;

    GitHistory(Completeness completeness, Repository? repository = null, GitProgram? git = null, Refs? refs = null)
    {
        Completeness = completeness;
        Repository = repository;
        this.git = git;
        this.refs = refs ?? Refs.None;
        kept = new(KeepIfShort);
    }

    /// <summary>No repository.</summary>
    public static GitHistory None { get; } = new(Completeness.NoRepository);

    /// <summary>The scan was told not to look.</summary>
    public static GitHistory NotLookedAt { get; } = new(Completeness.NotLookedAt);

    /// <summary>The history of a repository. Never fails: what is wrong with it is in <see cref="Completeness"/>.</summary>
    public static GitHistory Open(Repository? repository) => repository is null ? None : Open(repository, new(repository));

    internal static GitHistory Open(Repository repository, GitProgram program)
    {
        if (Refs.Read(program, repository) is not { } found)
            return new(Completeness.GitMissing, repository);
        var completeness =
            found.Broken > 0 ? Completeness.Damaged
            : found.IsEmpty ? Completeness.NoCommits
            : IsShallow(repository) ? Completeness.Shallow
            : Completeness.Complete;
        return new(completeness, repository, program, found);
    }

    /// <summary>How much of it there is, as far as refs and settings tell. Whether objects are missing is told by <see cref="ReadMissing"/>.</summary>
    public Completeness Completeness { get; }

    /// <summary>Where it lies; null without a repository.</summary>
    public Repository? Repository { get; }

    /// <summary>The commit that is checked out; null when there is none.</summary>
    public string? Head => refs.Head;

    /// <summary>The branch that is checked out, without <c>refs/heads/</c>; null when HEAD is detached.</summary>
    public string? Branch => refs.Branch;

    /// <summary>The name of the branch that the team builds on; null when it cannot be told.</summary>
    public string? DefaultBranch => refs.DefaultBranch;

    /// <summary>
    /// The commit at which the default branch is looked at: its tip, or the commit that is checked out when that is an older one of it, so that a scan of
    /// an old version judges the history up to then. Null without commits.
    /// </summary>
    public string? DefaultTip => refs.DefaultTip;

    internal Refs Refs => refs;

    /// <summary>How many refs there are: branches, tags, remote branches, the stash, notes.</summary>
    public int RefCount => refs.Count;

    /// <summary>Names of all branches, local and remote (<c>origin/main</c>).</summary>
    public ImmutableArray<string> Branches => refs.Branches;

    /// <summary>Names of all tags.</summary>
    public ImmutableArray<string> Tags => refs.Tags;

    /// <summary>Names of the remotes. Their addresses are not given, since they may hold passwords; see <see cref="ReadConfig"/>.</summary>
    public ImmutableArray<string> Remotes => [.. Config().Subsections("remote")];

    /// <summary>The text of the repository's own settings, for the search of secrets: addresses of remotes may hold some. Empty without a repository.</summary>
    public string ReadConfig() => Encoding.UTF8.GetString(ConfigBytes());

    /// <summary>
    /// All commits that any ref reaches, the newest first: branches, remote branches, tags, notes, and every stash with its hidden parents. A short history
    /// is kept for the next reader; a long one is read from git anew each time.
    /// </summary>
    public IEnumerable<Commit> Commits => kept.Value is { } graph ? graph.All : ReadAll();

    /// <summary>The messages of all annotated tags.</summary>
    public IEnumerable<TagMessage> ReadTagMessages()
    {
        using var running = git?.Start("for-each-ref", "--format=%(refname)%00%(objecttype)%00%(contents)%00", "refs/");
        if (running is null)
            yield break;
        running.Input.Close();
        var reader = new ByteReader(running.Output);
        while (reader.TryReadTo(0, out var name))
        {
            var tag = Encoding.UTF8.GetString(name).TrimStart('\n');
            if (!reader.TryReadTo(0, out var type))
                yield break;
            var isTag = type.SequenceEqual("tag"u8);
            if (!reader.TryReadTo(0, out var message))
                yield break;
            if (isTag)
                yield return new(tag, Encoding.UTF8.GetString(message));
        }
    }

    /// <summary>All commits that the default branch holds, the newest first.</summary>
    public IEnumerable<Commit> ReadDefaultHistory() =>
        DefaultTip is null ? []
        : kept.Value is { } graph && graph.Holds(DefaultTip) ? graph.Before(DefaultTip)
        : Read(["rev-list", "--encoding=UTF-8", CommitReader.Format, DefaultTip, "--"]);

    /// <summary>The commits of the default branch along first parents, the newest first, without their paths.</summary>
    public IEnumerable<Commit> ReadDefaultBranch() =>
        DefaultTip is null ? []
        : kept.Value is { } graph && graph.Holds(DefaultTip) ? graph.FirstParents(DefaultTip)
        : Read(["rev-list", "--encoding=UTF-8", "--first-parent", CommitReader.Format, DefaultTip, "--"]);

    /// <summary>Hands every blob of the repository to the visitor, exactly once, from several threads.</summary>
    /// <param name="visit">Looks at one blob.</param>
    /// <param name="isKnown">Tells blobs that need not be read again: those of the tree, and those of an earlier scan. Called from one thread at a time.</param>
    /// <param name="jobs">How many are read at a time; 0 for one a processor.</param>
    public BlobSearch SearchBlobs(BlobVisitor visit, Func<string, bool>? isKnown = null, int jobs = 0)
    {
        if (git is null)
            return new();
        using var searching = new BlobSearching(git, isKnown ?? (_ => false), visit);
        return searching.Run(jobs > 0 ? jobs : Environment.ProcessorCount);
    }

    /// <summary>
    /// Where blobs stood: commit, path, author and date. A blob without a trace is reached by no ref, or lies outside the examined folder, and is nobody's
    /// finding.
    /// </summary>
    public ImmutableDictionary<string, BlobTrace> Trace(IReadOnlyCollection<string> blobs)
    {
        if (git is null || blobs.Count == 0)
            return ImmutableDictionary<string, BlobTrace>.Empty;
        var traces = new BlobTracing(new(git, Repository!.Prefix), blobs)
            .Run(() => StartAll("rev-list"), ReadNamed)
            .ToDictionary(trace => trace.Blob, StringComparer.Ordinal);
        foreach (var (blob, name) in refs.Blobs)
            if (blobs.Contains(blob))
                traces.TryAdd(blob, new(blob, name, null, null, NamedBy(name), TakenAway: false));
        return traces.ToImmutableDictionary(StringComparer.Ordinal);
    }

    static ImmutableSortedDictionary<string, Commit?> NamedBy(string name) =>
        ImmutableSortedDictionary.Create<string, Commit?>(StringComparer.Ordinal).Add(name, null);

    /// <summary>The texts of files as they stood in commits. What is not there, or is no text, is left out.</summary>
    internal IReadOnlyDictionary<(string Commit, string Path), string> ReadTexts(IReadOnlyList<(string Commit, string Path)> files) =>
        git is null ? ImmutableDictionary<(string Commit, string Path), string>.Empty : TextsInGit.Read(git, Repository!.Prefix, files);

    /// <summary>The paths of the files of a commit, below the examined folder; none when git does not know it.</summary>
    internal IEnumerable<string> ReadPathsAt(string commit) =>
        (git?.Ask("ls-tree", "-r", "-z", "--name-only", "--full-tree", commit) ?? "")
            .Split('\0', StringSplitOptions.RemoveEmptyEntries)
            .Where(path => path.StartsWith(Repository!.Prefix, StringComparison.Ordinal))
            .Select(path => path[Repository!.Prefix.Length..]);

    /// <summary>The paths of every blob that any ref reaches, below the examined folder.</summary>
    internal BlobPaths ReadPaths()
    {
        var paths = new BlobPaths();
        if (git is null)
            return paths;
        paths.Trouble = new TreeChanges(git, Repository!.Prefix).Read(
            () => StartAll("rev-list"),
            change => paths.Add(change.Now, change.Path)
        );
        foreach (var (blob, name) in refs.Blobs)
            paths.Add(blob, name);
        return paths;
    }

    /// <summary>
    /// The objects that refs reach and the repository does not hold: those of a partial clone, and those that were lost. Walks over all trees, which takes
    /// a small part of the time that reading their content does.
    /// </summary>
    public IReadOnlyList<string> ReadMissing()
    {
        using var running = git is null ? null : StartAll("rev-list", "--objects", "--missing=print");
        if (running is null)
            return [];
        var reader = new ByteReader(running.Output);
        var missing = new List<string>();
        while (reader.TryReadTo((byte)'\n', out var line))
            if (line is [(byte)'?', .. var name])
                missing.Add(Encoding.ASCII.GetString(name));
        if (!running.Succeeded())
            Trouble ??= running.Hung ? "git stopped answering" : running.Complaints;
        return missing;
    }

    /// <summary>
    /// Whether the tree differs from the commit that is checked out: something is changed, added or deleted. Null without a commit to compare with.
    /// </summary>
    public bool? Differs(SourceTree tree) => git is null || Head is null ? null : TreeComparison.Differs(git, Repository!, tree);

    /// <summary>What git said when it could not walk over all commits and trees; null when it could. Meaningful after <see cref="Commits"/> or <see cref="ReadMissing"/> was read to its end.</summary>
    public string? Trouble { get; private set; }

    static bool IsShallow(Repository repository) => DiskEntry.At(Path.Combine(repository.CommonFolder, "shallow")) is { Length: > 0 };

    GitConfig Config() => new(ConfigBytes());

    byte[] ConfigBytes() => Repository is null ? [] : DiskEntry.At(Path.Combine(Repository.CommonFolder, "config"))?.TryRead(1 << 20) ?? [];

    CommitGraph? KeepIfShort()
    {
        var all = ImmutableArray.CreateBuilder<Commit>();
        foreach (var commit in ReadAll())
        {
            if (all.Count == MostKept)
                return null;
            all.Add(commit);
        }
        return new(all.ToImmutable());
    }

    IEnumerable<Commit> ReadAll()
    {
        using var running = git is null ? null : StartAll("rev-list", "--encoding=UTF-8", CommitReader.Format);
        if (running is null)
            yield break;
        foreach (var commit in CommitReader.Read(running.Output))
            yield return commit;
        if (!running.Succeeded())
            Trouble = running.Hung ? "git stopped answering" : running.Complaints;
    }

    IEnumerable<Commit> ReadNamed(IReadOnlyCollection<string> names)
    {
        if (names.Count == 0)
            yield break;
        using var running = git!.Start(
            "rev-list",
            "--no-walk=unsorted",
            "--ignore-missing",
            "--encoding=UTF-8",
            CommitReader.Format,
            "--stdin"
        );
        if (running is null)
            yield break;
        Tell(running, names);
        foreach (var commit in CommitReader.Read(running.Output))
            yield return commit;
    }

    IEnumerable<Commit> Read(ImmutableArray<string> arguments)
    {
        using var running = git?.Start(arguments);
        if (running is null)
            yield break;
        running.Input.Close();
        foreach (var commit in CommitReader.Read(running.Output))
            yield return commit;
    }

    /// <summary>Starts a walk over everything; null when there is nothing. A broken ref, which would stop <c>--all</c>, is not among the starts.</summary>
    RunningGit? StartAll(params ImmutableArray<string> arguments)
    {
        var running = refs.Starts.IsEmpty ? null : git!.Start([.. arguments, "--ignore-missing", "--stdin"]);
        if (running is not null)
            Tell(running, refs.Starts);
        return running;
    }

    /// <summary>Writes names and closes the input, on the side, since git may answer before it has read all.</summary>
    static void Tell(RunningGit running, IReadOnlyCollection<string> names) =>
        _ = Task.Run(() =>
        {
            try
            {
                using (running.Input)
                    running.Input.Write(Encoding.ASCII.GetBytes(string.Concat(names.Select(name => name + "\n"))));
            }
            catch (Exception error) when (error is IOException or ObjectDisposedException)
            {
                // Git went away; whoever reads its answer sees that.
            }
        });
}
