using System.Text.RegularExpressions;

namespace Shipworthy.Extractors.Tests.Cases;

/// <summary>Reads every test case of every suite: what it comes to in the app, and what it would notice.</summary>
public sealed partial class WrittenTestsOfSuites : ICombiner
{
    /// <inheritdoc/>
    public ImmutableArray<Type> Teaches => [typeof(WrittenTest)];

    /// <inheritdoc/>
    public void Combine(Sources sources, App known, Learner learn)
    {
        if (known.TestSuites.Count == 0)
            return;
        var production = new ProductionCalls(sources);
        var imports = new ImportsOfTests(sources);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var suite in known.TestSuites)
        {
            var unread = suite
                .Files.Where(path =>
                    (sources.Code.Find(path) is not { } file || !CasesInFiles.Reads(file))
                    && !(sources.Tree.Find(path) is { } source && Scaffold().IsMatch(source.Text))
                )
                .ToList();
            if (unread.Count > 0)
                learn.CannotSee<WrittenTest>(
                    Location.File(unread[0]),
                    unread.Count == 1
                        ? $"holds cases of {suite.Runner.Word} in a language that this version does not read"
                        : $"holds cases of {suite.Runner.Word} in a language that this version does not read, as do {unread.Count - 1} more files"
                );
            foreach (var file in suite.Files.Select(sources.Code.Find).OfType<CodeFile>().Where(CasesInFiles.Reads))
            foreach (var test in In(file, suite, sources, production, imports.MissingOf))
            {
                var one = test;
                for (var suffix = 2; !seen.Add(one.Identity); suffix++)
                    one = one with { Suffix = $"#{suffix}" };
                learn.Add(one);
            }
        }
    }

    static IEnumerable<WrittenTest> In(
        CodeFile file,
        TestSuite suite,
        Sources sources,
        ProductionCalls production,
        Func<CodeFile, string> missingOf
    )
    {
        IAssertions assertions = file.Language switch
        {
            Language.Python => new AssertionsInPython(),
            Language.CSharp => new AssertionsInDotNet(sources.Code),
            Language.JavaScript or Language.TypeScript or Language.Tsx or Language.Hcl or Language.None => new AssertionsInScripts(
                sources.Code,
                suite.Runner
            ),
        };
        var reader = new CaseReader(sources, production, assertions, new(sources.Code, suite.Kind));
        var reaches =
            suite.Kind is TestKind.EndToEnd || production.Reaches(file) || TakesFixtures(file) || WaysToApps.AreIn(file, sources.Code);
        var missing = missingOf(file);
        foreach (var found in CasesInFiles.In(file))
        {
            if (!found.Body.Exists)
            {
                yield return new(found.At.At, found.Name, suite)
                {
                    Standing = found.Standing,
                    HasReason = found.HasReason,
                    ReachesApp = reaches,
                };
                continue;
            }
            var (touches, worth, because) = reader.Read(found);
            if (suite.Kind is TestKind.EndToEnd)
                touches = [.. touches, Story(file, found, touches)];
            yield return new(found.At.At, found.Name, suite)
            {
                Standing = found.Standing,
                HasReason = found.HasReason,
                Worth = worth,
                WorthBecause = because,
                Touches = touches,
                ReachesApp = reaches || !touches.IsEmpty,
                Missing = missing,
                IsStarter = IsStarter(found, file),
            };
        }
    }

    /// <summary>What pytest hands to a case may come from anywhere, but for the few things that it brings itself.</summary>
    static bool TakesFixtures(CodeFile file) =>
        file.Language is Language.Python
        && CasesInFiles
            .In(file)
            .Any(one =>
                one.Body.All(Part.Parameter)
                    .Any(parameter =>
                        parameter.Name is not ("self" or "tmp_path" or "monkeypatch" or "capsys" or "caplog" or "mocker" or "request")
                        && !one.Table.Any(table => table.Text.Contains(parameter.Name, StringComparison.Ordinal))
                    )
            );

    /// <summary>
    /// In a browser a case is told by its title, as what a person does. A refusal in it is one of what the title says when the page shows an answer of the server; a stranger
    /// is sent away when a page that the case opens leads to that of the sign-in.
    /// </summary>
    static TestTouch Story(CodeFile file, CaseFound found, ImmutableArray<TestTouch> touches)
    {
        var asked = touches.Where(one => one.Kind is not TouchKind.Opens).ToList();
        var (refused, away) = (asked.Exists(one => one.Refused), false);
        var opensOther = touches.Any(one =>
            one.Kind is TouchKind.Opens && one.Text.Trim('/').Length > 0 && !RefusalWords.IsSignIn(one.Text)
        );
        foreach (var call in found.Body.Descendants(CodeKind.Call).Where(one => Looks().IsMatch(one.Callee.Name)))
        {
            var words = call.Descendants()
                .Where(one => one.Kind is CodeKind.Literal or CodeKind.Template)
                .Select(one => one.String ?? one.Text);
            if (
                call.Descendants(CodeKind.Member).Any(one => one.Name is "not")
                || words.Any(one => one.StartsWith("not.", StringComparison.Ordinal))
            )
                continue;
            if (call.Callee.Name is "toHaveURL" or "waitForURL" || call.Text.Contains("url", StringComparison.OrdinalIgnoreCase))
                away |= opensOther && words.Any(RefusalWords.IsSignIn);
            else
                refused |= words.Any(RefusalWords.OfServer);
        }
        return new(TouchKind.Tells, $"{file.Path[(file.Path.LastIndexOf('/') + 1)..]}: {found.Name}")
        {
            Refused = refused,
            Denied = away,
            TurnsStrangersAway = away,
        };
    }

    [GeneratedRegex(
        "^(?:toBeVisible|toHaveURL|toHaveText|toContainText|should|contains|waitForURL)$",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Looks();

    /// <summary>The tests that Android Studio and Capacitor put into each new app.</summary>
    [GeneratedRegex(
        @"\A(?=[\s\S]{0,1500}\z)[\s\S]*?\b(?:void|fun)\s+(?:addition_isCorrect|useAppContext)\s*\(",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Scaffold();

    static bool IsStarter(CaseFound found, CodeFile file) =>
        Starter().IsMatch(found.Name)
        || (found.Body.Text.Length < 600 && StarterBody().IsMatch(found.Body.Text))
        || (found.Name is "UnitTest1 > Test1" && found.Body.Body.Children.Count() <= 1)
        || (
            file.Path.EndsWith("example.spec.ts", StringComparison.Ordinal)
            && found.Body.Text.Contains("playwright.dev", StringComparison.Ordinal)
        );

    [GeneratedRegex(
        @"^renders learn react link$|^AppComponent > should (?:create the app|render title|have as title)|^AppController(?: \(e2e\))? > (?:root > )?(?:should return .Hello World!.|/ \(GET\))|^ExampleTest > ",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Starter();

    [GeneratedRegex(@"['""]Hello World!['""]|learn react|playwright\.dev", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex StarterBody();
}
