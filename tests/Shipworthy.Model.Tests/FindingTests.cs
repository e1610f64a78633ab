namespace Shipworthy.Model.Tests;

public sealed class FindingTests
{
    [Fact]
    public void AFingerprintSurvivesMovedLines()
    {
        var finding = Some.Judge(new("cors", Outcome.Fail));
        (finding with { At = Location.At("other.js", 99) }).Fingerprint("1.7").ShouldBe(finding.Fingerprint("1.7"));
    }

    [Fact]
    public void AFingerprintTellsFactsAndRulesApart()
    {
        var finding = Some.Judge(new("cors", Outcome.Fail));
        (finding with { Identity = "other" }).Fingerprint("1.7").ShouldNotBe(finding.Fingerprint("1.7"));
        (finding with { Rule = Some.Rule(id: "1.7-F3") }).Fingerprint("1.7").ShouldNotBe(finding.Fingerprint("1.7"));
    }

    [Theory]
    [InlineData("2025-01-01", true)]
    [InlineData("2025-06-30", true)]
    [InlineData("2025-07-01", false)]
    [InlineData("2024-12-31", false)]
    public void AStatementCountsFromItsDayUntilItLapses(string day, bool counts) =>
        Some.Attestation().CountsOn(DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture)).ShouldBe(counts);

    [Fact]
    public void PlacesAreWrittenAsPeopleWriteThem()
    {
        Location.At("server.js", 12, 9).ToString().ShouldBe("server.js:12");
        Location.File("server.js").ToString().ShouldBe("server.js");
        Location.InHistory("server.js", 12, "0123456789abcdef").ToString().ShouldBe("server.js:12 in 0123456");
        Location.MessageOf("0123456789abcdef").ToString().ShouldBe("message of 0123456");
        Location.OutsideRepository("https://app.example.com").ToString().ShouldBe("https://app.example.com");
        Location.WholeApp.ToString().ShouldBe("the whole app");
    }
}
