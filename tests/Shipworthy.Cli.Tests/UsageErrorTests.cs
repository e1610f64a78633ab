namespace Shipworthy.Cli.Tests;

/// <summary>What is wrong, where, and what to do: on standard error, with exit code 2 and nothing scanned.</summary>
public sealed class UsageErrorTests
{
    [Fact]
    public void AMissingFolderNamesTheNearestOne()
    {
        using var shell = new Shell().With("service/app.js", "");
        shell
            .Run("scan ./servce")
            .ShouldBe(
                (
                    2,
                    "",
                    """
                    shipworthy: nothing to scan at ./servce: there is no such folder.
                      Nearby: ./service
                      Try:    shipworthy scan ./service

                    """
                )
            );
    }

    [Fact]
    public void AnUnknownKeyInTheSettingsIsShownWithTheNearestOne()
    {
        using var shell = new Shell().With(
            "shipworthy.yaml",
            "deployables: [backend, frontend]\nenviroments:\n  production: https://app.example.com\n"
        );
        shell
            .Run("scan .")
            .ShouldBe(
                (
                    2,
                    "",
                    """
                    shipworthy: shipworthy.yaml line 2 has a key that means nothing here: enviroments
                        1 | deployables: [backend, frontend]
                        2 | enviroments:
                          | ^^^^^^^^^^^ did you mean environments?
                      Nothing was scanned.
                      Known keys: deployables, environments, exclude, thresholds, history, attestations, waivers

                    """
                )
            );
    }

    [Theory]
    [InlineData("scan . --colour", "shipworthy: shipworthy scan has no option --colour.")]
    [InlineData("scna .", "shipworthy: shipworthy does not know what to do with scna.\n  Did you mean scan?")]
    [InlineData("scan . --format yaml", "shipworthy: there is no format yaml.")]
    [InlineData("scan . --format json --format html", "shipworthy: two formats would both write to standard output.")]
    [InlineData("scan . --only 1.77", "shipworthy: there is no check or area 1.77.")]
    [InlineData("scan . --fail-on bad", "shipworthy: --fail-on takes one of blocker, major, minor, unproven, never, and got bad.")]
    [InlineData("scan . --jobs 0", "shipworthy: --jobs takes a number from 1, and got 0.")]
    [InlineData("scan . --baseline missing.json", "shipworthy: the baseline ")]
    [InlineData("scan . --config missing.yaml", "shipworthy: there is no settings file at ")]
    [InlineData("explain 7.9", "shipworthy: there is no check 7.9.")]
    public void AWrongWordIsOneClearSentence(string arguments, string message)
    {
        using var shell = new Shell();
        var (code, output, errors) = shell.Run(arguments);
        (code, output).ShouldBe((2, ""));
        errors.ShouldStartWith(message);
        errors.ShouldNotContain("   at ");
    }

    [Theory]
    [InlineData(
        "waivers:\n  - finding: '1.7:0a1b2c3d4e5f'\n    by: ann\n    reason: known\n    until: soon\n",
        "is no day of the form 2025-12-31: soon"
    )]
    [InlineData("attestations:\n  - check: '8.9'\n    by: ann\n", "names a check that does not exist: 8.9")]
    [InlineData("exclude:\n  - path: legacy/\n", "lacks reason")]
    [InlineData("exclude: legacy\n", "takes a list under exclude")]
    [InlineData("deployables: [a, {b: c}]\n", "takes a text here")]
    [InlineData("thresholds:\n  fail-on: always\n", "takes one of blocker")]
    [InlineData("history: elsewhere\n", "takes one of inside, outside")]
    [InlineData("a: &a [b]\nc: *a\n", "has an alias")]
    [InlineData("deployables: [\n", "is not YAML")]
    public void AWrongSettingIsShownAtItsLine(string yaml, string message)
    {
        using var shell = new Shell().With("shipworthy.yaml", yaml);
        var (code, _, errors) = shell.Run("scan .");
        code.ShouldBe(2);
        errors.ShouldStartWith("shipworthy: shipworthy.yaml line ");
        errors.ShouldContain(message);
        errors.ShouldContain("Nothing was scanned.");
    }
}
