using System.Text.RegularExpressions;
using Shipworthy.Extractors.Queries.Tracing;

namespace Shipworthy.Extractors.Queries;

/// <summary>
/// Learns which queries of the app are written by hand and change from call to call, and what their changing parts are; and by which libraries the app asks its data stores
/// otherwise.
/// </summary>
public sealed partial class QueriesInCode : IExtractor
{
    /// <inheritdoc/>
    public ImmutableArray<Type> Teaches => [typeof(DynamicQuery), typeof(DataLibrary)];

    const int MostSteps = 12;

    /// <inheritdoc/>
    public void Extract(Sources sources, Learner learn)
    {
        var trace = new ValueTrace(sources);
        var libraries = new CountedLibraries(sources);
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        var sites = AllQueryFinders
            .All.SelectMany(finder => finder.Find(sources))
            .Where(site => sources.IsDeployed(site.Call.File) && sources.RunsInProduction(site.Call))
            .DistinctBy(site => site.Text)
            .OrderBy(site => site.Call.File.Path, StringComparer.Ordinal)
            .ThenBy(site => site.Call.Start);
        foreach (var site in sites)
        {
            if (Of(sources, site, trace) is not { } query)
            {
                if (site.Grammar is QueryGrammar.Sql)
                    libraries.TakeText(site);
                continue;
            }
            if (query.Value is QueryValue.Operator)
                libraries.Take(site);
            var times = seen[query.Identity] = seen.GetValueOrDefault(query.Identity) + 1;
            learn.Add(times == 1 ? query : query with { Suffix = $"#{times}" });
        }
        libraries.TakeCalls();
        foreach (var library in libraries.All)
            learn.Add(library);
        if (libraries.All.Count == 0 && seen.Count == 0 && libraries.Unseen is { } unseen)
            learn.CannotSee<DataLibrary>(unseen.At, unseen.Because);
        foreach (var file in sources.Code.Files)
            if (file.NotParsed is { } reason && sources.IsDeployed(file) && Asks().IsMatch(sources.Tree.Find(file.Path)?.Text ?? ""))
                learn.CannotSee<DynamicQuery>(Location.File(file.Path), $"was not read as code: {reason}");
    }

    /// <summary>The query that a place is; null where its text is the same each time, or it takes no text from others.</summary>
    static DynamicQuery? Of(Sources sources, QuerySite site, ValueTrace trace)
    {
        if (site.IsBound)
            return IsBoundAndChanging(site) ? Query(sources, site, new(QueryValue.Bound, default)) : null;
        var traced = trace.Of(site.Text);
        if (traced.Kind is QueryValue.Constant)
            return null;
        if (site.Grammar is QueryGrammar.Document)
            return traced is { Kind: QueryValue.Sent, MayBeObject: true } && !(traced.IsEntry && site.Library is "Prisma")
                    ? Query(sources, site, Unvalidated(site, traced))
                : traced.Kind is QueryValue.Unknown && !traced.IsEntry && site.Library is not "Prisma" ? Query(sources, site, traced)
                : null;
        if (traced is { LacksCommas: true } && site.Grammar is QueryGrammar.Filter)
            traced = traced with { Kind = QueryValue.Listed };
        return Query(sources, site, traced);
    }

    static bool IsBoundAndChanging(QuerySite site) =>
        site.Text.Kind is CodeKind.Template && site.Text.Children.Any(one => one.Kind is not CodeKind.Literal);

    /// <summary>An object that was looked at by a validator before is not known to keep its operators.</summary>
    static Traced Unvalidated(QuerySite site, Traced traced) =>
        site.Call.Enclosing(CodeKind.Function) is { Exists: true } function && Validates().IsMatch(function.Text)
            ? Traced.Unknown(traced.At, $"takes {ValueTrace.Short(traced.At)}, and what its validator admits was not followed")
            : traced;

    static DynamicQuery Query(Sources sources, QuerySite site, Traced traced) =>
        new(site.Call.At, site.Api.Length > 0 ? site.Api : ApiOf(site.Call), site.Grammar)
        {
            Function = Callers.NameOf(site.Call.Enclosing(CodeKind.Function)),
            Value = traced.Kind,
            Name = NameOf(traced),
            Way = WayOf(site, traced),
            Because = traced.Because,
            IsName = Named().IsMatch(traced.Before),
            Runner = RunnerOf(sources, site),
        };

    /// <summary>The lines that a part passes from where it comes in to the query, in this order, each once.</summary>
    static ImmutableArray<Location> WayOf(QuerySite site, Traced traced)
    {
        var steps = new List<Location>();
        for (var step = traced.Way; step is not null && steps.Count < MostSteps; step = step.Before)
            steps.Add(step.At.At);
        if (traced.At.Exists)
            steps.Add(traced.At.At);
        steps.Reverse();
        return
        [
            .. steps
                .DistinctBy(step => (step.Path, step.Line))
                .Where(step => step.Path != site.Call.At.Path || step.Line != site.Call.At.Line),
        ];
    }

    /// <summary>What a part is called where it comes in; where all that is sent comes in there, what it is called where it is used.</summary>
    static string NameOf(Traced traced) =>
        !traced.At.Exists ? ""
        : traced.Piece.Length > 0 && traced.Kind is not (QueryValue.Sent or QueryValue.Stored) ? traced.Piece
        : traced.Piece.Length > 0 && Whole().IsMatch(ValueTrace.Short(traced.At)) ? traced.Piece
        : ValueTrace.Short(traced.At);

    static QueryRunner RunnerOf(Sources sources, QuerySite site) =>
        !sources.Code.IsReachable(site.Call.File) ? QueryRunner.Nothing
        : site.Grammar is QueryGrammar.Filter
        && (sources.Clients.Any(client => client.Holds(site.Call.At)) || Hooks().IsMatch(site.Call.File.Text))
            ? QueryRunner.Client
        : QueryRunner.Server;

    static string ApiOf(Code call)
    {
        var dotted = call.Callee.DottedName;
        return dotted.Length is > 0 and <= 40 ? dotted
            : call.Receiver.Name.Length > 0 ? $"{call.Receiver.Name}.{call.Callee.Name}"
            : call.Callee.Name;
    }

    [GeneratedRegex(
        @"(?:^|\.)(?:url|json\(\)|form|GET|POST|body|query|args|params|data|input|formData\(\)|get_json\(\)|searchParams)$|\(.*\)$|^an expression$",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Whole();

    /// <summary>What only code in a browser or on a phone does.</summary>
    [GeneratedRegex(
        @"\b(?:useState|useEffect|useCallback|useQuery|useContext|createContext)\s*[(<]|^['""]use client['""]",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Hooks();

    /// <summary>What stands before a part that is a name, a direction or a limit.</summary>
    [GeneratedRegex(
        @"\b(?:order\s+by|group\s+by|limit|offset|from|into|update|join|table|top|select|distinct|set|collate|truncate)\s+[""`\[(]?$|\border\s+by\s[^'()=<>]*$|\binto\s+\S+\s*\([^')]*$|\bset\s+(?:\w+\s*=\s*\S+\s*,\s*)*$",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex Named();

    [GeneratedRegex(
        @"validationResult\(|\.validate(?:Async)?\(|[sS]afeParse\(|(?<!\b(?:JSON|Date|path|url|URL|qs|querystring|csv|Papa|dotenv|yaml|YAML))\.parse(?:Async)?\(|typeof\s",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Validates();

    [GeneratedRegex(
        @"\bselect\b[\s\S]{1,200}\bfrom\b|\binsert\s+into\b|\bdelete\s+from\b",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex Asks();
}
