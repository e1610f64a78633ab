using System.Text;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Tests.Reading;

public sealed class ScanCacheTests
{
    static string Sha(int i) => i.ToString("x40");

    static string? Get(CachePack pack, string key) => pack.TryGet(key, out var value) ? Encoding.UTF8.GetString(value.Span) : null;

    static void Put(CachePack pack, string key, string value) => pack.Put(key, Encoding.UTF8.GetBytes(value));

    [Fact]
    public void WhatIsSavedIsThereNextTime()
    {
        using var place = new Scratch();
        var pack = ScanCache.Of("/app", place.Path).Pack("code");
        Put(pack, Sha(1), "one");
        Put(pack, "any text", "");
        Get(pack, Sha(1)).ShouldBe("one");
        pack.Save();
        var again = ScanCache.Of("/app", place.Path).Pack("code");
        Get(again, Sha(1)).ShouldBe("one");
        Get(again, "any text").ShouldBe("");
        Get(again, Sha(2)).ShouldBeNull();
    }

    [Fact]
    public void OtherAppsVersionsAndKindsAreApart()
    {
        using var place = new Scratch();
        var pack = ScanCache.Of("/app", place.Path).Pack("code");
        Put(pack, "a", "x");
        pack.Save();
        Get(ScanCache.Of("/other", place.Path).Pack("code"), "a").ShouldBeNull();
        Get(ScanCache.Of("/app", place.Path, "another build").Pack("code"), "a").ShouldBeNull();
        Get(ScanCache.Of("/app", place.Path).Pack("secrets"), "a").ShouldBeNull();
    }

    [Fact]
    public void WhatAScanDidNotUseIsDropped()
    {
        using var place = new Scratch();
        var cache = ScanCache.Of("/app", place.Path);
        var first = cache.Pack("code");
        Put(first, "kept", "x");
        Put(first, "gone", "y");
        first.Save();
        var second = cache.Pack("code");
        Get(second, "kept");
        second.Save();
        Get(cache.Pack("code"), "kept").ShouldBe("x");
        Get(cache.Pack("code"), "gone").ShouldBeNull();
    }

    [Fact]
    public void BrokenFilesAreAsGoodAsNone()
    {
        using var place = new Scratch();
        var cache = ScanCache.Of("/app", place.Path);
        var pack = cache.Pack("code");
        Put(pack, "a", "x");
        pack.Save();
        var file = Directory.EnumerateFiles(place.Path, "*", SearchOption.AllDirectories).Single();
        var whole = File.ReadAllBytes(file);
        for (var length = 0; length < whole.Length; length++)
        {
            File.WriteAllBytes(file, whole[..length]);
            Get(cache.Pack("code"), "a").ShouldBeNull();
        }
        whole[^1] ^= 1;
        File.WriteAllBytes(file, whole);
        Get(cache.Pack("code"), "a").ShouldBeNull();
        var next = cache.Pack("code");
        Put(next, "a", "z");
        next.Save();
        Get(cache.Pack("code"), "a").ShouldBe("z");
        Directory.EnumerateFiles(place.Path, "*", SearchOption.AllDirectories).Count().ShouldBe(1);
    }

    [Fact]
    public void PlaceThatCannotBeWrittenCostsNothing()
    {
        using var place = new Scratch().Write("file");
        var pack = ScanCache.Of("/app", place["file"]).Pack("code");
        Put(pack, "a", "x");
        pack.Save();
        Get(pack, "a").ShouldBe("x");
    }

    [Fact]
    public void CacheNeverLiesInTheAppItself()
    {
        using var app = new Scratch();
        var pack = ScanCache.Of(app.Path, app["cache"]).Pack("code");
        pack.IsOn.ShouldBeFalse();
        Put(pack, "a", "x");
        pack.Save();
        Directory.EnumerateFileSystemEntries(app.Path).ShouldBeEmpty();
    }

    [Fact]
    public void SearchedBlobsAreRemembered()
    {
        using var place = new Scratch();
        var cache = ScanCache.Of("/app", place.Path);
        for (var run = 0; run < 3; run++)
        {
            var blobs = cache.SearchedBlobs();
            for (var i = 0; i < 100; i++)
                blobs.Contains(Sha(i)).ShouldBe(i < run * 10);
            for (var i = run * 10; i < (run + 1) * 10; i++)
                blobs.Add(Sha(i));
            blobs.Save();
        }
        ScanCache.Of("/app", place.Path, "another build").SearchedBlobs().Contains(Sha(1)).ShouldBeFalse();
        ScanCache.Off.SearchedBlobs().Contains(Sha(1)).ShouldBeFalse();
    }
}
