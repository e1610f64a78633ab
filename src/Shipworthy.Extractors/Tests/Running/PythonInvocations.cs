using Shipworthy.Extractors.Pipelines.Following;

namespace Shipworthy.Extractors.Tests.Running;

/// <summary>Commands that run tests of Python.</summary>
static class PythonInvocations
{
    /// <summary>What the call runs; null when it is none of them.</summary>
    public static IEnumerable<TestInvocation>? Of(Call call) =>
        call.Words switch
        {
            ["pytest" or "py.test" or "pytest.main", ..] when !call.Has("--collect-only", "--co", "--version", "--fixtures") => Pytest(
                call
            ),
            ["unittest", ..] => Any(call, 1),
            ["python" or "python3" or "django-admin", _, "test", ..] when call.Words[1].EndsWith("manage.py", StringComparison.Ordinal) =>
                Django(call, 3),
            ["manage.py" or "./manage.py", "test", ..] => Django(call, 2),
            ["django-admin", "test", ..] => Django(call, 2),
            ["python" or "python3", var file, ..] when file.EndsWith("runtests.py", StringComparison.Ordinal) => Any(call, 2),
            _ => null,
        };

    static IEnumerable<TestInvocation> Pytest(Call call)
    {
        var folder = TestInvocations.Folder(call, "--rootdir");
        var invocation = new TestInvocation(TestRunner.Pytest, folder)
        {
            Filter = TestInvocations.Filter(call, "-k", "-m", "--ignore", "--ignore-glob", "--deselect", "--lf", "--last-failed", "--sw"),
            Only =
            [
                .. TestInvocations
                    .Plain(
                        call,
                        1,
                        "-k",
                        "-m",
                        "--ignore",
                        "--deselect",
                        "-n",
                        "-p",
                        "-c",
                        "-o",
                        "-W",
                        "--maxfail",
                        "--cov",
                        "--cov-report",
                        "--cov-config",
                        "--junitxml",
                        "--junit-xml",
                        "--tb",
                        "--durations",
                        "--timeout",
                        "--rootdir",
                        "--ds",
                        "--dist",
                        "--log-level",
                        "--alluredir",
                        "--html",
                        "--reruns",
                        "--confcutdir"
                    )
                    .Select(word => word.Split("::")[0]),
            ],
        };
        // pytest also collects the classes of unittest and, with its plugin, of Django.
        return [invocation, invocation with { Runner = TestRunner.Unittest }, invocation with { Runner = TestRunner.Django }];
    }

    static IEnumerable<TestInvocation> Any(Call call, int from)
    {
        var modules = TestInvocations
            .Plain(call, from, "-s", "--start-directory", "-p", "--pattern", "-t", "--top-level-directory", "-k")
            .Where(word => word is not "discover");
        var start = call.Option("-s", "--start-directory") is { Length: > 0 } folder
            ? [folder]
            : modules.Select(module => module.Contains('/') ? module : module.Replace('.', '/'));
        var invocation = new TestInvocation(TestRunner.Unittest, call.Directory)
        {
            Filter = TestInvocations.Filter(call, "-k"),
            Only = [.. start],
        };
        return [invocation, invocation with { Runner = TestRunner.Pytest }];
    }

    static IEnumerable<TestInvocation> Django(Call call, int from)
    {
        var labels = TestInvocations.Plain(
            call,
            from,
            "--settings",
            "--pythonpath",
            "-v",
            "--verbosity",
            "--tag",
            "--exclude-tag",
            "-k",
            "--parallel",
            "--testrunner",
            "-p",
            "--pattern"
        );
        var invocation = new TestInvocation(
            TestRunner.Django,
            Pipelines.Paths.Within(call.Directory, Pipelines.Paths.FolderOf(call.Words[Math.Max(0, from - 2)]))
        )
        {
            Filter = TestInvocations.Filter(call, "--tag", "--exclude-tag", "-k"),
            Only =
            [
                .. labels
                    .Where(label => !label.All(char.IsAsciiDigit))
                    .Select(label => label.Contains('/') ? label : label.Replace('.', '/')),
            ],
        };
        return [invocation, invocation with { Runner = TestRunner.Unittest }, invocation with { Runner = TestRunner.Pytest }];
    }
}
