using CsCheck;
using Shipworthy.Extractors.Secrets;
using Shipworthy.Specs;
using static Shipworthy.Extractors.Tests.Secrets.Searching;

namespace Shipworthy.Extractors.Tests.Secrets;

public sealed class MaskingTests
{
    [Fact]
    public void NoFactHoldsItsValue() =>
        Gen.Select(Pick([.. SecretShapes.PatternKinds]), Gen.Int[0, 100_000], Pick("src/a.ts", ".env", "README.md", "tests/a.test.ts"))
            .Sample(
                (kind, seed, path) =>
                {
                    var value = Fresh(kind, seed);
                    var ledger = new SecretLedger();
                    foreach (var sighting in Search(path, $"const apiSecret = '{value}'"))
                    {
                        sighting.ToString().ShouldNotContain(value);
                        ledger.Add(sighting, Location.At(path, 1), PlaceRole.Production);
                    }
                    foreach (var secret in ledger.Secrets(newest: null))
                    {
                        secret.ToString().ShouldNotContain(value);
                        secret.Masked.Start.Length.ShouldBeLessThanOrEqualTo(4);
                        secret.Identity.ShouldNotContain(value[..8]);
                    }
                }
            );

    [Fact]
    public void EqualValuesHaveEqualHashes()
    {
        SaltedHash.Of("a value").ShouldBe(SaltedHash.Of("a value"));
        SaltedHash.Of("a value").ShouldNotBe(SaltedHash.Of("a valuf"));
    }

    [Theory]
    [InlineData("abcdefghijkl", "abcd…, 12 characters")]
    [InlineData("abcdef", "ab…, 6 characters")]
    [InlineData("ab", "…, 2 characters")]
    public void AMaskShowsFourCharactersAndAThirdAtMost(string value, string expected) =>
        MaskedSecret.Of(value).ToString().ShouldBe(expected);
}
