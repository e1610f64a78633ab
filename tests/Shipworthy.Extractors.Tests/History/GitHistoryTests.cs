using System.Collections.Concurrent;
using System.Text;
using Shipworthy.Extractors.History;
using Shipworthy.Extractors.Reading;
using Shipworthy.Extractors.Tests.Reading;

namespace Shipworthy.Extractors.Tests.History;

public sealed class GitHistoryTests
{
    static GitHistory Open(Scratch folder) => GitHistory.Open(Repository.Find(folder.Path));

    static List<string> Contents(GitHistory history, Func<string, bool>? isKnown = null)
    {
        var seen = new ConcurrentBag<string>();
        history.SearchBlobs((_, content, _) => seen.Add(Encoding.UTF8.GetString(content)), isKnown);
        return [.. seen.Order(StringComparer.Ordinal)];
    }

    static string BlobOf(Scratch folder, string content) => Scratch.Run("git", folder.Path, content, "hash-object", "--stdin").Trim();

    [Fact]
    public void KeptCommitsAnswerAsGitDoes()
    {
        using var folder = new Scratch().Init().Write("a", "1");
        folder.Commit("first");
        folder.Git("switch", "-qc", "side");
        folder.Write("b", "2").Commit("on the side");
        folder.Git("switch", "-q", "main");
        folder.Write("c", "3").Commit("on main");
        folder.Git("-c", "user.name=Ann", "-c", "user.email=ann@example.com", "merge", "-q", "--no-edit", "side");
        folder.Git("switch", "-qc", "later");
        folder.Write("d", "4").Commit("not on main");
        folder.Git("switch", "-q", "main");
        var history = Open(folder);
        history.ReadDefaultBranch().Select(commit => commit.Hash).ShouldBe(Listed("--first-parent"));
        history.ReadDefaultHistory().Select(commit => commit.Hash).ShouldBe(Listed("--date-order"), ignoreOrder: true);

        List<string> Listed(string how) => [.. folder.Git("rev-list", how, "main").Split('\n', StringSplitOptions.RemoveEmptyEntries)];
    }

    [Fact]
    public void CommitsOfAllRefsAreRead()
    {
        using var folder = new Scratch().Init().Write("a", "1");
        var first = folder.Commit(
            "first\n\nBody line\n\nCo-authored-by: Bob <bob@example.com>",
            "Zoé Ünal <zoe@example.com>",
            "2025-02-03"
        );
        folder.Git("switch", "-qc", "side");
        folder.Write("b", "2");
        var side = folder.Commit("side");
        folder.Git("switch", "-q", "main");
        folder.Git("branch", "-qm", "side", "elsewhere");
        var history = Open(folder);
        var commits = history.Commits.ToDictionary(commit => commit.Hash);
        commits.Keys.ShouldBe([first, side], ignoreOrder: true);
        var commit = commits[first];
        commit.AuthorName.ShouldBe("Zoé Ünal");
        commit.AuthorEmail.ShouldBe("zoe@example.com");
        commit.CommitterEmail.ShouldBe("ann@example.com");
        commit.Subject.ShouldBe("first");
        commit.Message.ShouldBe("first\n\nBody line\n\nCo-authored-by: Bob <bob@example.com>");
        commit.Day.ShouldBe(new DateOnly(2025, 2, 3));
        commit.Parents.ShouldBeEmpty();
        commits[side].Parents.ShouldBe([first]);
        history.Completeness.ShouldBe(Completeness.Complete);
        history.Head.ShouldBe(first);
        history.Branch.ShouldBe("main");
        history.DefaultBranch.ShouldBe("main");
        history.Branches.ShouldBe(["elsewhere", "main"]);
        history.Trouble.ShouldBeNull();
    }

    [Fact]
    public void EveryBlobIsHandedOverOnce()
    {
        using var folder = new Scratch().Init().Write("a", "one").Write("copy", "one").Write("empty", "");
        folder.Commit();
        folder.Write("a", "two");
        folder.Commit();
        folder.Git("repack", "-adq");
        folder.Write("a", "three");
        folder.Commit();
        Contents(Open(folder)).ShouldBe(["", "one", "three", "two"]);
        Contents(Open(folder), blob => blob == BlobOf(folder, "two")).ShouldBe(["", "one", "three"]);
    }

    [Fact]
    public void ManyBlobsOfAllSizesComeThroughWhole()
    {
        using var folder = new Scratch().Init();
        var random = new Random(7);
        var expected = new List<string>();
        for (var i = 0; i < 2500; i++)
        {
            var content = string.Concat(Enumerable.Repeat($"line {i}\n", random.Next(1, i % 100 == 0 ? 20_000 : 60)));
            expected.Add(content);
            folder.Write($"d{i % 40}/f{i}", content);
        }
        folder.Commit();
        folder.Git("repack", "-adq");
        Contents(Open(folder)).ShouldBe(expected.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void TraceTellsFirstAndLastCommitAndAllPaths()
    {
        using var folder = new Scratch().Init().Write("old name.txt", "payload").Write("x", "x");
        var root = folder.Commit("root", day: "2025-01-01");
        folder.Git("mv", "old name.txt", "é.txt");
        folder.Commit("rename", day: "2025-01-02");
        folder.Git("rm", "-q", "é.txt");
        var removal = folder.Commit("removal", day: "2025-01-03");
        var trace = Open(folder).Trace([BlobOf(folder, "payload")]).Single().Value;
        trace.First!.Hash.ShouldBe(root);
        trace.Path.ShouldBe("old name.txt");
        trace.Last!.Hash.ShouldBe(removal);
        trace.TakenAway.ShouldBeTrue();
        trace.Paths.Keys.ShouldBe(["old name.txt", "é.txt"]);
        trace.Paths["é.txt"]!.Subject.ShouldBe("rename");
    }

    [Fact]
    public void ContentThatOnlyAMergeBroughtIsTraced()
    {
        using var folder = new Scratch().Init().Write("a", "base");
        folder.Commit();
        folder.Git("switch", "-qc", "side");
        folder.Write("b", "side");
        folder.Commit();
        folder.Git("switch", "-q", "main");
        folder.Git("-c", "user.name=A", "-c", "user.email=a@example.com", "merge", "-q", "--no-ff", "--no-commit", "side");
        folder.Write("a", "only in the merge");
        var merge = folder.Commit("merge");
        Open(folder).Trace([BlobOf(folder, "only in the merge")]).Single().Value.First!.Hash.ShouldBe(merge);
    }

    [Fact]
    public void EveryStashIsSearchedAndTraced()
    {
        using var folder = new Scratch().Init().Write("a", "base");
        folder.Commit();
        foreach (var content in new[] { "older stash", "newer stash" })
        {
            folder.Write("a", content).Write($"untracked {content}", $"untracked {content}");
            folder.Git("-c", "user.name=A", "-c", "user.email=a@example.com", "stash", "-q", "--include-untracked");
        }
        var history = Open(folder);
        Contents(history).ShouldBe(["base", "newer stash", "older stash", "untracked newer stash", "untracked older stash"]);
        history
            .Trace([.. new[] { "older stash", "untracked older stash", "untracked newer stash" }.Select(one => BlobOf(folder, one))])
            .Count.ShouldBe(3);
    }

    [Fact]
    public void TagsAndNotesAreReached()
    {
        using var folder = new Scratch().Init().Write("a", "base");
        folder.Commit();
        folder.Git("-c", "user.name=A", "-c", "user.email=a@example.com", "tag", "-a", "v1", "-m", "words of the tag");
        folder.Git("-c", "user.name=A", "-c", "user.email=a@example.com", "notes", "add", "-m", "words of a note");
        folder.Write("tagged", "a blob that a tag names");
        folder.Git("tag", "key", folder.Git("hash-object", "-w", "tagged").Trim());
        var history = Open(folder);
        history.ReadTagMessages().ShouldBe([new("refs/tags/v1", "words of the tag\n")]);
        history.Trace([BlobOf(folder, "words of a note\n")]).Count.ShouldBe(1);
        history.Trace([BlobOf(folder, "a blob that a tag names")]).Single().Value.Path.ShouldBe("refs/tags/key");
        history.Tags.ShouldBe(["key", "v1"]);
    }

    [Fact]
    public void WhatNoRefReachesHasNoTrace()
    {
        using var folder = new Scratch().Init().Write("a", "base");
        folder.Commit();
        folder.Write("a", "lost");
        folder.Commit();
        folder.Git("reset", "-q", "--hard", "HEAD~1");
        Open(folder).Trace([BlobOf(folder, "lost")]).ShouldBeEmpty();
    }

    [Fact]
    public void SubfolderSeesItsOwnPaths()
    {
        using var folder = new Scratch().Init().Write("app/a", "inside").Write("other/b", "outside");
        folder.Commit();
        var history = GitHistory.Open(Repository.Find(folder["app"]));
        history.Trace([BlobOf(folder, "inside"), BlobOf(folder, "outside")]).Single().Value.Path.ShouldBe("a");
        history.ReadDefaultBranchWithPaths().Single().Paths.ShouldBe(["a"]);
    }

    [Fact]
    public void DefaultBranchIsReadAlongFirstParentsWithPaths()
    {
        using var folder = new Scratch().Init().Write("a", "1");
        folder.Commit("root");
        folder.Git("switch", "-qc", "side");
        folder.Write("b/c", "2");
        folder.Commit("side");
        folder.Git("switch", "-q", "main");
        folder.Git("-c", "user.name=A", "-c", "user.email=a@example.com", "merge", "-q", "--no-ff", "-m", "Merge pull request #1", "side");
        folder.Commit("empty");
        Open(folder)
            .ReadDefaultBranchWithPaths()
            .Select(one => $"{one.Commit.Subject}: {string.Join(' ', one.Paths)}")
            .ShouldBe(["empty: ", "Merge pull request #1: b/c", "root: a"]);
    }

    [Fact]
    public void DefaultBranchIsTheOneTheRemoteNames()
    {
        using var origin = new Scratch().Init().Write("a", "1");
        var first = origin.Commit("first");
        origin.Write("a", "2");
        var second = origin.Commit("second");
        origin.Git("branch", "-qm", "main", "production");
        using var folder = new Scratch();
        folder.Git("clone", "-q", origin.Path, "clone");
        var clone = folder["clone"];
        Scratch.Run("git", clone, null, "switch", "-qc", "feature");
        File.WriteAllText(Path.Combine(clone, "a"), "3");
        Scratch.Run("git", clone, null, "-c", "user.name=A", "-c", "user.email=a@example.com", "commit", "-qam", "third");
        var history = GitHistory.Open(Repository.Find(clone));
        history.DefaultBranch.ShouldBe("production");
        history.DefaultTip.ShouldBe(second);
        history.Remotes.ShouldBe(["origin"]);
        Scratch.Run("git", clone, null, "checkout", "-q", first);
        var detached = GitHistory.Open(Repository.Find(clone));
        detached.Branch.ShouldBeNull();
        detached.DefaultTip.ShouldBe(first);
        detached.ReadDefaultBranch().Count().ShouldBe(1);
    }

    [Fact]
    public void ChangesOfTheTreeAreNoticed()
    {
        using var folder = new Scratch().Init().Write("a", "1\n").Write("b", "2\n");
        folder.Commit();
        bool? Differs() => Open(folder).Differs(TreeWalker.Read(folder.Path));
        Differs().ShouldBe(false);
        folder.Write("a", "1\r\n");
        Differs().ShouldBe(false);
        folder.Write("a", "3\n");
        Differs().ShouldBe(true);
        folder.Git("add", "a");
        Differs().ShouldBe(true);
        folder.Git("reset", "-q", "--hard");
        Differs().ShouldBe(false);
        folder.Write("new");
        Differs().ShouldBe(true);
        File.Delete(folder["new"]);
        File.Delete(folder["b"]);
        Differs().ShouldBe(true);
    }

    [Fact]
    public void SeveralHistoriesAreReadAtTheSameTime()
    {
        using var folder = new Scratch().Init();
        for (var i = 0; i < 20; i++)
        {
            folder.Write("a", $"version {i}");
            folder.Commit($"commit {i}");
        }
        var troubles = new ConcurrentBag<string>();
        Parallel.For(
            0,
            24,
            new() { MaxDegreeOfParallelism = 8 },
            _ =>
            {
                var history = Open(folder);
                var commits = history.Commits.Count();
                var seen = Contents(history).Count;
                var missing = history.ReadMissing().Count;
                var traced = history.Trace([BlobOf(folder, "version 3")]).Count;
                if ((commits, seen, missing, traced, history.Trouble) is not (20, 20, 0, 1, null))
                    troubles.Add($"{commits} commits, {seen} blobs, {missing} missing, {traced} traced, {history.Trouble}");
            }
        );
        troubles.ShouldBeEmpty();
    }
}
