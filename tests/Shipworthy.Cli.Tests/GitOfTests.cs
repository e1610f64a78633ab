using System.Diagnostics;

namespace Shipworthy.Cli.Tests;

/// <summary>Runs git for tests: by a fixed person, on a fixed day, with no configuration of this machine.</summary>
static class GitOfTests
{
    /// <summary>Runs a command of git and gives what it printed.</summary>
    public static string Run(string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo(
            "git",
            ["-c", "user.name=Ann", "-c", "user.email=ann@example.com", "-c", "gc.auto=0", .. arguments]
        )
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardOutput = true,
        };
        start.Environment["GIT_AUTHOR_DATE"] = "2025-05-02T12:00:00Z";
        start.Environment["GIT_COMMITTER_DATE"] = "2025-05-02T12:00:00Z";
        start.Environment["GIT_CONFIG_NOSYSTEM"] = "1";
        start.Environment["GIT_CONFIG_GLOBAL"] = "/dev/null";
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        process.ExitCode.ShouldBe(0);
        return output.Trim();
    }
}
