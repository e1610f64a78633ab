using System.Text.RegularExpressions;

namespace Shipworthy.Extractors.Caches;

/// <summary>Results of functions, fetches and pages that Next.js and Python keep.</summary>
sealed partial class KeptResults(Sources sources, Func<CodeFile, bool> serves)
{
    readonly Lifetimes lifetimes = new(sources.Code);

    /// <summary>All of them.</summary>
    public IEnumerable<CacheSite> All() => InPython().Concat(InNext());

    IEnumerable<Code> Calls(params string[] names) => sources.Code.Calls(names).Where(call => serves(call.File));

    /// <summary>Functions whose result Python remembers; only those that ask something of others are caches of data.</summary>
    IEnumerable<CacheSite> InPython()
    {
        foreach (var function in sources.Code.All(CodeKind.Function))
            if (
                function.File.Language is Language.Python
                && serves(function.File)
                && function.All(Part.Decorator).FirstOrDefault(one => one.Name is "lru_cache" or "cache" or "cached" or "alru_cache")
                    is { Exists: true } mark
                && !Settings().IsMatch(function.Name)
                && Asks().IsMatch(function.Text)
            )
                yield return new(function, function.Name, CacheStore.Process)
                {
                    Maker = function,
                    Keys = [.. function.All(Part.Parameter)],
                    Life = mark.Name is "cached" or "alru_cache" ? CacheLife.Unknown : CacheLife.Endless,
                    Clears = [.. Calls("cache_clear").Where(call => call.Receiver.Name == function.Name)],
                };
    }

    IEnumerable<CacheSite> InNext()
    {
        foreach (var call in Calls("unstable_cache"))
        {
            var options = sources.Code.ObjectOf(call.ArgumentAt(2));
            var revalidate = options.Exists ? sources.Code.Entry(options, "revalidate") : default;
            var lifetime = Lifetimes.Seconds(lifetimes.Number(revalidate));
            var tags = options.Exists ? sources.Code.Entry(options, "tags") : default;
            var texts = tags.Descendants(CodeKind.Literal).Select(one => one.String).OfType<string>().ToHashSet(StringComparer.Ordinal);
            yield return new(call, NameOf(call), CacheStore.Shared)
            {
                Maker = sources.Code.FunctionOf(call.ArgumentAt(0)),
                Keys = [call.ArgumentAt(1)],
                Life =
                    lifetime is not null ? CacheLife.Ends
                    : revalidate.Exists && revalidate.Text is not "false" ? CacheLife.Unknown
                    : CacheLife.Endless,
                Lifetime = lifetime,
                Clears =
                [
                    .. Calls("revalidateTag", "updateTag", "expireTag")
                        .Where(one => one.ArgumentAt(0).String is not { } tag || texts.Contains(tag)),
                ],
                ClearingUnknown = tags.Exists && texts.Count == 0,
            };
        }
        foreach (var call in Calls("fetch"))
            if (call.ArgumentAt(1) is { Kind: CodeKind.Object } given)
            {
                var revalidate = sources.Code.Entry(sources.Code.ObjectOf(sources.Code.Entry(given, "next")), "revalidate");
                var isForced = given.Property("cache")[Part.Value].String is "force-cache";
                if ((!revalidate.Exists && !isForced) || lifetimes.Number(revalidate) is 0)
                    continue;
                var lifetime = Lifetimes.Seconds(lifetimes.Number(revalidate));
                yield return new(call, SharedStores.Short(call.ArgumentAt(0)), CacheStore.Shared)
                {
                    Maker = call.Enclosing(CodeKind.Function),
                    Keys = [call.ArgumentAt(0)],
                    Life =
                        lifetime is not null ? CacheLife.Ends
                        : revalidate.Exists ? CacheLife.Unknown
                        : CacheLife.Endless,
                    Lifetime = lifetime,
                    Clears = [.. Calls("revalidateTag", "revalidatePath", "updateTag")],
                };
            }
        foreach (var export in sources.Code.All(CodeKind.Variable))
            if (
                export is { Name: "revalidate", Parent.Kind: CodeKind.Export }
                && serves(export.File)
                && RouteFile().IsMatch(export.File.Path)
                && Lifetimes.Seconds(lifetimes.Number(export)) is { } kept
            )
                yield return new(export, RouteFile().Replace(export.File.Path, ""), CacheStore.Shared)
                {
                    Maker = export.File.Root,
                    Life = CacheLife.Ends,
                    Lifetime = kept,
                    Clears = [.. Calls("revalidatePath", "revalidateTag", "updateTag")],
                };
    }

    static string NameOf(Code call) => call.Parent.Kind is CodeKind.Variable ? call.Parent.Name : SharedStores.Short(call.ArgumentAt(1));

    const RegexOptions Plain = RegexOptions.CultureInvariant;

    [GeneratedRegex(
        @"settings|config|env|engine|client|pool|logger|model|tokenizer|template|prompt|schema|regex|pattern",
        Plain | RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex Settings();

    [GeneratedRegex(@"\.objects\.|session\.(?:exec|execute|query|get|scalars)\(|db\.|cursor|requests\.|httpx\.|supabase\.", Plain, 10_000)]
    private static partial Regex Asks();

    [GeneratedRegex(@"/(?:page|layout|route)\.[jt]sx?$", Plain, 10_000)]
    private static partial Regex RouteFile();
}
