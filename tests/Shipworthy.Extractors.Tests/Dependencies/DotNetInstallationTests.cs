namespace Shipworthy.Extractors.Tests.Dependencies;

public sealed class DotNetInstallationTests
{
    const string Web = """
        <Project Sdk="Microsoft.NET.Sdk.Web">
          <ItemGroup>
            <PackageReference Include="Alpha" />
            <PackageReference Include="Beta" VersionOverride="2.1.0" />
            <PackageReference Include="Analyzers" PrivateAssets="all" />
          </ItemGroup>
        </Project>
        """;

    const string Tests = """
        <Project Sdk="Microsoft.NET.Sdk">
          <ItemGroup>
            <PackageReference Include="xunit" />
            <PackageReference Include="Alpha" />
          </ItemGroup>
        </Project>
        """;

    const string Central = """
        <Project>
          <PropertyGroup>
            <AlphaVersion>1.0.0</AlphaVersion>
          </PropertyGroup>
          <ItemGroup>
            <PackageVersion Include="Alpha" Version="$(AlphaVersion)" />
            <PackageVersion Include="Beta" Version="2.0.0" />
            <PackageVersion Include="Analyzers" Version="3.0.0" />
            <PackageVersion Include="xunit" Version="2.9.0" />
            <GlobalPackageReference Include="Everywhere" Version="4.0.0" />
          </ItemGroup>
        </Project>
        """;

    [Fact]
    public void ProjectsBelowOneListOfVersionsAreOneInstallation()
    {
        var inventory = Inventory.Of(
            ("Directory.Packages.props", Central),
            ("src/Web/Web.csproj", Web),
            ("tests/Web.Tests/Web.Tests.csproj", Tests)
        );
        inventory
            .Dependencies.Select(one => $"{one.Name} {one.Version} {one.At} {one.Scope}")
            .ShouldBe([
                "Alpha 1.0.0 Directory.Packages.props:6 Runtime",
                "Analyzers 3.0.0 Directory.Packages.props:8 Development",
                "xunit 2.9.0 Directory.Packages.props:9 Development",
                "Everywhere 4.0.0 Directory.Packages.props:10 Development",
                "Beta 2.1.0 src/Web/Web.csproj:4 Runtime",
            ]);
        inventory.Manifest.Lock.ShouldBe(LockStanding.NotUsual);
        (inventory.Manifest.Use, inventory.Manifest.At.ToString()).ShouldBe((ManifestUse.Deployed, "Directory.Packages.props:6"));
    }

    [Theory]
    [InlineData("1.2.3", "1.2.3", true)]
    [InlineData("[1.2.3]", "1.2.3", true)]
    [InlineData("[1.2.3, 2.0)", "1.2.3", true)]
    [InlineData("(1.2.3, 2.0)", "1.2.3", false)]
    [InlineData("1.*", "", false)]
    [InlineData("$(Elsewhere)", "", false)]
    [InlineData("", "", false)]
    public void NuGetTakesTheLowestVersionOfARange(string range, string version, bool isResolved)
    {
        var package = Inventory
            .Of(
                (
                    "App.csproj",
                    $"<Project Sdk=\"Microsoft.NET.Sdk.Web\"><ItemGroup><PackageReference Include=\"Alpha\"><Version>{range}</Version></PackageReference></ItemGroup></Project>"
                )
            )
            .Dependencies.Single();
        (package.Version, package.IsResolved).ShouldBe((version, isResolved));
    }

    [Fact]
    public void ALockFileNamesWhatPackagesBring()
    {
        var inventory = Inventory.Of(
            (
                "App.csproj",
                "<Project Sdk=\"Microsoft.NET.Sdk.Web\"><ItemGroup><PackageReference Include=\"Alpha\" Version=\"1.0.0\" /></ItemGroup></Project>"
            ),
            (
                "packages.lock.json",
                """
                { "version": 1, "dependencies": { "net8.0": {
                  "Alpha": { "type": "Direct", "requested": "[1.0.0, )", "resolved": "1.0.0" },
                  "Gamma": { "type": "Transitive", "resolved": "3.0.0" },
                  "other": { "type": "Project" } } } }
                """
            )
        );
        inventory.Packages.ShouldBe(["Alpha@1.0.0:2 runtime direct", "Gamma@3.0.0:3 runtime brought"]);
        inventory.Manifest.Lock.ShouldBe(LockStanding.Locked);
    }

    [Fact]
    public void TheOlderListNamesExactVersions() =>
        Inventory
            .Of(
                ("App.csproj", "<Project xmlns=\"http://schemas.microsoft.com/developer/msbuild/2003\"></Project>"),
                (
                    "packages.config",
                    "<?xml version=\"1.0\"?>\n<packages>\n  <package id=\"Alpha\" version=\"1.0.0\" targetFramework=\"net48\" />\n</packages>\n"
                )
            )
            .Dependencies.Select(one => $"{one.Name} {one.Version} {one.At}")
            .ShouldBe(["Alpha 1.0.0 packages.config:3"]);

    [Theory]
    [InlineData("<Project")]
    [InlineData("<!DOCTYPE x [<!ENTITY a \"aaaa\">]><Project>&a;</Project>")]
    [InlineData("")]
    public void BrokenProjectsDoNotThrow(string text) => Should.NotThrow(() => Inventory.Of(("App.csproj", text)));
}
