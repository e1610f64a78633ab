using System.Text.RegularExpressions;
using Shipworthy.Extractors.Connections;
using Shipworthy.Extractors.Deployables;
using Shipworthy.Extractors.Endpoints;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Caches;

/// <summary>
/// Joins the places that keep copies with what the copies are made of, the code that changes that, the ways in that lead to them and the copies in which their part runs
/// (rubric 7.5).
/// </summary>
public sealed partial class CachesOfTheApp : ICombiner
{
    /// <inheritdoc/>
    public ImmutableArray<Type> Teaches => [typeof(CacheFamily)];

    /// <inheritdoc/>
    public void Combine(Sources sources, App known, Learner learn)
    {
        var shipped = sources.Clients.SelectMany(client => client.Files).Select(file => file.Path).ToHashSet(StringComparer.Ordinal);
        bool Serves(CodeFile file) =>
            sources.IsDeployed(file)
            && !ClientsInCode.IsTool(file.Path)
            && sources.Code.IsReachable(file)
            && (!shipped.Contains(file.Path) || MadeOnServers().IsMatch(file.Path))
            && !file.Text.AsSpan(0, Math.Min(200, file.Text.Length)).Contains("use client", StringComparison.Ordinal)
            && !Hook().IsMatch(file.Path);
        var parts = new PartsOfTheApp(known.Deployables);
        var copies = new CopiesOfParts(sources, known);
        var sites = new StoresOfProcesses(sources, Serves)
            .All()
            .Concat(new SharedStores(sources, Serves).All())
            .Concat(new KeptResults(sources, Serves).All())
            .DistinctBy(site => site.At)
            .ToList();
        if (sites.Count > 0)
        {
            var contents = new CacheContents(sources, Serves);
            var times = new Dictionary<string, int>(StringComparer.Ordinal);
            foreach (var site in sites.OrderBy(site => site.At.File.Path, StringComparer.Ordinal).ThenBy(site => site.At.Start))
            {
                var part = parts.Of(site.At.File.Path) is { Serves: not Model.Serves.Files } held ? held : null;
                var (number, because) = part is null ? copies.OfAll() : copies.Of(part);
                var family = contents.Of(site) with { Copies = number, CopiesBecause = because };
                var time = times[family.Identity] = times.GetValueOrDefault(family.Identity) + 1;
                learn.Add(time == 1 ? family : family with { Suffix = $"#{time}" });
            }
        }
        foreach (var answer in CachedAnswers.In(sources, Serves).DistinctBy(one => (one.At.File, one.Header)))
            learn.Add(Of(answer));
        foreach (
            var one in known.InfraResources.Where(one =>
                one.IsInProduction && one.Type is "aws_cloudfront_distribution" or "AWS::CloudFront::Distribution"
            )
        )
            learn.CannotSee<CacheFamily>(one.At, "is a proxy that keeps answers; which ones, for how long and by which key was not judged");
        Unseen(sources, known, learn, Serves);
    }

    /// <summary>
    /// Whose an answer is shows the endpoint around it; one that is only kept under a condition may be the one for strangers. A choice by the method is no such condition.
    /// </summary>
    static CacheFamily Of(CachedAnswer answer)
    {
        var function = answer.At.Enclosing(CodeKind.Function);
        ChoiceOfMethod? choice = null;
        var isChosen = false;
        for (var (at, below) = (answer.At.Parent, answer.At); at.Exists && at != function; (below, at) = (at, at.Parent))
            if (at.Kind is CodeKind.Conditional or CodeKind.Branch)
            {
                if (
                    at.Kind is CodeKind.Branch
                    && OfMethod().IsMatch((at[Part.Condition] is { Exists: true } asked ? asked : at[Part.Subject]).Text)
                )
                    choice ??= new(at.At.Line, below.At.Line);
                else
                    isChosen = true;
            }
        return new(answer.At.At, answer.Header, CacheStore.Proxy)
        {
            Life = CacheLife.Ends,
            Lifetime = answer.Lifetime,
            Source = answer.IsImmutable ? CacheSource.Constant : CacheSource.Unknown,
            Owner = answer.IsImmutable ? CacheOwner.Everybody : CacheOwner.Unknown,
            OwnerBecause = "lets proxies keep an answer, and whether it depends on who asks could not be told",
            AnswersFrom = function.Exists && !isChosen ? function.At.Line : null,
            ByMethod = choice,
            ClearingUnknown = true,
        };
    }

    /// <summary>Parts in other languages, and libraries that cache in ways that are not read.</summary>
    static void Unseen(Sources sources, App known, Learner learn, Func<CodeFile, bool> serves)
    {
        foreach (var part in known.Deployables.Where(part => part.NotSeen is not null && part.Serves is not Model.Serves.Files))
            learn.CannotSee<CacheFamily>(part.At, $"{part.Name} {part.NotSeen}, so what it caches could not be read");
        foreach (var file in sources.Code.Files.Where(serves))
            if (Others().Match(file.Text) is { Success: true } match && sources.Tree.Find(file.Path) is { } source)
                learn.CannotSee<CacheFamily>(source.At(match.Index), $"caches by {match.Groups["name"].Value.Trim()}, which is not read");
            else if (Members().Match(file.Text) is { Success: true } member && sources.Tree.Find(file.Path) is { } holder)
                learn.CannotSee<CacheFamily>(
                    holder.At(member.Index),
                    "keeps values in a member of an object, whose lifetime was not followed"
                );
        foreach (
            var schema in sources.Tree.Files.Where(file =>
                file.Role is not (FileRole.Test or FileRole.Example or FileRole.Vendored or FileRole.Docs)
            )
        )
            if (
                (schema.Name.EndsWith(".sql", StringComparison.Ordinal) || schema.Name.EndsWith(".prisma", StringComparison.Ordinal))
                && Tables().Match(schema.Text) is { Success: true } table
            )
                learn.CannotSee<CacheFamily>(
                    schema.At(table.Index),
                    "keeps copies in a table or a view of the database, which is not judged"
                );
    }

    const RegexOptions Plain = RegexOptions.CultureInvariant;

    /// <summary>A condition that asks for the method of the call and nothing else.</summary>
    [GeneratedRegex(
        @"^\(?\s*(?:(?:req|request|event|ctx|context)\.)?(?:request\.)?(?:method|httpMethod)\s*(?:[=!]==?\s*['""][A-Za-z]+['""])?\s*\)?$",
        Plain,
        10_000
    )]
    private static partial Regex OfMethod();

    /// <summary>A member of a class that is named a cache and holds a collection: it lives as long as the object, and that as long as who holds it.</summary>
    [GeneratedRegex(
        @"^[ \t]+(?:(?:private|protected|public|readonly)\s+)+\w*[cC]ache\w*\s*(?::[^=;\n]{0,120})?=\s*(?:new\s+(?:Map|\w*Dictionary)|\{\s*\})|^[ \t]+(?:private|protected|public)[^;=()\n]{0,40}Dictionary<[^;=\n]{1,120}>\s+\w*[cC]ache\w*\s*=|\b(?:this|self)\.#?_?\w*[cC]ache\w*\s*=\s*(?:new\s+Map|\{\s*\}|dict\()",
        Plain | RegexOptions.Multiline,
        10_000
    )]
    private static partial Regex Members();

    [GeneratedRegex(
        @"^\s*model\s+\w*Cache\w*\s*\{|\bcreate\s+(?:unlogged\s+)?table\s+(?:if\s+not\s+exists\s+)?[\w.""`]*cache\w*|\bcreate\s+materialized\s+view\b",
        Plain | RegexOptions.Multiline | RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex Tables();

    /// <summary>Files that frameworks run on servers, though parts of them may be shipped.</summary>
    [GeneratedRegex(@"(?:^|/)(?:app|pages)/(?:.*/)?(?:api/.*|route|page|layout)\.[jt]sx?$|(?:^|/)api/|\.server\.[jt]sx?$", Plain, 10_000)]
    private static partial Regex MadeOnServers();

    [GeneratedRegex(@"(?:^|/)(?:hooks|components|stores?)/|(?:^|/)use-?[A-Z_a-z]\w*\.[jt]sx?$", Plain, 10_000)]
    private static partial Regex Hook();

    [GeneratedRegex(
        @"^\s*['""](?<name>use cache)['""]|(?<name>defineCached(?:EventHandler|Function)|cachedEventHandler)\(|(?:from|require\()\s*\(?['""](?<name>memoizee|p-memoize|cachified|@epic-web/cachified|cache-manager|apicache|cacheable|@nestjs/cache-manager|memoize-one|moize)['""]|^(?:from|import)\s+(?<name>fastapi_cache|aiocache|flask_caching|cachetools|dogpile|cashews)|(?<name>\bcache_page\b)\(|(?<name>IFusionCache|EasyCaching)|\[(?<name>OutputCache|ResponseCache)\((?![^)]*NoStore\s*=\s*true)|(?<name>cacheStrategy)\s*:\s*\{",
        Plain | RegexOptions.Multiline,
        10_000
    )]
    private static partial Regex Others();
}
