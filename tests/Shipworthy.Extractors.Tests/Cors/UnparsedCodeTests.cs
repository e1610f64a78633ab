using System.Text;
using Shipworthy.Extractors.Cors;
using Shipworthy.Extractors.History;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Tests.Cors;

public sealed class UnparsedCodeTests
{
    [Fact]
    public void TooLongCodeThatSpeaksOfOriginsIsABlindSpotThere() =>
        BlindSpots("const cors = require('cors')\n").ShouldBe([("server.js", 1)]);

    [Fact]
    public void TooLongCodeThatDoesNotSpeakOfOriginsHidesNoRule() => BlindSpots("// no cors here\nconst a = 1\n").ShouldBeEmpty();

    static (string Path, int? Line)[] BlindSpots(string start)
    {
        var text = start + string.Concat(Enumerable.Repeat("let value = 12345;\n", 60_000));
        var tree = new SourceTree([new SourceFile("server.js", FileRole.Prod, Encoding.UTF8.GetBytes(text))], []);
        var learner = new Learner([typeof(CorsRule)]);
        new CorsInUnparsedCode().Extract(new(tree, GitHistory.Open(null)), learner);
        return [.. learner.Facts.Of<CorsRule>().BlindSpots.Select(spot => (spot.At.Path, spot.At.Line))];
    }
}
