using System.Text.RegularExpressions;
using Shipworthy.Extractors.Audit;
using Shipworthy.Extractors.Endpoints.Steps;
using Shipworthy.Extractors.Queries;
using Shipworthy.Extractors.Queries.Tables;

namespace Shipworthy.Extractors.Caches;

/// <summary>Tells what a cached value is made of, who changes that, and whose it is.</summary>
sealed partial class CacheContents
{
    readonly Sources sources;
    readonly QueryWalk walk;
    readonly Clearing clearing;
    readonly Lazy<ImmutableArray<SourceChange>> changes;

    /// <summary>A reader for an app.</summary>
    public CacheContents(Sources sources, Func<CodeFile, bool> serves)
    {
        this.sources = sources;
        clearing = new(sources.Code);
        walk = new(sources, new PathReader(sources), new IndexedSchema(sources));
        changes = new(() => [.. sources.Code.Files.Where(file => serves(file) && Changes().IsMatch(file.Text)).SelectMany(ChangesIn)]);
    }

    /// <summary>What is known of a kind of cached value.</summary>
    public CacheFamily Of(CacheSite site)
    {
        var makers = MakersOf(site).ToList();
        var text = string.Concat(makers.Select(one => one.Text));
        var queries = makers
            .SelectMany(one => one.Kind is CodeKind.Function ? walk.Of(one) : walk.In(one.File))
            .Where(one => !one.IsWrite && !makers.Exists(maker => IsBeforeLookup(one.At, maker, site)))
            .ToList();
        var tables = queries.Select(one => one.Shape?.Model ?? "").Where(name => name.Length > 0).Distinct(StringComparer.Ordinal).ToList();
        var (source, of) = SourceOf(queries, tables, text);
        var changing = source is CacheSource.OwnData or CacheSource.Totals
            ? changes
                .Value.Where(one =>
                    tables.Contains(one.Model, StringComparer.Ordinal) && one.Concerns(text) && (!one.IsInsert || !IsKeyed(site))
                )
                .ToList()
            : [];
        var clears = site.Clears.Where(clear => IsOfKey(clear, site)).ToImmutableArray();
        // A clear whose key could not be told may be this one's.
        var perhaps = site.Clears.Where(clear => clears.Contains(clear) || Beginning(clear).Length == 0).ToImmutableArray();
        var change = changing.FirstOrDefault(one => !clearing.Follows(one.At, perhaps));
        var (owner, because) = OwnerOf(site, makers, text, queries);
        return new(site.At.At, site.Name, site.Store)
        {
            Life = site.Life,
            Lifetime = site.Lifetime,
            Source = source,
            Of = of,
            IsSensitive = Sensitive().IsMatch(Words.Snake(of + " " + site.Name)),
            Owner = owner,
            OwnerBecause = because,
            ClearedAt = (clears.IsEmpty ? perhaps : clears).FirstOrDefault() is { Exists: true } clear ? clear.At : null,
            ClearingUnknown = site.ClearingUnknown,
            EachChangeClears =
                changing.Count > 0
                && changing.TrueForAll(one => clearing.Follows(one.At, clears))
                && !changes.Value.Any(one => one.Model.Length == 0),
            ChangedAt = change.At.Exists ? change.At.At : null,
        };
    }

    /// <summary>Whether one value is kept for each key: a new row then changes no value that there is.</summary>
    bool IsKeyed(CacheSite site) => site.Keys.Length > 0 && site.Keys.All(key => !IsFixed(key));

    bool IsFixed(Code key) =>
        sources.Code.ValueOf(key) is Value.Text || (key.Kind is CodeKind.Array && key.Children.All(one => one.Kind is CodeKind.Literal));

    /// <summary>Whether a call clears this kind of value and not another one of the same store: it clears all, or a key that begins like this one's.</summary>
    bool IsOfKey(Code clear, CacheSite site) =>
        !clear.Arguments.Any() || site.Maker.Exists || site.Keys.Any(key => CacheKeys.MayBeSame(sources.Code, key, clear.ArgumentAt(0)));

    string Beginning(Code clear) => CacheKeys.BeginningOf(sources.Code, clear.ArgumentAt(0));

    /// <summary>The functions that make a value: those around the places that keep it, and the callers of one that only keeps what it is given.</summary>
    IEnumerable<Code> MakersOf(CacheSite site)
    {
        if (site.Maker.Exists)
            return [site.Maker];
        var around = site.Writes.Select(one => one.Enclosing(CodeKind.Function)).Where(one => one.Exists).Distinct().ToList();
        return around
            .SelectMany(one =>
                OnlyKeeps(one)
                    ? sources
                        .Code.CallersOf(one)
                        .Select(call => call.Enclosing(CodeKind.Function))
                        .Where(caller => caller.Exists)
                        .Append(one)
                    : [one]
            )
            .Distinct();
    }

    /// <summary>Whether a query runs before the store is asked: what it finds decides who gets the value, and is no part of it.</summary>
    static bool IsBeforeLookup(Code query, Code maker, CacheSite site) =>
        maker.Contains(query)
        && maker
            .Descendants(CodeKind.Call)
            .Where(one =>
                one.Callee is { Kind: CodeKind.Member, Name: "get" or "has" }
                && site.Writes.Any(write => write.Callee.Kind is CodeKind.Member && write.Receiver.Text == one.Receiver.Text)
            )
            .Select(one => one.Start)
            .DefaultIfEmpty(-1)
            .Min() > query.Start;

    static bool OnlyKeeps(Code function) => function.Text.Length < 900 && !function.Descendants(CodeKind.Await).Any();

    static (CacheSource, string) SourceOf(List<FoundQuery> queries, List<string> tables, string text)
    {
        if (queries.Count > 0)
        {
            var isTotals = queries.TrueForAll(one => Totals().IsMatch(one.At.Callee.Name));
            return tables.Count == 0
                ? (CacheSource.Unknown, "")
                : (isTotals ? CacheSource.Totals : CacheSource.OwnData, string.Join(", ", tables.Take(3)));
        }
        return Sessions().IsMatch(text) ? (CacheSource.OwnData, "sessions")
            : Elsewhere().IsMatch(text) && Foreign().IsMatch(text) && !Database().IsMatch(text) ? (CacheSource.Others, "")
            : (CacheSource.Unknown, "");
    }

    /// <summary>
    /// Whether the key tells people or tenants apart. What names nobody in the code that makes it is everybody's; what names somebody without the key doing so may leak.
    /// </summary>
    (CacheOwner, string) OwnerOf(CacheSite site, List<Code> makers, string text, List<FoundQuery> queries)
    {
        var keys = string.Join(' ', site.Keys.Select(KeyText));
        if (Identity().IsMatch(keys))
            return (CacheOwner.InKey, "");
        if (!Identity().IsMatch(text) && !Caller().IsMatch(text))
            return (CacheOwner.Everybody, "");
        var isFixed = site.Keys.Length > 0 && site.Keys.All(IsFixed);
        var person = makers
            .SelectMany(one => one.All(Part.Parameter))
            .FirstOrDefault(parameter =>
                Person().IsMatch(parameter.Name)
                && queries.Exists(query => query.Key.Descendants(CodeKind.Name).Any(one => one.Name == parameter.Name))
            );
        if (site.Maker.Kind is CodeKind.Function)
            // What a framework remembers of a function, it remembers for each of its arguments.
            return person.Exists && !Caller().IsMatch(text)
                ? (CacheOwner.InKey, "")
                : (
                    CacheOwner.Unknown,
                    "is made by code that speaks of its caller, and whether its key tells callers apart could not be told"
                );
        return isFixed && person.Exists
            ? (CacheOwner.NotInKey, $"keeps under one key what is asked for one {person.Name}")
            : (
                CacheOwner.Unknown,
                "is made by code that speaks of people or tenants, and whether its key tells them apart could not be told"
            );
    }

    /// <summary>A key as it is written, with what a name stands for in the same function.</summary>
    string KeyText(Code key) =>
        key.Text
        + (
            key.Kind is CodeKind.Name && sources.Code.Definition(key) is { Exists: true, Kind: CodeKind.Variable } variable
                ? " " + variable[Part.Value].Text
                : ""
        );

    const RegexOptions Plain = RegexOptions.CultureInvariant;

    [GeneratedRegex(
        @"\b(?:create|insert|update|upsert|delete|save|Add|Remove|SaveChanges\w*|bulk_create|commit|set|destroy)\w*\s*\(",
        Plain,
        10_000
    )]
    private static partial Regex Changes();

    [GeneratedRegex(
        @"^(?:count|aggregate|groupBy|sum|avg|estimatedDocumentCount|countDocuments|CountAsync|SumAsync|distinct)$",
        Plain,
        10_000
    )]
    private static partial Regex Totals();

    [GeneratedRegex(@"\bgetServerSession\(|\bgetSession\(|auth\.api\.|\bgetUser\(", Plain, 10_000)]
    private static partial Regex Sessions();

    [GeneratedRegex(
        @"\bfetch\(|axios|\bgot\(|\bky\(|requests\.(?:get|post)|httpx\.|HttpClient|generateText\(|generateObject\(|openai\.|anthropic\.|\.chat\.completions|urlopen",
        Plain,
        10_000
    )]
    private static partial Regex Elsewhere();

    /// <summary>An address outside, or a model; an address from settings may be the app's own.</summary>
    [GeneratedRegex(
        @"https://(?!localhost|127\.)[a-z0-9]|generateText\(|generateObject\(|openai\.|anthropic\.|\.chat\.completions",
        Plain,
        10_000
    )]
    private static partial Regex Foreign();

    [GeneratedRegex(
        @"prisma\.|\bdb\.|supabase|\.objects\.|session\.(?:exec|query)|_?(?:db)?[cC]ontext\.|pool\.query|knex|repository|[mM]odel\.find",
        Plain,
        10_000
    )]
    private static partial Regex Database();

    [GeneratedRegex(
        @"(?:user|tenant|org(?:anization)?|workspace|account|team|customer|member|profile|session|owner|company|viewer)_?(?:[iI][dD]|[sS]lug|[kK]ey|[eE]mail|\.id|\.pk)?\b|authHeader|cookie",
        Plain | RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex Identity();

    [GeneratedRegex(
        @"\bauth\(\)|\bcookies\(\)|\bheaders\(\)|getSession|getServerSession|currentUser|req\.user|request\.user|HttpContext\.User|ClaimsPrincipal",
        Plain,
        10_000
    )]
    private static partial Regex Caller();

    [GeneratedRegex(@"^(?:user|tenant|org(?:anization)?|workspace|account|customer)_?(?:id)?$", Plain | RegexOptions.IgnoreCase, 10_000)]
    private static partial Regex Person();

    [GeneratedRegex(
        @"session|user|member|role|permission|auth|tenant|account|subscription|plan|price|stock|balance|credit|invoice|order|payment|inventory|quota|entitle",
        Plain | RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex Sensitive();
}
