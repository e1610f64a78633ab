using Shipworthy.Cli;

namespace Shipworthy.Cli.Tests;

public sealed class InitTests
{
    [Fact]
    public void TheFileChangesNothingUntilItIsChanged()
    {
        using var shell = new Shell();
        shell.Run("init").Code.ShouldBe(0);
        shell.Run("scan . --only 1.7 --no-cache").Code.ShouldBe(0);
    }

    [Fact]
    public void EveryExampleInItIsASettingThatHolds()
    {
        var lines = InitCommand
            .Template.Split('\n')
            .Where(line =>
                line.StartsWith("# ", StringComparison.Ordinal) && (line.StartsWith("#  ", StringComparison.Ordinal) || line.EndsWith(':'))
            )
            .Where(line => !line.Contains("shipworthy ", StringComparison.Ordinal) && !line.Contains(", ", StringComparison.Ordinal))
            .Select(line => line[2..]);
        using var shell = new Shell().With("shipworthy.yaml", string.Join('\n', lines)).With("playground/a.js", "1").With("b.js", "1");
        var (code, output, errors) = shell.Run("scan . --only 1.7 --no-cache --format json");
        errors.ShouldNotContain("shipworthy.yaml");
        code.ShouldBe(0);
        output.ShouldContain("experiments that are never deployed");
    }

    [Fact]
    public void AFileThatIsThereIsLeftAlone()
    {
        using var shell = new Shell().With("shipworthy.yaml", "# mine\n");
        var (code, _, errors) = shell.Run("init");
        code.ShouldBe(2);
        errors.ShouldContain("shipworthy.yaml is there already");
        File.ReadAllText(Path.Combine(shell.Folder, "shipworthy.yaml")).ShouldBe("# mine\n");
    }

    [Fact]
    public void AFolderThatIsNotThereIsNamed()
    {
        using var shell = new Shell();
        shell.Run("init nowhere").Errors.ShouldContain("there is no folder nowhere");
    }
}
