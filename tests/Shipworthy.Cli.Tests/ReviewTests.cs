using System.Text.Json;

namespace Shipworthy.Cli.Tests;

/// <summary>The ledger of reading, from the list of what is unread to the verdict that it settles.</summary>
public sealed class ReviewTests
{
    [Fact]
    public void TheRiskiestUnreadFileComesFirst()
    {
        using var shell = Built();
        var (code, output, _) = shell.Run("review");
        code.ShouldBe(0);
        output.ShouldStartWith("Nobody is recorded to have read 2 of 2 files that AI tools wrote, the riskiest first:\n  src/auth.js\n");
        output.ShouldContain("decides who gets in");
    }

    [Fact]
    public void WhatAPersonHasReadIsReadUntilItChanges()
    {
        using var shell = Built();
        Verdict(shell).ShouldBe("fail");
        var (code, output, errors) = shell.Run("review", "--by", "Ann Lee", "--read", "src/auth.js", "src/list.js");
        (code, errors).ShouldBe((0, ""));
        output.ShouldStartWith(".shipworthy/read/ann-lee.yaml says that Ann Lee has read src/auth.js, src/list.js.");
        Verdict(shell).ShouldBe("pass");
        shell.Run("review").Out.ShouldBe("No file is left that nobody is recorded to have read.\n");
        shell.With("src/auth.js", "export const signIn = () => true;\n");
        Verdict(shell).ShouldBe("fail");
        shell.Run("review", "--by", "Ann Lee", "--read", "src/auth.js").Code.ShouldBe(0);
        File.ReadAllLines(Path.Combine(shell.Folder, ".shipworthy/read/ann-lee.yaml")).Length.ShouldBe(4);
        Verdict(shell).ShouldBe("pass");
    }

    [Fact]
    public void InATerminalOneFileComesAfterTheOther()
    {
        using var shell = Built(new Shell { Terminal = true, Answers = "s\nr\nn\n" });
        var (code, output, _) = shell.Run("review", "--by", "Ann Lee");
        code.ShouldBe(0);
        output.ShouldContain("1 of 2  src/auth.js");
        output.ShouldContain("2 of 2  src/list.js");
        output.ShouldContain("      1  export const signIn");
        File.ReadAllText(Path.Combine(shell.Folder, ".shipworthy/read/ann-lee.yaml")).ShouldNotContain("src/list.js");
    }

    [Theory]
    [InlineData("review --read src/auth.js", "--read needs --by: who has read it.")]
    [InlineData("review --by cursor[bot] --read src/auth.js", "cursor[bot] is the name of a program")]
    [InlineData("review --by Ann --read src/other.js", "src/other.js is no file that waits to be read.")]
    [InlineData("review --by Ann --read ../elsewhere.js", "../elsewhere.js is no file that waits to be read.")]
    [InlineData("review --app missing", "there is no folder ")]
    public void WhatCannotBeRecordedIsOneClearSentence(string arguments, string message)
    {
        using var shell = Built();
        var (code, _, errors) = shell.Run(arguments);
        code.ShouldBe(2);
        errors.ShouldStartWith($"shipworthy: {message}");
        Directory.Exists(Path.Combine(shell.Folder, ".shipworthy")).ShouldBeFalse();
    }

    static Shell Built(Shell? shell = null)
    {
        var made = (shell ?? new Shell())
            .With("src/auth.js", "export const signIn = (name) => ({ name });\n")
            .With("src/list.js", "export const list = [1, 2, 3];\n");
        GitOfTests.Run(made.Folder, "init", "-q", "-b", "main");
        GitOfTests.Run(made.Folder, "add", "-A");
        GitOfTests.Run(
            made.Folder,
            "-c",
            "user.name=lovable-dev[bot]",
            "-c",
            "user.email=159125892+lovable-dev[bot]@users.noreply.github.com",
            "commit",
            "-qm",
            "Add sign-in"
        );
        return made;
    }

    static string? Verdict(Shell shell)
    {
        using var report = JsonDocument.Parse(shell.Run("scan . --only 9.1 --no-cache --quiet --format json").Out);
        return report.RootElement.GetProperty("checks")[0].GetProperty("verdict").GetString();
    }
}
