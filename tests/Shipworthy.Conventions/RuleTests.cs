using System.Reflection;

namespace Shipworthy.Conventions;

/// <summary>The rows by which checks fail.</summary>
public sealed class RuleTests
{
    static IEnumerable<(Check Check, Rule Rule)> All => Checklist.Checks.SelectMany(check => check.Rules.Select(rule => (check, rule)));

    [Fact]
    public void ARuleBelongsToItsCheck() =>
        All.Where(item => item.Rule.Check != item.Check.Id)
            .Select(item => $"{item.Check.Id} {item.Rule.Id}")
            .ShouldBeNone("A rule's id begins with its check's.");

    [Fact]
    public void NoTwoRulesShareAnId() =>
        All.GroupBy(item => item.Rule.Id)
            .Where(group => group.Count() > 1)
            .Select(group => group.Key)
            .ShouldBeNone("A rule's id is its own.");

    [Fact]
    public void EveryCheckCanFail() =>
        Checklist.Checks.Where(check => check.Rules.IsEmpty).Select(ChecklistTests.Stem).ShouldBeNone("A check has rules.");

    [Fact]
    public void TheWorstRuleComesFirst() =>
        Checklist
            .Checks.Where(check =>
                !check.Rules.Select(rule => rule.Severity).SequenceEqual(check.Rules.Select(rule => rule.Severity).OrderDescending())
            )
            .Select(ChecklistTests.Stem)
            .ShouldBeNone("Rules stand in the order of their severity.");

    [Fact]
    public void EveryRuleOfACheckIsListed() =>
        Checklist
            .Checks.SelectMany(check =>
                check
                    .GetType()
                    .GetFields(BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public)
                    .Select(field => field.GetValue(null))
                    .OfType<Rule>()
                    .Where(rule => !check.Rules.Any(listed => listed.Id == rule.Id))
                    .Select(rule => $"{check.Id} {rule.Id}")
            )
            .ShouldBeNone("A check lists all its rules, so that explain and reports know them.");

    [Fact]
    public void RulesSayWhatTheirSubjectDoes() =>
        All.Where(item => item.Rule.Says is not [>= 'a' and <= 'z', .., not '.'] || Hedged(item.Rule.Says))
            .Select(item => $"{item.Rule.Id} {item.Rule.Says}")
            .ShouldBeNone("Says begins with a small letter, has no full stop, and neither 'should' nor 'may'.");

    [Fact]
    public void TitlesAreImperatives() =>
        All.Where(item => item.Rule.Title is not [>= 'A' and <= 'Z', .., not '.'])
            .Select(item => $"{item.Rule.Id} {item.Rule.Title}")
            .ShouldBeNone("Title begins with a capital and has no full stop.");

    [Fact]
    public void ConsequencesAndFixesAreSentences() =>
        All.SelectMany(item => new[] { (item.Rule.Id, Text: item.Rule.Consequence), (item.Rule.Id, Text: item.Rule.Fix) })
            .Where(item => item.Text is not [>= 'A' and <= 'Z', .., '.' or '`'] || Hedged(item.Text))
            .Select(item => $"{item.Id} {item.Text}")
            .ShouldBeNone("Consequence and fix are whole sentences.");

    static bool Hedged(string text) => text.Split(' ', '\n').Any(word => word is "should" or "may" or "might" or "potentially");
}
