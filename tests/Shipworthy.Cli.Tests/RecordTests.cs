using System.Text.Json;

namespace Shipworthy.Cli.Tests;

/// <summary>What people put on record, from the command that writes it to the verdict that it settles.</summary>
public sealed class RecordTests
{
    const string Express = """
        import express from "express";
        import cors from "cors";
        const app = express();
        app.use(cors());
        app.listen(3000);
        """;

    static readonly string[] Attest =
    [
        "attest",
        "8.5",
        "--by",
        "Ann Lee",
        "--statement",
        "Two incidents: \"queue full\" in May, both written up",
        "--evidence",
        "https://example.com/incidents",
    ];

    [Fact]
    public void AStatementSettlesWhatAScanLeavesOpenUntilItLapses()
    {
        using var shell = new Shell().With("server.js", Express);
        Verdict(shell, "8.5").ShouldBe("unproven");
        var (code, output, errors) = shell.Run(Attest);
        (code, errors).ShouldBe((0, ""));
        output.ShouldStartWith(".shipworthy/attestations/8.5-2025-06-01.yaml says so until 2025-08-30.");
        Verdict(shell, "8.5").ShouldBe("pass");
        var file = Path.Combine(shell.Folder, ".shipworthy/attestations/8.5-2025-06-01.yaml");
        File.WriteAllText(file, File.ReadAllText(file).Replace("2025-", "2024-", StringComparison.Ordinal));
        Verdict(shell, "8.5").ShouldBe("unproven");
    }

    [Fact]
    public void TwoStatementsOfOneDayAreTwoFiles()
    {
        using var shell = new Shell();
        shell.Run(Attest);
        shell.Run(Attest).Out.ShouldStartWith(".shipworthy/attestations/8.5-2025-06-01-2.yaml ");
    }

    [Fact]
    public void AStatementAboutSomeFilesLeavesTheOthersOpen()
    {
        using var shell = new Shell().With("server.js", Express);
        shell.Run([.. Attest, "--scope", "docs/"]);
        Verdict(shell, "8.5").ShouldBe("unproven");
    }

    [Fact]
    public void WhatIsMissingIsAskedForInATerminal()
    {
        using var shell = new Shell
        {
            Terminal = true,
            Answers = "Ann Lee\nAnn answers, Bob stands in\nhttps://example.com/rota\nBob Ray\n",
        };
        var (code, output, errors) = shell.Run("attest 8.1");
        code.ShouldBe(0);
        errors.ShouldContain("Who states it (name or address): ");
        output.ShouldContain("until 2025-08-30");
        File.ReadAllText(Path.Combine(shell.Folder, ".shipworthy/attestations/8.1-2025-06-01.yaml"))
            .ShouldBe(
                """
                check: "8.1"
                by: "Ann Lee"
                confirmed-by: "Bob Ray"
                statement: "Ann answers, Bob stands in"
                evidence: "https://example.com/rota"
                on: 2025-06-01
                until: 2025-08-30

                """
            );
    }

    [Theory]
    [InlineData("attest 8.5", "a statement about 8.5 lacks --by, --statement, --evidence.")]
    [InlineData("attest 8.1 --by Ann --statement a --evidence b", "a statement about 8.1 lacks --confirmed-by.")]
    [InlineData("attest 8.1 --by Ann --statement a --evidence b --confirmed-by ann", "--confirmed-by names the same person again.")]
    [InlineData("attest 3.4 --by Ann --statement a --evidence b", "no statement settles 3.4.")]
    [InlineData("attest 8.9 --by Ann --statement a --evidence b", "there is no check 8.9.")]
    [InlineData("attest 8.5 --by Claude --statement a --evidence b", "Claude is the name of a program")]
    [InlineData("attest 8.5 --by dependabot[bot] --statement a --evidence b", "dependabot[bot] is the name of a program")]
    [InlineData("attest 8.5 --by Ann --statement a --evidence b --on 2025-07-01", "--on lies in the future")]
    [InlineData("attest 8.5 --by Ann --statement a --evidence b --on May", "--on takes a day of the form 2025-12-31, and got May.")]
    [InlineData("attest 8.5 --by Ann --statement a --evidence b --until 2026-06-01", "a statement about 8.5 counts for 90 days at most")]
    [InlineData("attest 8.5 --by Ann --statement a --evidence b --on 2024-06-01", "a statement until 2024-08-30 counts as nothing today.")]
    [InlineData("waive 1.7 --by Ann --reason a", "1.7 names no finding.")]
    [InlineData("waive 1.7:0a1b2c3d4e5f --by Ann", "a waiver lacks --reason.")]
    [InlineData("waive 1.7:0a1b2c3d4e5f --by cursor[bot] --reason a", "cursor[bot] is the name of a program")]
    public void WhatCannotBeRecordedIsOneClearSentence(string arguments, string message)
    {
        using var shell = new Shell();
        var (code, output, errors) = shell.Run(arguments);
        (code, output).ShouldBe((2, ""));
        errors.ShouldStartWith($"shipworthy: {message}");
        Directory.Exists(Path.Combine(shell.Folder, ".shipworthy")).ShouldBeFalse();
    }

    [Theory]
    [InlineData(
        "check: '8.5'\nby: Ann\nstatement: a\nevidence: b\non: 2025-05-01\nuntil: 2026-05-01\n",
        "ends a statement about 8.5 later than 90 days"
    )]
    [InlineData("check: '8.1'\nby: Ann\nstatement: a\nevidence: b\non: 2025-05-01\n", "lacks confirmed-by")]
    [InlineData("check: '3.4'\nby: Ann\nstatement: a\nevidence: b\non: 2025-05-01\n", "states 3.4, which no statement settles")]
    [InlineData("check: '8.5'\nby: Claude Code\nstatement: a\nevidence: b\non: 2025-05-01\n", "names a program where a person speaks")]
    [InlineData("check: '8.5'\nwho: Ann\n", "has a key that means nothing here: who")]
    public void AWrongRecordIsShownAtItsLine(string yaml, string message)
    {
        using var shell = new Shell().With(".shipworthy/attestations/8.5.yaml", yaml);
        var (code, _, errors) = shell.Run("scan .");
        code.ShouldBe(2);
        errors.ShouldStartWith("shipworthy: .shipworthy/attestations/8.5.yaml line ");
        errors.ShouldContain(message);
    }

    [Fact]
    public void AWaivedFindingNoLongerCountsAndIsForgottenWhenItIsGone()
    {
        using var shell = new Shell().With("server.js", Express);
        using var report = JsonDocument.Parse(shell.Run("scan . --only 1.7 --no-cache --format json").Out);
        var finding = report.RootElement.GetProperty("checks")[0].GetProperty("findings")[0].GetProperty("fingerprint").GetString()!;
        shell.Run("waive", finding, "--by", "Ann Lee", "--reason", "public until the launch").Code.ShouldBe(0);
        shell.Run("scan . --only 1.7 --no-cache").Code.ShouldBe(0);
        shell.With("server.js", Express.Replace("app.use(cors());", "", StringComparison.Ordinal));
        shell
            .Run("scan . --only 1.7 --no-cache --no-history")
            .Errors.ShouldContain($"the waiver of {finding} names no finding of this scan.\n  Take it out of .shipworthy/waivers/");
    }

    [Fact]
    public void AStatementThatAFailOutranksIsTold()
    {
        using var shell = new Shell().With("server.js", Express);
        shell
            .Run("attest", "1.7", "--by", "Ann Lee", "--statement", "public on purpose", "--evidence", "https://example.com")
            .Code.ShouldBe(0);
        shell
            .Run("scan . --only 1.7 --no-cache")
            .Errors.ShouldContain("the statement of Ann Lee about 1.7 settles nothing: the check fails");
        Verdict(shell, "1.7").ShouldBe("fail");
    }

    [Fact]
    public void AFolderThatIsALinkIsNotFollowed()
    {
        using var elsewhere = new Shell().With("attestations/8.5.yaml", "secret: of somebody else\n");
        using var shell = new Shell().With("server.js", Express);
        Directory.CreateSymbolicLink(Path.Combine(shell.Folder, ".shipworthy"), elsewhere.Folder);
        var (code, _, errors) = shell.Run("scan .");
        code.ShouldBe(2);
        errors.ShouldContain(".shipworthy/attestations is a link, and a link is not followed.");
        errors.ShouldNotContain("secret");
    }

    static string? Verdict(Shell shell, string check)
    {
        using var report = JsonDocument.Parse(shell.Run($"scan . --only {check} --no-cache --no-history --quiet --format json").Out);
        return report.RootElement.GetProperty("checks")[0].GetProperty("verdict").GetString();
    }
}
