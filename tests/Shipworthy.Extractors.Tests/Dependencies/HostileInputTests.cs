using System.Text;
using System.Text.RegularExpressions;
using Shipworthy.Extractors.Dependencies;
using Shipworthy.Extractors.Dependencies.Advisories;
using Shipworthy.Extractors.DependencyScans;
using Shipworthy.Extractors.History;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Tests.Dependencies;

/// <summary>Files that cost much more than their size if they are read carelessly.</summary>
public sealed class HostileInputTests
{
    [Fact]
    public void PropertiesOfMsBuildThatDoubleStayShort() =>
        Inventory
            .Of(
                (
                    "app.csproj",
                    $"""
                    <Project Sdk="Microsoft.NET.Sdk">
                      <PropertyGroup><A>{new string('1', 100)}</A><B>{Repeated("$(A)", 1000)}</B><C>{Repeated(
                        "$(B)",
                        1000
                    )}</C></PropertyGroup>
                      <ItemGroup><PackageReference Include="Some.Package" Version="$(C)" /></ItemGroup>
                    </Project>
                    """
                )
            )
            .Packages.ShouldBe(["Some.Package@:3 runtime direct open"]);

    [Fact]
    public void SettingsOfMsBuildThatDoubleStayShort()
    {
        var tree = TreeOf(
            ("Api.csproj", $"<Project><PropertyGroup><A>xxxxxxxx</A>{Repeated("<A>$(A)$(A)</A>", 40)}</PropertyGroup></Project>")
        );
        var (extractor, learner) = Learning();
        Should.NotThrow(() => extractor.Combine(new Sources(tree, GitHistory.NotLookedAt), new(new FactSet()), learner));
    }

    [Fact]
    public void PropertiesOfMavenThatDoubleStayShort() =>
        Inventory
            .Of(
                (
                    "pom.xml",
                    $$$"""
                    <project>
                      <properties><a>{{{new string('1', 100)}}}</a><b>{{{Repeated("${a}", 1000)}}}</b><c>{{{Repeated(
                        "${b}",
                        1000
                    )}}}</c></properties>
                      <dependencies><dependency><groupId>org.some</groupId><artifactId>lib</artifactId><version>${c}</version></dependency></dependencies>
                    </project>
                    """
                )
            )
            .Packages.ShouldBe(["org.some:lib@:3 runtime direct open"]);

    [Fact]
    public void BlanksInFrontOfNothingCostNoMoreThanTheirNumber()
    {
        var blanks = new string('\n', 200_000);
        Inventory
            .Of(
                ("mix.exs", $"{blanks}\n      {{:plug, \"~> 1.0\"}}\n"),
                ("mix.lock", $"{blanks}\n  \"plug\": {{:hex, :plug, \"1.15.0\", \"x\", [:mix], [], \"hexpm\", \"y\"}},\n"),
                ("build.gradle", $"word{new string(' ', 200_000)}\ndependencies {{\n  implementation('a:b:1.0')\n}}\n")
            )
            .Dependencies.Select(one => one.Name)
            .ShouldBe(["a:b", "plug"], ignoreOrder: true);
    }

    [Fact]
    public void AnEcosystemThatTakesTooLongIsABlindSpot()
    {
        var learner = new Learner(new DependenciesInManifests().Teaches);
        DependenciesInManifests.Learn(new Endless(), TreeOf(), learner);
        new App(learner.Facts)
            .DependencyManifests.BlindSpots.ShouldHaveSingleItem()
            .Because.ShouldBe("takes too long to read where it lists packages (Endless)");
    }

    [Fact]
    public void PackagesOfAnAdvisoryShareItsOtherNames()
    {
        var names = string.Join(", ", Enumerable.Range(0, 100).Select(number => $"\"CVE-2025-{number}\""));
        var packages = string.Join(
            ", ",
            Enumerable
                .Range(0, 3)
                .Select(number => $$"""{ "package": { "ecosystem": "npm", "name": "p{{number}}" }, "versions": [ "1.0.0" ] }""")
        );
        var records = new List<AdvisoryRecord>();
        OsvReader
            .Read(Encoding.UTF8.GetBytes($$"""{ "id": "GHSA-1", "affected": [ {{packages}} ], "aliases": [ {{names}} ] }"""), records.Add)
            .ShouldBeNull();
        records.Count.ShouldBe(3);
        records[0].Aliases.Length.ShouldBe(100);
        records.ShouldAllBe(record => record.Aliases == records[0].Aliases);
    }

    static string Repeated(string text, int times) => string.Concat(Enumerable.Repeat(text, times));

    static SourceTree TreeOf(params (string Path, string Text)[] files) =>
        new(
            files.Select(file =>
            {
                var bytes = Encoding.UTF8.GetBytes(file.Text);
                return new SourceFile(file.Path, FileRoles.Of(file.Path, bytes), bytes);
            }),
            []
        );

    static (DependencyScansOfTheApp, Learner) Learning()
    {
        var extractor = new DependencyScansOfTheApp();
        return (extractor, new(extractor.Teaches));
    }

    sealed class Endless : IInstallationFinder
    {
        public IEnumerable<Installation> Find(SourceTree tree) => throw new RegexMatchTimeoutException();
    }
}
