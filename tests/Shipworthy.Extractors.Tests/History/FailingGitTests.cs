using System.Diagnostics;
using Shipworthy.Extractors.History;
using Shipworthy.Extractors.Reading;
using Shipworthy.Extractors.Secrets;
using Shipworthy.Extractors.Secrets.OwnRules;
using Shipworthy.Extractors.Tests.Reading;

namespace Shipworthy.Extractors.Tests.History;

/// <summary>A git that is not there, that hangs, or that gives up half way: what it did not say is missed, and never taken for nothing.</summary>
public sealed class FailingGitTests
{
    /// <summary>Starts another program than git with the same arguments.</summary>
    static Func<ProcessStartInfo, Process?> Instead(string program) =>
        start =>
        {
            start.FileName = program;
            return Process.Start(start);
        };

    [Fact]
    public void WithoutGitProgram()
    {
        using var folder = new Scratch().Init().Write("a", "1");
        folder.Commit();
        var repository = Repository.Find(folder.Path)!;
        var history = GitHistory.Open(repository, new(repository, Instead(folder["no such program"])));
        history.Completeness.ShouldBe(Completeness.GitMissing);
        history.Commits.ShouldBeEmpty();
        history.ReadMissing().ShouldBeEmpty();
        history.SearchBlobs((_, _, _) => throw new InvalidOperationException("nothing can be seen")).Visited.ShouldBe(0);
        history.Differs(TreeWalker.Read(folder.Path)).ShouldBeNull();
    }

    /// <summary>A git that answers the first questions and then says nothing more is ended, and what it would have said is missed.</summary>
    [Fact]
    public void AHangingGitIsEnded()
    {
        using var folder = new Scratch().Init().Write("a", "1");
        folder.Commit();
        var script = folder["git.sh"];
        File.WriteAllText(script, "#!/bin/sh\ncase \"$*\" in *rev-list*|*'--batch --buffer'*) exec sleep 100;; esac\nexec git \"$@\"\n");
        File.SetUnixFileMode(script, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        var repository = Repository.Find(folder.Path)!;
        var history = GitHistory.Open(repository, new(repository, Instead(script), TimeSpan.FromSeconds(1)));
        history.Commits.ShouldBeEmpty();
        history.Trouble.ShouldBe("git stopped answering");
        history
            .SearchBlobs((_, _, _) => throw new InvalidOperationException("nothing can be seen"))
            .Trouble.ShouldBe("git stopped answering");
    }

    /// <summary>Blobs below a damaged tree have no path. They must not pass for blobs that nothing reaches.</summary>
    [Fact]
    public void ADamagedTreeIsNoCompleteHistory()
    {
        using var folder = new Scratch().Init().Write("old/settings.env", "x=1\n");
        folder.Commit();
        var broken = folder.Git("rev-parse", "HEAD:old").Trim();
        folder.Write("a", "1");
        folder.Git("rm", "-rq", "old");
        folder.Commit();
        var path = folder[$".git/objects/{broken[..2]}/{broken[2..]}"];
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.WriteAllBytes(path, [1, 2, 3]);
        var tree = TreeWalker.Read(folder.Path);
        var history = GitHistory.Open(tree.Repository);
        history.ReadPaths().Trouble.ShouldBe("git cannot compare all commits");
        var unseen = new List<string>();
        new HistorySearch(history, tree, ScanCache.Off.SearchedBlobs(), ScannerSettings.None, 2).Run(
            (_, _, _) => { },
            (_, because) => unseen.Add(because)
        );
        unseen.ShouldHaveSingleItem().ShouldContain("could not be searched to its end");
        var learner = new Learner([typeof(HistoryState)]);
        new HistoryInGit().Extract(new(tree, history), learner);
        new App(learner.Facts).History.Single().Completeness.ShouldBe(Completeness.Damaged);
    }
}
