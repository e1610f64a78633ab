using System.Text.RegularExpressions;

namespace Shipworthy.Conventions;

/// <summary>The checks are the checklist: each sentence once, word for word, in a file that bears its id and its claim.</summary>
public sealed partial class ChecklistTests
{
    static readonly ImmutableArray<string> AreaFolders =
    [
        "1-Security",
        "2-Access",
        "3-Architecture",
        "4-Infrastructure",
        "5-Delivery",
        "6-Observability",
        "7-Data",
        "8-Operations",
        "9-AiCode",
    ];

    [Fact]
    public void EverySentenceHasACheck()
    {
        Sentences().Count.ShouldBe(58);
        Sentences()
            .Where(sentence => Checklist.Find(sentence.Key) is null)
            .Select(sentence => $"{sentence.Key} {sentence.Value}")
            .ShouldBeNone("Every sentence of docs/checklist.md has a check.");
    }

    [Fact]
    public void EveryCheckSaysItsSentenceWordForWord() =>
        Checklist
            .Checks.Where(check => Sentences().GetValueOrDefault(check.Id) != check.Sentence)
            .Select(check => $"{check.Id} {check.Sentence}")
            .ShouldBeNone("A check's sentence is the one of docs/checklist.md, verbatim.");

    [Fact]
    public void NoSentenceHasTwoChecks() =>
        Checklist
            .Checks.GroupBy(check => check.Id)
            .Where(group => group.Count() > 1)
            .Select(group => $"{group.Key} {string.Join(", ", group.Select(check => check.GetType().Name))}")
            .ShouldBeNone("A sentence has one check.");

    [Fact]
    public void EveryCheckStandsInAFileOfItsIdAndClaim() =>
        Checklist
            .Checks.Select(check => $"src/Shipworthy.Checks/{AreaFolders[check.Area.Number - 1]}/{Stem(check)}.cs")
            .Except(Repository.Files, StringComparer.Ordinal)
            .ShouldBeNone("A check stands in src/Shipworthy.Checks/<area>/<id>-<Name>.cs.");

    [Fact]
    public void EveryFileInAnAreaIsACheck() =>
        AreaFolders
            .SelectMany(folder => Repository.FilesIn($"src/Shipworthy.Checks/{folder}"))
            .Except(Checklist.Checks.Select(check => $"src/Shipworthy.Checks/{AreaFolders[check.Area.Number - 1]}/{Stem(check)}.cs"))
            .ShouldBeNone("The folder of an area holds its checks and nothing else.");

    [Fact]
    public void EveryCheckIsInTheNamespaceOfItsArea() =>
        Checklist
            .Checks.Where(check => check.GetType().Namespace != $"Shipworthy.Checks.{AreaFolders[check.Area.Number - 1][2..]}")
            .Select(check => check.GetType().FullName!)
            .ShouldBeNone("A check is in the namespace of its area.");

    internal static string Stem(Check check) => $"{check.Id}-{check.GetType().Name}";

    internal static string Folder(Check check) => $"{AreaFolders[check.Area.Number - 1]}/{Stem(check)}";

    internal static ImmutableDictionary<string, string> Sentences() =>
        Repository
            .Lines("docs/checklist.md")
            .Select(line => Sentence.Match(line.Text))
            .Where(match => match.Success)
            .ToImmutableDictionary(match => match.Groups["id"].Value, match => match.Groups["words"].Value, StringComparer.Ordinal);

    [GeneratedRegex(@"^- \*\*(?<id>[1-9]\.[1-9])\*\* (?<words>.+)$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Sentence { get; }
}
