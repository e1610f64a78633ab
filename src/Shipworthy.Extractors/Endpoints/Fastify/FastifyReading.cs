using Shipworthy.Extractors.Endpoints.Routers;
using Shipworthy.Extractors.Endpoints.Steps;

namespace Shipworthy.Extractors.Endpoints.Fastify;

/// <summary>One walk through the applications of Fastify and their plugins, in the order in which they are loaded.</summary>
sealed class FastifyReading
{
    const int Deepest = 12;

    static readonly HashSet<string> Verbs = ["get", "post", "put", "patch", "delete", "all", "options", "head"];

    static readonly HashSet<string> GivesBack =
    [
        .. Verbs,
        "register",
        "addHook",
        "decorate",
        "decorateRequest",
        "withTypeProvider",
        "after",
        "setValidatorCompiler",
        "setSerializerCompiler",
    ];

    readonly Sources sources;
    readonly CodeBase code;
    readonly RouteList found;
    readonly RouterObjects applications;
    readonly FastifyPlugins plugins;
    readonly FastifyAutoload autoload;
    readonly FastifyRoutes routes;
    readonly ILookup<Code, Code> calls;
    readonly HashSet<Code> visited = [];
    readonly HashSet<Code> walking = [];

    public FastifyReading(Sources sources, RouteList found)
    {
        this.sources = sources;
        this.found = found;
        code = sources.Code;
        applications = new(code, IsApplication, GivesBack, one => sources.IsDeployed(one.File));
        plugins = new(code);
        autoload = new(code);
        routes = new(code);
        calls = code.Calls([.. Verbs, "register", "addHook", "route"])
            .Where(one =>
                one.Callee.Kind is CodeKind.Member && MayRegister(one) && sources.IsDeployed(one.File) && sources.RunsInProduction(one)
            )
            .Select(one => (Call: one, Holder: HolderOf(one.Receiver)))
            .Where(one => one.Holder.Exists)
            .ToLookup(one => one.Holder, one => one.Call);
    }

    /// <summary>Hands over all routes.</summary>
    public void Read()
    {
        var tops = calls.Select(one => one.Key).Where(one => one.Kind is not CodeKind.Parameter).ToList();
        var started = tops.Where(one => code.IsReachable(one.File)).ToList();
        foreach (var top in started.Count > 0 ? started : tops)
        {
            var scope = new FastifyScope("");
            Walk(scope, top, calls[top].OrderBy(one => RunOrder.Of(code, one, top), RunOrder.Earliest), Deepest);
            Finish(scope);
        }
        foreach (var holder in calls.Select(one => one.Key).Where(one => one.Kind is CodeKind.Parameter && !visited.Contains(one)))
            if (IsInstance(holder) && code.IsReachable(holder.File) && calls[holder].Any(one => one.Callee.Name is not "register"))
                found.CannotSee(holder, "this plugin is registered in a way that could not be followed");
    }

    void Walk(FastifyScope scope, Code holder, IEnumerable<Code> order, int depth)
    {
        if (depth == 0 || !walking.Add(holder))
            return;
        visited.Add(holder);
        Code loading = default;
        var all = order.ToList();
        // What gets the instance handed registers on it where it is called.
        var handed = HandedOn(holder).ToLookup(one => one.Call, one => one.Parameter);
        if (handed.Count > 0)
            all = [.. all.Concat(handed.Select(one => one.Key)).OrderBy(one => one.End)];
        for (var i = 0; i < all.Count; i++)
        {
            var call = all[i];
            if (loading.Exists && (WaitsBetween(loading, call) || IsAfter(call)))
                scope.LimiterIsLoaded = true;
            if (handed.Contains(call))
            {
                foreach (var parameter in handed[call])
                    Walk(scope, parameter, InOrder(parameter), depth - 1);
                continue;
            }
            switch (call.Callee.Name)
            {
                case "addHook":
                    if (call.ArgumentAt(0).String is { } phase)
                        scope.Hooks.Add((phase, call.ArgumentAt(1)));
                    break;
                case "register":
                    var before = scope.Limiter;
                    Register(scope, call, all.Skip(i + 1), depth);
                    if (scope.Limiter != before)
                        (loading, scope.LimiterIsLoaded) = (call, false);
                    break;
                default:
                    var registered = routes.Of(call, scope.LimiterIsLoaded ? scope.Limiter : null).ToList();
                    if (registered.Count == 0)
                        found.CannotSee(call, "what is registered here is known only at run time");
                    scope.Routes.AddRange(registered);
                    break;
            }
        }
        walking.Remove(holder);
    }

    void Register(FastifyScope scope, Code call, IEnumerable<Code> rest, int depth)
    {
        var plugin = plugins.Of(call.ArgumentAt(0));
        var options = code.ObjectOf(call.ArgumentAt(1));
        if (plugin.Function.Exists)
            Run(scope, plugin, code.ValueOf(code.Entry(options, "prefix")).AsText ?? "", Later(call, rest), depth);
        else if (plugin.Origin.Package is "@fastify/autoload" or "fastify-autoload")
            Load(scope, call, Later(call, rest), depth);
        else
            Foreign(scope, call, plugin.Origin.Package, options);
    }

    void Foreign(FastifyScope scope, Code call, string package, Code options)
    {
        switch (package)
        {
            case "@fastify/rate-limit" or "fastify-rate-limit":
                scope.Limiter = new(call, options);
                break;
            case "@fastify/bearer-auth" when code.Entry(options, "addHook").Operator is not "false":
                scope.Hooks.Add(("onRequest", call));
                break;
            case "":
                found.CannotSee(call, "this plugin could not be followed");
                scope.Hooks.Add(("onRequest", call));
                break;
            default:
                if (!package.StartsWith("@fastify/", StringComparison.Ordinal) && CallerWords.MayDecide(package))
                    scope.Hooks.Add(("onRequest", call.ArgumentAt(0)));
                break;
        }
    }

    void Run(FastifyScope scope, FastifyPlugin plugin, string prefix, IEnumerable<(string, Code)> later, int depth)
    {
        if (plugin.Function[Part.Parameter] is not { Exists: true } instance)
            return;
        if (plugin.IsOpen)
        {
            Walk(scope, instance, InOrder(instance), depth - 1);
            return;
        }
        var below = scope.Below(prefix, later);
        Walk(below, instance, InOrder(instance), depth - 1);
        Finish(below);
    }

    void Load(FastifyScope scope, Code call, IEnumerable<(string, Code)> later, int depth)
    {
        if (autoload.Of(call) is not { } files)
        {
            found.CannotSee(call, "which files are loaded here could not be followed");
            return;
        }
        var follow = later.ToList();
        foreach (var (file, prefix, hooks) in files)
        {
            var around = scope;
            if (!hooks.IsEmpty)
            {
                around = scope.Below("", follow);
                foreach (var hook in hooks)
                    Run(around, plugins.OfFile(hook) with { IsOpen = true }, "", [], depth - 1);
            }
            var plugin = plugins.OfFile(file);
            if (plugin.Function.Exists)
                Run(around, plugin, prefix, follow, depth - 1);
            else if (plugin.Origin.Exists)
                Foreign(
                    around,
                    file.Root,
                    plugin.Origin.Package,
                    code.ObjectOf(Frameworks.ScriptExports.Of(code, file).FirstOrDefault(one => one.Name is "autoConfig").What)
                );
            if (around != scope)
                Finish(around);
        }
    }

    void Finish(FastifyScope scope)
    {
        foreach (var route in scope.Routes.DistinctBy(one => (one.At, one.Method, one.Path)))
            found.Add(routes.Complete(route, scope));
        scope.Routes.Clear();
    }

    IEnumerable<Code> InOrder(Code holder) => calls[holder].OrderBy(one => one.End);

    /// <summary>
    /// Hooks of an instance that are added after a plugin was registered, and before it is loaded: nothing is waited for in between. Where something else is waited for, the
    /// plugin may be loaded or not.
    /// </summary>
    IEnumerable<(string Phase, Code What)> Later(Code register, IEnumerable<Code> rest) =>
        rest.Where(one => one.Callee.Name is "addHook" && one.ArgumentAt(0).String is not null && !WaitsBetween(register, one))
            .Select(one => (one.ArgumentAt(0).String!, one.ArgumentAt(1)));

    /// <summary>Whether something is waited for between a call and a later one, so that what the first one registers has been loaded.</summary>
    bool WaitsBetween(Code first, Code later)
    {
        var function = first.Enclosing(CodeKind.Function);
        for (var steps = 0; steps < 5 && later.Enclosing(CodeKind.Function) is { Exists: true } around && around != function; steps++)
            if (code.CallersOf(around).FirstOrDefault() is { Exists: true } caller)
                later = caller;
            else
                break;
        var scope = function.Exists ? function.Body : first.File.Root;
        return scope
            .Descendants(CodeKind.Await)
            .Any(one =>
                one.End >= first.End && (later.File != first.File || one.End <= later.Start) && one.Enclosing(CodeKind.Function) == function
            );
    }

    /// <summary>Whether a call stands in a function that runs when everything before was loaded: <c>app.after(() => …)</c>.</summary>
    static bool IsAfter(Code call) =>
        call.Enclosing(CodeKind.Function) is { Exists: true, Parent: { Kind: CodeKind.Call, Callee.Name: "after" or "ready" or "then" } };

    /// <summary>Functions that get a plugin's instance handed: <c>registerUsers(fastify)</c>.</summary>
    IEnumerable<(Code Call, Code Parameter)> HandedOn(Code holder)
    {
        if (holder.Kind is not CodeKind.Parameter)
            yield break;
        foreach (var call in holder.Parent.Descendants(CodeKind.Call))
        {
            if (calls[holder].Contains(call))
                continue;
            var position = call.Arguments.TakeWhile(one => one.Kind is not CodeKind.Name || code.Definition(one) != holder).Count();
            if (position < call.Arguments.Count() && code.Target(call) is { Kind: CodeKind.Function } target)
                foreach (var parameter in target.All(Part.Parameter).Skip(position).Take(1))
                    yield return (call, parameter);
        }
    }

    /// <summary>The application, or the parameter of a plugin, that something is registered on.</summary>
    Code HolderOf(Code receiver, int steps = 8)
    {
        if (applications.Of(receiver) is { IsEmpty: false } made)
            return made[0];
        while (receiver.Kind is CodeKind.Call && receiver.Callee.Kind is CodeKind.Member || receiver.Kind is CodeKind.Await)
            receiver = receiver.Kind is CodeKind.Await ? receiver[Part.Value] : receiver.Receiver;
        return steps <= 0 || receiver.Kind is not CodeKind.Name
            ? default
            : code.Definition(receiver) switch
            {
                { Kind: CodeKind.Parameter } parameter => parameter,
                { Kind: CodeKind.Variable } variable when variable[Part.Value].Exists => HolderOf(variable[Part.Value], steps - 1),
                _ => default,
            };
    }

    /// <summary>Whether a call has the form of a registration. Most calls of such names read maps and caches, and following their receivers is dear.</summary>
    static bool MayRegister(Code call) => call.Callee.Name is "register" or "route" ? call.Arguments.Any() : call.Arguments.Skip(1).Any();

    static bool IsInstance(Code parameter) =>
        parameter.Name is "fastify" || parameter[Part.Type].Text.StartsWith("Fastify", StringComparison.Ordinal);

    bool IsApplication(Code call) =>
        call.Kind is CodeKind.Call
        && code.OriginOf(call.Callee) is { Package: "fastify", Name: "default" or "fastify" or "Fastify" or "*" };
}
