using Shipworthy.Extractors.History;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.AiTools;

/// <summary>
/// Learns which source files AI tools had a part in, from the commits of the default branch (rubric 9.1). Each commit is compared with its parent once, and only as far as
/// the question needs: those of AI tools, and the others where a tool commits by itself. Merges are not compared: what they bring came with other commits.
/// </summary>
sealed class OriginsInGit : IExtractor
{
    /// <summary>Longer histories are looked at from their newest commits.</summary>
    const int Most = 50_000;

    public ImmutableArray<Type> Teaches => [typeof(FileOrigin), typeof(UnattributedSource)];

    public void Extract(Sources sources, Learner learn)
    {
        var history = sources.History;
        if (CommitsInGit.Unseen(history.Completeness) is { } unseen)
            learn.CannotSee<FileOrigin>(Location.WholeApp, unseen);
        var files = sources
            .Tree.Files.Where(file => file.Tracked && SourceScope.Holds(file))
            .ToDictionary(file => file.Path, StringComparer.Ordinal);
        var lists = ReviewLedger.Lists(sources.Tree).Select(file => file.Path).ToHashSet(StringComparer.Ordinal);
        var straight = history.ReadDefaultBranch().Take(Most).Select(commit => commit.Hash).ToHashSet(StringComparer.Ordinal);
        var all = history.ReadDefaultHistory().Take(Most).ToList();
        var commits = all.FindAll(commit => commit.Parents.Length < 2);
        // Where every merge is the tool's own, what came by a merge had no reader either.
        var mergesItself = all.TrueForAll(commit => commit.Parents.Length < 2 || Part.IsByItself(commit));
        var parts = commits.ToDictionary(
            commit => commit.Hash,
            commit => Part.Of(commit, mergesItself || straight.Contains(commit.Hash)),
            StringComparer.Ordinal
        );
        var anyAlone = parts.Values.Any(part => part.IsAlone);
        var traces = new Dictionary<string, List<Part>>(StringComparer.Ordinal);
        foreach (var (commit, paths) in history.WithPaths(commits.Where(commit => anyAlone || parts[commit.Hash].Tools.Length > 0)))
        foreach (var path in paths)
            if (files.ContainsKey(path) || lists.Contains(path))
            {
                if (!traces.TryGetValue(path, out var trace))
                    traces[path] = trace = [];
                trace.Add(parts[commit.Hash]);
            }
        bool IsByTools(string path) => traces.TryGetValue(path, out var trace) && trace.Exists(part => part.Tools.Length > 0);
        var ledger = new ReviewLedger(sources, list => !IsByTools(list.Path));
        foreach (var file in files.Values.Where(file => IsByTools(file.Path)).OrderBy(file => file.Path, StringComparer.Ordinal))
            learn.Add(OriginOf(file, traces[file.Path], ledger));
        var others = files.Values.Where(file => !IsByTools(file.Path)).OrderBy(file => file.Path, StringComparer.Ordinal).ToList();
        ImmutableArray<string> unread = [.. others.Where(file => ledger.ReaderOf(file) is null).Select(file => file.Path)];
        if (others.Count > 0)
            learn.Add(new UnattributedSource(unread, others.Count - unread.Length));
    }

    static FileOrigin OriginOf(SourceFile file, List<Part> trace, ReviewLedger ledger)
    {
        var byTools = trace.FindAll(part => part.Tools.Length > 0);
        return new(file.Path)
        {
            Authorship = trace.TrueForAll(part => part.IsAlone) ? Authorship.ToolsAlone : Authorship.WithPeople,
            Tools = [.. byTools.SelectMany(part => part.Tools).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
            First = Location.MessageOf(byTools[^1].Hash),
            Commits = byTools.Count,
            Critical = CriticalFiles.WhyIs(file),
            ReadBy =
                ledger.ReaderOf(file) is { } reader ? reader
                : byTools.TrueForAll(part => part.Reader.Length > 0)
                    ? string.Join(", ", byTools.Select(part => part.Reader).Distinct(StringComparer.Ordinal).Take(3))
                : "",
        };
    }

    /// <summary>The part that an AI tool had in a commit.</summary>
    /// <param name="Hash">The commit.</param>
    /// <param name="Tools">The tools that it names; none for a commit without a mark.</param>
    /// <param name="IsAlone">Whether a tool made it itself and put it straight onto the default branch.</param>
    /// <param name="Reader">The person who is recorded to have read it; empty without a record.</param>
    sealed record Part(string Hash, ImmutableArray<string> Tools, bool IsAlone, string Reader)
    {
        public static Part Of(Commit commit, bool isStraight)
        {
            var trailers = CommitMarks.TrailersOf(commit.Message);
            var tools = CommitMarks.AiToolsOf(commit, trailers);
            return new(
                commit.Hash,
                tools,
                IsByItself(commit) && isStraight && CommitMarks.MarkOf(commit) is ReviewMark.None,
                tools.IsEmpty ? "" : ReaderOf(commit, trailers)
            );
        }

        /// <summary>Whether a tool is author and committer, or says that it made the commit.</summary>
        public static bool IsByItself(Commit commit) =>
            CommitMarks.IsByAppBuilder(commit)
            || (
                Authors.AiTool(commit.AuthorName, commit.AuthorEmail) is not null
                && Authors.AiTool(commit.CommitterName, commit.CommitterEmail) is not null
            );

        /// <summary>A person in a trailer who is neither the author nor a program.</summary>
        static string ReaderOf(Commit commit, ImmutableArray<Trailer> trailers)
        {
            foreach (var trailer in trailers)
                if (
                    trailer.Key.ToLowerInvariant() is "reviewed-by" or "approved-by" or "acked-by"
                    && trailer.Value.Split('<', 2) is [var name, var rest]
                    && rest.TrimEnd('>', ' ') is { Length: > 0 } email
                    && !email.Equals(commit.AuthorEmail, StringComparison.OrdinalIgnoreCase)
                    && !name.Trim().EndsWith("[bot]", StringComparison.Ordinal)
                    && Authors.KindOf(name.Trim(), email) is AuthorKind.Person
                )
                    return name.Trim();
            return "";
        }
    }
}
