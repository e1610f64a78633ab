using System.Text.RegularExpressions;

namespace Shipworthy.Cli.Tests;

/// <summary>
/// Whole small apps with typical gaps: the report that a founder would read is pinned beside each. Accept a new one with the variable
/// <c>ACCEPT=1</c>, and read the difference.
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
        if (Environment.GetEnvironmentVariable("ACCEPT") == "1")
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
        GitOfTests.Run(folder, "init", "-q", "--template=", "-b", "main");
        GitOfTests.Run(folder, "add", "-A");
        GitOfTests.Run(folder, "commit", "-q", "-m", "First version");
    }

    [GeneratedRegex(@"in \d+\.\d+ s", RegexOptions.None, 1000)]
    private static partial Regex Seconds();
}
