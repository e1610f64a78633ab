using Shipworthy.Extractors.Secrets.OwnRules;

namespace Shipworthy.Extractors.Tests.Secrets;

/// <summary>Expressions as Go has them mean the same here, or are refused.</summary>
public sealed class GoExpressionTests
{
    [Theory]
    [InlineData(@"^[[:alnum:]_]+$", "abc_1", true)]
    [InlineData(@"^[[:alnum:]_]+$", "abc-1", false)]
    [InlineData(@"(?P<key>k\d{3})\b", "k123", true)]
    [InlineData(@"^\w+$", "caf\u00C3\u00A9", false)]
    [InlineData("caf\u00E9", "caf\u00C3\u00A9", true)]
    [InlineData(@"a$", "a\n", false)]
    [InlineData(@"(?m)a$", "a\nb", true)]
    [InlineData(@"(?i)KEY-\Q1.2\E", "key-1.2", true)]
    [InlineData(@"(?i)KEY-\Q1.2\E", "key-1x2", false)]
    [InlineData(@"[\w.-]{3}\x{41}\_", "a.-A_", true)]
    [InlineData(@"^[^\]\s[]+$", "ab", true)]
    [InlineData(@"^[^\]\s[]+$", "a[b", false)]
    [InlineData(@"^\pL+$", "abc", true)]
    public void MeansWhatItMeansInGo(string pattern, string latin, bool matches) =>
        GoExpression.Of(pattern).ShouldNotBeNull().IsMatch(latin).ShouldBe(matches);

    [Theory]
    [InlineData(@"(?U)a+")]
    [InlineData(@"a\C")]
    [InlineData(@"(a)\1")]
    [InlineData("[\u00E9]")]
    [InlineData("(unclosed")]
    [InlineData(@"a\")]
    [InlineData("")]
    public void WhatCannotBeSaidHereIsRefused(string pattern) => GoExpression.Of(pattern).ShouldBeNull();
}
