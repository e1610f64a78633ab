using System.Diagnostics;

namespace Shipworthy.Cli.Tests;

public sealed class CompletionTests
{
    [Theory]
    [InlineData("shipworthy sc", "scan")]
    [InlineData("shipworthy scan --form", "--format")]
    [InlineData("shipworthy scan --format ", "sarif")]
    [InlineData("shipworthy scan --fail-on b", "blocker")]
    [InlineData("shipworthy explain 8.", "8.1")]
    [InlineData("shipworthy compare HEAD --format m", "markdown")]
    [InlineData("shipworthy completion f", "fish")]
    public void AnUnfinishedLineIsCompleted(string line, string expected)
    {
        using var shell = new Shell();
        var (code, output, _) = shell.Run($"[suggest:{line.Length}]", line);
        code.ShouldBe(0);
        output.Split('\n').Select(item => item.Trim()).ShouldContain(expected);
    }

    [Fact]
    public void BashTakesTheScript()
    {
        using var shell = new Shell();
        shell.With("shipworthy.bash", shell.Run("completion bash").Out);
        shell.With("shipworthy", "#!/usr/bin/env bash\nprintf 'scan\\nscan-all\\n'\n");
        File.SetUnixFileMode(Path.Combine(shell.Folder, "shipworthy"), UnixFileMode.UserRead | UnixFileMode.UserExecute);
        const string ask =
            "PATH=$PWD:$PATH; source shipworthy.bash; COMP_LINE='shipworthy sc' COMP_POINT=13 COMP_WORDS=(shipworthy sc) COMP_CWORD=1; _shipworthy; echo ${COMPREPLY[@]}";
        using var bash = Process.Start(
            new ProcessStartInfo("bash", ["-c", ask])
            {
                WorkingDirectory = shell.Folder,
                RedirectStandardOutput = true,
                UseShellExecute = false,
            }
        )!;
        bash.StandardOutput.ReadToEnd().Trim().ShouldBe("scan scan-all");
    }

    [Fact]
    public void AnUnknownShellIsNamed()
    {
        using var shell = new Shell();
        var (code, _, errors) = shell.Run("completion tcsh");
        code.ShouldBe(2);
        errors.ShouldContain("Known shells: bash, fish, zsh");
    }
}
