using Shipworthy.Extractors.Pipelines.Following;

namespace Shipworthy.Extractors.Tests.Running;

/// <summary>Commands that run tests of languages whose build tool is their test runner.</summary>
static class CompiledInvocations
{
    /// <summary>What the call runs; null when it is none of them.</summary>
    public static IEnumerable<TestInvocation>? Of(Call call) =>
        call.Words switch
        {
            ["dotnet", "test" or "vstest", ..] => [DotNet(call, 2)],
            ["dotnet", "run", ..] when call.Option("--project", "-p") is { } project =>
            [
                new(TestRunner.DotNet, call.Directory) { Configuration = project },
            ],
            ["dotnet", "watch", ..] => null,
            ["dotnet-coverage" or "coverlet", .. var rest] when rest.IndexOf("dotnet") is >= 0 and var at => Of(
                call with
                {
                    Words = rest[at..],
                }
            ),
            ["dotnet", "dotnet-coverage", "collect", .. var rest] => Of(
                call with
                {
                    Words = rest.Length == 1 ? [.. rest[0].Split(' ')] : rest,
                }
            ),
            ["go", "test", ..] => [Go(call, 2)],
            ["gotestsum" or "richgo" or "gotest", ..] => [Go(call, 1)],
            ["ginkgo", ..] => [Go(call, 1)],
            ["cargo", "test" or "nextest" or "llvm-cov" or "tarpaulin", ..] => [Cargo(call)],
            ["mvn" or "./mvnw" or "mvnw" or "mvnw.cmd", ..] => Maven(call),
            ["gradle" or "./gradlew" or "gradlew" or "gradlew.bat", ..] => Gradle(call),
            ["mix", "test" or "coveralls" or "coveralls.json" or "coveralls.html", ..] =>
            [
                new(TestRunner.ExUnit, call.Directory) { Only = Plain(call, 2), Filter = Filter(call, "--only", "--exclude", "--include") },
            ],
            ["flutter" or "dart" or "very_good", "test", ..] =>
            [
                new(TestRunner.Dart, call.Directory)
                {
                    Only = Plain(call, 2),
                    Filter = Filter(call, "--name", "--plain-name", "--tags", "-t", "--exclude-tags", "-x"),
                },
            ],
            _ => null,
        };

    static ImmutableArray<string> Plain(Call call, int from) => TestInvocations.Plain(call, from);

    static string Filter(Call call, params ReadOnlySpan<string> names) => TestInvocations.Filter(call, names);

    static TestInvocation DotNet(Call call, int from)
    {
        var target = TestInvocations
            .Plain(
                call,
                from,
                "-c",
                "--configuration",
                "--filter",
                "-l",
                "--logger",
                "--results-directory",
                "--collect",
                "-f",
                "--framework",
                "-v",
                "--verbosity",
                "-s",
                "--settings",
                "-r",
                "--runtime",
                "-o",
                "--output",
                "--project",
                "--solution",
                "-a",
                "--arch",
                "--blame-hang-timeout",
                "-d",
                "--diag",
                "-e",
                "--environment"
            )
            .FirstOrDefault(word => !word.Contains('=') && !word.StartsWith('/'));
        return new(TestRunner.DotNet, call.Directory)
        {
            Configuration = call.Option("--project", "--solution") ?? target ?? "",
            Filter = Filter(
                call,
                "--filter",
                "--filter-class",
                "--filter-method",
                "--filter-namespace",
                "--filter-trait",
                "--treenode-filter"
            ),
        };
    }

    static TestInvocation Go(Call call, int from)
    {
        var packages = TestInvocations.Plain(
            call,
            from,
            "-run",
            "-count",
            "-timeout",
            "-p",
            "-parallel",
            "-coverprofile",
            "-covermode",
            "-coverpkg",
            "-tags",
            "-skip",
            "-o",
            "-bench",
            "--format",
            "-f",
            "--junitfile",
            "--jsonfile",
            "--packages",
            "-json"
        );
        return new(TestRunner.Go, TestInvocations.Folder(call, "-C"))
        {
            Filter = Filter(call, "-run", "--run", "-skip", "-short"),
            Only = [.. packages.DefaultIfEmpty(call.Program is "go" ? "." : "./...")],
        };
    }

    static TestInvocation Cargo(Call call) =>
        new(
            TestRunner.Cargo,
            call.Option("--manifest-path") is { Length: > 0 } manifest
                ? Pipelines.Paths.Within(call.Directory, Pipelines.Paths.FolderOf(manifest))
                : call.Directory
        )
        {
            Modules = [.. call.Options("-p").Concat(call.Options("--package"))],
            Filter = Filter(call, "--lib", "--bins", "--bin", "--doc", "--test", "--exclude", "-E"),
        };

    static IEnumerable<TestInvocation>? Maven(Call call)
    {
        var words = call.Words;
        if (words.Any(word => word is "-DskipTests" or "-DskipTests=true" or "-Dmaven.test.skip" or "-Dmaven.test.skip=true"))
            return null;
        if (!words.Any(word => word is "test" or "package" or "verify" or "install" or "deploy" or "integration-test" or "surefire:test"))
            return null;
        return
        [
            new(
                TestRunner.Maven,
                call.Option("-f", "--file") is { Length: > 0 } file
                    ? Pipelines.Paths.Within(call.Directory, file.EndsWith(".xml") ? Pipelines.Paths.FolderOf(file) : file)
                    : call.Directory
            )
            {
                Modules = [.. (call.Option("-pl", "--projects") ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries)],
                Filter =
                    words.FirstOrDefault(word =>
                        word.StartsWith("-Dtest=") || word.StartsWith("-Dgroups=") || word.StartsWith("-DexcludedGroups=")
                    ) ?? "",
            },
        ];
    }

    static IEnumerable<TestInvocation>? Gradle(Call call)
    {
        var tasks = TestInvocations
            .Plain(call, 1, "-x", "--exclude-task", "-p", "--project-dir", "--tests", "-b", "-P", "-D")
            .Select(task =>
                (Task: task[(task.LastIndexOf(':') + 1)..], Module: task.LastIndexOf(':') is > 0 and var at ? task[..at].Trim(':') : "")
            );
        var excluded = call.Options("-x")
            .Concat(call.Options("--exclude-task"))
            .Any(task => task.EndsWith("test", StringComparison.Ordinal));
        var running = tasks
            .Where(task =>
                task.Task is "test" or "check" or "build"
                || task.Task.EndsWith("Test", StringComparison.Ordinal)
                || (task.Task.StartsWith("test", StringComparison.Ordinal) && task.Task.EndsWith("UnitTest", StringComparison.Ordinal))
            )
            .ToList();
        if (excluded || running.Count == 0)
            return null;
        return
        [
            new(TestRunner.Gradle, TestInvocations.Folder(call, "-p", "--project-dir"))
            {
                Modules = [.. running.Select(task => task.Module).Where(module => module.Length > 0)],
                Filter = Filter(call, "--tests"),
            },
        ];
    }
}
