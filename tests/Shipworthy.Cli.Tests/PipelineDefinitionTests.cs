using System.Diagnostics;
using YamlDotNet.RepresentationModel;

namespace Shipworthy.Cli.Tests;

/// <summary>The definitions for pre-commit and GitLab: they are what those tools read, and what they start works on an app.</summary>
public sealed class PipelineDefinitionTests
{
    const string Open = """
        import express from "express";
        import cors from "cors";
        const app = express();
        app.use(cors());
        app.listen(3000);
        """;

    [Fact]
    public void EveryHookIsWholeAndItsCommandIsKnown()
    {
        foreach (var hook in Hooks())
        {
            foreach (var key in new[] { "id", "name", "description", "entry", "language", "stages" })
                hook.Children.ContainsKey(key).ShouldBeTrue(key);
            using var shell = new Shell();
            // A folder without git is a wrong revision; a wrong option would be said first.
            shell.Run(Text(hook, "entry")["shipworthy ".Length..]).Errors.ShouldContain("nothing to compare with at");
        }
    }

    [Fact]
    public void TheHookBeforeACommitRefusesWhatTheChangeMakesWorse()
    {
        using var shell = App();
        var entry = Text(Hooks().Single(hook => Text(hook, "id") == "shipworthy-commit"), "entry");
        var command = $"{entry["shipworthy ".Length..]} --app app --only 1.7";
        shell.Run(command).Code.ShouldBe(0);
        shell.With("app/server.js", Open);
        shell.Run(command).Code.ShouldBe(1);
    }

    [Fact]
    public void TheHookBeforeAPushRefusesWhatIsNewSinceTheRemote()
    {
        using var shell = App();
        GitOfTests.Run(shell.Full("app"), "branch", "there");
        GitOfTests.Run(shell.Full("app"), "branch", "-q", "--set-upstream-to=there");
        var entry = Text(Hooks().Single(hook => Text(hook, "id") == "shipworthy"), "entry");
        var command = $"{entry["shipworthy ".Length..].Replace("scan .", "scan app", StringComparison.Ordinal)} --only 1.7 --no-cache";
        shell.Run(command).Code.ShouldBe(0);
        shell.With("app/server.js", Open);
        shell.Run(command).Code.ShouldBe(1);
    }

    [Theory]
    [InlineData(true, 0)]
    [InlineData(false, 1)]
    public void TheGitLabJobCountsInAMergeRequestWhatIsNew(bool mergeRequest, int expected)
    {
        using var shell = App();
        shell.With("app/server.js", Open);
        GitOfTests.Run(shell.Full("app"), "commit", "-q", "-am", "Open it");
        var before = GitOfTests.Run(shell.Full("app"), "rev-parse", "HEAD");
        shell.With(
            "tools/shipworthy",
            $"#!/bin/sh\nexec dotnet '{Path.Combine(AppContext.BaseDirectory, "shipworthy.dll")}' \"$@\" --only 1.7 --no-cache\n"
        );
        File.SetUnixFileMode(shell.Full("tools/shipworthy"), UnixFileMode.UserRead | UnixFileMode.UserExecute);
        var start = new ProcessStartInfo("sh", ["-c", Script()])
        {
            WorkingDirectory = shell.Full("app"),
            UseShellExecute = false,
            RedirectStandardOutput = true,
        };
        start.Environment["PATH"] = $"{shell.Full("tools")}:{Environment.GetEnvironmentVariable("PATH")}";
        start.Environment["APP"] = ".";
        start.Environment["FAIL_ON"] = "minor";
        start.Environment["CI_MERGE_REQUEST_DIFF_BASE_SHA"] = mergeRequest ? before : "";
        using var process = Process.Start(start)!;
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        process.ExitCode.ShouldBe(expected);
        File.Exists(shell.Full("app/shipworthy.xml")).ShouldBeTrue();
        File.Exists(shell.Full("app/shipworthy.html")).ShouldBeTrue();
    }

    [Fact]
    public void TheGitLabComponentDeclaresEveryInputThatItTakes()
    {
        var documents = Documents("templates/shipworthy.yml");
        documents.Count.ShouldBe(2);
        var inputs = ((YamlMappingNode)documents[0]["spec"]["inputs"]).Children.Keys.Select(key => key.ToString()).ToList();
        var taken = System.Text.RegularExpressions.Regex.Matches(
            File.ReadAllText(Full("templates/shipworthy.yml")),
            @"\$\[\[ inputs\.([a-z-]+) \]\]"
        );
        taken.Select(match => match.Groups[1].Value).Distinct().ShouldBe(inputs, ignoreOrder: true);
    }

    static string Script() => ((YamlSequenceNode)Documents("templates/shipworthy.yml")[1]["shipworthy"]["script"]).Single().ToString();

    static IEnumerable<YamlMappingNode> Hooks() =>
        [.. ((YamlSequenceNode)Documents(".pre-commit-hooks.yaml").Single()).Cast<YamlMappingNode>()];

    static string Text(YamlMappingNode map, string key) => map[key].ToString();

    static List<YamlNode> Documents(string path)
    {
        var yaml = new YamlStream();
        using var reader = new StreamReader(Full(path));
        yaml.Load(reader);
        return [.. yaml.Documents.Select(document => document.RootNode)];
    }

    static string Full(string path) => Path.Combine(AppsTests.Repository(AppContext.BaseDirectory), path);

    static Shell App()
    {
        var shell = new Shell()
            .With("app/package.json", """{ "dependencies": { "express": "5.0.0", "cors": "2.8.5" } }""")
            .With("app/server.js", Open.Replace("cors()", """cors({ origin: "https://app.example.com" })""", StringComparison.Ordinal));
        GitOfTests.Run(shell.Full("app"), "init", "-q", "-b", "main");
        GitOfTests.Run(shell.Full("app"), "add", "-A");
        GitOfTests.Run(shell.Full("app"), "commit", "-q", "-m", "First version");
        return shell;
    }
}
