using System.Text;
using CsCheck;
using Shipworthy.Extractors.Secrets.Shapes;
using static Shipworthy.Extractors.Tests.Secrets.Searching;

namespace Shipworthy.Extractors.Tests.Secrets;

public sealed class NeedleIndexTests
{
    static readonly ImmutableArray<string> Needles = ["ghp_", "secret", "eyJ", "://", "api_key", "-----BEGIN"];

    [Fact]
    public void ItFindsWhatAPlainSearchFinds() =>
        Pick([.. Needles, "GHP_", "Secret", "x", "\n", "sec", "ey", "__", "0"])
            .List[0, 40]
            .Sample(parts =>
            {
                var bytes = Encoding.UTF8.GetBytes(string.Concat(parts) + "    ");
                var found = new List<(int, int)>();
                new NeedleIndex(Needles).Search(bytes, found, static (found, at, needle) => found.Add((at, needle)));
                found.Order().ShouldBe(Plain(Encoding.Latin1.GetString(bytes)).Order());
            });

    static IEnumerable<(int, int)> Plain(string text)
    {
        for (var needle = 0; needle < Needles.Length; needle++)
        for (
            var at = text.IndexOf(Needles[needle], StringComparison.OrdinalIgnoreCase);
            at >= 0;
            at = text.IndexOf(Needles[needle], at + 1, StringComparison.OrdinalIgnoreCase)
        )
            yield return (at, needle);
    }

    [Fact]
    public void ATextShorterThanThreeCharactersIsRefused() => Should.Throw<ArgumentException>(() => new NeedleIndex(["ab"]));
}
