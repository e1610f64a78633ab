using System.Text.RegularExpressions;
using Shipworthy.Extractors.Pipelines;
using Shipworthy.Extractors.Pipelines.Following;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Tests;

/// <summary>A configuration of a runner of JavaScript: which files it holds.</summary>
sealed partial class JavaScriptConfiguration
{
    readonly ImmutableArray<NamePattern> includes;
    readonly ImmutableArray<NamePattern> excludes;
    readonly Regex? expression;
    readonly string root;

    JavaScriptConfiguration(SourceFile file, TestRunner runner, string text)
    {
        Path = file.Path;
        Folder = file.Folder;
        Runner = runner;
        At = Location.File(file.Path);
        IsMain = MainName().IsMatch(file.Name);
        root =
            Paths.Within(
                Folder,
                Value(text, RootKey(runner)) is { Length: > 0 } given && !given.Contains("__dirname")
                    ? given.Replace("<rootDir>", ".")
                    : "."
            ) ?? Folder;
        var lists = Coverage().Replace(text, "");
        includes = Patterns(lists, Includes(runner));
        excludes = runner is TestRunner.Vitest or TestRunner.Playwright ? Patterns(lists, "(?:exclude|testIgnore)") : [];
        expression = Value(text, "testRegex") is { Length: > 0 } pattern ? Compiled(pattern.Replace("\\\\", "\\")) : null;
    }

    /// <summary>Path of the file.</summary>
    public string Path { get; }

    /// <summary>The folder that its runner is started in.</summary>
    public string Folder { get; }

    /// <summary>Its runner.</summary>
    public TestRunner Runner { get; }

    /// <summary>Where it is.</summary>
    public Location At { get; }

    /// <summary>Whether its runner finds it by itself.</summary>
    public bool IsMain { get; private init; }

    /// <summary>Whether it names which files it holds, so that it holds no others.</summary>
    public bool IsClosed => expression is not null || !includes.IsEmpty;

    /// <summary>How narrowly it holds its files: the narrowest configuration owns a file.</summary>
    public int Precision => (root.Length * 4) + (IsClosed ? 2 : 0) + (IsMain ? 0 : 1);

    /// <summary>Whether its folder of tests is not the package itself.</summary>
    public bool IsApart(Packages packages) => packages.In(root) is null || Runner is TestRunner.Cypress;

    /// <summary>Whether a file is one of its tests.</summary>
    public bool Holds(string path)
    {
        if (!Paths.IsIn(root, path))
            return false;
        var below = root.Length == 0 ? path : path[(root.Length + 1)..];
        return (expression is null || expression.IsMatch($"/{path}"))
            && (includes.IsEmpty || includes.Any(glob => glob.Matches(below) || glob.Matches(path)))
            && !excludes.Any(glob => glob.Matches(below) || glob.Matches(path));
    }

    /// <summary>All configurations of the app.</summary>
    public static ImmutableArray<JavaScriptConfiguration> All(SourceTree tree, Packages packages) =>
        [
            .. tree
                .Files.Where(file => file.Role is not (FileRole.Vendored or FileRole.Generated))
                .Select(Read)
                .OfType<JavaScriptConfiguration>(),
            .. packages.All.Where(package => package.Root.TryGetProperty("jest", out _)).Select(InPackage),
        ];

    static JavaScriptConfiguration InPackage(Package package) =>
        new(package.File, TestRunner.Jest, package.Root.GetProperty("jest").ToString()) { IsMain = true };

    static JavaScriptConfiguration? Read(SourceFile file)
    {
        var name = file.Name;
        TestRunner? runner =
            !ConfigurationName().IsMatch(name) ? null
            : name.Contains("playwright", StringComparison.Ordinal) && name.Contains("config", StringComparison.Ordinal)
                ? TestRunner.Playwright
            : name.StartsWith("cypress", StringComparison.Ordinal) ? TestRunner.Cypress
            : name.Contains("vitest", StringComparison.Ordinal) && name.Contains("config", StringComparison.Ordinal) ? TestRunner.Vitest
            : name.StartsWith("vite.config", StringComparison.Ordinal) && ViteTest().IsMatch(file.Text) ? TestRunner.Vitest
            : name.Contains("jest", StringComparison.Ordinal) && !name.Contains("setup", StringComparison.Ordinal) ? TestRunner.Jest
            : null;
        return runner is { } known ? new(file, known, file.Text) : null;
    }

    static string RootKey(TestRunner runner) =>
        runner switch
        {
            TestRunner.Playwright => "testDir",
            TestRunner.Vitest => "(?<!path )(?:root|dir)",
            _ => "rootDir",
        };

    static string Includes(TestRunner runner) =>
        runner switch
        {
            TestRunner.Vitest => "include",
            TestRunner.Cypress => "(?:specPattern|testFiles)",
            _ => "testMatch",
        };

    /// <summary>The text after a key, wherever it stands; empty when it is missing or computed.</summary>
    static string Value(string text, string key) =>
        new Regex($"""["']?\b{key}["']?\s*:\s*\[?\s*["'`]([^"'`]*)["'`]""", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(10))
            .Match(text)
            .Groups[1]
            .Value;

    static ImmutableArray<NamePattern> Patterns(string text, string key)
    {
        var lists = new Regex(
            $"""["']?(?<![\w.]){key}["']?\s*:\s*(?:\[([^\]]*)\]|(["'`][^"'`]*["'`]))""",
            RegexOptions.CultureInvariant,
            TimeSpan.FromSeconds(10)
        ).Matches(text);
        var list = lists.Select(match => match.Groups[1].Value + match.Groups[2].Value).FirstOrDefault(IsAboutTests) ?? "";
        return [.. Literal().Matches(list).Select(one => new NamePattern(Normal(one.Groups[1].Value)))];
    }

    /// <summary>A list of the same name may belong to coverage or to the compiler.</summary>
    static bool IsAboutTests(string list) => TestWord().IsMatch(list);

    static string Normal(string pattern)
    {
        var text = pattern.Replace("<rootDir>/", "").Replace("?(*.)", "*").TrimStart('.', '/');
        text = Alternatives().Replace(text, "{$1}").Replace('|', ',');
        return text.EndsWith('/') ? text + "**" : text;
    }

    static Regex? Compiled(string pattern)
    {
        try
        {
            return new(pattern, RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);
        }
        catch (Exception error) when (error is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    [GeneratedRegex(@"\.(?:[cm]?[jt]s|json|jsonc)$", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex ConfigurationName();

    [GeneratedRegex(@"^(?:playwright|vitest|vite|jest|cypress)(?:\.config)?\.(?:[cm]?[jt]s|json)$", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex MainName();

    /// <summary>The settings of coverage, whose lists have the names of those of the tests.</summary>
    [GeneratedRegex(@"\bcoverage[""']?\s*:\s*\{[^{}]*(?:\{[^{}]*(?:\{[^{}]*\}[^{}]*)*\}[^{}]*)*\}", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Coverage();

    [GeneratedRegex(@"\btest\s*:\s*\{", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex ViteTest();

    [GeneratedRegex(@"test|spec|e2e|\bcy\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex TestWord();

    [GeneratedRegex("""["'`]([^"'`]+)["'`]""", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Literal();

    [GeneratedRegex(@"[?+@*]?\(([^()]*)\)", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Alternatives();
}
