using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Shipworthy.Conventions;

/// <summary>How we release is what we ask of others: pinned, with the least rights, without root, with a bill of materials.</summary>
public sealed partial class PackageTests
{
    static IEnumerable<string> Workflows => Repository.FilesIn(".github/workflows", ".yml");

    [Fact]
    public void ActionsArePinnedByTheirCommits() =>
        Workflows
            .Append("action.yml")
            .SelectMany(path => Repository.Lines(path).Select(line => (path, line.Number, line.Text)))
            .Where(line => line.Text.Contains("uses: ", StringComparison.Ordinal) && !Pinned.IsMatch(line.Text))
            .Select(line => $"{line.path}:{line.Number} {line.Text.Trim()}")
            .ShouldBeNone("An action is named by its full commit, with its version in a comment.");

    [Fact]
    public void AWorkflowHasNoRightsThatAJobDoesNotAskFor() =>
        Workflows
            .Where(path => !Repository.Lines(path).Any(line => line.Text is "permissions: {}"))
            .ShouldBeNone("A workflow has no rights; each job names those that it needs.");

    [Fact]
    public void NoExpressionStandsInAScript() =>
        Workflows
            .SelectMany(path =>
                Scripts(path).Where(line => line.Text.Contains("${{", StringComparison.Ordinal)).Select(line => $"{path}:{line.Number}")
            )
            .ShouldBeNone("A value reaches a script through its environment, where it cannot become a command.");

    /// <summary>The lines of the scripts of a workflow: those with <c>run:</c>, and what stands further to the right below them.</summary>
    static IEnumerable<(int Number, string Text)> Scripts(string path)
    {
        var column = int.MaxValue;
        foreach (var line in Repository.Lines(path))
        {
            if (line.Text.Trim().Length > 0 && line.Text.Length - line.Text.TrimStart(' ').Length <= column)
                column = line.Text.IndexOf("run: ", StringComparison.Ordinal) is >= 0 and var run ? run : int.MaxValue;
            if (column < int.MaxValue)
                yield return line;
        }
    }

    [Fact]
    public void TheImageHasNoShellAndNoRoot()
    {
        var lines = Repository.Lines("Dockerfile").Select(line => line.Text).ToList();
        var last = lines.FindLastIndex(line => line.StartsWith("FROM ", StringComparison.Ordinal));
        lines[last].ShouldMatch("-chiseled(@sha256:[0-9a-f]{64})?$");
        var final = lines.Skip(last + 1).Where(line => line.Length > 0).Select(line => line.Split(' ')[0]).ToList();
        final.ShouldNotContain("RUN");
        final.ShouldNotContain("ADD");
        final.ShouldContain("USER");
        lines.FindLast(line => line.StartsWith("USER ", StringComparison.Ordinal)).ShouldBe("USER $APP_UID");
        lines.FindLast(line => line.StartsWith("ENTRYPOINT ", StringComparison.Ordinal))!.ShouldStartWith("ENTRYPOINT [");
        Repository.Text(".dockerignore")!.Split('\n').ShouldContain(".git");
    }

    [Theory]
    [InlineData(null, 0, "0.1.0")]
    [InlineData("v1.4.0", 0, "1.4.0")]
    [InlineData("v1.4.0", 3, "1.4.1-dev.3")]
    [InlineData("v2.0.0-rc.1", 0, "2.0.0-rc.1")]
    [InlineData("v2.0.0-rc.1", 2, "2.0.0-rc.1.dev.2")]
    [InlineData("nightly", 1, "0.1.0")]
    public void TheVersionComesFromTheTag(string? tag, int commits, string version)
    {
        var folder = Directory.CreateTempSubdirectory("shipworthy-version-").FullName;
        try
        {
            Directory.CreateDirectory(Path.Combine(folder, "eng"));
            File.Copy(Path.Combine(Repository.Root, "eng", "version.sh"), Path.Combine(folder, "eng", "version.sh"));
            File.WriteAllText(Path.Combine(folder, "Directory.Build.props"), "<Project>\n  <Version>0.1.0</Version>\n</Project>\n");
            if (tag is not null)
            {
                Git(folder, "init", "-q");
                Git(folder, "commit", "-q", "--allow-empty", "-m", "First");
                Git(folder, "tag", tag);
                for (var i = 0; i < commits; i++)
                    Git(folder, "commit", "-q", "--allow-empty", "-m", "More");
            }
            Output(folder, "bash", "eng/version.sh").ShouldBe(version);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void TheBillOfMaterialsNamesWhatIsInTheProgramAndNothingElse()
    {
        var folder = Directory.CreateTempSubdirectory("shipworthy-bill-").FullName;
        try
        {
            var assets = Path.Combine(Repository.Root, ".artifacts", "obj", "Shipworthy.Cli", "project.assets.json");
            var (first, second) = (Path.Combine(folder, "a.json"), Path.Combine(folder, "b.json"));
            foreach (var file in new[] { first, second })
                Output(Repository.Root, "dotnet", "run", "eng/sbom.cs", "--", "1.4.0", "linux-x64", assets, file);
            File.ReadAllText(second).ShouldBe(File.ReadAllText(first));
            using var bill = JsonDocument.Parse(File.ReadAllText(first));
            bill.RootElement.GetProperty("bomFormat").GetString().ShouldBe("CycloneDX");
            var components = bill.RootElement.GetProperty("components").EnumerateArray().ToList();
            var names = components.Select(component => component.GetProperty("name").GetString()).ToList();
            names.ShouldContain("YamlDotNet");
            names.ShouldContain("System.CommandLine");
            names.ShouldContain("tree-sitter");
            names.ShouldContain("Microsoft.DotNet.ILCompiler");
            names.ShouldNotContain("Meziantou.Analyzer");
            components.ShouldAllBe(component => component.GetProperty("hashes")[0].GetProperty("content").GetString()!.Length == 128);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    static void Git(string folder, params string[] arguments) =>
        Output(folder, "git", ["-c", "user.name=Ann", "-c", "user.email=ann@example.com", "-c", "commit.gpgsign=false", .. arguments]);

    static string Output(string folder, string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardOutput = true,
        };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd().Trim();
        process.WaitForExit();
        process.ExitCode.ShouldBe(0, output);
        return output;
    }

    [GeneratedRegex(@"uses: [\w.-]+/[\w./-]+@[0-9a-f]{40} # v\d+(\.\d+){2}$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Pinned { get; }
}
