using System.Text.RegularExpressions;
using Shipworthy.Extractors.Pipelines;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Tests.Running;

/// <summary>A suite that a command runs, whole or in part.</summary>
/// <param name="Suite">The suite.</param>
/// <param name="Files">Those of its files that run.</param>
/// <param name="Filter">What leaves tests out, as written; empty when nothing does.</param>
/// <param name="Unsure">Why it is not sure that the suite is meant, as a clause about the step; empty when it is.</param>
sealed record MatchedSuite(TestSuite Suite, ImmutableHashSet<string> Files, string Filter, string Unsure);

/// <summary>Finds the suites that a command runs: by runner, folder, configuration, project, module and path.</summary>
sealed class SuiteMatching(SourceTree tree, IReadOnlyList<TestSuite> suites)
{
    const string NotKnown = "names what it tests by a value that is only known when it runs";

    readonly DotNetTargets targets = new(tree);

    /// <summary>The suites that a command runs.</summary>
    public IEnumerable<MatchedSuite> Of(TestInvocation invocation) =>
        suites
            .Where(suite => SameRunner(suite.Runner, invocation.Runner))
            .Select(suite =>
                suite.Runner is TestRunner.DotNet ? DotNet(suite, invocation)
                : IsJavaScript(suite.Runner) ? JavaScript(suite, invocation)
                : ByFiles(suite, invocation)
            )
            .OfType<MatchedSuite>();

    /// <summary>A Java project may carry the files of both build tools.</summary>
    static bool SameRunner(TestRunner one, TestRunner other) =>
        one == other || (one is TestRunner.Maven or TestRunner.Gradle && other is TestRunner.Maven or TestRunner.Gradle);

    static bool IsJavaScript(TestRunner runner) =>
        runner is >= TestRunner.Vitest and <= TestRunner.Cypress and not TestRunner.Deno and not TestRunner.NodeTest;

    MatchedSuite? DotNet(TestSuite suite, TestInvocation invocation)
    {
        if (invocation.Configuration.Contains('$') || invocation.Configuration.Contains('%'))
            return Whole(suite, invocation) with { Unsure = NotKnown };
        return invocation.Directory is null ? Alone(suite, invocation)
            : targets.Holds(invocation.Directory, invocation.Configuration, suite.Project) ? Whole(suite, invocation)
            : null;
    }

    MatchedSuite? JavaScript(TestSuite suite, TestInvocation invocation)
    {
        if (invocation.Directory is not { } folder)
            return Alone(suite, invocation);
        var configuration = invocation.Configuration.Length == 0 ? "" : Paths.Within(folder, invocation.Configuration);
        if (configuration is null)
            return Whole(suite, invocation) with { Unsure = NotKnown };
        var meant =
            configuration.Length == 0 ? suite.Project.Length == 0 && (IsInReach(suite, folder) || IsNamed(suite, invocation, folder))
            : suites.Any(other => other.Project == configuration) ? suite.Project == configuration
            : suite.Project.Length == 0
                && suite.Directory
                    == (Paths.FolderOf(configuration) is var place && suites.Any(other => other.Directory == place) ? place : folder);
        return meant ? Limited(suite, invocation, folder) : null;
    }

    /// <summary>A run in a folder above reaches a package when the package leaves its runner unconfigured, or the folder's configuration names projects.</summary>
    bool IsInReach(TestSuite suite, string folder) =>
        suite.Directory == folder
        || Paths.IsIn(suite.Directory, folder)
        || (Paths.IsIn(folder, suite.Directory) && (HasProjects(folder, suite.Runner) || !HasConfiguration(suite)));

    bool HasProjects(string folder, TestRunner runner) =>
        ConfigurationsIn(folder, runner)
            .Any(file =>
                file.Name.Contains("workspace", StringComparison.Ordinal) || file.Text.Contains("projects", StringComparison.Ordinal)
            );

    bool HasConfiguration(TestSuite suite) => ConfigurationsIn(suite.Directory, suite.Runner).Any();

    IEnumerable<SourceFile> ConfigurationsIn(string folder, TestRunner runner)
    {
        var word = JavaScriptRunners.CommandOf(runner).Split(' ')[0];
        return tree.Files.Where(file =>
            file.Folder == folder
            && (
                file.Name.StartsWith(word, StringComparison.Ordinal)
                || (runner is TestRunner.Vitest && file.Name.StartsWith("vite.config", StringComparison.Ordinal))
            )
        );
    }

    MatchedSuite? ByFiles(TestSuite suite, TestInvocation invocation)
    {
        if (invocation.Directory is not { } folder)
            return Alone(suite, invocation);
        if (!Paths.IsIn(folder, suite.Directory) && !Paths.IsIn(suite.Directory, folder) && !IsNamed(suite, invocation, folder))
            return null;
        if (suite.Runner is TestRunner.Go && suite.Directory.Length > folder.Length)
            return null;
        return Limited(suite, invocation, folder);
    }

    /// <summary>
    /// Runners that start whatever they are given also start tests outside of their own folder, when a path leads there. The others only choose among the
    /// tests of their folder.
    /// </summary>
    static bool IsNamed(TestSuite suite, TestInvocation invocation, string folder) =>
        suite.Runner
            is TestRunner.Pytest
                or TestRunner.Unittest
                or TestRunner.Robot
                or TestRunner.Bats
                or TestRunner.NodeTest
                or TestRunner.Mocha
                or TestRunner.Tap
        && invocation
            .Only.Where(only => only.StartsWith("../", StringComparison.Ordinal))
            .Select(only => Paths.Within(folder, string.Join('/', only.Split('/').TakeWhile(part => !NamePattern.IsPattern(part)))))
            .Any(path => path is not null && (Paths.IsIn(path, suite.Directory) || Paths.IsIn(suite.Directory, path)));

    MatchedSuite? Limited(TestSuite suite, TestInvocation invocation, string folder)
    {
        if (invocation.Only.Any(only => only.Contains('$')))
            return Whole(suite, invocation) with { Unsure = NotKnown };
        var files = suite.Files.Where(file => Paths.IsIn(folder, file) || suite.Directory == folder || invocation.Only.Length > 0);
        if (invocation.Only.Length > 0)
        {
            var selections = invocation.Only.Select(only => Selection(suite.Runner, folder, only)).ToList();
            files = files.Where(file => selections.Exists(selected => selected(file)));
        }
        if (invocation.Modules.Length > 0 && suite.Runner is TestRunner.Maven or TestRunner.Gradle or TestRunner.Cargo)
            files = files.Where(file =>
                invocation.Modules.Any(module => $"/{file}".Contains($"/{module.Trim(':').Replace(':', '/')}/", StringComparison.Ordinal))
            );
        var kept = files.ToImmutableHashSet(StringComparer.Ordinal);
        return kept.IsEmpty ? null : new(suite, kept, FilterOf(suite, invocation), "");
    }

    static Func<string, bool> Selection(TestRunner runner, string folder, string only)
    {
        if (runner is TestRunner.Go)
            return GoPackages(folder, only);
        var text = only.TrimEnd('/');
        var path = Paths.Within(folder, text);
        var glob = NamePattern.IsPattern(text) && path is not null ? new NamePattern(path) : null;
        var expression = runner is TestRunner.Jest or TestRunner.Playwright or TestRunner.Vitest
            ? Expression(text.TrimStart('.', '/'))
            : null;
        return file =>
            (path is not null && (Paths.IsIn(path, file) || Paths.IsIn($"{path}.py", file)))
            || glob?.Matches(file) == true
            || expression?.IsMatch(file) == true;
    }

    static Func<string, bool> GoPackages(string folder, string only)
    {
        var all = only.EndsWith("...", StringComparison.Ordinal);
        var path = Paths.Within(folder, only.StartsWith('.') ? only.Replace("...", "") : "");
        return file => path is not null && (all ? Paths.IsIn(path, file) : Paths.FolderOf(file) == path);
    }

    static Regex? Expression(string pattern)
    {
        try
        {
            return new(
                pattern.Replace("**", ".*").Replace("/*", "/.*"),
                RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.IgnoreCase
            );
        }
        catch (Exception error) when (error is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    /// <summary>Inside a container the folder is not known; the only suite of its runner is meant.</summary>
    MatchedSuite? Alone(TestSuite suite, TestInvocation invocation) =>
        suites.Count(other => other.Runner == suite.Runner) == 1
            ? Whole(suite, invocation)
            : Whole(suite, invocation) with
            {
                Unsure = "runs in a folder that is only known when it runs",
            };

    MatchedSuite Whole(TestSuite suite, TestInvocation invocation) => new(suite, [.. suite.Files], FilterOf(suite, invocation), "");

    string FilterOf(TestSuite suite, TestInvocation invocation) =>
        invocation.Filter is "-short" && !Text(suite, "testing.Short()") ? ""
        : invocation.Filter.Length > 0 ? invocation.Filter
        : invocation.Modules.Length > 0 && suite.Runner is TestRunner.Vitest or TestRunner.Jest
            ? $"--project {string.Join(' ', invocation.Modules)}"
        : invocation.Modules.Length > 0 && suite.Runner is TestRunner.Playwright && ProjectsDiffer(suite)
            ? $"--project {string.Join(' ', invocation.Modules)}"
        : "";

    bool Text(TestSuite suite, string text) =>
        suite.Files.Any(file => tree.Find(file)?.Text.Contains(text, StringComparison.Ordinal) == true);

    /// <summary>Projects of Playwright are browsers, unless their lines choose files; those that set up or tear down choose none of the tests.</summary>
    bool ProjectsDiffer(TestSuite suite) =>
        ConfigurationsIn(suite.Directory, TestRunner.Playwright)
            .SelectMany(file => file.Text.Split('\n'))
            .Where(line =>
                !line.Contains("setup", StringComparison.OrdinalIgnoreCase)
                && !line.Contains("teardown", StringComparison.OrdinalIgnoreCase)
            )
            .Count(line =>
                line.Contains("testMatch", StringComparison.Ordinal)
                || line.Contains("testIgnore", StringComparison.Ordinal)
                || line.Contains("testDir", StringComparison.Ordinal)
            ) > 1;
}
