using System.Text.RegularExpressions;

namespace Shipworthy.Extractors.Recovery.Walks;

/// <summary>
/// Finds the test that walks a reset farthest (rubric 2.2, T1 to T4): it asks at the app's own door, takes the token out of the message, sets a new password with it, and signs in; and some test
/// shows that a token is refused.
/// </summary>
sealed partial class WalksOfResets
{
    readonly ImmutableArray<TestCase> cases;
    readonly string? unread;

    /// <summary>Reads all suites of an app.</summary>
    public WalksOfResets(Sources sources, Facts<TestSuite> suites)
    {
        var reader = new TestCasesOfSuites(sources.Code);
        var files = suites.SelectMany(suite => suite.Files).Distinct(StringComparer.Ordinal).ToList();
        cases =
        [
            .. files
                .Select(sources.Code.Find)
                .OfType<CodeFile>()
                .Where(file => Reset().IsMatch(file.Text))
                .SelectMany(reader.In)
                .Where(one => one.Words.Any(word => Reset().IsMatch(word.Text))),
        ];
        unread = files.Find(path => sources.Code.Find(path) is null && sources.Tree.Find(path) is { } file && Reset().IsMatch(file.Text));
    }

    /// <summary>The flow with the test that walks it.</summary>
    public ResetFlow Of(ResetFlow flow)
    {
        var walk = cases.FirstOrDefault(Walks);
        if (walk is not null)
            return cases.Any(one => Refuses(one, walk))
                ? flow with
                {
                    Test = ResetTest.WalksAndRefuses,
                    TestAt = walk.At,
                }
                : flow with
                {
                    Test = ResetTest.Walks,
                    TestAt = walk.At,
                    TestLacks = "tries no link that is used, old or wrong",
                };
        if (unread is not null)
            return flow with
            {
                Test = ResetTest.Unknown,
                TestAt = Location.File(unread),
                TestLacks = "speaks of a reset in a language that was not read",
            };
        var touching = cases.OrderByDescending(Length).FirstOrDefault();
        return touching is null
            ? flow with
            {
                Test = ResetTest.None,
            }
            : flow with
            {
                Test = ResetTest.Touches,
                TestAt = touching.At,
                TestLacks = Lacks(Length(touching)),
            };
    }

    static string Lacks(int length) =>
        length switch
        {
            0 => "asks for none at the app's own door",
            1 => "never looks into the mail",
            2 => "sets no new password with the token of the mail",
            _ => "never signs in with the new password",
        };

    static bool Walks(TestCase one) => Length(one) == 4;

    /// <summary>How many of the four stages a case goes through, one after the other.</summary>
    static int Length(TestCase one)
    {
        var at = 0;
        ReadOnlySpan<Func<TestWord, bool>> stages =
        [
            word => word.IsLiteral && Asks().IsMatch(word.Text),
            word => !word.IsLiteral ? Mailbox().IsMatch(word.Text) : Catcher().IsMatch(word.Text),
            word => Sets().IsMatch(word.Text),
            word => SignsIn().IsMatch(word.Text),
        ];
        for (var stage = 0; stage < stages.Length; stage++)
        {
            while (at < one.Words.Length && !stages[stage](one.Words[at]))
                at++;
            if (at++ >= one.Words.Length)
                return stage;
        }
        return stages.Length;
    }

    /// <summary>A refusal stands after the place where a token is used: in the walk itself after its new sign-in, or in another case.</summary>
    static bool Refuses(TestCase one, TestCase walk)
    {
        var used = one
            .Words.Select((word, index) => (word, index))
            .Where(pair => pair.word.IsLiteral && Uses().IsMatch(pair.word.Text))
            .Select(pair => pair.index)
            .ToList();
        if (one == walk)
            used = [.. used.Skip(1)];
        return used.Count > 0 && one.Words.Skip(used[0] + 1).Any(word => Refusal().IsMatch(word.Text));
    }

    [GeneratedRegex(
        @"(?:reset|forgot|forget|recover|lost)\w{0,3}[-_ /.]?(?:the|your|my)?[-_ /.]?(?:pass_?word|pwd)|pass_?word[-_ /.]?(?:reset|recover|forgot)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Reset();

    [GeneratedRegex(
        @"^(?:\w+:|https?://[^/]*)?/?\S*(?:forgot|forget|recover|lost|request\S*reset|reset\S*request|password[-_/]?reset|reset[-_/]?password)\S*$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Asks();

    [GeneratedRegex(
        @"outbox|mailpit|mailhog|mailcatcher|mailcrab|inbucket|mailosaur|mailslurp|ethereal|record_messages|(?:last|sent|captured|received|fake|find|get|wait\w*|read|latest|fetch)_?\w*(?:e?mail|message)|(?:e?mail|message)s?_?\w*(?:box|spy|sink|trap|catcher|fake|stub|mock|sent|html|body)|sentMails?|mock\.calls",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Mailbox();

    [GeneratedRegex(
        @"mailpit|mailhog|mailcatcher|mailcrab|inbucket|mailosaur|/api/v[12]/messages?",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Catcher();

    [GeneratedRegex(
        @"reset|confirm|new[-_ ]?password|set[-_ ]?password|update[-_ ]?password|\bgoto$|\bvisit$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Sets();

    [GeneratedRegex(
        @"log[-_ ]?in|sign[-_ ]?in|check_password|verify_password|access[-_]?token|auth/token|/token$|sessions?$|compare(?:Sync)?$|CheckPasswordAsync",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex SignsIn();

    [GeneratedRegex(@"reset|recover|confirm", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Uses();

    [GeneratedRegex(
        @"^(?:400|401|403|404|409|410|422)$|invalid|expired|already|not valid|no longer|refus|reject|unauthori[sz]ed|forbidden|BadRequest|toThrow|incorrect|wrong",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Refusal();
}
