using Shipworthy.Extractors.Reading;
using Shipworthy.Extractors.Secrets;

namespace Shipworthy.Extractors.Tests.Secrets;

public sealed class SecretLedgerTests
{
    static readonly SecretCommit Old = new(new('a', 40), "Ann", new(2025, 1, 2));

    [Fact]
    public void OneValueIsOneFactWithAllItsPlaces()
    {
        var secret = FactOf((Seen(SecretClass.Live), "b.ts", null), (Seen(SecretClass.Live), "a.ts", null));
        secret.At.Path.ShouldBe("a.ts");
        secret.Related.ShouldHaveSingleItem().Path.ShouldBe("b.ts");
    }

    [Fact]
    public void APlaceInTheTreeComesBeforeOneInTheHistory()
    {
        var secret = FactOf((Seen(SecretClass.Live), "a.ts", Old), (Seen(SecretClass.Live), "b.ts", null));
        (secret.At.Path, secret.AtHead, secret.Proof).ShouldBe(("b.ts", true, Proof.Code));
    }

    [Fact]
    public void AValueOfTheHistoryAloneNamesItsCommit() => FactOf((Seen(SecretClass.Live), "a.ts", Old)).LastIn.ShouldBe(Old);

    [Fact]
    public void ALocalPasswordThatIsLiveElsewhereIsLive() =>
        FactOf((Seen(SecretClass.Local), "compose.yml", null), (Seen(SecretClass.Live), "prod.env", null)).Class.ShouldBe(SecretClass.Live);

    [Fact]
    public void AFixtureThatIsUsedInProductionIsLive() =>
        FactOf((Seen(SecretClass.Fixture), "tests/a.ts", null), (Seen(SecretClass.Live), "src/a.ts", null)).At.Path.ShouldBe("src/a.ts");

    [Fact]
    public void WhereAValueIsOnlyMentionedIsListedLast()
    {
        var ledger = new SecretLedger();
        ledger.Add(Seen(SecretClass.Live), Location.InHistory("z.ts", 1, Old.Hash), PlaceRole.Production, Old);
        ledger.LiveValues.ShouldBe(["value"]);
        ledger.AlsoAt("value", Location.At("a.html", 3, 1));
        var secret = ledger.Secrets(null).Single();
        (secret.At.Path, secret.LastIn, secret.Related.Single().Path).ShouldBe(("z.ts", Old, "a.html"));
    }

    [Fact]
    public void OnlyWholeWordsAreMentions()
    {
        var tree = new SourceTree(
            [
                new("a.html", FileRole.Prod, System.Text.Encoding.UTF8.GetBytes("<p>é Kestrel12 and\n'Kestrel12'</p>")),
                new("b.html", FileRole.Prod, System.Text.Encoding.UTF8.GetBytes("<p>kestrel12 Kestrel123 xKestrel12</p>")),
            ],
            []
        );
        WrittenElsewhere
            .Find(tree, ["Kestrel12", "short"])
            .Select(found => $"{found.At.Path}:{found.At.Line}:{found.At.Column}")
            .ShouldBe(["a.html:1:6", "a.html:2:2"]);
    }

    [Fact]
    public void WhatExpiredBeforeTheNewestCommitIsExpired()
    {
        var token = Seen(SecretClass.Live) with { Expires = new DateTimeOffset(2025, 1, 1, 0, 0, 0, TimeSpan.Zero) };
        FactOf(new DateTimeOffset(2025, 2, 1, 0, 0, 0, TimeSpan.Zero), (token, "a.ts", null)).Class.ShouldBe(SecretClass.Expired);
        FactOf(new DateTimeOffset(2024, 2, 1, 0, 0, 0, TimeSpan.Zero), (token, "a.ts", null)).Class.ShouldBe(SecretClass.Live);
        FactOf(null, (token, "a.ts", null)).Class.ShouldBe(SecretClass.Live);
    }

    static Sighting Seen(SecretClass secretClass) =>
        new("value", 0, 5)
        {
            Kind = SecretKind.Named,
            Class = secretClass,
            Pattern = "named-random",
            Noun = "a secret",
        };

    static Secret FactOf(params (Sighting, string, SecretCommit?)[] places) => FactOf(null, places);

    static Secret FactOf(DateTimeOffset? newest, params (Sighting Sighting, string Path, SecretCommit? Commit)[] places)
    {
        var ledger = new SecretLedger();
        foreach (var (sighting, path, commit) in places)
            ledger.Add(
                sighting,
                commit is null ? Location.At(path, 1) : Location.InHistory(path, 1, commit.Hash),
                PlaceRole.Production,
                commit
            );
        return ledger.Secrets(newest).ShouldHaveSingleItem();
    }
}
