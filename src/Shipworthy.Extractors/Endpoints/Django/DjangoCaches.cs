using System.Runtime.CompilerServices;

namespace Shipworthy.Extractors.Endpoints.Django;

/// <summary>Where counts of throttles are kept: in the cache that <c>CACHES</c> names, which is the memory of each process when nothing is set.</summary>
static class DjangoCaches
{
    static readonly ConditionalWeakTable<Sources, StrongBox<(LimitStore, string?)>> Known = [];

    /// <summary>The store of the default cache of an app's first project.</summary>
    public static (LimitStore Store, string? Idle) Of(Sources sources) =>
        Known
            .GetValue(
                sources,
                all => new(DjangoSettings.Of(all).FirstOrDefault() is { } settings ? Of(all.Code, settings) : (LimitStore.Unknown, null))
            )
            .Value;

    /// <summary>The store, and why it keeps nothing when it is one that does not.</summary>
    public static (LimitStore Store, string? Idle) Of(CodeBase code, DjangoSettings settings, string name = "default")
    {
        var caches = settings.Setting("CACHES");
        if (!caches.Exists)
            return (LimitStore.Memory, null);
        var cache = code.ObjectOf(code.Entry(code.ObjectOf(caches), name));
        if (!cache.Exists)
            return (LimitStore.Unknown, null);
        return code.ValueOf(code.Entry(cache, "BACKEND")).AsText is not { } backend ? (LimitStore.Unknown, null)
            : backend.Contains("dummy", StringComparison.OrdinalIgnoreCase) ? (LimitStore.Unknown, (string?)"its cache keeps nothing")
            : Shares(backend) ? (LimitStore.Shared, null)
            : backend.Contains("locmem", StringComparison.OrdinalIgnoreCase)
            || backend.Contains("filebased", StringComparison.OrdinalIgnoreCase)
                ? (LimitStore.Memory, null)
            : (LimitStore.Unknown, null);
    }

    static bool Shares(string backend) =>
        backend.Contains("redis", StringComparison.OrdinalIgnoreCase)
        || backend.Contains("memcache", StringComparison.OrdinalIgnoreCase)
        || backend.Contains("valkey", StringComparison.OrdinalIgnoreCase)
        || backend.EndsWith("DatabaseCache", StringComparison.Ordinal);
}
