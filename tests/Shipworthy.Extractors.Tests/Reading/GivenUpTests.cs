using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Tests.Reading;

public sealed class GivenUpTests
{
    [Fact]
    public void AnInputKnowsThatSomethingGaveUpSinceItWasRead()
    {
        var folder = Directory.CreateTempSubdirectory("shipworthy-given-up-").FullName;
        try
        {
            var input = Scan.Read(folder, new() { Cache = null });
            GivenUp.Add();
            input.GaveUp.ShouldBeTrue();
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
