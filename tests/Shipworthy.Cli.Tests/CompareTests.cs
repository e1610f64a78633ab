using System.Text.Json;

namespace Shipworthy.Cli.Tests;

public sealed class CompareTests
{
    const string OpenToAll = """
        import express from "express";
        import cors from "cors";
        const app = express();
        app.use(cors());
        app.listen(3000);
        """;

    const string Exact = """
        import express from "express";
        import cors from "cors";
        const app = express();
        app.use(cors({ origin: "https://app.example.com" }));
        app.listen(3000);
        """;

    [Fact]
    public void AChangeThatMendsIsBetterAndThatBreaksIsWorse()
    {
        using var shell = Story();
        var (code, output, _) = shell.Run("compare HEAD~1 HEAD --only 1.7 --no-cache");
        code.ShouldBe(0);
        output.ShouldContain("This change makes one check better and none worse.");
        output.ShouldContain("was failing with a major (0 of 1 proved), now proved (1 of 1)");
        (code, output, _) = shell.Run("compare HEAD HEAD~1 --only 1.7 --no-cache");
        code.ShouldBe(1);
        output.ShouldContain("This change makes one check worse.");
        output.ShouldContain("new   server.js:4");
        output.ShouldContain("fix   ");
    }

    [Fact]
    public void WithoutASecondRevisionTheFilesAsTheyLieAreCompared()
    {
        using var shell = Story().With("server.js", OpenToAll);
        shell.Run("compare HEAD --only 1.7 --no-cache").Out.ShouldContain("to the working tree");
        shell.Run("compare HEAD --only 1.7 --no-cache").Code.ShouldBe(1);
        shell.Run("compare HEAD --only 1.7 --no-cache --fail-on blocker").Code.ShouldBe(0);
    }

    [Fact]
    public void WhatFailedBeforeDoesNotCountSinceThen()
    {
        using var shell = Story().With("server.js", OpenToAll);
        shell.Run("scan . --only 1.7 --no-cache --since HEAD").Code.ShouldBe(1);
        shell.Run("scan . --only 1.7 --no-cache --since HEAD~1").Code.ShouldBe(0);
    }

    [Fact]
    public void NeitherIndexNorWorkTreeNorRepositoryIsTouchedAndNothingIsLeftBehind()
    {
        using var shell = Story().With("server.js", OpenToAll);
        var before = Snapshot(shell.Folder);
        shell.Run("compare HEAD~1 HEAD --only 1.7 --no-cache").Code.ShouldBe(0);
        Snapshot(shell.Folder).ShouldBe(before);
    }

    [Fact]
    public void ACommentOnAPullRequestTellsWhatIsNewFirst()
    {
        using var shell = Story();
        var output = shell.Run("compare HEAD HEAD~1 --only 1.7 --no-cache --format markdown").Out;
        output.ShouldStartWith("### This change makes one check worse.");
        output.ShouldContain("- `server.js:4`");
        output.ShouldContain("- *Fix:* ");
        output.ShouldContain("`shipworthy prompt 1.7`");
    }

    [Fact]
    public void JsonHoldsTheNewFindings()
    {
        using var shell = Story();
        using var json = JsonDocument.Parse(shell.Run("compare HEAD HEAD~1 --only 1.7 --no-cache --format json").Out);
        var check = json.RootElement.GetProperty("checks").EnumerateArray().ShouldHaveSingleItem();
        check.GetProperty("change").GetString().ShouldBe("worse");
        check.GetProperty("after").GetProperty("verdict").GetString().ShouldBe("fail");
        check.GetProperty("new")[0].GetProperty("fingerprint").GetString().ShouldStartWith("1.7:");
        check.GetProperty("gone").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public void ASecretThatTheChangeCommittedIsNewThoughABranchHoldsIt()
    {
        using var key = System.Security.Cryptography.RSA.Create(2048);
        using var shell = Story().With("deploy.pem", key.ExportRSAPrivateKeyPem() + "\n");
        Git(shell, "checkout", "-q", "-b", "change");
        Commit(shell, "deploy");
        shell.Run("compare HEAD~1 --only 1.1 --no-cache").Code.ShouldBe(1);
        shell.Run("scan . --only 1.1 --no-cache --since HEAD~1").Code.ShouldBe(1);
        shell.Run("scan . --only 1.1 --no-cache --since HEAD").Code.ShouldBe(0);
    }

    [Fact]
    public void APartOfARepositoryIsComparedWithTheSamePart()
    {
        using var shell = new Shell().With("api/server.js", OpenToAll).With("api/package.json", "{}");
        Git(shell, "init", "-q", "-b", "main");
        Commit(shell, "open");
        shell.With("api/server.js", Exact);
        shell.Run("compare HEAD --app api --only 1.7 --no-cache").Out.ShouldContain("one check better");
        shell.With("web/index.html", "<p>hello</p>");
        var (code, _, errors) = shell.Run("compare HEAD --app web --only 1.7 --no-cache");
        code.ShouldBe(2);
        errors.ShouldContain("there was no folder web at HEAD");
    }

    [Theory]
    [InlineData("compare nowhere", "git knows no commit nowhere here")]
    [InlineData("compare --format=pdf HEAD", "a comparison has no format pdf")]
    [InlineData("compare HEAD --only 1.9", "there is no check or area 1.9")]
    [InlineData("scan . --since nowhere", "git knows no commit nowhere here")]
    public void WhatIsWrongIsSaid(string command, string expected)
    {
        using var shell = Story();
        var (code, _, errors) = shell.Run(command);
        code.ShouldBe(2);
        errors.ShouldContain(expected);
    }

    [Fact]
    public void WithoutARepositoryThereIsNothingToCompareWith()
    {
        using var shell = new Shell().With("server.js", OpenToAll);
        shell.Run("compare HEAD").Errors.ShouldContain("belongs to no git work tree");
    }

    /// <summary>Two commits: the first lets every website in, the second one alone.</summary>
    static Shell Story()
    {
        var shell = new Shell()
            .With("server.js", OpenToAll)
            .With("package.json", """{ "dependencies": { "express": "5.0.0", "cors": "2.8.5" } }""");
        Git(shell, "init", "-q", "-b", "main");
        Commit(shell, "open");
        shell.With("server.js", Exact);
        Commit(shell, "exact");
        return shell;
    }

    static void Commit(Shell shell, string message)
    {
        Git(shell, "add", ".");
        Git(shell, "commit", "-q", "-m", message);
    }

    static void Git(Shell shell, params string[] arguments) => GitOfTests.Run(shell.Folder, arguments);

    static string Snapshot(string folder) =>
        string.Join(
            '\n',
            Directory
                .EnumerateFiles(folder, "*", SearchOption.AllDirectories)
                .Order(StringComparer.Ordinal)
                .Select(file => $"{file} {Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(file)))}")
        );
}
