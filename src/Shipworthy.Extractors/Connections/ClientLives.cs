using System.Text.RegularExpressions;
using Shipworthy.Extractors.Endpoints;

namespace Shipworthy.Extractors.Connections;

/// <summary>How long a client lives, what shows it, and the call that leads to it.</summary>
/// <param name="Kind">How long.</param>
/// <param name="Because">What shows it, as a clause about the place that makes the client.</param>
/// <param name="CalledAt">The route or caller; no node when it is made without one.</param>
readonly record struct Life(ClientLife Kind, string Because, Code CalledAt);

/// <summary>
/// Tells whether a place in code runs once in a process or once for each call: by the function around it, by what keeps its result, and by who calls that function.
/// </summary>
sealed partial class ClientLives
{
    const int MostSteps = 8;

    readonly Sources sources;
    readonly CodeBase code;
    readonly Dictionary<Code, string> handlers = [];

    public ClientLives(Sources sources)
    {
        this.sources = sources;
        code = sources.Code;
        foreach (var route in sources.Routes.Routes)
        {
            Add(route.Handler, NameOf(route));
            foreach (var step in route.Before)
                Add(step.What, NameOf(route));
            foreach (var (field, handler) in route.Fields)
                Add(handler, field);
        }
    }

    static string NameOf(Route route) =>
        route.Method is "ACTION" ? $"the action {route.Path[(route.Path.LastIndexOf('#') + 1)..]}" : $"{route.Method} {route.Path}";

    void Add(Code handler, string name)
    {
        if (!handler.Exists)
            return;
        var function = handler.Kind is CodeKind.Function ? handler : code.FunctionOf(handler);
        if (function.Exists)
            handlers.TryAdd(function, name);
    }

    /// <summary>How long what a place makes lives.</summary>
    public Life Of(Code place) => Of(place, [], MostSteps);

    Life Of(Code place, HashSet<Code> seen, int steps)
    {
        var function = place.Enclosing(CodeKind.Function);
        if (!function.Exists)
            return OfField(place, seen, steps);
        if (Keeping.Keeps(function, place))
            return new(ClientLife.Process, "once, and keeps it", default);
        if (handlers.TryGetValue(function, out var route))
            return new(ClientLife.Call, $"for {route}", function);
        if (steps <= 0 || !seen.Add(function))
            return new(ClientLife.Unknown, "through calls that were not followed to their end", default);
        if (RunsForEach(function) is { } job)
            return new(ClientLife.Call, $"for {job}", function);
        if (StartsOnce(function))
            return new(ClientLife.Process, "when the process starts", default);
        if (function.Operator is "constructor" || function.Name is "__init__")
            return OfClass(function.Enclosing(CodeKind.Class), seen, steps);
        return function.Parent.Kind is CodeKind.Call or CodeKind.New || function.Name.Length == 0
            ? OfLambda(function, seen, steps)
            : OfCallers(function, seen, steps);
    }

    /// <summary>What stands outside functions is made when its module is loaded; a field of a class that is not static, with each of its objects.</summary>
    Life OfField(Code place, HashSet<Code> seen, int steps)
    {
        var field = place.Enclosing(CodeKind.Property);
        var type = place.Enclosing(CodeKind.Class);
        return !type.Exists || place.File.Language is Language.Python || (field.Exists && field.Is(Modifiers.Static))
            ? new(ClientLife.Process, "when its module is loaded", default)
            : OfClass(type, seen, steps);
    }

    Life OfClass(Code type, HashSet<Code> seen, int steps)
    {
        if (!type.Exists || steps <= 0)
            return new(ClientLife.Unknown, "with an object whose class was not found", default);
        if (type.All(Part.Decorator).FirstOrDefault(one => one.Name is "Injectable" or "singleton" or "Service") is { Exists: true } mark)
            return mark.Text.Contains("REQUEST", StringComparison.Ordinal) || mark.Text.Contains("TRANSIENT", StringComparison.Ordinal)
                ? new(ClientLife.Call, "for each request, as its class asks for", mark)
                : new(ClientLife.Process, "once, with the object that the framework keeps", default);
        var makers = code.Calls(type.Name)
            .Where(call => call.Callee.Name == type.Name && (call.Kind is CodeKind.New || call.File.Language is Language.Python))
            .Where(call =>
                Counts(call) && (call.File == type.File || code.Definition(call.Callee) is var found && (!found.Exists || found == type))
            )
            .ToList();
        return Worst([.. makers.Select(call => Of(call, seen, steps - 1))], $"with each {type.Name}, and nothing here makes one");
    }

    Life OfLambda(Code function, HashSet<Code> seen, int steps)
    {
        var parent = function.Parent;
        // (async () => { … })() and (() => …)()
        if (parent.Kind is CodeKind.Call && parent.Callee == function)
            return Of(parent, seen, steps - 1);
        if (parent.Kind is CodeKind.Property && Provides().IsMatch(parent.Name))
            return new(ClientLife.Process, "once, as a provider of the framework", default);
        if (parent.Kind is CodeKind.Call)
            return Remembers().IsMatch(parent.Callee.Name)
                ? Of(parent, seen, steps - 1) is { Kind: ClientLife.Unknown } lost
                    ? lost
                    : new(ClientLife.Process, "once, and keeps it", default)
                : Registers().IsMatch(parent.Callee.Name)
                    ? new(ClientLife.Process, "when the process starts", default)
                    : parent.Callee.Name is "use" or "addHook" or "middleware" or "preHandler" || IsRoute(parent)
                        ? new(ClientLife.Call, "for each request", parent)
                        : Passes().IsMatch(parent.Callee.Name)
                            ? Of(parent, seen, steps - 1)
                            : new(
                                ClientLife.Unknown,
                                $"in a function that {parent.Callee.Name} runs, which could not be followed",
                                default
                            );
        var named = parent.Kind is CodeKind.Variable or CodeKind.Property or CodeKind.Assignment ? parent : default;
        return named.Exists || function.Name.Length > 0
            ? OfCallers(function, seen, steps)
            : new(ClientLife.Unknown, "in a function whose callers are not known", default);
    }

    /// <summary>Whether a call registers what answers at an address: <c>router.post("/orders", …)</c>.</summary>
    static bool IsRoute(Code call) =>
        call.Callee is { Kind: CodeKind.Member, Name: "get" or "post" or "put" or "patch" or "delete" }
        && call.ArgumentAt(0).String is ['/', ..];

    Life OfCallers(Code function, HashSet<Code> seen, int steps)
    {
        var name = function.Name.Length > 0 ? function.Name : function.Parent.Name;
        var lives = new List<Life>();
        foreach (var call in code.CallersOf(function).Where(Counts))
            lives.Add(Of(call, [.. seen], steps - 1) is var life && life.CalledAt.Exists ? life : life with { CalledAt = default });
        foreach (var use in code.Names(name).Where(use => use.Part is not Part.Callee && Counts(use) && code.FunctionOf(use) == function))
            if (OfUse(use, seen, steps) is { } life)
                lives.Add(life);
        return Worst(lives, name.Length > 0 ? $"in {name}, whose callers were not found" : "in a function whose callers are not known");
    }

    /// <summary>What becomes of a function that is handed over by its name.</summary>
    Life? OfUse(Code use, HashSet<Code> seen, int steps)
    {
        for (var at = use.Parent; at.Exists; at = at.Parent)
            switch (at.Kind)
            {
                case CodeKind.Export or CodeKind.Import or CodeKind.Imported:
                    return null;
                case CodeKind.Decorator or CodeKind.Call when at.Callee.Name is "Depends" or "use" or "addHook" or "before_request":
                    return new(ClientLife.Call, "for each request that depends on it", at);
                case CodeKind.Call when at.Callee.Name is "add_event_handler" or "register" or "fp" or "FastAPI" or "Starlette":
                    return new(ClientLife.Process, "when the process starts", default);
                case CodeKind.Call when Remembers().IsMatch(at.Callee.Name):
                    return Of(at, seen, steps - 1) is { Kind: ClientLife.Unknown } lost
                        ? lost
                        : new(ClientLife.Process, "once, and keeps it", default);
                case CodeKind.Call:
                    return new(ClientLife.Unknown, $"in a function that is handed to {at.Callee.Name}", default);
                case CodeKind.Property when Provides().IsMatch(at.Name):
                    return new(ClientLife.Process, "once, as a provider of the framework", default);
                case CodeKind.Function or CodeKind.Module:
                    return null;
            }
        return null;
    }

    static Life Worst(IReadOnlyCollection<Life> lives, string none) =>
        lives.FirstOrDefault(one => one.Kind is ClientLife.Call) is { Kind: ClientLife.Call } call ? call
        : lives.FirstOrDefault(one => one.Kind is ClientLife.Unknown) is { Because: { } } lost ? lost
        : lives.Count > 0 ? lives.First()
        : new(ClientLife.Unknown, none, default);

    /// <summary>Whether a caller is one of production; a test or a script opens what it needs.</summary>
    bool Counts(Code call) =>
        sources.IsDeployed(call.File)
        && !ClientsInCode.IsTool(call.File.Path)
        && sources.Code.IsReachable(call.File)
        && sources.RunsInProduction(call);

    /// <summary>What a function is run for again and again, by its decorators or its place; null when nothing says so.</summary>
    static string? RunsForEach(Code function) =>
        function.All(Part.Decorator).FirstOrDefault(one => Repeats().IsMatch(one.Name)) is { Exists: true } mark
            ? $"each run of {function.Name}, by @{mark.Name}"
        : function is { Parent.Kind: CodeKind.Variable, Parent.Parent.Kind: CodeKind.Export, Parent.Name: "handler" }
            ? "each call of the function"
        : null;

    static bool StartsOnce(Code function) =>
        Starts()
            .IsMatch(
                function.Name.Length > 0 ? function.Name
                : function.Parent.Kind is CodeKind.Variable ? function.Parent.Name
                : ""
            )
        || function
            .All(Part.Decorator)
            .Any(one => one.Name is "on_event" or "asynccontextmanager" && function.Name.Contains("lifespan", StringComparison.Ordinal))
        || function.All(Part.Decorator).Any(one => one.Name is "on_event" or "on_startup");

    const RegexOptions Plain = RegexOptions.CultureInvariant;

    /// <summary>Functions that frameworks and programs run once, when a process starts.</summary>
    [GeneratedRegex(
        @"^(?:main|Main|lifespan|bootstrap|create_app|make_app|get_asgi_application|get_wsgi_application|onModuleInit|onApplicationBootstrap|includeme|ConfigureServices|ready)$",
        Plain,
        10_000
    )]
    private static partial Regex Starts();

    [GeneratedRegex(@"^(?:use(?:Factory|Class|Value)|lifespan|on_startup|onReady|on_start)$", Plain, 10_000)]
    private static partial Regex Provides();

    [GeneratedRegex(@"^(?:remember|once|memo\w*|lazy|singleton|globalize|lru_cache|cached|createSingleton|getOrCreate)$", Plain, 10_000)]
    private static partial Regex Remembers();

    [GeneratedRegex(
        @"^(?:fp|fastifyPlugin|defineNitroPlugin|register|AddSingleton|TryAddSingleton|AddDbContext\w*|add_event_handler)$",
        Plain,
        10_000
    )]
    private static partial Regex Registers();

    /// <summary>Calls that run what they are given where they stand.</summary>
    [GeneratedRegex(
        @"^(?:then|catch|finally|map|forEach|Promise|all|allSettled|retry|pRetry|backOff|wrap|tryCatch|withRetry|nextTick|setImmediate)$",
        Plain,
        10_000
    )]
    private static partial Regex Passes();

    [GeneratedRegex(@"^(?:shared_task|task|job|celery|actor|before_request|on_message)$", Plain, 10_000)]
    private static partial Regex Repeats();
}
