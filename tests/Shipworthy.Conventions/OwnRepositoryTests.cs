using Shipworthy.Extractors;

namespace Shipworthy.Conventions;

/// <summary>What we ask of others holds here.</summary>
public sealed class OwnRepositoryTests
{
    [Fact]
    public void NoSecretStandsInOurFiles()
    {
        var scan = Scan.Of(Repository.Root, new ScanOptions { History = false });
        scan.Broken.ShouldBeEmpty();
        scan.Target.Files.ShouldBeGreaterThan(100);
        new[] { "1.1", "9.2" }
            .SelectMany(id => Checklist.Find(id)!.Judge(scan.App).Findings)
            .Where(finding => finding.Outcome is Outcome.Fail)
            .Select(finding => $"{finding.At} {finding.Says}")
            .ShouldBeNone("No file of ours holds anything that looks like a secret to our own checks.");
    }
}
