using System.Collections.Concurrent;
using System.Text;
using Shipworthy.Extractors.History;
using Shipworthy.Extractors.Reading;
using Shipworthy.Extractors.Tests.Reading;

namespace Shipworthy.Extractors.Tests.History;

/// <summary>Histories that are not whole, not there, or made to hurt.</summary>
public sealed class BrokenHistoryTests
{
    static GitHistory Open(string path) => GitHistory.Open(Repository.Find(path));

    static (BlobSearch Search, List<string> Contents) Search(GitHistory history)
    {
        var seen = new ConcurrentBag<string>();
        var search = history.SearchBlobs((_, content, _) => seen.Add(Encoding.UTF8.GetString(content)));
        return (search, [.. seen.Order(StringComparer.Ordinal)]);
    }

    [Fact]
    public void NoRepository()
    {
        using var folder = new Scratch();
        var history = Open(folder.Path);
        history.Completeness.ShouldBe(Completeness.NoRepository);
        history.Commits.ShouldBeEmpty();
        Search(history).Contents.ShouldBeEmpty();
        history.Trace(["0123"]).ShouldBeEmpty();
    }

    [Fact]
    public void NoCommits()
    {
        using var folder = new Scratch().Init().Write("a");
        var history = Open(folder.Path);
        history.Completeness.ShouldBe(Completeness.NoCommits);
        history.Commits.ShouldBeEmpty();
        history.Trouble.ShouldBeNull();
        history.Branch.ShouldBe("main");
        history.Head.ShouldBeNull();
        history.ReadDefaultBranchWithPaths().ShouldBeEmpty();
        history.Differs(TreeWalker.Read(folder.Path)).ShouldBeNull();
    }

    [Fact]
    public void ShallowClone()
    {
        using var folder = new Scratch().Init().Write("a", "1");
        folder.Commit();
        folder.Write("a", "2");
        folder.Commit();
        folder.Git("clone", "-q", "--depth=1", $"file://{folder.Path}", "clone");
        var history = Open(folder["clone"]);
        history.Completeness.ShouldBe(Completeness.Shallow);
        history.Commits.Count().ShouldBe(1);
        Search(history).Contents.ShouldBe(["2"]);
    }

    [Fact]
    public void PartialCloneFetchesNothing()
    {
        using var folder = new Scratch().Init().Write("a", "1").Write("b", "b");
        folder.Commit();
        folder.Write("a", "2");
        folder.Commit();
        folder.Git("config", "uploadpack.allowFilter", "true");
        folder.Git("clone", "-q", "--filter=blob:none", $"file://{folder.Path}", "clone");
        var history = Open(folder["clone"]);
        history.ReadMissing().Count.ShouldBe(1);
        Search(history).Contents.ShouldBe(["2", "b"]);
        history.Trace([Scratch.Run("git", folder.Path, "1", "hash-object", "--stdin").Trim()]).Count.ShouldBe(1);
        history.ReadMissing().Count.ShouldBe(1);
    }

    [Fact]
    public void BrokenObjectsAreNamedAndTheOthersSearched()
    {
        using var folder = new Scratch().Init();
        for (var i = 0; i < 30; i++)
            folder.Write($"f{i}", $"content {i:00}");
        folder.Commit();
        var broken = new[] { "content 03", "content 17" }
            .Select(text => Scratch.Run("git", folder.Path, text, "hash-object", "--stdin").Trim())
            .ToList();
        foreach (var (blob, index) in broken.Select((blob, index) => (blob, index)))
        {
            var path = folder[$".git/objects/{blob[..2]}/{blob[2..]}"];
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            var bytes = File.ReadAllBytes(path);
            File.WriteAllBytes(path, index == 0 ? [1, 2, 3] : bytes[..^4]);
        }
        var (search, contents) = Search(Open(folder.Path));
        contents.ShouldBe(Enumerable.Range(0, 30).Where(i => i is not 3 and not 17).Select(i => $"content {i:00}"));
        (search.Unread.Any(one => broken.Contains(one.Blob)) || search.Trouble is not null).ShouldBeTrue();
    }

    [Fact]
    public void RefToNothingIsDamage()
    {
        using var folder = new Scratch().Init().Write("a", "1");
        folder.Commit();
        File.WriteAllText(folder[".git/refs/heads/broken"], new string('1', 40) + "\n");
        var history = Open(folder.Path);
        history.Completeness.ShouldBe(Completeness.Damaged);
        history.Commits.Count().ShouldBe(1);
    }

    [Fact]
    public void RubbishInThePlaceOfARepository()
    {
        using var folder = new Scratch()
            .Write(".git/HEAD", "rubbish")
            .Write(".git/objects/x", "y")
            .Write(".git/refs/x", "y")
            .Write("a", "1");
        Open(folder.Path).Completeness.ShouldBeOneOf(Completeness.Damaged, Completeness.NoCommits);
        TreeWalker.Read(folder.Path).Files.Select(file => file.Path).ShouldBe(["a"]);
    }

    [Fact]
    public void LinkedWorkTreeHasTheWholeHistory()
    {
        using var folder = new Scratch().Init().Write("a", "1");
        folder.Commit();
        using var beside = new Scratch();
        folder.Git("worktree", "add", "-q", "-b", "other", beside["tree"]);
        var history = Open(beside["tree"]);
        history.Commits.Count().ShouldBe(1);
        history.Branch.ShouldBe("other");
        history.DefaultBranch.ShouldBe("main");
        Search(history).Contents.ShouldBe(["1"]);
    }

    [Fact]
    public void ThousandsOfRefs()
    {
        using var folder = new Scratch().Init().Write("a", "1");
        var commit = folder.Commit();
        Scratch.Run(
            "git",
            folder.Path,
            string.Concat(Enumerable.Range(0, 5000).Select(i => $"create refs/heads/b{i} {commit}\n")),
            "update-ref",
            "--stdin"
        );
        var history = Open(folder.Path);
        history.RefCount.ShouldBe(5001);
        history.Commits.Count().ShouldBe(1);
    }

    [Fact]
    public void LargeBlobsAreToldApartByTheirHeads()
    {
        using var folder = new Scratch()
            .Init()
            .Write("big.txt", new string('a', TreeWalker.LargestText + 1))
            .Write("big.bin", new byte[TreeWalker.LargestText + 1]);
        folder.Commit();
        var (search, contents) = Search(Open(folder.Path));
        contents.ShouldBeEmpty();
        search.Unread.Select(one => one.Kind).ShouldBe([UnreadKind.Binary, UnreadKind.LargeText], ignoreOrder: true);
        var tree = TreeWalker.Read(folder.Path);
        tree.Files.ShouldBeEmpty();
        tree.Unread.Select(file => $"{file.Path}: {file.Reason}").ShouldBe(["big.bin: binary", "big.txt: larger than 16 MB"]);
    }

    /// <summary>Whatever a repository's settings and attributes tell git to start, nothing is started.</summary>
    [Fact]
    public void SettingsOfTheRepositoryStartNothing()
    {
        using var folder = new Scratch()
            .Init()
            .Write("a.txt", "1")
            .Write("b.txt", "2")
            .Write(".gitattributes", "* filter=evil diff=evil merge=evil\n");
        folder.Commit();
        folder.Write("a.txt", "changed");
        using var outside = new Scratch();
        var canary = outside["canary"];
        // Git takes these settings as words of a shell, so the path must have no space for the proof to be one.
        var script = Path.Combine(Path.GetTempPath(), $"evil-{Guid.NewGuid():N}");
        File.WriteAllText(script, $"#!/bin/sh\necho ran >> '{canary}'\n");
        File.SetUnixFileMode(script, UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.UserWrite);
        foreach (var hook in new[] { "post-index-change", "reference-transaction", "post-checkout", "fsmonitor-watchman", "pre-auto-gc" })
            File.Copy(script, folder[$".git/hooks/{hook}"]);
        foreach (
            var name in new[]
            {
                "core.fsmonitor",
                "core.sshCommand",
                "core.pager",
                "core.editor",
                "core.askPass",
                "core.alternateRefsCommand",
                "core.gitProxy",
                "credential.helper",
                "diff.external",
                "diff.evil.textconv",
                "diff.evil.command",
                "filter.evil.clean",
                "filter.evil.smudge",
                "filter.evil.process",
                "gpg.program",
                "alias.cat-file",
                "alias.rev-list",
                "pager.rev-list",
                "pager.for-each-ref",
                "uploadpack.packObjectsHook",
                "remote.origin.uploadpack",
                "remote.origin.vcs",
            }
        )
            folder.Git("config", name, script);
        folder.Git("config", "core.hooksPath", folder[".git/hooks"]);
        folder.Git("config", "log.showSignature", "true");
        folder.Git("config", "remote.origin.url", $"ext::{script}");
        folder.Git("config", "remote.origin.promisor", "true");
        folder.Git("config", "remote.origin.partialclonefilter", "blob:none");
        folder.Git("config", "extensions.partialClone", "origin");
        folder.Git("config", "core.repositoryFormatVersion", "1");
        folder.Git("config", "protocol.ext.allow", "always");
        var missing = folder.Git("hash-object", "--no-filters", "a.txt").Trim();

        var tree = TreeWalker.Read(folder.Path);
        var history = GitHistory.Open(tree.Repository);
        history.Commits.Count().ShouldBe(1);
        history.ReadDefaultBranchWithPaths().Count().ShouldBe(1);
        history.ReadTagMessages().ShouldBeEmpty();
        Search(history).Contents.Count.ShouldBe(3);
        history.Trace([missing]).ShouldBeEmpty();
        history.ReadMissing().ShouldBeEmpty();
        history.Differs(tree).ShouldBe(true);
        File.Exists(canary).ShouldBeFalse();

        folder.Try("git", "status");
        File.Exists(canary).ShouldBeTrue("the trap itself must work");
        File.Delete(script);
    }

    [Fact]
    public void RepositoryOfSomebodyElseIsReadAllTheSame()
    {
        using var folder = new Scratch().Init().Write("a", "1");
        folder.Commit();
        Environment.SetEnvironmentVariable("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1");
        try
        {
            Open(folder.Path).Commits.Count().ShouldBe(1);
        }
        finally
        {
            Environment.SetEnvironmentVariable("GIT_TEST_ASSUME_DIFFERENT_OWNER", null);
        }
    }

    [Fact]
    public void NothingIsWritten()
    {
        using var folder = new Scratch().Init().Write("a", "1");
        folder.Commit();
        folder.Write("b");
        string[] State() =>
            [
                .. Directory
                    .EnumerateFiles(folder.Path, "*", SearchOption.AllDirectories)
                    .Order(StringComparer.Ordinal)
                    .Select(path => $"{path} {File.GetLastWriteTimeUtc(path):O}"),
            ];
        var before = State();
        var tree = TreeWalker.Read(folder.Path);
        var history = GitHistory.Open(tree.Repository);
        history.Commits.Count().ShouldBe(1);
        Search(history);
        history.Differs(tree);
        State().ShouldBe(before);
    }
}
