namespace Shipworthy.Model;

public sealed partial class App
{
    /// <summary>Test suites that can run.</summary>
    public Facts<TestSuite> TestSuites => Of<TestSuite>();
}

/// <summary>
/// Tests that are run together: a test project, package or configuration of one runner. Files that merely look like tests, and that no runner would
/// start, are none.
/// </summary>
/// <param name="At">Where it is declared: project file, configuration, script; otherwise its first file.</param>
/// <param name="Runner">What runs it.</param>
/// <param name="Directory">The folder that its runner is started in, below the root; empty for the root.</param>
public sealed record TestSuite(Location At, TestRunner Runner, string Directory) : Fact(At)
{
    /// <summary>The project file or configuration that sets it apart from other suites of the same runner and folder; empty without one.</summary>
    public string Project { get; init; } = "";

    /// <summary>What people call it, by the narrowest place that holds all of its files: "pytest in backend/tests".</summary>
    public string Name => $"{Runner.Word} in {(Project.Length > 0 ? Project : Place.Length > 0 ? Place : "the root")}";

    /// <summary>The only file, or the folder of all files; where it is started when they lie in several folders of that.</summary>
    string Place
    {
        get
        {
            if (Files is [var only])
                return only;
            var shared = Files.IsEmpty ? Directory : Files[0];
            foreach (var file in Files)
                while (shared.Length > 0 && !file.StartsWith($"{shared}/", StringComparison.Ordinal))
                    shared = shared[..Math.Max(0, shared.LastIndexOf('/'))];
            return shared.Length > Directory.Length ? shared : Directory;
        }
    }

    /// <inheritdoc/>
    public override string Identity => $"suite:{Runner}:{Directory}:{Project}";

    /// <summary>Unit tests or tests through the browser.</summary>
    public TestKind Kind { get; init; }

    /// <summary>Paths of its test files, in order.</summary>
    public ImmutableArray<string> Files { get; init; } = [];

    /// <summary>About how many test cases they hold: declarations counted, tables not multiplied.</summary>
    public int Cases { get; init; }

    /// <summary>Folders of the code that it tests, its own included; a single empty text for the whole app.</summary>
    public ImmutableArray<string> Subject { get; init; } = [""];

    /// <summary>A selection that its own configuration makes, so that a plain run leaves tests out: <c>-m "not slow"</c>; empty without one.</summary>
    public string Deselects { get; init; } = "";
}

/// <summary>Programs that run tests.</summary>
public enum TestRunner
{
    Unknown,
    Vitest,
    Jest,
    Mocha,
    Jasmine,
    Karma,
    Ava,
    Tap,
    NodeTest,
    Bun,
    Deno,
    Playwright,
    Cypress,
    Pytest,
    Unittest,
    Django,
    Robot,
    DotNet,
    Go,
    RSpec,
    Minitest,
    RailsSystem,
    PhpUnit,
    Maven,
    Gradle,
    Cargo,
    ExUnit,
    Dart,
    PgTap,
    Bats,
}

/// <summary>What a suite tests through.</summary>
public enum TestKind
{
    Unknown,

    /// <summary>Through functions, classes or requests inside the process.</summary>
    Unit,

    /// <summary>Through a browser or a running deployment.</summary>
    EndToEnd,

    /// <summary>Through the database.</summary>
    Database,
}

/// <summary>NamePatterns of runners.</summary>
public static class TestRunners
{
    extension(TestRunner runner)
    {
        /// <summary>The name that people use.</summary>
        public string Word =>
            runner switch
            {
                TestRunner.NodeTest => "node --test",
                TestRunner.DotNet => "dotnet test",
                TestRunner.Go => "go test",
                TestRunner.RailsSystem => "Rails system tests",
                TestRunner.PhpUnit => "PHPUnit",
                TestRunner.PgTap => "pgTAP",
                TestRunner.RSpec => "RSpec",
                TestRunner.Cargo => "cargo test",
                TestRunner.Deno => "deno test",
                TestRunner.Bun => "bun test",
                TestRunner.Pytest => "pytest",
                TestRunner.Unittest => "unittest",
                _ => runner.ToString(),
            };
    }
}
