using System.Text.RegularExpressions;

namespace Shipworthy.Conventions;

/// <summary>What <c>shipworthy explain</c> says of a check, in the form in which every page and report prints it.</summary>
public sealed partial class ExplanationTests
{
    [Fact]
    public void EveryPartIsThere() =>
        Checklist
            .Checks.SelectMany(check =>
                Parts(check).Where(part => string.IsNullOrWhiteSpace(part.Text)).Select(part => $"{check.Id} {part.Name}")
            )
            .ShouldBeNone("A check says why, how to fix it, what settles it, what counts, and when it is proved and unproven.");

    [Fact]
    public void WhyIsOneOrTwoSentences() =>
        Checklist
            .Checks.Where(check => !check.Why.TrimEnd().EndsWith('.') || SentenceEnd.Count(check.Why) > 2 || check.Why.Length > 280)
            .Select(check => $"{check.Id} {check.Why}")
            .ShouldBeNone("Why is one or two short sentences with a full stop.");

    [Fact]
    public void WhyIsPlainText() =>
        Checklist
            .Checks.Where(check => check.Why.AsSpan().IndexOfAny("`*_!") >= 0)
            .Select(check => $"{check.Id} {check.Why}")
            .ShouldBeNone("Why is for a founder: without code, marks and alarm.");

    [Fact]
    public void FixIsASentenceAndThenOneLineForEachStack() =>
        Checklist
            .Checks.Where(check => !FixForm.IsMatch(check.Fix))
            .Select(check => $"{check.Id}\n{check.Fix}")
            .ShouldBeNone("Fix is one imperative sentence, and then lines of the form '- **Stack**: what to type'.");

    [Fact]
    public void NoStackIsNamedTwiceInOneFix() =>
        Checklist
            .Checks.SelectMany(check =>
                Stack
                    .Matches(check.Fix)
                    .GroupBy(match => match.Groups["name"].Value)
                    .Where(group => group.Count() > 1)
                    .Select(group => $"{check.Id} {group.Key}")
            )
            .ShouldBeNone("A fix has one line for each stack.");

    [Fact]
    public void CodeInTextIsClosed() =>
        Checklist
            .Checks.SelectMany(check => Parts(check).Select(part => (check, part)))
            .Where(item =>
                item.part.Text!.Split('\n').Any(line => line.Count(letter => letter == '`') % 2 != 0) && item.part.Name == nameof(Check.Fix)
            )
            .Select(item => $"{item.check.Id} {item.part.Name}")
            .ShouldBeNone("Every backtick has its partner on the same line.");

    [Fact]
    public void SettledByEndsWithAFullStop() =>
        Checklist
            .Checks.Where(check => !check.SettledBy.TrimEnd().EndsWith('.'))
            .Select(check => $"{check.Id} {check.SettledBy}")
            .ShouldBeNone("What settles a verdict is told in sentences.");

    [Fact]
    public void ACommandToTypeNamesItsOwnCheck() =>
        Checklist
            .Checks.SelectMany(check =>
                Command
                    .Matches(check.SettledBy)
                    .Where(match => match.Groups["id"].Value != check.Id)
                    .Select(match => $"{check.Id} {match.Value}")
            )
            .ShouldBeNone("A check tells the reader to attest that check.");

    [Fact]
    public void AStatementHasAnEnd() =>
        Checklist
            .Checks.Where(check => Command.IsMatch(check.SettledBy) && StatementTerm.Of(check) is not { Days: >= 30 and <= 365 })
            .Select(check => $"{check.Id} {check.SettledBy}")
            .ShouldBeNone("After the command, a check says for how many days a statement counts: between 30 and 365.");

    [Fact]
    public void ClausesAreClauses() =>
        Checklist
            .Checks.SelectMany(check =>
                Clauses(check).Where(part => !IsClause(part.Text!)).Select(part => $"{check.Id} {part.Name}: {part.Text}")
            )
            .ShouldBeNone("A clause begins with a small letter, fits on one line and has no full stop.");

    [Fact]
    public void NothingIsHedgedOrNumbered() =>
        Checklist
            .Checks.SelectMany(check =>
                Parts(check)
                    .Where(part => Hedge.IsMatch(part.Text!))
                    .Select(part => $"{check.Id} {part.Name}: {Hedge.Match(part.Text!).Value}")
            )
            .ShouldBeNone("Texts state what is and what to do: no 'should', no 'potentially', no numbers of rules.");

    [Fact]
    public void NoTwoChecksGiveTheSameReason() =>
        Checklist
            .Checks.GroupBy(check => check.Why)
            .Where(group => group.Count() > 1)
            .Select(group => string.Join(", ", group.Select(check => check.Id)))
            .ShouldBeNone("Each check has a reason of its own.");

    static bool IsClause(string text) =>
        text.Length is > 0 and < 400
        && !text.Contains('\n')
        && !text.EndsWith('.')
        && (char.IsLower(text[0]) || FirstWordIsAName.IsMatch(text));

    static IEnumerable<(string Name, string? Text)> Clauses(Check check)
    {
        yield return (nameof(Check.Counts), check.Counts);
        yield return (nameof(Check.ProvedWhen), check.ProvedWhen);
        yield return (nameof(Check.UnprovenWhen), check.UnprovenWhen);
        if (check.NotApplicableWhen is not null)
            yield return (nameof(Check.NotApplicableWhen), check.NotApplicableWhen);
    }

    static IEnumerable<(string Name, string? Text)> Parts(Check check) =>
        [(nameof(Check.Why), check.Why), (nameof(Check.Fix), check.Fix), (nameof(Check.SettledBy), check.SettledBy), .. Clauses(check)];

    [GeneratedRegex(@"[.?](\s|$)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SentenceEnd { get; }

    [GeneratedRegex(
        @"\A\p{Lu}[^\n]*(\n[^\n-][^\n]*)*[.:]\n\n?(- \*\*[^*\n]+\*\*: [^\n]+\n?)+\z",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex FixForm { get; }

    [GeneratedRegex(@"^- \*\*(?<name>[^*]+)\*\*:", RegexOptions.ExplicitCapture | RegexOptions.Multiline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Stack { get; }

    [GeneratedRegex(@"shipworthy (attest|explain) (?<id>[1-9]\.[1-9])", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Command { get; }

    [GeneratedRegex(
        @"\b(should|potentially|you forgot|critical!|[Rr]ule [0-9F]|[FL][0-9]\b)",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Hedge { get; }

    [GeneratedRegex(@"^(API|CI|CORS|GitHub|HTTP|ID|SQL)\b", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex FirstWordIsAName { get; }
}
