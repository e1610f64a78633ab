using System.Collections.Concurrent;
using Shipworthy.Checks;

namespace Shipworthy.Specs;

/// <summary>Every verdict fence of every spec is one test.</summary>
public sealed class SpecTests
{
    static readonly Lazy<ConcurrentDictionary<string, string>> Verdicts = new(() => JudgeAll(SpecFolder.Cases("")));

    /// <summary>The cases as <c>path:line</c>.</summary>
    public static IEnumerable<TheoryDataRow<string, string>> Cases() =>
        SpecFolder.Cases("").Select(spec => new TheoryDataRow<string, string>(SpecFolder.Name(spec), spec.Heading));

    [Theory]
    [MemberData(nameof(Cases))]
    public void VerdictIsTheOneThatTheSpecShows(string place, string heading)
    {
        var spec = SpecFolder.Cases("").First(one => SpecFolder.Name(one) == place && one.Heading == heading);
        var actual = Verdicts.Value[place];
        if (actual != spec.Expected)
            Assert.Fail(Message(spec, actual));
    }

    internal static ConcurrentDictionary<string, string> JudgeAll(IEnumerable<SpecCase> cases)
    {
        var verdicts = new ConcurrentDictionary<string, string>(StringComparer.Ordinal);
        // One after the other: a scan uses all processors by itself.
        foreach (var spec in cases)
            verdicts[SpecFolder.Name(spec)] = SpecVerdict.Of(spec);
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
