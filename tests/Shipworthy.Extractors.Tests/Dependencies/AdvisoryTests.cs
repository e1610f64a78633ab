using System.Text;
using Shipworthy.Extractors.Dependencies;
using Shipworthy.Extractors.Dependencies.Advisories;
using Shipworthy.Extractors.History;
using Shipworthy.Extractors.Reading;
using Shipworthy.Extractors.Tests.Reading;

namespace Shipworthy.Extractors.Tests.Dependencies;

public sealed class AdvisoryTests
{
    /// <summary>The smallest advisory of the OSV form.</summary>
    static string Osv(
        string id,
        string package,
        string events = """{ "introduced": "0" }, { "fixed": "1.2.0" }""",
        string ecosystem = "npm",
        string more = "",
        string vector = "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"
    ) =>
        $$"""
            {
              "schema_version": "1.4.0", "id": "{{id}}", "modified": "2025-05-20T10:00:00Z", "published": "2025-05-01T10:00:00Z", {{more}}
              "summary": "A hole in {{package}}", "details": "long", "severity": [ { "type": "CVSS_V3", "score": "{{vector}}" } ],
              "affected": [ { "package": { "ecosystem": "{{ecosystem}}", "name": "{{package}}" }, "ranges": [ { "type": "SEMVER", "events": [ {{events}} ] } ] } ]
            }
            """;

    static App Scan(Scratch scratch, params string[] advisories)
    {
        var import = new AdvisoryImport();
        for (var i = 0; i < advisories.Length; i++)
            scratch.Write($"osv/{i}.json", advisories[i]);
        import.Add(scratch["osv"]);
        import.Write(scratch["store"], new(2025, 6, 1));
        var sources = new Sources(TreeWalker.Read(scratch["app"]), GitHistory.NotLookedAt)
        {
            Advisories = AdvisoryStore.Open(scratch["store"]),
        };
        var (extractor, combiner) = (new DependenciesInManifests(), new VulnerabilitiesOfDependencies());
        var learner = new Learner([.. extractor.Teaches, .. combiner.Teaches]);
        extractor.Extract(sources, learner);
        combiner.Combine(sources, new(learner.Facts), learner);
        return new(learner.Facts);
    }

    static Scratch AppWith(string package, string version) =>
        new Scratch()
            .Write("app/package.json", $$"""{ "dependencies": { "{{package}}": "^1.0.0" } }""")
            .Write(
                "app/package-lock.json",
                $$"""{ "packages": { "": { "dependencies": { "{{package}}": "1" } }, "node_modules/{{package}}": { "version": "{{version}}" } } }"""
            );

    [Fact]
    public void AVersionInARangeIsVulnerable()
    {
        using var scratch = AppWith("alpha", "1.1.0");
        var app = Scan(
            scratch,
            Osv("GHSA-1", "alpha", more: "\"aliases\": [ \"CVE-2025-0001\" ],"),
            Osv("GHSA-2", "alpha", """{ "introduced": "1.2.0" }""")
        );
        var found = app.VulnerableDependencies.ShouldHaveSingleItem();
        (found.Advisory.Id, found.Advisory.Name, found.FixedIn, found.FixAge).ShouldBe(("GHSA-1", "CVE-2025-0001", "1.2.0", 19));
        (found.Advisory.Score, found.Advisory.Severity, found.Advisory.IsOpenToStrangers).ShouldBe((9.8, "CRITICAL", true));
        (found.Advisory.Summary, found.At.ToString()).ShouldBe(("A hole in alpha", "package-lock.json:1"));
        var data = app.AdvisoryData.ShouldHaveSingleItem();
        (data.Ecosystem, data.Advisories, data.On, data.BroughtOn, data.KnowsExploited).ShouldBe(
            (PackageEcosystem.Npm, 2, new DateOnly(2025, 5, 20), new DateOnly(2025, 6, 1), false)
        );
    }

    [Theory]
    [InlineData("1.2.0")]
    [InlineData("2.0.0")]
    [InlineData("nightly")]
    public void AVersionOutsideIsNot(string version)
    {
        using var scratch = AppWith("alpha", version);
        Scan(scratch, Osv("GHSA-1", "alpha")).VulnerableDependencies.ShouldBeEmpty();
    }

    [Fact]
    public void AVersionThatIsLeftOpenIsComparedWithNothing()
    {
        using var scratch = new Scratch().Write("app/package.json", """{ "dependencies": { "alpha": "^1.0.0" } }""");
        Scan(scratch, Osv("GHSA-1", "alpha")).VulnerableDependencies.ShouldBeEmpty();
    }

    [Fact]
    public void TwoAdvisoriesAboutOneThingAreOne()
    {
        using var scratch = AppWith("alpha", "1.0.0");
        var found = Scan(
            scratch,
            Osv("GHSA-1", "alpha", """{ "introduced": "0" }""", more: "\"aliases\": [ \"CVE-2025-0001\" ],"),
            Osv("NPM-1", "alpha", more: "\"aliases\": [ \"CVE-2025-0001\" ],", vector: "")
        )
            .VulnerableDependencies.ShouldHaveSingleItem();
        (found.Advisory.Id, string.Join(' ', found.Advisory.Aliases), found.FixedIn).ShouldBe(("GHSA-1", "CVE-2025-0001 NPM-1", "1.2.0"));
    }

    [Fact]
    public void TheListOfExploitedOnesIsJoined()
    {
        using var scratch = AppWith("alpha", "1.0.0");
        var app = Scan(
            scratch,
            Osv("GHSA-1", "alpha", more: "\"aliases\": [ \"CVE-2025-0001\" ],"),
            """{ "title": "x", "catalogVersion": "2025.05.20", "vulnerabilities": [ { "cveID": "CVE-2025-0001", "dateAdded": "2025-05-10" } ] }"""
        );
        app.VulnerableDependencies.Single().Advisory.ExploitedSince.ShouldBe(new DateOnly(2025, 5, 10));
        app.AdvisoryData.Single().KnowsExploited.ShouldBeTrue();
    }

    [Fact]
    public void WithdrawnAdvisoriesAreNone()
    {
        using var scratch = AppWith("alpha", "1.0.0");
        Scan(scratch, Osv("GHSA-1", "alpha", more: "\"withdrawn\": \"2025-05-10T00:00:00Z\","), Osv("GHSA-2", "beta"))
            .VulnerableDependencies.ShouldBeEmpty();
    }

    [Fact]
    public void NamesAreComparedAsTheirRegistryDoes()
    {
        using var scratch = new Scratch()
            .Write("app/requirements.txt", "Zope_Interface==1.0\n")
            .Write(
                "app/App.csproj",
                "<Project Sdk=\"Microsoft.NET.Sdk.Web\"><ItemGroup><PackageReference Include=\"newtonsoft.json\" Version=\"1.0.0\" /></ItemGroup></Project>"
            );
        Scan(scratch, Osv("PYSEC-1", "zope.interface", ecosystem: "PyPI"), Osv("GHSA-2", "Newtonsoft.Json", ecosystem: "NuGet"))
            .VulnerableDependencies.Select(one => one.Advisory.Id)
            .ShouldBe(["GHSA-2", "PYSEC-1"]);
    }

    [Fact]
    public void AnEndThatStandsBesideTheRangeCounts()
    {
        using var scratch = AppWith("alpha", "1.0.1");
        var advisory = """
            { "id": "GHSA-1", "modified": "2025-05-20T10:00:00Z", "affected": [ { "package": { "ecosystem": "npm", "name": "alpha" },
              "ranges": [ { "type": "SEMVER", "events": [ { "introduced": "0" } ] } ], "database_specific": { "last_known_affected_version_range": "<= 1.0.0" } } ] }
            """;
        Scan(scratch, advisory).VulnerableDependencies.ShouldBeEmpty();
    }

    [Fact]
    public void VersionsThatAreNamedOneByOneCountWithoutARange()
    {
        using var scratch = AppWith("alpha", "1.0.1");
        var advisory = """
            { "id": "MAL-1", "modified": "2025-05-20T10:00:00Z", "affected": [ { "package": { "ecosystem": "npm", "name": "alpha" }, "versions": [ "1.0.0", "1.0.1" ] } ] }
            """;
        var found = Scan(scratch, advisory).VulnerableDependencies.ShouldHaveSingleItem();
        (found.FixedIn, found.FixAge, found.Advisory.Score).ShouldBe(("", null, null));
    }

    [Theory]
    [InlineData(
        "export function middleware(req) { if (!req.cookies.get('session')) return redirect('/login') }",
        "decides in middleware who may pass"
    )]
    [InlineData("export function middleware() { }", "sends requests through middleware")]
    public void AnAppWithMiddlewareReliesOnIt(string code, string because)
    {
        using var scratch = AppWith("next", "1.1.0").Write("app/src/middleware.ts", code);
        var found = Scan(scratch, Osv("GHSA-f82v-jwr5-mffw", "next", more: "\"aliases\": [ \"CVE-2025-29927\" ],"))
            .VulnerableDependencies.Single();
        (found.ReliesOn, found.ReliesAt?.ToString()).ShouldBe((because, "src/middleware.ts:1"));
    }

    [Fact]
    public void AnAppWithoutMiddlewareDoesNot()
    {
        using var scratch = AppWith("next", "1.1.0").Write("app/src/lib/middleware/index.ts", "export const x = 1");
        Scan(scratch, Osv("GHSA-f82v-jwr5-mffw", "next")).VulnerableDependencies.Single().ReliesOn.ShouldBeNull();
    }

    [Fact]
    public void AnAppWithServerComponentsReliesOnThem()
    {
        using var scratch = AppWith("next", "1.1.0").Write("app/app/(shop)/cart/page.tsx", "export default () => null");
        Scan(scratch, Osv("GHSA-9qr9-h5gf-34mp", "next"), Osv("GHSA-2", "next"))
            .VulnerableDependencies.Select(one => one.ReliesOn)
            .ShouldBe([null, "renders pages with React Server Components"], ignoreOrder: true);
    }

    [Fact]
    public void ADamagedPartIsABlindSpotAndNoneOfItIsUsed()
    {
        using var scratch = AppWith("alpha", "1.0.0");
        Scan(scratch, Osv("GHSA-1", "alpha"));
        var bytes = File.ReadAllBytes(scratch["store"]);
        bytes[^1] ^= 1;
        File.WriteAllBytes(scratch["store"], bytes);
        var store = AdvisoryStore.Open(scratch["store"]);
        (store.IsDamaged(PackageEcosystem.Npm), store.Of(PackageEcosystem.Npm, "alpha").Length).ShouldBe((true, 0));
    }

    [Fact]
    public void ManyPackagesAreFoundAgain()
    {
        using var scratch = new Scratch();
        for (var i = 0; i < 300; i++)
            scratch.Write($"osv/{i}.json", Osv($"GHSA-{i}", $"package-{i}"));
        var import = new AdvisoryImport();
        import.Add(scratch["osv"]);
        import.Write(scratch["store"], new(2025, 6, 1));
        var store = AdvisoryStore.Open(scratch["store"]);
        Enumerable
            .Range(0, 300)
            .Where(i => store.Of(PackageEcosystem.Npm, $"package-{i}").SingleOrDefault()?.Id != $"GHSA-{i}")
            .ShouldBeEmpty();
        store.Of(PackageEcosystem.Npm, "package-300").ShouldBeEmpty();
        store.Of(PackageEcosystem.Npm, "").ShouldBeEmpty();
    }

    /// <summary>Scores that first.org gives in the examples of the specification, and that well-known advisories have.</summary>
    [Theory]
    [InlineData("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H", 9.8)]
    [InlineData("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:C/C:H/I:H/A:H", 10.0)]
    [InlineData("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:N", 9.1)]
    [InlineData("CVSS:3.0/AV:N/AC:L/PR:N/UI:R/S:C/C:L/I:L/A:N", 6.1)]
    [InlineData("CVSS:3.1/AV:N/AC:L/PR:L/UI:N/S:C/C:L/I:L/A:N", 6.4)]
    [InlineData("CVSS:3.0/AV:N/AC:H/PR:N/UI:R/S:U/C:L/I:N/A:N", 3.1)]
    [InlineData("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H", 7.5)]
    [InlineData("CVSS:3.1/AV:L/AC:L/PR:H/UI:N/S:U/C:L/I:L/A:L", 4.2)]
    [InlineData("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:N", 0.0)]
    [InlineData("CVSS:3.1/AV:P/AC:H/PR:N/UI:N/S:U/C:H/I:N/A:N", 4.2)]
    [InlineData("CVSS:3.1/AV:N", null)]
    [InlineData("CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N", null)]
    [InlineData("", null)]
    public void BaseScoresAreComputed(string vector, double? score) => Cvss.Score(vector).ShouldBe(score);

    [Theory]
    [InlineData("CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N", true)]
    [InlineData("CVSS:3.1/AV:N/AC:L/PR:L/UI:N/S:U/C:H/I:H/A:H", false)]
    [InlineData("", false)]
    public void AVectorSaysWhoCanAttack(string vector, bool isOpen) => Cvss.IsOpenToStrangers(vector).ShouldBe(isOpen);

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData(
        "{ \"id\": \"x\", \"affected\": [ 1, { \"package\": [], \"ranges\": [ { \"type\": \"SEMVER\", \"events\": {} }, [] ], \"versions\": { } } ] }"
    )]
    [InlineData("{ \"id\": {}, \"severity\": {}, \"aliases\": 3, \"database_specific\": [], \"published\": \"soon\" }")]
    public void OtherJsonGivesNothing(string text)
    {
        var records = new List<AdvisoryRecord>();
        OsvReader.Read(Encoding.UTF8.GetBytes(text), records.Add);
        records.ShouldBeEmpty();
    }
}
