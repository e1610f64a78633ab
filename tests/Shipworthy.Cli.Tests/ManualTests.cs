using System.Text.RegularExpressions;

namespace Shipworthy.Cli.Tests;

public sealed partial class ManualTests
{
    [Fact]
    public void EveryCommandAndOptionOfTheHelpIsInTheManual()
    {
        using var shell = new Shell();
        var (code, page, errors) = shell.Run("man");
        (code, errors).ShouldBe((0, ""));
        var plain = page.Replace("\\-", "-", StringComparison.Ordinal);
        var commands = Commands(shell.Run("--help").Out);
        commands.ShouldContain("scan");
        foreach (var command in commands)
        {
            plain.ShouldContain($".B shipworthy {command}");
            foreach (var option in Option().Matches(shell.Run(command, "--help").Out).Select(match => match.Value))
                if (option is not "--help" and not "--version")
                    plain.ShouldContain($"\\fB{option}\\fR");
        }
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("explain --help")]
    [InlineData("attest --help")]
    [InlineData("prompt --help")]
    public void HelpNamesAnArgumentAndDoesNotListItsValues(string command)
    {
        using var shell = new Shell();
        var help = shell.Run(command).Out;
        help.ShouldNotContain("1.1|1.2");
        help.Split('\n').Max(line => line.Length).ShouldBeLessThan(160);
    }

    [Fact]
    public void NoTextIsARequestToTheTypesetter()
    {
        using var shell = new Shell();
        var lines = shell.Run("man").Out.Split('\n').Where(line => line.StartsWith('.') || line.StartsWith('\''));
        lines.Select(line => line.Split(' ')[0]).Distinct().ShouldBeSubsetOf([".TH", ".SH", ".SS", ".TP", ".B", ".BR", ".br"]);
    }

    static IEnumerable<string> Commands(string help) =>
        help[help.IndexOf("Commands:", StringComparison.Ordinal)..]
            .Split('\n')
            .Skip(1)
            .Where(line => line.StartsWith("  ", StringComparison.Ordinal) && line.Length > 3 && char.IsLetter(line[2]))
            .Select(line => line.Trim().Split(' ')[0])
            .ToList();

    [GeneratedRegex("--[a-z][a-z-]+", RegexOptions.None, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Option();
}
