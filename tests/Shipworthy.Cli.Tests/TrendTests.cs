namespace Shipworthy.Cli.Tests;

public sealed class TrendTests
{
    const string Sound =
        "import express from 'express';\nconst app = express();\napp.get('/', (q, r) => r.send('hi'));\napp.listen(3000);\n";

    const string Open =
        "import express from 'express';\nconst app = express();\napp.use(require('cors')());\napp.get('/', (q, r) => r.send('hi'));\napp.listen(3000);\n";

    [Fact]
    public void NothingIsKeptUnlessItIsAskedFor()
    {
        using var shell = App();
        shell.Run("scan app --no-cache --quiet --fail-on never").Code.ShouldBe(0);
        Directory.Exists(shell.Full("data")).ShouldBeFalse();
        var (code, output, errors) = shell.Run("trend app");
        (code, errors).ShouldBe((0, ""));
        output.ShouldContain("Keep one:   shipworthy scan app --keep");
    }

    [Fact]
    public void KeptScansShowWhatChanged()
    {
        using var shell = App();
        shell.Keep();
        shell.With("app/server.js", Open);
        shell.Keep();
        var (code, output, errors) = shell.Run("trend app");
        (code, errors).ShouldBe((0, ""));
        output.ShouldContain("app: two scans kept, 1 June 2025");
        output.ShouldContain("1.7 fails now");
        File.ReadAllText(shell.Kept()).ShouldNotContain("express");
    }

    [Fact]
    public void TheSameAgainIsKeptOnce()
    {
        using var shell = App();
        shell.Keep();
        shell.Keep();
        File.ReadAllLines(shell.Kept()).Length.ShouldBe(1);
    }

    [Fact]
    public void AVariableKeepsEveryScan()
    {
        using var shell = App();
        shell.Variables["SHIPWORTHY_KEEP"] = "1";
        shell.Run("scan app --no-cache --quiet --fail-on never").Code.ShouldBe(0);
        File.Exists(shell.Kept()).ShouldBeTrue();
    }

    [Fact]
    public void AScanOfSomeChecksIsNoTrend()
    {
        using var shell = App();
        var (code, _, errors) = shell.Run("scan app --no-cache --no-history --only 1.7 --keep --fail-on never");
        code.ShouldBe(0);
        errors.ShouldContain("the scan was not kept: only scans of all 58 checks make a trend.");
    }

    [Fact]
    public void TheAppItselfKeepsThemWhereItsSettingsSaySo()
    {
        using var shell = App().With("app/shipworthy.yaml", "history: inside\n");
        shell.Run("scan app --no-cache --quiet --fail-on never").Code.ShouldBe(0);
        File.Exists(shell.Full("app/.shipworthy/history.jsonl")).ShouldBeFalse();
        shell.Keep();
        File.ReadAllLines(shell.Full("app/.shipworthy/history.jsonl")).Length.ShouldBe(1);
        Directory.Exists(shell.Full("data")).ShouldBeFalse();
    }

    [Theory]
    [InlineData("app/.shipworthy")]
    [InlineData("app/.shipworthy/history.jsonl")]
    public void ALinkInTheAppIsNotFollowed(string link)
    {
        using var shell = App().With("app/shipworthy.yaml", "history: inside\n").With("elsewhere/history.jsonl", "mine\n");
        if (link.EndsWith(".jsonl", StringComparison.Ordinal))
        {
            Directory.CreateDirectory(shell.Full("app/.shipworthy"));
            File.CreateSymbolicLink(shell.Full(link), shell.Full("elsewhere/history.jsonl"));
        }
        else
            Directory.CreateSymbolicLink(shell.Full(link), shell.Full("elsewhere"));
        shell.Run("scan app --no-cache --no-history --keep --fail-on never").Errors.ShouldContain("is a link, and a link is not followed");
        File.ReadAllText(shell.Full("elsewhere/history.jsonl")).ShouldBe("mine\n");
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("{}")]
    [InlineData("[1]")]
    [InlineData("""{"on":"yesterday","version":"1","pass":["1.7"],"fail":[],"unproven":[],"not-applicable":[],"blockers":[]}""")]
    [InlineData("""{"on":"2025-05-01","version":"1","pass":["1.7","1.7"],"fail":[],"unproven":[],"not-applicable":[],"blockers":[]}""")]
    [InlineData("""{"on":"2025-05-01","version":"1","pass":[17],"fail":[],"unproven":[],"not-applicable":[],"blockers":[]}""")]
    [InlineData("""{"on":"2025-05-01","version":"1","pass":["1.7"],"fail":[],"unproven":[],"not-applicable":[],"blockers":["1.1"]}""")]
    [InlineData("\0\0\ud800")]
    public void ADamagedLineIsLeftOutAndSaidSo(string line)
    {
        using var shell = App();
        shell.Keep();
        File.WriteAllText(shell.Kept(), $"{line}\n{File.ReadAllText(shell.Kept())}");
        var (code, output, errors) = shell.Run("trend app");
        code.ShouldBe(0);
        errors.ShouldContain("1 of the 2 lines");
        output.ShouldContain("one scan kept");
        shell.With("app/server.js", Open);
        shell.Keep();
        File.ReadAllLines(shell.Kept()).Length.ShouldBe(3);
    }

    [Fact]
    public void ThePageShowsThePictureWhenThereIsAnEarlierScan()
    {
        using var shell = App();
        shell.Run("scan app --no-cache --quiet --fail-on never --format html=first.html --keep");
        File.ReadAllText(shell.Full("first.html")).ShouldNotContain("Over time");
        shell.With("app/server.js", Open);
        shell.Run("scan app --no-cache --quiet --fail-on never --format html=second.html");
        var page = File.ReadAllText(shell.Full("second.html"));
        page.ShouldContain("Over time");
        page.ShouldContain("1.7 fails now");
    }

    static Shell App()
    {
        var shell = new Shell().With("app/server.js", Sound).With("app/package.json", """{ "dependencies": { "express": "4.0.0" } }""");
        shell.Variables["XDG_DATA_HOME"] = Path.Combine(shell.Folder, "data");
        return shell;
    }
}

static class ShellsThatKeep
{
    extension(Shell shell)
    {
        public void Keep() => shell.Run("scan app --no-cache --quiet --keep --fail-on never").Code.ShouldBe(0);

        public string Kept() => Directory.GetFiles(shell.Full("data/shipworthy/history")).Single();
    }
}
