using CsCheck;
using Shipworthy.Extractors.Docs;

namespace Shipworthy.Extractors.Tests.Docs;

public sealed class WordListTests
{
    static readonly WordList Words = new("rollback, restor*, geri al*", "uberwachung, 回滚");

    [Theory]
    [InlineData("Rollback the release", true)]
    [InlineData("a rollback.", true)]
    [InlineData("rollbacks", false)]
    [InlineData("nonrollback", false)]
    [InlineData("restoring a backup", true)]
    [InlineData("prerestored", false)]
    [InlineData("Überwachung", true)]
    [InlineData("GERİ ALMA", true)]
    [InlineData("如何回滚版本", true)]
    [InlineData("", false)]
    public void WordStandsAloneUnlessItIsABeginningOrAScriptWithoutSpaces(string text, bool found) => Words.IsIn(text).ShouldBe(found);

    [Fact]
    public void WordIsFoundWhereverItStandsInAText() =>
        Gen.Select(Gen.String[Gen.Char['a', 'z'], 0, 40], Gen.String[Gen.Char['a', 'z'], 0, 40])
            .Sample((before, after) => Words.IsIn($"{before} rollback {after}"));

    [Fact]
    public void RemovingAccentsKeepsTheLengthOfAText() => Gen.String.Sample(text => WordList.WithoutAccents(text).Length == text.Length);
}
