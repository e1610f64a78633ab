using System.Text.RegularExpressions;

namespace Shipworthy.Extractors.Caches;

/// <summary>Caches that libraries and frameworks keep: Redis and its like, the caches of .NET and Django.</summary>
sealed partial class SharedStores(Sources sources, Func<CodeFile, bool> serves)
{
    readonly Lifetimes lifetimes = new(sources.Code);

    /// <summary>All of them.</summary>
    public IEnumerable<CacheSite> All() => InRedis().Concat(InDotNet().GroupBy(FunctionAndKey).Select(Together)).Concat(InDjango());

    static (Code Function, string Key) FunctionAndKey(CacheSite site) => (site.At.Enclosing(CodeKind.Function), site.Keys[0].Text);

    /// <summary>A function that keeps a value by several ways out keeps one kind of value.</summary>
    static CacheSite Together(IEnumerable<CacheSite> same) =>
        same.First() with
        {
            Writes = [.. same.SelectMany(one => one.Writes)],
            Keys = [.. same.SelectMany(one => one.Keys)],
        };

    IEnumerable<Code> Calls(params string[] names) => sources.Code.Calls(names).Where(call => serves(call.File));

    IEnumerable<CacheSite> InRedis()
    {
        foreach (var call in Calls("set", "setex", "setEx", "psetex", "setnx", "setNX"))
            if (IsRedis(call) && call.Arguments.Count() >= 2 && call.ArgumentAt(0) is var key && (KeepsCopy(call, key) || IsGiven(key)))
            {
                var (life, lifetime) = OfRedis(call);
                yield return new(call, Short(key), CacheStore.Shared)
                {
                    Writes = [call],
                    Keys = [key],
                    Life = life,
                    Lifetime = lifetime,
                    Clears = ClearsOf(key, "del", "unlink", "delete"),
                    // Where the code asks for it in another place, what it copies is told there.
                    ClearingUnknown = !IsAskedFor(call, key),
                };
            }
    }

    bool IsRedis(Code call) =>
        call.Callee.Kind is CodeKind.Member
        && (
            sources.Code.OriginOf(call.Receiver).Package
                is "ioredis"
                    or "redis"
                    or "@redis/client"
                    or "@upstash/redis"
                    or "@vercel/kv"
                    or "aioredis"
                    or "memjs"
                    or "pymemcache"
            || Redis().IsMatch(call.Receiver.Name)
        );

    /// <summary>Whether a function keeps whatever it is given under a key that it is given: what that is shows only where it is called.</summary>
    bool IsGiven(Code key) =>
        key.Kind is CodeKind.Name && sources.Code.Definition(key).Kind is CodeKind.Parameter && !NoCopy().IsMatch(key.File.Path);

    /// <summary>
    /// A value is a copy where the same code asks for it first, by the same key; a lock, a session, a job and a counter have no other source.
    /// </summary>
    static bool KeepsCopy(Code call, Code key)
    {
        if (
            NoCopy().IsMatch(key.Text)
            || call.Text.Contains("\"NX\"", StringComparison.Ordinal)
            || call.Text.Contains("nx:", StringComparison.OrdinalIgnoreCase)
        )
            return false;
        var around = call.Enclosing(CodeKind.Function);
        var scope = Cached().IsMatch(key.Text) || Cached().IsMatch(around.Name) || Cached().IsMatch(call.File.Path);
        return scope || IsAskedFor(call, key);
    }

    /// <summary>Whether the same function looks for the value before it keeps it.</summary>
    static bool IsAskedFor(Code call, Code key) =>
        call.Enclosing(CodeKind.Function) is { Exists: true } around
        && around
            .Descendants(CodeKind.Call)
            .Any(one => one.Callee.Name is "get" or "json.get" && one.Start < call.Start && one.ArgumentAt(0).Text == key.Text);

    (CacheLife, TimeSpan?) OfRedis(Code call)
    {
        if (call.Callee.Name is "setex" or "setEx")
            return (CacheLife.Ends, Lifetimes.Seconds(lifetimes.Number(call.ArgumentAt(1))));
        if (call.Callee.Name is "psetex")
            return (CacheLife.Ends, Lifetimes.Milliseconds(lifetimes.Number(call.ArgumentAt(1))));
        foreach (var name in new[] { "ex", "px", "EX", "PX" })
        {
            if (call.ArgumentNamed(name) is { Exists: true } named)
                return (CacheLife.Ends, Of(name, named));
            if (
                sources.Code.ObjectOf(call.ArgumentAt(2)) is { Exists: true } options
                && sources.Code.Entry(options, name) is { Exists: true } entry
            )
                return (CacheLife.Ends, Of(name, entry));
        }
        if (call.ArgumentAt(2).String is { } word && word.ToUpperInvariant() is "EX" or "PX")
            return (CacheLife.Ends, Of(word, call.ArgumentAt(3)));
        if (call.Arguments.Count() > 2)
            return (CacheLife.Unknown, null);
        return call.Enclosing(CodeKind.Function) is { Exists: true } function && function.Text.Contains("expire", StringComparison.Ordinal)
            ? (CacheLife.Unknown, null)
            : (CacheLife.Endless, null);
    }

    TimeSpan? Of(string word, Code number) =>
        word.Equals("ex", StringComparison.OrdinalIgnoreCase) ? Lifetimes.Seconds(lifetimes.Number(number))
        : lifetimes.Number(number) is { } milliseconds ? TimeSpan.FromMilliseconds(Math.Clamp(milliseconds, 0, 1e14))
        : null;

    /// <summary>Calls that clear a key that begins like this one.</summary>
    ImmutableArray<Code> ClearsOf(Code key, params string[] names)
    {
        var prefix = PrefixOf(key);
        return prefix.Length < 3
            ? []
            : [.. Calls(names).Where(call => call.Arguments.Any(one => PrefixOf(one).StartsWith(prefix, StringComparison.Ordinal)))];
    }

    /// <summary>What a key surely begins with, through names of the same file.</summary>
    string PrefixOf(Code key) =>
        sources.Code.ValueOf(key) switch
        {
            Value.Text text => text.Content,
            Value.Joined { Parts: [Value.Text first, ..] } => first.Content,
            _ => key.Kind is CodeKind.Name && sources.Code.Definition(key) is { Kind: CodeKind.Variable } variable
                ? variable[Part.Value].Text
                : key.Text,
        };

    IEnumerable<CacheSite> InDotNet()
    {
        ImmutableArray<Code> clears =
        [
            .. Calls("Remove", "RemoveAsync", "RemoveByTagAsync", "EvictByTagAsync", "RemoveByPrefixAsync")
                .Where(one => one.File.Language is Language.CSharp && CacheName().IsMatch(one.Receiver.Name) && !HandsKeyOn(one)),
        ];
        foreach (
            var call in Calls(
                "SetStringAsync",
                "SetString",
                "GetOrCreateAsync",
                "GetOrCreate",
                "Set",
                "SetAsync",
                "GetOrSetAsync",
                "GetOrSet"
            )
        )
            if (call.File.Language is Language.CSharp && call.Callee.Kind is CodeKind.Member && CacheName().IsMatch(call.Receiver.Name))
            {
                var function = call.Enclosing(CodeKind.Function);
                // A class that only hands on what it is given is the store itself; its callers keep values.
                if (IsHandedOn(call, function))
                    continue;
                var text = Sets().IsMatch(call.Text) ? call.Text : function.Text;
                var lifetime = Lifetimes.Span(text, call.File.Text);
                yield return new(call, Short(call.ArgumentAt(0)), IsOfProcess(call) ? CacheStore.Process : CacheStore.Shared)
                {
                    Writes = [call],
                    Keys = [call.ArgumentAt(0)],
                    Life = lifetime is not null ? CacheLife.Ends : CacheLife.Unknown,
                    Lifetime = lifetime,
                    Clears = clears,
                    ClearingUnknown =
                        CacheKeys.BeginningOf(sources.Code, call.ArgumentAt(0)).Length == 0
                        || clears.Any(clear =>
                            clear.Callee.Name is not ("Remove" or "RemoveAsync")
                            || CacheKeys.BeginningOf(sources.Code, clear.ArgumentAt(0)).Length == 0
                        ),
                };
            }
    }

    /// <summary>Whether a class that is the store itself hands on the key that it is given under the same name: its callers say which.</summary>
    static bool HandsKeyOn(Code clear) =>
        clear.Enclosing(CodeKind.Function) is { Exists: true, Name: "Remove" or "RemoveAsync" } function
        && clear.ArgumentAt(0).Kind is CodeKind.Name
        && function.All(Part.Parameter).Any(one => one.Name == clear.ArgumentAt(0).Name);

    static bool IsHandedOn(Code call, Code function) =>
        call.ArgumentAt(0).Kind is CodeKind.Name
        && call.ArgumentAt(1).Kind is CodeKind.Name
        && function.All(Part.Parameter).Any(one => one.Name == call.ArgumentAt(0).Name)
        && function.All(Part.Parameter).Any(one => one.Name == call.ArgumentAt(1).Name);

    static bool IsOfProcess(Code call) =>
        call.File.Text.Contains("IMemoryCache", StringComparison.Ordinal)
        && !call.File.Text.Contains("IDistributedCache", StringComparison.Ordinal)
        && !call.File.Text.Contains("HybridCache", StringComparison.Ordinal);

    IEnumerable<CacheSite> InDjango()
    {
        foreach (var call in Calls("set", "get_or_set"))
            if (
                call.File.Language is Language.Python
                && call.Receiver.Name is "cache"
                && sources.Code.OriginOf(call.Receiver).Package is "django"
                && !NoCopy().IsMatch(call.ArgumentAt(0).Text)
                && !Counts().IsMatch(call.ArgumentAt(1).Text)
            )
            {
                var timeout = call.ArgumentNamed("timeout") is { Exists: true } named ? named : call.ArgumentAt(2);
                yield return new(call, Short(call.ArgumentAt(0)), CacheStore.Shared)
                {
                    Writes = [call],
                    Keys = [call.ArgumentAt(0)],
                    Life = timeout.Text is "None" ? CacheLife.Endless : CacheLife.Ends,
                    // Django ends what nothing else ends after five minutes.
                    Lifetime = timeout.Exists ? Lifetimes.Seconds(lifetimes.Number(timeout)) : TimeSpan.FromMinutes(5),
                    Clears = ClearsOf(call.ArgumentAt(0), "delete", "delete_many", "delete_pattern"),
                };
            }
    }

    /// <summary>A key in short, for people.</summary>
    public static string Short(Code key)
    {
        var text = Spaces().Replace(key.Text, " ").Trim('"', '\'', '`', '$', '@');
        return text.Length > 40 ? text[..39] + "…" : text;
    }

    const RegexOptions Plain = RegexOptions.CultureInvariant;

    [GeneratedRegex(@"^(?:_?redis(?:Client)?|kv|_?memcached?|upstash\w*|valkey)$", Plain | RegexOptions.IgnoreCase, 10_000)]
    private static partial Regex Redis();

    /// <summary>A number that is one more or less than it was.</summary>
    [GeneratedRegex(@"[+-]\s*1$", Plain, 10_000)]
    private static partial Regex Counts();

    /// <summary>Locks, sessions, jobs, one-time codes and counters: the store is their only home.</summary>
    [GeneratedRegex(
        @"lock|mutex|sess(?:ion)?[:_-]|\bsession|\bjob|queue|otp|token|nonce|state:|rate[-_:]?limit|\blimit|throttl|idempot|processed|counter|attempt|presence|online|heartbeat|csrf|verif|progress|status:|test_?key|health",
        Plain | RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex NoCopy();

    [GeneratedRegex(@"cache", Plain | RegexOptions.IgnoreCase, 10_000)]
    private static partial Regex Cached();

    [GeneratedRegex(@"^_?\w*[cC]ache(?:Service|Store|Provider|Client)?$", Plain, 10_000)]
    private static partial Regex CacheName();

    [GeneratedRegex(@"Expiration|Expires|TimeSpan|Duration|Ttl|TTL", Plain, 10_000)]
    private static partial Regex Sets();

    [GeneratedRegex(@"\s+", Plain, 10_000)]
    private static partial Regex Spaces();
}
