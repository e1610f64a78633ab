using System.Text.RegularExpressions;
using Shipworthy.Extractors.Endpoints;
using Shipworthy.Extractors.Endpoints.Rows;
using Shipworthy.Extractors.Endpoints.Steps;
using Shipworthy.Extractors.Queries.Shapes;
using Shipworthy.Extractors.Queries.Tables;

namespace Shipworthy.Extractors.Queries;

/// <summary>
/// Reads the queries of an app from where they begin: endpoints, pages that a server renders, clients that ask a database by themselves, what runs on every command or every minute,
/// and rules of row security.
/// </summary>
sealed partial class QueriesOfApp
{
    readonly Sources sources;
    readonly RowsOfEndpoints rows;
    readonly QueryWalk walk;
    readonly FiltersOfTables filters;
    readonly LazyRelations lazy;
    readonly AnswersOfSerializers answers;
    readonly StaffOnly staff;
    readonly FieldsOfTypes fields;
    readonly CallsOfListItems callsOfItems;
    readonly IndexedSchema schema;
    readonly RulesOfValidators rules;
    readonly List<EndpointQueries> all = [];
    readonly Dictionary<string, Location> unread = new(StringComparer.Ordinal);

    /// <summary>A reader for an app.</summary>
    public QueriesOfApp(Sources sources, PathReader reader, RowsOfEndpoints rows)
    {
        this.sources = sources;
        this.rows = rows;
        schema = new(sources);
        rules = new(sources);
        walk = new(sources, reader, schema);
        filters = new(schema, new(sources));
        answers = new(sources);
        staff = new(sources.Code);
        lazy = new(sources.Code, schema, answers);
        fields = new(sources, walk);
        callsOfItems = new(sources.Code);
    }

    /// <summary>Reads an endpoint.</summary>
    public void Read(Route route, Endpoint endpoint)
    {
        if (route.IsPlatformSurface)
            return;
        var functions = rows.FunctionsOf(route.Handler, 4).Select(one => one.Function).ToList();
        functions.AddRange(route.Fields.SelectMany(field => rows.FunctionsOf(field.Handler, 4)).Select(one => one.Function));
        var found = functions.Distinct().SelectMany(one => walk.Of(one)).ToList();
        var before = route
            .Before.Where(step => step.What.Exists)
            .SelectMany(step => rows.FunctionsOf(step.What, 4))
            .SelectMany(one => walk.Of(one.Function))
            .Concat(rules.Before(functions).SelectMany(one => walk.Of(one)))
            .ToList();
        var answer = answers.Of(route, functions);
        var isCritical =
            !IsAside(endpoint)
            && !(endpoint.Caller is Caller.User && functions.Exists(staff.Has))
            && !ScheduledFunctions.Has(sources, endpoint.Route);
        Take(
            new EndpointQueries(endpoint.At, endpoint.Name)
            {
                Deployable = endpoint.Deployable,
                Suffix = endpoint.Suffix,
                IsCritical = isCritical,
                NotSeen =
                    endpoint.NotRead is { } lost && !AsksNothing().IsMatch(lost)
                        ? lost
                        : answer.NotSeen
                            ?? (answer.IsRead ? null : lazy.NotSeen(route, functions, found))
                            ?? walk.LookupsInLoops(functions),
            },
            [.. before, .. found],
            [.. lazy.Of(route, functions, found), .. answer.Repeats, .. fields.Of(route)],
            endpoint.Caller is Caller.User,
            answer.AsksRows
        );
    }

    /// <summary>Hands over what was read, and what begins elsewhere than at an endpoint.</summary>
    public void Teach(Learner learn)
    {
        ReadPages();
        ReadClients();
        foreach (var function in StandingWork.Of(sources.Code))
        foreach (var query in walk.Of(function))
            Filter(query, function.Enclosing(CodeKind.Class).Name);
        LookupsOfLibraries.AddTo(filters, sources, schema);
        PoliciesOfTables.AddTo(filters, sources);
        foreach (var one in all)
            learn.Add(one);
        foreach (var filter in filters.All)
            learn.Add(filter);
        foreach (var one in all.Where(one => one is { NotSeen: not null, IsCritical: true }))
            learn.CannotSee<TableFilter>(one.At, one.NotSeen!);
        foreach (var (because, at) in unread.OrderBy(one => one.Value.ToString(), StringComparer.Ordinal).Take(8))
            learn.CannotSee<TableFilter>(
                at,
                because.StartsWith("runs ", StringComparison.Ordinal) ? because : "asks the database in a way that could not be read"
            );
    }

    void Take(
        EndpointQueries endpoint,
        List<FoundQuery> found,
        IEnumerable<RepeatedQuery> lazily,
        bool knowsCaller = true,
        bool asksRows = false
    )
    {
        if (endpoint.IsCritical)
            foreach (var query in found)
                Filter(query, endpoint.Name, knowsCaller);
        var repeats = found
            .Select(RepeatOf)
            .OfType<RepeatedQuery>()
            .Concat(lazily)
            .DistinctBy(one => (one.At, one.Kind))
            .ToImmutableArray();
        if (found.Count > 0 || asksRows || !repeats.IsEmpty || endpoint.NotSeen is not null)
            all.Add(endpoint with { Repeats = repeats });
    }

    void Filter(FoundQuery query, string from, bool knowsCaller = false)
    {
        if (query.Shape is { } shape)
            filters.Add(shape, query.At.At, from, knowsCaller: knowsCaller);
        else if (query.At.Callee.Name is "rpc")
            unread.TryAdd(
                $"runs {(query.At.ArgumentAt(0).String ?? "a function of the database")}, whose statements were not read",
                query.At.At
            );
        else if (!query.IsWrite)
            unread.TryAdd($"{query.At.At}", query.At.At);
    }

    static RepeatedQuery? RepeatOf(FoundQuery query)
    {
        if (query.Loop is not { } loop)
            return null;
        // Prisma asks for all rows together that are looked for by key in one moment.
        if (query.Shape is { IsByKey: true } && loop.IsParallel)
            return null;
        return new(query.Standing.At, query.IsWrite ? RepeatKind.Write : RepeatKind.Read, loop.Bound)
        {
            Of =
                query.Shape is { Model.Length: > 0 } shape ? shape.Model
                : query.At.Callee.Name is "rpc" ? query.At.ArgumentAt(0).String ?? "a function of the database"
                : "the database",
            Over = Short(loop.Source.Text),
            LoopAt = loop.Node.At,
            QueryAt = query.At.At,
            OnlyRemark = loop.Remark,
        };
    }

    static string Short(string text)
    {
        var line = Spaces().Replace(text, " ");
        return line.Length > 50 ? line[..49] + "…" : line;
    }

    /// <summary>Pages and layouts that a server renders for each request.</summary>
    void ReadPages()
    {
        foreach (var file in sources.Code.Files.Where(file => Page().IsMatch(file.Path) && sources.IsDeployed(file) && !IsClient(file)))
        {
            var isOfComponents = file.Path.Contains("app/", StringComparison.Ordinal);
            var functions = file
                .Root.Descendants(CodeKind.Export)
                .Where(one =>
                    isOfComponents && one.Is(Modifiers.Default)
                    || Exported(one) is "getServerSideProps" or "loader" or "load" or "action" or "actions" or "generateMetadata"
                )
                .Select(one => one[Part.Value].Kind is CodeKind.Function ? one[Part.Value] : sources.Code.FunctionOf(one[Part.Value]))
                .Where(one => one.Exists)
                .ToList();
            var found = functions.SelectMany(one => walk.Of(one)).ToList();
            if (found.Count > 0)
                Take(new(functions[0].At, $"page {file.Path}") { IsCritical = !Aside().IsMatch(file.Path) }, found, []);
        }
    }

    static string Exported(Code export) => export[Part.Value].Name;

    static bool IsClient(CodeFile file) =>
        file.Text.AsSpan(0, Math.Min(200, file.Text.Length)).Contains("use client", StringComparison.Ordinal);

    /// <summary>Code of clients that asks a database by itself.</summary>
    void ReadClients()
    {
        var seen = new HashSet<CodeFile>();
        foreach (var client in sources.Clients)
        foreach (var file in client.Files)
        {
            if (!seen.Add(file) || !sources.IsDeployed(file))
                continue;
            var found = AsksItself(file) ? walk.In(file).ToList() : [];
            var items = callsOfItems.In(file).ToList();
            if (found.Count + items.Count > 0)
                Take(
                    new(file.At(file.Root), file.Path) { IsCritical = !Aside().IsMatch(file.Path) && !ForStaff().IsMatch(file.Text) },
                    found,
                    items
                );
        }
    }

    /// <summary>Whether a file names a database that browsers may ask.</summary>
    static bool AsksItself(CodeFile file) =>
        file.Text.Contains("supabase", StringComparison.OrdinalIgnoreCase) && file.Text.Contains(".from(", StringComparison.Ordinal)
        || file.Text.Contains(".rpc(", StringComparison.Ordinal);

    /// <summary>Whether an endpoint is for administrators, schedules or exports.</summary>
    static bool IsAside(Endpoint endpoint) =>
        Aside().IsMatch(endpoint.Route)
        || Aside().IsMatch(endpoint.At.Path)
        // A person looks at jobs that people do.
        || endpoint.Caller is not Caller.User && (Jobs().IsMatch(endpoint.Route) || Jobs().IsMatch(endpoint.At.Path))
        || endpoint.Rows.Reach is RowReach.AsksForRole && ForStaff().IsMatch(endpoint.Rows.Because)
        || ForStaff().IsMatch(endpoint.CallerBecause);

    [GeneratedRegex(
        @"(?:^|[/._-])(?:admin\w*|super-?admin|backoffice|cron\w*|schedul\w+|exports?|seed\w*|debug|maintenance|migrat\w+|internal|backfill|dev)(?:$|[/._-])",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex Aside();

    [GeneratedRegex(@"(?:^|(?<!\bby)[/.-])jobs?(?:$|[/._-])", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 10_000)]
    private static partial Regex Jobs();

    /// <summary>Words with which a page asks whether an administrator looks at it.</summary>
    [GeneratedRegex(
        @"super_?admin|isSuper\b|requireAdmin|AdminGuard|isAdmin\b|verifyAdmin|requireSupport\w*|adminAuth",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex ForStaff();

    [GeneratedRegex(
        @"(?:^|/)app/(?:.*/)?(?:page|layout|template|default)\.[jt]sx?$|\+(?:page|layout)(?:\.server)?\.[jt]s$|(?:^|/)pages/(?!api/).*\.[jt]sx$|(?:^|/)app/routes/.*\.[jt]sx?$",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Page();

    /// <summary>
    /// Calls that could not be followed and ask no database of the app: of lists and texts, of logs, of caches in Redis, of libraries for other things.
    /// </summary>
    [GeneratedRegex(
        @"^(?:push|pop|reduce|map|filter|some|every|find|forEach|flatMap|sort|slice|join|split|includes|concat|keys|values|entries|has|get|set|to[A-Z]\w+|trim\w*|replace\w*|match|test|Add|AddRange|Any|All|Single\w*|First\w*|Select|Where|Contains|OrderBy\w*|Entry|Log\w+|String[GS]et\w*|Key\w+Async|findMany|findFirst|findUnique|updateMany|deleteMany|upsert|createMany|append|extend|update|items|join|strip|lower|upper|format) could not be followed$|^what \S+ of (?!@prisma|pg|mysql|drizzle|typeorm|sequelize|knex|mongo|sqlalchemy|sqlmodel|django|psycopg|asyncpg|@supabase)\S+ does is not known$",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex AsksNothing();

    [GeneratedRegex(@"\s+", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Spaces();
}
