using System.Diagnostics;
using System.Text;

namespace Shipworthy.Extractors.Tests.Reading;

/// <summary>A folder for one test, with what a test does in it; gone afterwards. Git is run in it without a person's configuration.</summary>
sealed class Scratch : IDisposable
{
    public Scratch() => Directory.CreateDirectory(Path);

    public string Path { get; } = System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"shipworthy {Guid.NewGuid():N}");

    public string this[string relative] => System.IO.Path.Combine(Path, relative);

    public Scratch Write(string relative, string content = "x\n") => Write(relative, Encoding.UTF8.GetBytes(content));

    public Scratch Write(string relative, byte[] content)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(this[relative])!);
        File.WriteAllBytes(this[relative], content);
        return this;
    }

    public Scratch Init()
    {
        Git("init", "-q", "-b", "main");
        return this;
    }

    /// <summary>Adds everything and commits it; gives the commit's name.</summary>
    public string Commit(string message = "a change", string author = "Ann <ann@example.com>", string day = "2025-01-01")
    {
        Git("add", "-A");
        Git(
            "-c",
            "user.name=Ann",
            "-c",
            "user.email=ann@example.com",
            "commit",
            "-q",
            "--allow-empty",
            "-m",
            message,
            $"--author={author}",
            $"--date={day}T12:00:00Z"
        );
        return Git("rev-parse", "HEAD").Trim();
    }

    public string Git(params string[] arguments) => Run("git", Path, null, arguments);

    public static string Run(string program, string folder, string? input, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false,
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            StandardOutputEncoding = Encoding.UTF8,
        };
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("GIT_", StringComparison.Ordinal)).ToList())
            start.Environment.Remove(name);
        start.Environment["GIT_CONFIG_NOSYSTEM"] = "1";
        start.Environment["GIT_CONFIG_GLOBAL"] = "/dev/null";
        start.Environment["GIT_COMMITTER_DATE"] =
            arguments.FirstOrDefault(one => one.StartsWith("--date=", StringComparison.Ordinal))?[7..] ?? "2025-01-01T12:00:00Z";
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        if (input is not null)
            process.StandardInput.Write(input);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        process.ExitCode.ShouldBe(0, $"{program} {string.Join(' ', arguments)}: {errors.Result}");
        return output;
    }

    /// <summary>Runs a program and does not care how it ends.</summary>
    public void Try(string program, params string[] arguments)
    {
        using var process = Process.Start(
            new ProcessStartInfo(program, arguments)
            {
                WorkingDirectory = Path,
                UseShellExecute = false,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            }
        )!;
        process.WaitForExit();
    }

    public void Dispose()
    {
        if (!OperatingSystem.IsWindows())
            foreach (
                var folder in Directory.EnumerateDirectories(
                    Path,
                    "*",
                    new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint }
                )
            )
                File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        Directory.Delete(Path, recursive: true);
    }
}
