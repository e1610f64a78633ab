using Shipworthy.Extractors.Pipelines.Following;

namespace Shipworthy.Extractors.Tests.Running;

/// <summary>Commands that run tests of JavaScript.</summary>
static class JavaScriptInvocations
{
    static readonly ImmutableHashSet<string> notRuns =
    [
        "--version",
        "--help",
        "--init",
        "--listTests",
        "--list",
        "--showConfig",
        "--clearCache",
    ];

    /// <summary>What the call runs; null when it is none of them.</summary>
    public static IEnumerable<TestInvocation>? Of(Call call)
    {
        if (call.Words.Any(notRuns.Contains))
            return null;
        return call.Words switch
        {
            ["vitest", "bench" or "list" or "typecheck" or "init", ..] => null,
            ["vitest", ..] => [Vitest(call)],
            ["jest" or "ts-jest", ..] => [Jest(call, 1)],
            ["react-scripts" or "craco", "test", ..] => [Jest(call, 2)],
            ["vue-cli-service", "test:unit", ..] => [Jest(call, 2)],
            ["mocha" or "_mocha" or "ts-mocha", ..] =>
            [
                Plain(
                    TestRunner.Mocha,
                    call,
                    1,
                    ["-g", "--grep", "-f", "--fgrep", "--ignore"],
                    ["-r", "--require", "--config", "--timeout", "-t", "-R", "--reporter", "--extension", "--spec"]
                ),
            ],
            ["ava", ..] => [Plain(TestRunner.Ava, call, 1, ["--match", "-m"], ["--timeout", "-c", "--concurrency", "--config"])],
            ["tap" or "tape", ..] => [Plain(TestRunner.Tap, call, 1, ["--grep", "-g"], ["-R", "--reporter", "-j"])],
            ["jasmine", ..] => [Plain(TestRunner.Jasmine, call, 1, ["--filter"], ["--config", "--reporter"])],
            ["ng", "test", ..] =>
            [
                new(TestRunner.Karma, call.Directory) { Filter = Filter(call, "--include", "--exclude") },
                new(TestRunner.Jest, call.Directory),
                new(TestRunner.Vitest, call.Directory),
            ],
            ["karma", "start" or "run", ..] => [new(TestRunner.Karma, call.Directory)],
            ["playwright", "test", ..] => [Playwright(call)],
            ["cypress", "run" or "run-ct", ..] => [Cypress(call)],
            ["bun", "test", ..] =>
            [
                Plain(
                    TestRunner.Bun,
                    call,
                    2,
                    ["-t", "--test-name-pattern"],
                    ["--timeout", "--preload", "--coverage-reporter", "--reporter"]
                ),
            ],
            ["deno", "test", ..] =>
            [
                Plain(TestRunner.Deno, call, 2, ["--filter", "--ignore"], ["--config", "-c", "--import-map", "--env-file", "--parallel"]),
            ],
            ["node" or "tsx" or "ts-node", ..] when call.Has("--test") =>
            [
                Plain(
                    TestRunner.NodeTest,
                    call,
                    1,
                    ["--test-name-pattern", "--test-skip-pattern"],
                    ["--import", "--loader", "-r", "--require", "--test-reporter"]
                ),
            ],
            _ => null,
        };
    }

    static string Filter(Call call, params ReadOnlySpan<string> names) => TestInvocations.Filter(call, names);

    static TestInvocation Plain(TestRunner runner, Call call, int from, string[] filters, string[] valued) =>
        new(runner, call.Directory)
        {
            Filter = Filter(call, filters),
            Only = TestInvocations.Plain(call, from, [.. valued, .. filters]),
            Configuration = call.Option("--config") ?? "",
        };

    static TestInvocation Vitest(Call call) =>
        new(TestRunner.Vitest, TestInvocations.Folder(call, "--root", "-r", "--dir"))
        {
            Configuration = call.Option("--config", "-c") ?? "",
            Filter = Filter(call, "-t", "--testNamePattern", "--exclude"),
            Modules = [.. call.Options("--project")],
            Only =
            [
                .. TestInvocations
                    .Plain(
                        call,
                        1,
                        "--config",
                        "-c",
                        "--root",
                        "-r",
                        "--dir",
                        "--reporter",
                        "--project",
                        "--environment",
                        "--pool",
                        "--mode",
                        "-t",
                        "--testNamePattern",
                        "--exclude",
                        "--shard",
                        "--outputFile",
                        "--testTimeout",
                        "--maxWorkers",
                        "--minWorkers",
                        "--bail",
                        "--retry"
                    )
                    .Where(word => word is not ("run" or "watch" or "dev")),
            ],
            PassesWithNone = call.Has("--passWithNoTests"),
        };

    static TestInvocation Jest(Call call, int from) =>
        new(TestRunner.Jest, TestInvocations.Folder(call, "--rootDir"))
        {
            Configuration = call.Option("--config", "-c") ?? "",
            Filter = Filter(call, "-t", "--testNamePattern", "--testPathIgnorePatterns", "--testPathPattern", "--testPathPatterns"),
            Modules = [.. call.Options("--selectProjects")],
            Only = TestInvocations.Plain(
                call,
                from,
                "--config",
                "-c",
                "--rootDir",
                "--maxWorkers",
                "-w",
                "-t",
                "--testNamePattern",
                "--reporters",
                "--env",
                "--testTimeout",
                "--shard",
                "--coverageDirectory",
                "--selectProjects",
                "--testPathIgnorePatterns",
                "--testPathPattern",
                "--testPathPatterns",
                "--setupFiles",
                "-i"
            ),
            PassesWithNone = call.Has("--passWithNoTests"),
        };

    static TestInvocation Playwright(Call call) =>
        new(TestRunner.Playwright, call.Directory)
        {
            Configuration = call.Option("--config", "-c") ?? "",
            Filter = Filter(call, "--grep", "-g", "--grep-invert", "-G", "--last-failed"),
            Modules = [.. call.Options("--project")],
            Only = TestInvocations.Plain(
                call,
                2,
                "--config",
                "-c",
                "--grep",
                "-g",
                "--grep-invert",
                "--project",
                "--reporter",
                "--workers",
                "-j",
                "--retries",
                "--shard",
                "--timeout",
                "--max-failures",
                "--output",
                "--trace",
                "--repeat-each"
            ),
            PassesWithNone = call.Has("--pass-with-no-tests"),
        };

    static TestInvocation Cypress(Call call) =>
        new(TestRunner.Cypress, TestInvocations.Folder(call, "--project", "-P"))
        {
            Configuration = call.Option("--config-file", "-C") ?? "",
            Only =
            [
                .. (call.Option("--spec", "-s") ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
            ],
        };
}
