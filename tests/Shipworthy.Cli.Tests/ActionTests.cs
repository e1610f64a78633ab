using System.Diagnostics;

namespace Shipworthy.Cli.Tests;

/// <summary>The script behind <c>action.yml</c>, run as a job of GitHub Actions runs it, with the program that was just built.</summary>
public sealed class ActionTests
{
    const string OpenToAll = """
        import express from "express";
        import cors from "cors";
        const app = express();
        app.use(cors());
        app.listen(3000);
        """;

    [Fact]
    public void APullRequestFailsOnWhatItMakesWorseAndIsToldSo()
    {
        using var job = new Job();
        var start = job.Commit(
            "server.js",
            OpenToAll.Replace("cors()", """cors({ origin: "https://app.example.com" })""", StringComparison.Ordinal)
        );
        job.Commit("server.js", OpenToAll);
        job.Run(("BASE", start)).ShouldBe(1);
        job.Summary.ShouldStartWith("### This change makes one check worse.");
        job.Outputs["comment"].ShouldEndWith("comment.md");
        File.Exists(job.Outputs["report"]).ShouldBeTrue();
        File.Exists(job.Outputs["sarif"]).ShouldBeTrue();
    }

    [Fact]
    public void WhatFailedBeforeThePullRequestFailsNoJobUnlessAllIsAskedFor()
    {
        using var job = new Job();
        var start = job.Commit("server.js", OpenToAll);
        job.Commit("index.html", "<p>hello</p>");
        job.Run(("BASE", start)).ShouldBe(0);
        job.Run(("BASE", start), ("SINCE", "none")).ShouldBe(1);
        job.Run(("BASE", start), ("SINCE", "none"), ("FAIL_ON", "blocker")).ShouldBe(0);
    }

    [Fact]
    public void AMistakeInTheSettingsIsNoVerdict()
    {
        using var job = new Job();
        job.Commit("shipworthy.yaml", "nonsense: 1\n");
        job.Run().ShouldBe(2);
    }

    /// <summary>A workspace, and the files and variables that a runner gives to a step.</summary>
    sealed class Job : IDisposable
    {
        readonly Shell shell = new Shell().With("app/package.json", """{ "dependencies": { "express": "5.0.0", "cors": "2.8.5" } }""");

        public Job()
        {
            var program = Path.Combine(AppContext.BaseDirectory, "shipworthy.dll");
            shell.With("action/shipworthy", $"#!/usr/bin/env bash\nexec dotnet '{program}' \"$@\"\n");
            shell.With(
                "action/eng/action.sh",
                File.ReadAllText(Path.Combine(AppsTests.Repository(AppContext.BaseDirectory), "eng", "action.sh"))
            );
            File.SetUnixFileMode(Full("action/shipworthy"), UnixFileMode.UserRead | UnixFileMode.UserExecute);
            GitOfTests.Run(Full("app"), "init", "-q", "-b", "main");
        }

        public string Summary => File.ReadAllText(Full("summary"));

        public Dictionary<string, string> Outputs =>
            File.ReadAllLines(Full("output"))
                .Select(line => line.Split('=', 2))
                .ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);

        public string Commit(string path, string text)
        {
            shell.With($"app/{path}", text);
            GitOfTests.Run(Full("app"), "add", "-A");
            GitOfTests.Run(Full("app"), "commit", "-q", "-m", "Change");
            return GitOfTests.Run(Full("app"), "rev-parse", "HEAD");
        }

        public int Run(params (string Name, string Value)[] variables)
        {
            File.Delete(Full("output"));
            File.Delete(Full("summary"));
            var start = new ProcessStartInfo("bash", [Full("action/eng/action.sh")])
            {
                WorkingDirectory = shell.Folder,
                UseShellExecute = false,
                RedirectStandardOutput = true,
            };
            (string, string)[] given =
            [
                ("ACTION", Full("action")),
                ("APP", "app"),
                ("FAIL_ON", "minor"),
                ("ONLY", "1.7"),
                ("RUNNER_TEMP", Full("temp")),
                ("GITHUB_OUTPUT", Full("output")),
                ("GITHUB_STEP_SUMMARY", Full("summary")),
                .. variables,
            ];
            foreach (var (name, value) in given)
                start.Environment[name] = value;
            using var process = Process.Start(start)!;
            process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode;
        }

        public void Dispose() => shell.Dispose();

        string Full(string path) => Path.Combine(shell.Folder, path);
    }
}
