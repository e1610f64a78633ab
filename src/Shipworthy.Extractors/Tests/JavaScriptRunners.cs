using System.Text.RegularExpressions;
using Shipworthy.Extractors.Pipelines;
using Shipworthy.Extractors.Pipelines.Following;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Tests;

/// <summary>How a test file, a package and a command show which runner of JavaScript they mean.</summary>
static partial class JavaScriptRunners
{
    /// <summary>Runners by the package that provides them, the more telling ones first.</summary>
    static readonly ImmutableArray<(string Package, TestRunner Runner)> byPackage =
    [
        ("vitest", TestRunner.Vitest),
        ("jest", TestRunner.Jest),
        ("ts-jest", TestRunner.Jest),
        ("jest-expo", TestRunner.Jest),
        ("react-scripts", TestRunner.Jest),
        ("@craco/craco", TestRunner.Jest),
        ("mocha", TestRunner.Mocha),
        ("ava", TestRunner.Ava),
        ("tap", TestRunner.Tap),
        ("karma", TestRunner.Karma),
        ("jasmine", TestRunner.Jasmine),
        ("@types/bun", TestRunner.Bun),
        ("bun-types", TestRunner.Bun),
    ];

    /// <summary>Whether a name or folder says that the file holds tests of JavaScript. Recorded snapshots and mocks hold none.</summary>
    public static bool LooksLikeTest(SourceFile file) =>
        Ending().IsMatch(file.Name)
        && (Name().IsMatch(file.Name) || InTestFolder().IsMatch(file.Path))
        && !file.Path.Contains("__mocks__/", StringComparison.Ordinal)
        && !file.Path.Contains("__snapshots__/", StringComparison.Ordinal);

    /// <summary>The runner whose module the file imports; null when it imports none.</summary>
    public static TestRunner? ImportedBy(SourceFile file)
    {
        var text = file.Text;
        return Imports(text, "@playwright/test") ? TestRunner.Playwright
            : Imports(text, "vitest") ? TestRunner.Vitest
            : Imports(text, "@jest/globals") ? TestRunner.Jest
            : Imports(text, "node:test") ? TestRunner.NodeTest
            : Imports(text, "bun:test") ? TestRunner.Bun
            : Imports(text, "ava") ? TestRunner.Ava
            : Imports(text, "tap") ? TestRunner.Tap
            : Imports(text, "k6") || Imports(text, "k6/http") ? null
            : text.Contains("Deno.test", StringComparison.Ordinal) ? TestRunner.Deno
            : CypressPath().IsMatch(file.Path) ? TestRunner.Cypress
            : null;
    }

    /// <summary>The runner of the nearest package that depends on one; null without one.</summary>
    public static TestRunner? OfPackage(SourceFile file, Packages packages)
    {
        foreach (var folder in Paths.UpFrom(file.Folder))
            if (packages.In(folder) is { } package)
            {
                foreach (var (name, runner) in byPackage)
                    if (package.Dependencies.Contains(name))
                        return runner;
                if (package.Scripts.Values.Any(script => script.Contains("node --test") || script.Contains("tsx --test")))
                    return TestRunner.NodeTest;
                if (package.Scripts.Values.Any(script => script.Contains("bun test")))
                    return TestRunner.Bun;
            }
        return null;
    }

    /// <summary>
    /// Whether a runner whose module a file imports can be started at all: a package declares it, or a script or pipeline names it. What is built into a runtime is there, and so
    /// is everything where no package is.
    /// </summary>
    public static bool IsThere(TestRunner runner, SourceFile file, SourceTree tree, Packages packages)
    {
        var names = PackagesOf(runner);
        if (names.IsEmpty || packages.Nearest(file.Folder) is null)
            return true;
        var word = CommandOf(runner);
        return packages.All.Any(package =>
                names.Any(package.Dependencies.Contains) || package.Scripts.Values.Any(script => script.Contains(word))
            ) || tree.Files.Any(one => Pipeline().IsMatch(one.Path) && one.Text.Contains(word, StringComparison.Ordinal));
    }

    /// <summary>The packages of which one has to be there for a runner; none for what comes with a runtime.</summary>
    static ImmutableArray<string> PackagesOf(TestRunner runner) =>
        runner switch
        {
            TestRunner.Playwright => ["@playwright/test", "playwright"],
            TestRunner.Vitest => [.. byPackage.Where(one => one.Runner is TestRunner.Vitest).Select(one => one.Package), "vite-plus"],
            TestRunner.Jest => [.. byPackage.Where(one => one.Runner is TestRunner.Jest).Select(one => one.Package), "@jest/globals"],
            TestRunner.Ava => ["ava"],
            TestRunner.Tap => ["tap"],
            _ => [],
        };

    /// <summary>The word by which a script shows that it runs the runner.</summary>
    public static string CommandOf(TestRunner runner) =>
        runner switch
        {
            TestRunner.Vitest => "vitest",
            TestRunner.Jest => "jest",
            TestRunner.Mocha => "mocha",
            TestRunner.Jasmine => "jasmine",
            TestRunner.Karma => "ng test",
            TestRunner.Ava => "ava",
            TestRunner.Tap => "tap",
            TestRunner.NodeTest => "--test",
            TestRunner.Bun => "bun test",
            TestRunner.Deno => "deno test",
            TestRunner.Playwright => "playwright test",
            TestRunner.Cypress => "cypress",
            _ => "\n",
        };

    static bool Imports(string text, string module) =>
        text.Contains($"\"{module}\"", StringComparison.Ordinal) || text.Contains($"'{module}'", StringComparison.Ordinal);

    [GeneratedRegex(@"\.[cm]?[jt]sx?$", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Ending();

    [GeneratedRegex(@"[._-](?:test|spec|e2e|cy|it|ct|e2e-spec)\.[cm]?[jt]sx?$", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Name();

    [GeneratedRegex(@"(?:^|/)(?:__tests__|tests?)/", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex InTestFolder();

    [GeneratedRegex(
        @"(?:^|/)(?:\.github/|\.gitlab-ci|\.circleci/|azure-pipelines|Jenkinsfile|Makefile|justfile)",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Pipeline();

    [GeneratedRegex(@"(?:^|/)cypress/|\.cy\.[jt]sx?$", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex CypressPath();
}
