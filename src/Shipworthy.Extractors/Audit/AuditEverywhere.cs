using System.Text.RegularExpressions;
using Shipworthy.Extractors.Reading;
using Shipworthy.Extractors.Schema.Supabase;

namespace Shipworthy.Extractors.Audit;

/// <summary>
/// What records writes wherever they are made: an override or interceptor of Entity Framework, an extension of Prisma, a hook of Mongoose or SQLAlchemy, packages of Django, and
/// triggers of the database.
/// </summary>
sealed partial class AuditEverywhere
{
    readonly List<(Language Language, AuditRecord Record)> all = [];
    readonly HashSet<string> models = new(StringComparer.Ordinal);
    AuditRecord? ofModels;

    /// <summary>Looks for all of them.</summary>
    public AuditEverywhere(Sources sources, DataWrites writes, PathWalk walk)
    {
        var code = sources.Code;
        var audits = new AuditWrites(code, writes);
        foreach (var hook in HooksOf(code).Where(one => sources.IsDeployed(one.At.File)))
            if (walk.From(hook.Function).Select(audits.Of).FirstOrDefault(one => one is { Store: AuditStore.Table }) is { } record)
                all.Add((hook.At.File.Language, hook.IsSure ? record : record with { OnlyIf = $"{hook.Name} sees the change" }));
        MayRecord = code.All(CodeKind.Class)
            .Where(one =>
                Around().IsMatch(one.Name)
                && sources.IsDeployed(one.File)
                && (
                    IsInterceptor(one) && HandsOn().IsMatch(one.Text)
                    || walk.From(one).Any(node => audits.Of(node) is { } record && (record.Store is AuditStore.Table || TellsAct(node.At)))
                )
            )
            .Select(one => one.Name)
            .FirstOrDefault();
        OfDjango(sources);
        triggers.AddRange(TriggersOf(sources));
    }

    /// <summary>Where a script that is not replayed makes a trigger that may record what is written to a table; any table when none is given. Null when none does.</summary>
    public Location? TriggerOn(string? table) =>
        table is null
            ? triggers.Select(one => one.At).FirstOrDefault()
            : triggers.Where(one => one.Table == table).Select(one => one.At).FirstOrDefault();

    readonly List<(string Table, Location At)> triggers = [];

    /// <summary>A class that stands around calls and writes records of some; null when there is none.</summary>
    public string? MayRecord { get; }

    /// <summary>The record that is made of a write by itself; null when none is.</summary>
    public AuditRecord? Of(Code node, DataWrite? write)
    {
        if (node.Callee.Name is "ExecuteUpdateAsync" or "ExecuteDeleteAsync" or "ExecuteSqlRawAsync" or "ExecuteSqlInterpolatedAsync")
            return null;
        if (
            ofModels is { } package
            && write is { } change
            && models.Contains(change.Table)
            && !(node.Callee.Name is "update" && node.Text.Contains(".objects.", StringComparison.Ordinal))
        )
            return package;
        foreach (var (language, record) in all)
            if (IsSame(language, node.File.Language))
                return record;
        return null;
    }

    /// <summary>Whether a call hands on more than who is calling: when somebody was last seen is no record of what they did.</summary>
    static bool TellsAct(Code call) =>
        call.Kind is not (CodeKind.Call or CodeKind.New) || call.Arguments.Any(one => !OnlyWho().IsMatch(one.Text));

    static bool IsSame(Language one, Language other) =>
        one == other || (one is not (Language.CSharp or Language.Python) && other is not (Language.CSharp or Language.Python));

    readonly record struct Hook(Code At, Code Function, string Name, bool IsSure);

    static IEnumerable<Hook> HooksOf(CodeBase code)
    {
        foreach (var declared in code.All(CodeKind.Class).Where(one => one.File.Language is Language.CSharp))
        {
            var isContext = declared.All(Part.Base).Any(one => one.Name.EndsWith("DbContext", StringComparison.Ordinal));
            var isInterceptor =
                IsInterceptor(declared)
                && code.Files.Any(file =>
                    file != declared.File && file.Language is Language.CSharp && file.Text.Contains(declared.Name, StringComparison.Ordinal)
                );
            if (isContext || isInterceptor)
                foreach (var method in declared.All(Part.Element).Where(one => one.Kind is CodeKind.Function && Saving().IsMatch(one.Name)))
                    yield return new(declared, method, declared.Name, IsSure: true);
        }
        foreach (var call in code.Calls("$extends", "$use", "post", "pre", "plugin", "listen", "listens_for", "addHook"))
            if (
                call.Callee.Name is "$extends" or "$use"
                || (call.Callee.Kind is CodeKind.Member && Hooked().IsMatch(call.Receiver.Name))
                || (call.Callee.Name is "listens_for" or "listen" && call.File.Language is Language.Python)
            )
                foreach (var argument in call.Arguments)
                foreach (var function in argument.Kind is CodeKind.Object ? argument.Descendants(CodeKind.Function) : [argument])
                    if (function.Kind is CodeKind.Function || code.FunctionOf(function).Exists)
                        yield return new(call, function, $"a hook at {call.At.Path}", IsSure: false);
        foreach (var function in code.All(CodeKind.Function))
            if (
                function.File.Language is Language.Python
                && function.All(Part.Decorator).Any(one => one.Name is "listens_for" or "receiver")
            )
                yield return new(function, function, function.Name, IsSure: false);
    }

    /// <summary>Whether Entity Framework calls a class at each write. Where it hands on what it sees, another may write the record.</summary>
    static bool IsInterceptor(Code declared) =>
        declared.All(Part.Base).Any(one => one.Name is "SaveChangesInterceptor" or "ISaveChangesInterceptor");

    /// <summary>Types that take what an interceptor hands on.</summary>
    [GeneratedRegex(
        @"\b\w*Audit\w*(?:Publisher|Client|Service|Sink|Writer|Recorder|Logger|Store|Queue)\b|\b(?:ChannelWriter<|IPublishEndpoint\b|IMediator\b|IPublisher\b|I?EventBus\b)",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex HandsOn();

    void OfDjango(Sources sources)
    {
        var hasActor = false;
        foreach (var call in sources.Code.Calls("register"))
            if (call.File.Language is Language.Python && call.Receiver.Name is "auditlog" && call.ArgumentAt(0) is { Exists: true } model)
            {
                models.Add(Words.Table(model.Name.Length > 0 ? model.Name : "user"));
                hasActor |= Mentions(sources, "auditlog.middleware.AuditlogMiddleware");
                ofModels = new(AuditStore.Table, call.At, "django-auditlog");
            }
        foreach (var call in sources.Code.Calls("HistoricalRecords"))
            if (call.File.Language is Language.Python && call.Enclosing(CodeKind.Class) is { Exists: true } model)
            {
                models.Add(Words.Table(model.Name));
                hasActor |= Mentions(sources, "simple_history.middleware.HistoryRequestMiddleware");
                ofModels = new(AuditStore.Table, call.At, "django-simple-history");
            }
        if (ofModels is { } found && !hasActor)
            ofModels = found with { Missing = ["who did it"] };
    }

    static bool Mentions(Sources sources, string text) =>
        sources.Code.Files.Any(file => file.Language is Language.Python && file.Text.Contains(text, StringComparison.Ordinal));

    static IEnumerable<(string Table, Location At)> TriggersOf(Sources sources)
    {
        var read = sources.SupabaseProjects.SelectMany(project => project.Migrations).ToHashSet();
        foreach (var file in sources.Tree.Files)
            if (
                file.Name.EndsWith(".sql", StringComparison.OrdinalIgnoreCase)
                && file.Role is FileRole.Prod or FileRole.Infra or FileRole.Migration or FileRole.Script
                && !read.Contains(file)
                && file.Text is { Length: < 2_000_000 } text
                && Audit().IsMatch(text)
            )
                foreach (Match match in Trigger().Matches(text))
                    yield return (Words.Table(match.Groups[1].Value), file.AtLine(1));
    }

    [GeneratedRegex("^(?:SaveChanges(?:Async)?|SavingChanges(?:Async)?|SavedChanges(?:Async)?)$", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Saving();

    [GeneratedRegex(
        @"(?:Audit|Activity)\w*(?:Interceptor|Middleware|Filter|Subscriber|Behaviou?r|Listener|Mixin|Attribute)$",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Around();

    [GeneratedRegex(
        @"^(?:[\w.!?]*(?:user|caller|actor|account)(?:_?id|\.id|!|\?)*|[\w.]*(?:cancellation|token|ct))$",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex OnlyWho();

    [GeneratedRegex("schema|model|event", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 10_000)]
    private static partial Regex Hooked();

    [GeneratedRegex(
        @"create\s+(?:or\s+replace\s+)?(?:constraint\s+)?trigger\s[^;]{1,300}?\son\s+[""`\[]?(?:\w+[""`\]]?\.[""`\[]?)?(\w+)",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex Trigger();

    [GeneratedRegex(
        @"insert\s+into\s+[""`\[]?(?:\w+[""`\]]?\.[""`\[]?)?(?:\w*(?:audit|activity|history)\w*|(?:\w*_)?logs?)\b",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex Audit();
}
