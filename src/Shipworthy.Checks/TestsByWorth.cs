namespace Shipworthy.Checks;

/// <summary>The test cases of an app, by what they are worth.</summary>
sealed class TestsByWorth
{
    public TestsByWorth(App app)
    {
        All = app.WrittenTests;
        Counted = All.Where(test => test.Counts);
        Empty = [.. Counted.Where(ShowsNothing)];
        Recorded = [.. Counted.Where(test => test.Worth is TestWorth.SnapshotOnly)];
        Focused = [.. FirstOfFiles(All.Where(test => test.Standing is TestStanding.Focused))];
        Skipped = [.. All.Where(test => test is { Standing: TestStanding.Skipped, HasReason: false })];
        Broken = [.. FirstOfFiles(All.Where(test => test.Missing.Length > 0))];
        var reaching = Counted
            .Where(test => test.ReachesApp || test.Suite.Kind is not TestKind.Unit)
            .Select(test => test.At.Path)
            .ToHashSet(StringComparer.Ordinal);
        Copies =
            reaching.Count == 0 ? [] : [.. FirstOfFiles(Counted.Where(test => !reaching.Contains(test.At.Path) && !ShowsNothing(test)))];
        ReachesNothing = Counted.Count > 0 && reaching.Count == 0 && All.BlindSpots.IsEmpty;
    }

    /// <summary>All cases.</summary>
    public Facts<WrittenTest> All { get; }

    /// <summary>Those that run and are no example of a generator.</summary>
    public Facts<WrittenTest> Counted { get; }

    /// <summary>Those that show nothing when they are green.</summary>
    public ImmutableArray<WrittenTest> Empty { get; }

    /// <summary>Those that compare with a recorded output and do nothing else.</summary>
    public ImmutableArray<WrittenTest> Recorded { get; }

    /// <summary>The first one of each file that is focused.</summary>
    public ImmutableArray<WrittenTest> Focused { get; }

    /// <summary>Those that are switched off without a reason.</summary>
    public ImmutableArray<WrittenTest> Skipped { get; }

    /// <summary>The first one of each file that comes to no code of the app, where others do.</summary>
    public ImmutableArray<WrittenTest> Copies { get; }

    /// <summary>The first one of each file that imports from a folder that is not there.</summary>
    public ImmutableArray<WrittenTest> Broken { get; }

    /// <summary>Whether no case at all comes to code of the app.</summary>
    public bool ReachesNothing { get; }

    /// <summary>Whether there are tests in a language that was not read, which may expect what was not found. Tests of databases and scripts call no endpoint.</summary>
    public bool AreMore =>
        All.BlindSpots.Any(spot =>
            !spot.At.Path.EndsWith(".sql", StringComparison.Ordinal) && !spot.At.Path.EndsWith(".bats", StringComparison.Ordinal)
        );

    /// <summary>Whether a case stays green whatever the app does.</summary>
    public static bool ShowsNothing(WrittenTest test) =>
        test.Worth
            is TestWorth.Nothing
                or TestWorth.Tautology
                or TestWorth.AcceptsAnything
                or TestWorth.NotAwaited
                or TestWorth.Swallowed
                or TestWorth.Conditional;

    /// <summary>A file whose imports lead nowhere fails before its first case, whatever its cases expect.</summary>
    public Verdict Imports() =>
        new Facts<WrittenTest>(Broken)
            .JudgeEach(test =>
                test.Unproven(
                    $"imports {test.Missing}, whose folder is not in the repository, so whether the cases of its file can run is open"
                )
            )
            .OrNotApplicable("every file of tests imports what is there");

    /// <summary>Findings that are one and the same for many cases or endpoints, as one.</summary>
    public static Finding Sum(ImmutableArray<Finding> findings, string says) =>
        findings[0] with
        {
            Says = findings.Length == 1 ? findings[0].Says : says,
            Related = [.. findings.Skip(1).Take(50).Select(finding => finding.At)],
        };

    static IEnumerable<WrittenTest> FirstOfFiles(IEnumerable<WrittenTest> tests) =>
        tests.GroupBy(test => test.At.Path, StringComparer.Ordinal).Select(file => file.First());
}
