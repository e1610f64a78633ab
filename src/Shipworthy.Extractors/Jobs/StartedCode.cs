using Shipworthy.Extractors.Audit;

namespace Shipworthy.Extractors.Jobs;

/// <summary>What runs a piece of code.</summary>
enum StartedBy
{
    /// <summary>Nothing.</summary>
    Nobody,

    /// <summary>Something that was not followed.</summary>
    Unknown,

    /// <summary>The start of the process.</summary>
    Start,

    /// <summary>A request.</summary>
    Request,
}

/// <summary>Tells which code requests run, which the start of a process runs, and which nothing runs.</summary>
sealed class StartedCode
{
    readonly CodeBase code;
    readonly HashSet<Code> requests = [];
    readonly HashSet<Code> starts = [];

    /// <summary>Follows the routes and the beginnings of some files.</summary>
    public StartedCode(Sources sources, PathWalk walk, IReadOnlyCollection<CodeFile> files)
    {
        code = sources.Code;
        foreach (var route in sources.Routes.Routes.Where(one => !one.IsPlatformSurface))
        foreach (var handler in route.Fields.Select(field => field.Handler).Prepend(route.Handler))
            if (handler.Exists)
                Add(walk, handler, requests);
        foreach (var file in files)
        foreach (var node in file.Root.Descendants())
            if (
                node.Kind is CodeKind.Call or CodeKind.New
                && !node.Enclosing(CodeKind.Function).Exists
                && node.Parent.Kind is not CodeKind.Decorator
            )
            {
                if (code.Target(node) is { Kind: CodeKind.Function } target)
                    Add(walk, target, starts);
            }
            else if (node.Kind is CodeKind.Function && IsStart(node))
                Add(walk, node, starts);
    }

    /// <summary>What runs a node.</summary>
    public StartedBy Of(Code node)
    {
        var outermost = node.Enclosing(CodeKind.Function);
        if (!outermost.Exists)
            return StartedBy.Start;
        var found = StartedBy.Nobody;
        for (var at = outermost; at.Exists; at = at.Enclosing(CodeKind.Function))
        {
            if (requests.Contains(at))
                return StartedBy.Request;
            if (starts.Contains(at))
                found = StartedBy.Start;
            outermost = at;
        }
        return found is StartedBy.Start ? found
            : IsUsed(outermost) ? StartedBy.Unknown
            : StartedBy.Nobody;
    }

    static void Add(PathWalk walk, Code from, HashSet<Code> found)
    {
        found.Add(from);
        foreach (var node in walk.From(from))
            found.Add(node.Function);
    }

    static bool IsStart(Code function) =>
        function.Name
            is "ExecuteAsync"
                or "StartAsync"
                or "onModuleInit"
                or "onApplicationBootstrap"
                or "register"
                or "lifespan"
                or "startup"
                or "Main"
            && (function.Name is not "register" || function.File.Path.Contains("instrumentation", StringComparison.Ordinal))
        || function
            .All(Part.Decorator)
            .Any(one => one.Name is "on_event" or "Cron" or "Interval" or "before_serving" or "asynccontextmanager");

    /// <summary>Whether anything names the function: a call, a reference, a registration, or the framework by a decorator.</summary>
    bool IsUsed(Code function)
    {
        var name = Writes.Races.Regions.NameOf(function);
        if (name.Length == 0 || function.All(Part.Decorator).Any() || function.Name is "constructor" or "__init__")
            return true;
        // A callback at the top of a file belongs to whatever it is handed to.
        if (function.Part is Part.Argument)
            return true;
        return code.Calls(name).Any(call => !function.Contains(call) && IsLive(call.File))
            || code.Names(name).Any(use => !function.Contains(use) && IsLive(use.File) && use.Parent.Kind is not CodeKind.Export)
            || function.Enclosing(CodeKind.Class) is { Exists: true } type && type.All(Part.Base).Any();
    }

    bool IsLive(CodeFile file) =>
        code.IsReachable(file)
        && !file.Path.Contains(".test.", StringComparison.Ordinal)
        && !file.Path.Contains(".spec.", StringComparison.Ordinal)
        && !file.Path.Contains("__tests__/", StringComparison.Ordinal);
}
