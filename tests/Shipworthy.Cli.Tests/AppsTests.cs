using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Shipworthy.Cli.Tests;

/// <summary>
/// Whole small apps with typical gaps: the report that a founder would read is pinned beside each. Accept a new one with the variable
/// <c>SHIPWORTHY_ACCEPT=1</c>, and read the difference.
/// </summary>
public sealed partial class AppsTests
{
    [Theory]
    [InlineData("nextjs-supabase")]
    [InlineData("fastapi-sqlalchemy")]
    [InlineData("aspnetcore-efcore")]
    public void TheReportIsTheOneBesideTheApp(string app)
    {
        using var shell = new Shell();
        Copy(Path.Combine(Apps, app), Path.Combine(shell.Folder, app));
        Commit(Path.Combine(shell.Folder, app));
        var (_, output, errors) = shell.Run($"scan {app} --no-cache");
        errors.ShouldBe("");
        var actual = Seconds().Replace(output, "in 0.00 s");
        var expected = Path.Combine(Apps, $"{app}.report.txt");
        if (Environment.GetEnvironmentVariable("SHIPWORTHY_ACCEPT") == "1")
            File.WriteAllText(expected, actual);
        actual.ShouldBe(File.ReadAllText(expected));
    }

    static string Apps { get; } = Path.Combine(Repository(AppContext.BaseDirectory), "tests", "apps");

    internal static string Repository(string folder) =>
        File.Exists(Path.Combine(folder, "Shipworthy.slnx")) ? folder : Repository(Path.GetDirectoryName(folder)!);

    /// <summary>Copies an app. What is secret in it is made here, the same on every run, and stands in no file of this repository.</summary>
    static void Copy(string from, string to)
    {
        var random = new Random(1);
        foreach (var file in Directory.GetFiles(from, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            var text = File.ReadAllText(file);
            File.WriteAllText(target, text.Replace("{{secret:random-32}}", Letters(random, 32), StringComparison.Ordinal));
        }
    }

    static string Letters(Random random, int count) =>
        new(random.GetItems<char>("ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789", count));

    static void Commit(string folder)
    {
        Git(folder, "init", "-q", "--template=", "-b", "main");
        Git(folder, "add", "-A");
        Git(folder, "commit", "-q", "-m", "First version");
    }

    static void Git(string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo("git", arguments) { WorkingDirectory = folder, UseShellExecute = false };
        foreach (var who in new[] { "AUTHOR", "COMMITTER" })
        {
            start.Environment[$"GIT_{who}_NAME"] = "Ann";
            start.Environment[$"GIT_{who}_EMAIL"] = "ann@example.com";
            start.Environment[$"GIT_{who}_DATE"] = "2025-05-02T12:00:00Z";
        }
        start.Environment["GIT_CONFIG_NOSYSTEM"] = "1";
        start.Environment["GIT_CONFIG_GLOBAL"] = "/dev/null";
        using var process = Process.Start(start)!;
        process.WaitForExit();
        process.ExitCode.ShouldBe(0);
    }

    [GeneratedRegex(@"in \d+\.\d+ s", RegexOptions.None, 1000)]
    private static partial Regex Seconds();
}
