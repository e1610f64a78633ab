using System.Collections.Concurrent;
using Shipworthy.Checks;

namespace Shipworthy.Specs;

/// <summary>Every verdict fence of every spec is one test.</summary>
public sealed class SpecTests
{
    static readonly Lazy<ImmutableArray<SpecCase>> All = new(() => [.. SpecFolder.Cases("")]);

    static readonly Lazy<Dictionary<string, SpecCase>> ByPlace = new(() =>
        All.Value.ToDictionary(spec => SpecFolder.Name(spec), StringComparer.Ordinal)
    );

    static readonly Lazy<ConcurrentDictionary<string, string>> Verdicts = new(() => JudgeAll(All.Value));

    /// <summary>The cases as <c>path:line</c>.</summary>
    public static IEnumerable<TheoryDataRow<string, string>> Cases() =>
        All.Value.Select(spec => new TheoryDataRow<string, string>(SpecFolder.Name(spec), spec.Heading));

    [Theory]
    [MemberData(nameof(Cases))]
    public void VerdictIsTheOneThatTheSpecShows(string place, string heading)
    {
        var spec = ByPlace.Value[place];
        Assert.Equal(heading, spec.Heading);
        var actual = Verdicts.Value[place];
        if (actual != spec.Expected)
            Assert.Fail(Message(spec, actual));
    }

    internal static ConcurrentDictionary<string, string> JudgeAll(IEnumerable<SpecCase> cases)
    {
        var verdicts = new ConcurrentDictionary<string, string>(StringComparer.Ordinal);
        // A scan of a small app mostly waits for git and the disk, so several go on at a time.
        Parallel.ForEach(
            cases,
            new() { MaxDegreeOfParallelism = Environment.ProcessorCount + 1 },
            spec => verdicts[SpecFolder.Name(spec)] = SpecVerdict.Of(spec)
        );
        return verdicts;
    }

    internal static string Message(SpecCase spec, string actual) =>
        $"""
            {spec.Check} {Checklist.Find(spec.Check)?.Sentence}
            {SpecFolder.Name(spec)}  {spec.Heading}
            expected
            {spec.Expected}
            but the verdict is
            {actual}
            accept it with: dotnet run build.cs accept {spec.Check}
            """;
}
