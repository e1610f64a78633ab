using Shipworthy.Extractors.Dependencies.Versions;

namespace Shipworthy.Extractors.Tests.Dependencies;

public sealed class VersionOrderTests
{
    /// <summary>Each list ascends; versions that are joined by an equals sign are the same.</summary>
    public static TheoryData<PackageEcosystem, string> Ascending =>
        new()
        {
            // semver.org, item 11
            {
                PackageEcosystem.Npm,
                "1.0.0-alpha 1.0.0-alpha.1 1.0.0-alpha.beta 1.0.0-beta 1.0.0-beta.2 1.0.0-beta.11 1.0.0-rc.1 1.0.0=1.0.0+build=v1.0.0=1 1.0.1 1.2.0 1.10.0 2.0.0 99999999999999999999.0.0"
            },
            { PackageEcosystem.CratesIo, "0.9.9 1.0.0-0 1.0.0-1 1.0.0-a 1.0.0-a-b 1.0.0" },
            // learn.microsoft.com, "Package versioning"
            { PackageEcosystem.NuGet, "1.0.0-alpha 1.0.0-alpha.1 1.0.0-BETA=1.0.0-beta 1.0.0=1.0=1.0.0.0 1.0.0.1 1.0.1-zzz 1.0.1" },
            // go.dev/ref/mod, "Pseudo-versions"
            {
                PackageEcosystem.Go,
                "0.0.0-20190101000000-abcdefabcdef 0.0.0-20200101000000-000000000000 0.1.0 1.2.3-0.20200101000000-abcdefabcdef 1.2.3-pre 1.2.3-pre.0.20200101000000-abcdefabcdef 1.2.3 2.0.0+incompatible=2.0.0"
            },
            { PackageEcosystem.Go, "1.21rc1 1.21rc2=1.21.0-rc.2 1.21=1.21.0=go1.21.0 1.21.1 1.22" },
            // PEP 440, "Summary of permitted suffixes and relative ordering"
            {
                PackageEcosystem.PyPi,
                "1.dev0 1.0.dev456 1.0a1 1.0a2.dev456 1.0a12.dev456 1.0a12 1.0b1.dev456 1.0b2=1.0.beta2=1.0-b2 1.0b2.post345.dev456 1.0b2.post345 1.0rc1.dev456 1.0rc1=1.0c1=1.0RC1 1.0=1.0.0=v1.0=1 1.0+abc.5 1.0+abc.7 1.0+5 1.0.post456.dev34 1.0.post456=1.0-456 1.0.15 1.1.dev1 1!0.5"
            },
            // Gem::Version
            {
                PackageEcosystem.RubyGems,
                "0.9 1.0.a 1.0.a.2 1.0.b1=1.0.b.1 1.0.b10 1.0-pre=1.0.pre.pre 1.0.pre 1.0.rc1 1.0=1=1.0.0 1.0.1 1.9 1.10"
            },
            // getcomposer.org
            {
                PackageEcosystem.Packagist,
                "1.0-dev 1.0-alpha1 1.0-alpha2 1.0-beta=1.0b 1.0-RC1=1.0.0rc1 1.0=v1.0.0=1.0.0.0 1.0-patch1=1.0pl1 1.0.1 1.2 1.10"
            },
            // maven.apache.org, "Version Order Specification"
            {
                PackageEcosystem.Maven,
                "1-alpha 1-alpha1=1a1 1-beta 1-milestone 1-rc=1-cr 1-snapshot 1=1.0=1.0.0=1-ga=1.0.final=1-release 1-sp 1-foo 1-1=1.0-1 1.1 1.2 1.10 2.0.1.Beta3 2.0.1.rc2 2.0.1"
            },
            {
                PackageEcosystem.Maven,
                "1.0.0.RC1 1.0.0.RC2 1.0.0.RELEASE 1.0.1.RELEASE 5.3.17 5.3.18 6.0.0-M1=6.0.0-milestone-1 6.0.0-RC1 6.0.0"
            },
            { PackageEcosystem.Maven, "31.0-android 31.0-jre 31.1-android 31.1-jre 32.0.0-android" },
        };

    [Theory]
    [MemberData(nameof(Ascending))]
    public void VersionsFollowEachOtherAsTheirMakersSay(PackageEcosystem ecosystem, string list)
    {
        var order = VersionOrder.Of(ecosystem);
        var ranks = list.Split(' ')
            .SelectMany((group, rank) => group.Split('=').Select(version => (Version: version, Rank: rank)))
            .ToList();
        var wrong =
            from one in ranks
            from other in ranks
            where Math.Sign(order.Compare(one.Version, other.Version)) != Math.Sign(one.Rank.CompareTo(other.Rank))
            select $"{one.Version} and {other.Version}: {order.Compare(one.Version, other.Version)}";
        wrong.ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Ascending))]
    public void EveryOrderIsTotal(PackageEcosystem ecosystem, string list)
    {
        var order = VersionOrder.Of(ecosystem);
        var random = new Random(7);
        var known = list.Split(' ', '=').Where(order.CanRead).ToList();
        string[] ends = ["", ".0", ".1", "-1", "-a", "a1", ".dev1", "rc1", "-beta.2", "+x", ".post1", "-SNAPSHOT"];
        var versions = Enumerable
            .Range(0, 60)
            .Select(_ => known[random.Next(known.Count)] + ends[random.Next(ends.Length)])
            .Where(order.CanRead)
            .Distinct()
            .ToList();
        foreach (var a in versions)
        foreach (var b in versions)
        {
            Math.Sign(order.Compare(a, b)).ShouldBe(-Math.Sign(order.Compare(b, a)), $"{a} and {b}");
            foreach (var c in versions)
                if (order.Compare(a, b) <= 0 && order.Compare(b, c) <= 0)
                    order.Compare(a, c).ShouldBeLessThanOrEqualTo(0, $"{a}, {b}, {c}");
        }
    }

    [Theory]
    [InlineData(PackageEcosystem.Npm, "latest")]
    [InlineData(PackageEcosystem.Npm, "")]
    [InlineData(PackageEcosystem.Npm, "git+ssh://x")]
    [InlineData(PackageEcosystem.PyPi, "1.0.x")]
    [InlineData(PackageEcosystem.Packagist, "dev-main")]
    [InlineData(PackageEcosystem.RubyGems, "")]
    [InlineData(PackageEcosystem.Maven, "[1.0,2.0)")]
    public void WhatIsNoVersionIsNotRead(PackageEcosystem ecosystem, string text) =>
        VersionOrder.Of(ecosystem).CanRead(text).ShouldBeFalse();

    static AffectedRange Range(string events) =>
        new([
            .. events
                .Split(' ')
                .Select(one => one.Split(':'))
                .Select(one => new RangeEvent(
                    one[0] switch
                    {
                        "from" => RangeEventKind.Introduced,
                        "fixed" => RangeEventKind.Fixed,
                        _ => RangeEventKind.LastAffected,
                    },
                    one[1]
                )),
        ]);

    [Theory]
    [InlineData("from:0 fixed:1.2.0", "0.0.1", "1.2.0")]
    [InlineData("from:0 fixed:1.2.0", "1.2.0-rc.1", "1.2.0")]
    [InlineData("from:0 fixed:1.2.0", "1.2.0", null)]
    [InlineData("from:1.0.0 fixed:1.2.0 from:2.0.0 fixed:2.1.0", "1.1.0", "1.2.0")]
    [InlineData("from:1.0.0 fixed:1.2.0 from:2.0.0 fixed:2.1.0", "1.5.0", null)]
    [InlineData("fixed:2.1.0 from:2.0.0 from:1.0.0 fixed:1.2.0", "2.0.5", "2.1.0")]
    [InlineData("from:1.0.0 last:1.4.0", "1.4.0", "")]
    [InlineData("from:1.0.0 last:1.4.0", "1.4.1", null)]
    [InlineData("from:1.0.0", "99.0.0", "")]
    [InlineData("from:1.0.0", "nightly", null)]
    [InlineData("from:1.0.0 fixed:garbage", "1.1.0", "")]
    public void ARangeIsAListOfEvents(string events, string version, string? fix)
    {
        var range = Range(events);
        range.Holds(version, SemanticOrder.Strict).ShouldBe(fix is not null);
        if (fix is not null)
            (range.FixAbove(version, SemanticOrder.Strict) ?? "").ShouldBe(fix);
    }
}
