namespace Shipworthy.Extractors.Tests.Dependencies;

public sealed class DeployedFolderTests
{
    [Theory]
    [InlineData("demo/package.json", "demo/Dockerfile", ManifestUse.Deployed)]
    [InlineData("apps/docs/package.json", "apps/docs/vercel.json", ManifestUse.Deployed)]
    [InlineData("tools/package.json", "Dockerfile", ManifestUse.Development)]
    [InlineData("examples/one/package.json", "examples/one/Dockerfile", ManifestUse.Example)]
    [InlineData("tests/package.json", "tests/Dockerfile", ManifestUse.Development)]
    public void WhatIsDeployedFromAFolderSaysMoreThanItsName(string manifest, string file, ManifestUse use) =>
        Inventory.Of((manifest, """{ "dependencies": { "a": "1.0.0" } }"""), (file, "FROM scratch\n")).Manifest.Use.ShouldBe(use);
}
