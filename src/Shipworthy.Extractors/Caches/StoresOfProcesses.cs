using System.Text.RegularExpressions;
using Shipworthy.Extractors.Audit;

namespace Shipworthy.Extractors.Caches;

/// <summary>Caches in the memory of a process: collections that outlive a call and are named as caches, caches of libraries, and objects of cache classes of the app's own.</summary>
sealed partial class StoresOfProcesses(Sources sources, Func<CodeFile, bool> serves)
{
    readonly Lifetimes lifetimes = new(sources.Code);

    /// <summary>All of them.</summary>
    public IEnumerable<CacheSite> All()
    {
        foreach (var file in sources.Code.Files.Where(serves))
        foreach (var variable in Outliving(file))
        {
            var name = variable.Kind is CodeKind.Assignment ? variable[Part.Target].Name : variable.Name;
            if (name.Length > 0 && Caches().IsMatch(Words.Snake(name)) && !Others().IsMatch(Words.Snake(name)))
                foreach (var site in Of(file, variable, name))
                    yield return site;
        }
    }

    static IEnumerable<Code> Outliving(CodeFile file) =>
        file
            .Root.Descendants()
            .Where(one =>
                !one.Enclosing(CodeKind.Function).Exists
                && (
                    one.Kind is CodeKind.Variable && (!one.Enclosing(CodeKind.Class).Exists || one.Is(Modifiers.Static))
                    || one.Kind is CodeKind.Assignment && file.Language is Language.Python && one[Part.Target].Kind is CodeKind.Name
                    || one.Kind is CodeKind.Property && one.Parent.Kind is CodeKind.Class && one.Is(Modifiers.Static)
                )
            );

    IEnumerable<CacheSite> Of(CodeFile file, Code variable, string name)
    {
        var value = variable[Part.Value];
        var isCollection =
            value.Kind is CodeKind.Object or CodeKind.Array && !value.Children.Any(_ => true)
            || value.Kind is CodeKind.New or CodeKind.Call
                && value.Callee.Name
                    is "Map"
                        or "WeakMap"
                        or "dict"
                        or "defaultdict"
                        or "OrderedDict"
                        or "ConcurrentDictionary"
                        or "Dictionary"
                        or "";
        var isLibrary =
            value.Kind is CodeKind.New or CodeKind.Call
            && value.Callee.Name
                is "LRUCache"
                    or "LRU"
                    or "NodeCache"
                    or "TTLCache"
                    or "QuickLRU"
                    or "MemoryCache"
                    or "ExpiryMap"
                    or "Keyv";
        var own = value.Kind is CodeKind.New && !isLibrary ? sources.Code.Target(value) : default;
        var isOwn = own.Kind is CodeKind.Class && Caches().IsMatch(Words.Snake(own.Name));
        if (!isCollection && !isLibrary && !isOwn || isCollection && KeyedByCode().IsMatch(TypeOf(variable)))
            yield break;
        var uses = Uses(variable, name).ToList();
        var writes = uses.Select(WriteOf).Where(one => one.Exists).ToList();
        if (writes.Count == 0)
            yield break;
        var clears = uses.Select(ClearOf).Where(one => one.Exists && !IsUpkeep(one, writes)).ToImmutableArray();
        var unknown = isOwn && uses.Exists(one => one.Parent.Kind is not CodeKind.Member && one.Part is not Part.Target);
        if (!isOwn)
        {
            var (life, lifetime) = isLibrary ? OfLibrary(value) : OfHand(file);
            yield return new(variable, name, CacheStore.Process)
            {
                Writes = [.. writes],
                Keys = [.. writes.Select(KeyOf)],
                Life = life,
                Lifetime = lifetime,
                Clears = clears,
                ClearingUnknown = unknown,
            };
            yield break;
        }
        foreach (var write in writes)
        {
            var given = lifetimes.Number(write.Arguments.ElementAtOrDefault(2));
            var usual = given is null ? lifetimes.Number(value.ArgumentAt(0)) : null;
            var lifetime = Lifetimes.Milliseconds(given ?? usual) ?? lifetimes.OfFile(own.File);
            yield return new(write, name, CacheStore.Process)
            {
                Writes = [write],
                Keys = [KeyOf(write)],
                Life = lifetime is not null ? CacheLife.Ends : CacheLife.Unknown,
                Lifetime = lifetime,
                Clears = clears,
                ClearingUnknown = unknown,
            };
        }
    }

    /// <summary>The declared type of a collection and its first words: what it is keyed by stands in one of them.</summary>
    static string TypeOf(Code variable) => $"{variable[Part.Type].Text} {variable.Text} {variable.Parent[Part.Type].Text}";

    /// <summary>Uses in the same file, and in files that import it.</summary>
    IEnumerable<Code> Uses(Code variable, string name) =>
        sources
            .Code.Names(name)
            .Where(use =>
                use != variable
                && (
                    use.File == variable.File
                    || sources.Code.Definition(use) is { Exists: true } declared
                        && (declared == variable || declared == variable[Part.Target])
                )
                && sources.IsDeployed(use.File)
            );

    static Code WriteOf(Code use)
    {
        var member = use.Parent;
        if (member.Kind is CodeKind.Member && member.Receiver == use)
        {
            var call = member.Parent;
            if (
                call.Kind is CodeKind.Call
                && call.Callee == member
                && member.Name is "set" or "getOrSet" or "TryAdd" or "AddOrUpdate" or "GetOrAdd" or "Set" or "setdefault"
            )
                return call;
        }
        var target = use.Parent;
        return
            target.Kind is CodeKind.Index
            && target.Receiver == use
            && target.Part is Part.Target
            && target.Parent.Kind is CodeKind.Assignment
            ? target.Parent
            : default;
    }

    static Code ClearOf(Code use)
    {
        var member = use.Parent;
        return
            member.Kind is CodeKind.Member
            && member.Receiver == use
            && member.Parent.Kind is CodeKind.Call
            && member.Parent.Callee == member
            && member.Name
                is "delete"
                    or "clear"
                    or "del"
                    or "pop"
                    or "remove"
                    or "TryRemove"
                    or "Remove"
                    or "Clear"
                    or "flushAll"
                    or "reset"
            ? member.Parent
            : default;
    }

    static Code KeyOf(Code write) => write.Kind is CodeKind.Assignment ? write[Part.Target][Part.Key] : write.ArgumentAt(0);

    /// <summary>What is cleared where it is kept, or by its age, is upkeep, and not an answer to a change.</summary>
    static bool IsUpkeep(Code clear, List<Code> writes)
    {
        var function = clear.Enclosing(CodeKind.Function);
        return !function.Exists
            || writes.Exists(write => function.Contains(write))
            || Upkeep().IsMatch(function.Name)
            || Clocked().IsMatch(function.Text);
    }

    (CacheLife, TimeSpan?) OfLibrary(Code made)
    {
        if (made.ArgumentNamed("ttl") is { Exists: true } seconds)
            return (CacheLife.Ends, Lifetimes.Seconds(lifetimes.Number(seconds)));
        if (made.Callee.Name is "TTLCache")
            return (CacheLife.Ends, Lifetimes.Seconds(lifetimes.Number(made.ArgumentAt(1))));
        var options = sources.Code.ObjectOf(made.ArgumentAt(0));
        foreach (var name in new[] { "ttl", "stdTTL", "maxAge" })
            if (options.Exists && sources.Code.Entry(options, name) is { Exists: true } entry)
                return (
                    CacheLife.Ends,
                    name is "stdTTL" ? Lifetimes.Seconds(lifetimes.Number(entry)) : Lifetimes.Milliseconds(lifetimes.Number(entry))
                );
        return made.Callee.Name is "Keyv" or "MemoryCache" || made.Arguments.Any() && !options.Exists
            ? (CacheLife.Unknown, null)
            : (CacheLife.Endless, null);
    }

    (CacheLife, TimeSpan?) OfHand(CodeFile file) =>
        lifetimes.OfFile(file) is { } stated ? (CacheLife.Ends, stated)
        : Lifetimes.ComparesTimes(file) ? (CacheLife.Unknown, null)
        : (CacheLife.Endless, null);

    const RegexOptions Plain = RegexOptions.CultureInvariant;

    /// <summary>What is known of types and methods stays true as long as the process runs: it is no copy of anything that changes.</summary>
    [GeneratedRegex(
        @"Dictionary<\s*\(?\s*(?:System\.(?:Reflection\.)?)?(?:Type|MethodInfo|PropertyInfo|FieldInfo|ConstructorInfo|Assembly|RuntimeTypeHandle)\b",
        Plain,
        10_000
    )]
    private static partial Regex KeyedByCode();

    [GeneratedRegex(@"(?:^|_)(?:cache[ds]?|memo(?:ized)?)(?:$|_)", Plain, 10_000)]
    private static partial Regex Caches();

    /// <summary>Counters of limits, clients of other services, compiled things, and what one request remembers.</summary>
    [GeneratedRegex(
        @"limit|throttl|attempt|client|connection|regex|pattern|template|compiled|schema|jwks?|public_?key|module|import|request_cache|formatter|translation|i18n|font|icon",
        Plain,
        10_000
    )]
    private static partial Regex Others();

    [GeneratedRegex(@"clean|prune|evict|expire|sweep|purge_?old|gc\b|trim|reset_?for_?test", Plain | RegexOptions.IgnoreCase, 10_000)]
    private static partial Regex Upkeep();

    [GeneratedRegex(@"Date\.now\(\)|time\.time\(\)|UtcNow", Plain, 10_000)]
    private static partial Regex Clocked();
}
