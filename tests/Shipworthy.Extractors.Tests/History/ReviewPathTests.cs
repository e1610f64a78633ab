using Shipworthy.Extractors.History;
using Shipworthy.Extractors.Reading;
using Shipworthy.Extractors.Tests.Reading;

namespace Shipworthy.Extractors.Tests.History;

public sealed class ReviewPathTests
{
    static FactSet Learn(IExtractor extractor, SourceTree tree, GitHistory history)
    {
        var learner = new Learner(extractor.Teaches);
        extractor.Extract(new(tree, history), learner);
        return learner.Facts;
    }

    static ReviewPath Of(Scratch folder)
    {
        var tree = TreeWalker.Read(folder.Path);
        return Learn(new ReviewPathInGit(), tree, GitHistory.Open(tree.Repository)).Of<ReviewPath>().Single();
    }

    static Scratch History(params string[] subjects)
    {
        var folder = new Scratch().Init();
        for (var i = 0; i < subjects.Length; i++)
        {
            var parts = subjects[i].Split(" by ");
            folder.Write(parts is [_, _, var path] ? path : "src/a.js", $"{i}");
            folder.Commit(parts[0], parts.Length > 1 && parts[1].Length > 0 ? parts[1] : "Ann <ann@example.com>");
        }
        return folder;
    }

    [Fact]
    public void NineOfTenMarkedAreThroughReview()
    {
        using var folder = History([.. Enumerable.Range(1, 9).Select(i => $"change (#{i})"), "hotfix"]);
        var path = Of(folder);
        path.State.ShouldBe(ReviewState.ThroughReview);
        (path.Counted, path.Marked, path.Direct, path.Percent).ShouldBe((10, 9, 1, 90));
        path.At.Commit.ShouldNotBeNull();
    }

    [Fact]
    public void FewerMarksWhereMarksAreUsualAreDirectPushes()
    {
        using var folder = History("a (#1)", "b (#2)", "c (#3)", "d");
        var path = Of(folder);
        path.State.ShouldBe(ReviewState.DirectPushes);
        path.Percent.ShouldBe(75);
        path.MarksInHistory.ShouldBe(3);
    }

    [Fact]
    public void NoMarksAtAllTellNothing()
    {
        using var folder = History("a", "b (#2)", "c");
        Of(folder).State.ShouldBe(ReviewState.Unknown);
        Of(folder).Because.ShouldNotBeEmpty();
    }

    [Fact]
    public void AgentThatCommitsToTheBranchIsADirectPush()
    {
        using var folder = History("a", "b by lovable-dev[bot] <lovable-dev[bot]@users.noreply.github.com>");
        var path = Of(folder);
        path.State.ShouldBe(ReviewState.DirectPushes);
        path.ByAiBuilders.ShouldBe(1);
    }

    [Fact]
    public void MaintenanceBotsAndCommitsWithoutSourceAreNotCounted()
    {
        using var folder = History(
            "a (#1)",
            "bump by dependabot[bot] <49699333+dependabot[bot]@users.noreply.github.com>",
            "words by  by README.md",
            "lock by  by package-lock.json",
            "test by  by tests/a.test.js"
        );
        var path = Of(folder);
        (path.Counted, path.Marked, path.BotsSkipped).ShouldBe((1, 1, 1));
        path.State.ShouldBe(ReviewState.ThroughReview);
    }

    [Fact]
    public void LocalMergeWithoutAMarkIsADirectPush()
    {
        using var folder = History("a");
        folder.Git("switch", "-qc", "side");
        folder.Write("src/b.js");
        folder.Commit("side");
        folder.Git("switch", "-q", "main");
        folder.Git("-c", "user.name=A", "-c", "user.email=a@example.com", "merge", "-q", "--no-ff", "side");
        var path = Of(folder);
        path.State.ShouldBe(ReviewState.DirectPushes);
        path.LocalMerges.ShouldBe(1);
    }

    [Theory]
    [InlineData("Merge pull request #12 from a/b", ReviewMark.Request)]
    [InlineData("Merge PR #12: words", ReviewMark.Request)]
    [InlineData("words (#12)", ReviewMark.Request)]
    [InlineData("Merged in feature (pull request #3)", ReviewMark.Request)]
    [InlineData("Merge branch 'x' into 'main'\n\nWords\n\nSee merge request group/app!7", ReviewMark.Request)]
    [InlineData("Merge branch 'x'", ReviewMark.LocalMerge)]
    [InlineData("Merge remote-tracking branch 'origin/main'", ReviewMark.LocalMerge)]
    [InlineData("fix #12", ReviewMark.None)]
    [InlineData("words (#12) and more", ReviewMark.None)]
    public void MarksAreTheOnesForgesLeave(string message, ReviewMark mark) =>
        CommitMarks.MarkOf(new("", [], "", "", "", "", default, message)).ShouldBe(mark);

    [Theory]
    [InlineData("Ann", "ann@example.com", "words\n\nCo-authored-by: Claude <noreply@anthropic.com>", "Claude")]
    [InlineData(
        "Ann",
        "ann@example.com",
        "words\n\nCo-Authored-By: Cursor <cursoragent@cursor.com>\nSigned-off-by: Ann <ann@example.com>",
        "Cursor"
    )]
    [InlineData("Ann", "ann@example.com", "words\n\nMade-with: Cursor", "Cursor")]
    [InlineData("Ann", "ann@example.com", "words\n\nReplit-Commit-Author: Agent", "Replit Agent")]
    [InlineData("Ann", "ann@example.com", "words\n\nReplit-Commit-Author: Deployment", "")]
    [InlineData("Ann", "ann@example.com", "words\n\nX-Lovable-Edit-ID: edt-1", "Lovable")]
    [InlineData("Ann", "ann@example.com", "words\n\n🤖 Generated with [Claude Code](https://claude.com/claude-code)", "Claude")]
    [InlineData("gpt-engineer-app[bot]", "159125892+gpt-engineer-app[bot]@users.noreply.github.com", "words", "Lovable")]
    [InlineData("Simon (aider)", "simon@example.com", "words", "Aider")]
    [InlineData("Bruce Bolt", "bolt@example.com", "words", "")]
    [InlineData("Claude Dupont", "claude@example.com", "ask claude about it", "")]
    [InlineData("dependabot[bot]", "49699333+dependabot[bot]@users.noreply.github.com", "bump", "")]
    public void AiToolsAreKnownByIdentityAndNotByName(string name, string email, string message, string tools)
    {
        var commit = new Commit("", [], name, email, "GitHub", "noreply@github.com", default, message);
        string.Join(", ", CommitMarks.AiToolsOf(commit, CommitMarks.TrailersOf(message))).ShouldBe(tools);
    }

    [Fact]
    public void TrailersStandInTheLastParagraph()
    {
        CommitMarks
            .TrailersOf("subject: not one\n\nNote: not one\n\nReviewed-by: Bob <bob@example.com>\nLong: first\n  second\n")
            .ShouldBe([new("Reviewed-by", "Bob <bob@example.com>"), new("Long", "first second")]);
        CommitMarks.TrailersOf("fix: only a subject").ShouldBeEmpty();
    }

    [Fact]
    public void CommitsOfTheDefaultBranchAreFacts()
    {
        using var folder = History("a", "b (#2)");
        folder.Git("switch", "-qc", "elsewhere");
        folder.Write("x");
        folder.Commit("not there yet");
        var tree = TreeWalker.Read(folder.Path);
        Learn(new CommitsInGit(), tree, GitHistory.Open(tree.Repository))
            .Of<CommitFact>()
            .Select(commit => commit.Subject)
            .ShouldBe(["a", "b (#2)"], ignoreOrder: true);
    }

    [Fact]
    public void StateOfTheHistoryIsOneFact()
    {
        using var folder = History("a", "b");
        var tree = TreeWalker.Read(folder.Path);
        var state = Learn(new HistoryInGit(), tree, GitHistory.Open(tree.Repository)).Of<HistoryState>().Single();
        state.IsComplete.ShouldBeTrue();
        (state.Commits, state.Refs, state.NewestCommit).ShouldBe((2, 1, new DateOnly(2025, 1, 1)));
        state.Says.ShouldBe("is complete, with 2 commits");
    }

    [Theory]
    [InlineData("cassette.yml", Completeness.MissingObjects, "lacks 1 object, as partial clones do")]
    [InlineData("photo.png", Completeness.Complete, "is complete, with 2 commits, without a picture or archive that this clone lacks")]
    public void LostContentIsMissedInAnyClone(string name, Completeness completeness, string says)
    {
        using var folder = new Scratch().Init().Write("a").Write(name, "was here");
        folder.Commit();
        File.Delete(folder[name]);
        folder.Commit();
        var blob = Scratch.Run("git", folder.Path, "was here", "hash-object", "--stdin").Trim();
        File.Delete(folder[$".git/objects/{blob[..2]}/{blob[2..]}"]);
        var tree = TreeWalker.Read(folder.Path);
        var state = Learn(new HistoryInGit(), tree, GitHistory.Open(tree.Repository)).Of<HistoryState>().Single();
        state.Completeness.ShouldBe(completeness);
        state.Says.ShouldBe(says);
    }

    [Fact]
    public void WithoutHistoryNothingIsClaimed()
    {
        using var folder = new Scratch().Write("a");
        var tree = TreeWalker.Read(folder.Path);
        Learn(new HistoryInGit(), tree, GitHistory.NotLookedAt).Of<HistoryState>().Single().Completeness.ShouldBe(Completeness.NotLookedAt);
        Learn(new CommitsInGit(), tree, GitHistory.None).Of<CommitFact>().BlindSpots.ShouldNotBeEmpty();
        Learn(new ReviewPathInGit(), tree, GitHistory.None).Of<ReviewPath>().BlindSpots.ShouldNotBeEmpty();
    }
}
