using Shipworthy.Extractors;

namespace Shipworthy.Conventions;

/// <summary>What we ask of others holds here.</summary>
public sealed class OwnRepositoryTests
{
    [Theory]
    [InlineData("1.1")]
    [InlineData("9.2")]
    public void NoSecretStandsInOurFiles(string id)
    {
        var scan = Scan.Of(Repository.Root, new ScanOptions { History = false });
        scan.Broken.ShouldBeEmpty();
        scan.Target.Files.ShouldBeGreaterThan(100);
        Checklist
            .Find(id)!
            .Judge(scan.App)
            .Findings.Where(finding => finding.Outcome is Outcome.Fail)
            .Select(finding => $"{finding.At} {finding.Says}")
            .ShouldBeNone("No file of ours holds anything that looks like a secret to our own check.");
    }
}
