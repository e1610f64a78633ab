using Shipworthy.Extractors.Endpoints.Doors;

namespace Shipworthy.Extractors.Endpoints.Steps;

/// <summary>
/// Reads what happens on a path: from a middleware, decorator, dependency or handler through the functions of the app that it calls. Calls are followed
/// <see cref="Deepest"/> deep and across files; the same function is read once.
/// </summary>
sealed partial class PathReader
{
    /// <summary>How many calls deep functions are followed.</summary>
    const int Deepest = 9;

    /// <summary>Acts beyond these say nothing new about a path.</summary>
    const int MostActs = 400;

    readonly Sources sources;
    readonly CodeBase code;
    readonly Implementations implementations;
    readonly Dependencies dependencies;
    readonly UnlessConditions unless;
    readonly Combinations combinations;
    readonly Decorations decorations;
    readonly AutoImports autoImports;
    readonly AddressConditions addresses;
    readonly Refusals refusals;
    readonly CallerConditions conditions;
    readonly LostCalls lost;
    readonly Mediators mediators;
    readonly TokensGiven tokens;
    readonly Dictionary<(Code Function, int Depth, string Address, bool IsCalled), ImmutableArray<Act>> read = [];

    /// <summary>Whether the function that is being read was called by code of the app, which may look at what it gives.</summary>
    bool isCalled;

    /// <summary>Where the expression stands that is being run.</summary>
    Standing standing;

    /// <summary>The address that is being looked at; empty when conditions about it are not decided.</summary>
    string address = "";

    /// <summary>The method of the calls that are being looked at; empty when conditions about it are not decided.</summary>
    string method = "";

    /// <summary>A reader for the code of an app. One thread at a time.</summary>
    public PathReader(Sources sources)
    {
        this.sources = sources;
        code = sources.Code;
        implementations = new(code);
        dependencies = new(code);
        addresses = new(code);
        unless = new(code);
        combinations = new(code);
        decorations = new(code);
        autoImports = new(code);
        refusals = new(condition => address.Length == 0 ? null : addresses.Holds(condition, address));
        conditions = new(sources, refusals);
        lost = new(code);
        mediators = new(code);
        tokens = new(code);
    }

    /// <summary>What a step does on the way to an address.</summary>
    public IEnumerable<Act> Before(Step step, Route to)
    {
        if (step.Known is { } known)
            return [known];
        address = to.Path;
        addresses.Handler = to.Handler.Kind is CodeKind.Function ? to.Handler.Name : "";
        var acts = Of(step.What, Standing.BeforeHandler);
        address = "";
        return acts;
    }

    /// <summary>Whether a handler gives its caller a token; null when it could not be read.</summary>
    public bool? GivesToken(Code handler) => tokens.From(handler);

    /// <summary>Leads from messages to what handles them.</summary>
    public Mediators Mediators => mediators;

    /// <summary>What a handler does for calls of a method; empty for all of them.</summary>
    public ImmutableArray<Act> Handling(Code handler, string by = "")
    {
        method = by;
        var acts = Of(handler, Standing.Handler);
        method = "";
        return acts;
    }

    /// <summary>What an expression does when it is run as a middleware, decorator, dependency or handler.</summary>
    public ImmutableArray<Act> Of(Code expression) => Of(expression, Standing.Within);

    ImmutableArray<Act> Of(Code expression, Standing stands)
    {
        standing = stands;
        ImmutableArray<Act> acts = [.. Run(expression, Deepest).Take(MostActs)];
        standing = Standing.Within;
        return acts;
    }

    IEnumerable<Act> Run(Code expression, int depth)
    {
        if (!expression.Exists || depth == 0)
            return [];
        switch (expression.Kind)
        {
            case CodeKind.Function:
                return InFunction(expression, depth);
            case CodeKind.Array or CodeKind.Spread or CodeKind.Argument or CodeKind.Await or CodeKind.Binary or CodeKind.Conditional:
                return expression.Children.SelectMany(one => Run(one, depth - 1));
            case CodeKind.Literal or CodeKind.Object or CodeKind.Template:
                return [];
        }
        if (expression.Kind is CodeKind.Call && dependencies.Declares(expression))
            return Run(expression.ArgumentAt(0) is { Exists: true } first ? first : expression.ArgumentNamed("dependency"), depth);
        if (expression is { Kind: CodeKind.Call, Callee: { Kind: CodeKind.Member, Name: "bind" } })
            return Run(expression.Receiver, depth);
        if (expression is { Kind: CodeKind.Call, Callee: { Kind: CodeKind.Member, Name: "unless" } })
            return address.Length == 0
                ? NotSure(expression)
                : unless.Excepts(expression, address) switch
                {
                    true => [],
                    false => Run(expression.Receiver, depth),
                    null => NotSure(expression),
                };
        if (combinations.Of(expression, address) is var (parts, surely))
            return surely
                ? parts.SelectMany(one => Run(one, depth - 1))
                : [new(ActKind.NotFollowed, expression, "which of several guards a call meets could not be told")];
        if (Idiom(expression) is { } act)
            return expression.Kind is CodeKind.Call or CodeKind.Decorator ? [act, .. Handed(expression, depth)] : [act];
        var target = expression.Kind is CodeKind.Call or CodeKind.New or CodeKind.Decorator
            ? code.Target(expression)
            : code.FunctionOf(expression);
        if (target.Kind is CodeKind.Function)
            return [.. InFunction(target, depth - 1), .. Handed(expression, depth)];
        if (target.Kind is CodeKind.Class)
            return target.All(Part.Element).Where(one => one.Kind is CodeKind.Function).SelectMany(one => InFunction(one, depth - 1));
        // A middleware may be a class, of which the framework makes the instance: app.add_middleware(RequireToken).
        if (
            expression.Kind is CodeKind.Name or CodeKind.Member
            && code.Definition(expression) is { Kind: CodeKind.Class } declared
            && EntryOf(declared) is { Exists: true } entry
        )
            return InFunction(entry, depth - 1);
        // A name may stand for what a call made: const guard = requireRole("admin").
        if (
            expression.Kind is CodeKind.Name or CodeKind.Member
            && code.Definition(expression) is { Kind: CodeKind.Variable or CodeKind.Property or CodeKind.Assignment } variable
            && variable[Part.Value] is { Exists: true } value
        )
            return Run(value, depth - 1);
        if (
            expression.Kind is CodeKind.Name
            && code.Definition(expression) is { Kind: CodeKind.Parameter } parameter
            && Given(parameter) is { Count: > 0 } given
        )
            return given.SelectMany(one => Run(one, depth - 1));
        if (autoImports.Of(expression) is { Exists: true } imported)
            return InFunction(imported, depth - 1);
        if (decorations.Of(expression.Kind is CodeKind.Call ? expression.Callee : expression) is { Exists: true } put && put != expression)
            return Run(put, depth - 1);
        return [.. Handed(expression, depth), .. NotFollowed(expression)];
    }

    /// <summary>The method of a middleware's class that a request comes to: that of Starlette, of ASGI, of Django.</summary>
    static Code EntryOf(Code declared) =>
        new[] { "dispatch", "__call__", "process_request" }
            .Select(name => declared.Property(name))
            .FirstOrDefault(one => one.Kind is CodeKind.Function);

    /// <summary>What the callers of a function hand over for a parameter: <c>registerRoutes(app, requireUser)</c>.</summary>
    List<Code> Given(Code parameter)
    {
        var position = parameter.Parent.All(Part.Parameter).TakeWhile(other => other != parameter).Count();
        return [.. code.CallersOf(parameter.Parent).Take(4).Select(call => call.ArgumentAt(position)).Where(one => one.Exists)];
    }

    static IEnumerable<Act> NotSure(Code expression) =>
        [new(ActKind.NotFollowed, expression, "a guard lets some addresses pass, and whether this one could not be decided")];

    /// <summary>Functions that are handed to a call: the handler inside a wrapper.</summary>
    IEnumerable<Act> Handed(Code call, int depth) =>
        call.Kind is CodeKind.Call or CodeKind.Decorator
            ? call.Arguments.Where(one => IsRunnable(one)).SelectMany(one => Run(one, depth - 1))
            : [];

    bool IsRunnable(Code argument) =>
        argument.Kind is CodeKind.Function
        || (argument.Kind is CodeKind.Name or CodeKind.Member or CodeKind.Call && code.FunctionOf(argument) is { Exists: true });

    ImmutableArray<Act> InFunction(Code function, int depth, bool called = false)
    {
        if (depth <= 0)
            return [];
        var way = address.Length > 0 && addresses.Matter(function) ? $"{address} {addresses.Handler}" : "";
        var key = (function, depth, MethodConditions.Matter(function, method) ? $"{method} {way}" : way, called);
        if (read.TryGetValue(key, out var before))
            return before;
        // What calls itself adds nothing to itself.
        read[key] = [];
        var body = function.Body.Exists ? function : implementations.Of(function);
        var outer = (isCalled, standing);
        (isCalled, standing) = (called, Standing.Within);
        read[key] = body.Exists ? [.. Whole(body, depth).Take(MostActs)] : [];
        (isCalled, standing) = outer;
        return read[key];
    }

    IEnumerable<Act> Inside(Code function, int depth)
    {
        foreach (var dependency in dependencies.Of(function))
        foreach (var act in Run(dependency, depth))
            yield return act;
        // A dependency that takes settings gives the function that FastAPI calls, whose own dependencies run with it.
        if (function.File.Language is Language.Python)
            foreach (var made in function.Descendants(CodeKind.Function).Where(one => one.Name.Length > 0))
            foreach (var dependency in dependencies.Of(made))
            foreach (var act in Run(dependency, depth - 1))
                yield return act;
        var asksMethod = MethodConditions.Matter(function, method);
        var end = ProductionLeavesAt(function);
        foreach (var node in function.Descendants().TakeWhile(one => one.Start <= end))
        {
            if (asksMethod && node.Kind is CodeKind.Call or CodeKind.New && !MethodConditions.LeadTo(node, function, method))
                continue;
            if (BrakesInCode.Of(code, node) is { } brake)
                yield return Settled(brake, node, function) ?? brake;
            if (
                node.Kind is CodeKind.Branch or CodeKind.Return
                && conditions.Of(node) is { } guard
                && Certain(guard, node, function) is { } sure
            )
                yield return sure;
            if (
                node.Kind is CodeKind.Member or CodeKind.Index or CodeKind.Call or CodeKind.Binary
                && conditions.OfRead(node, isCalled ? function : default) is { } asked
                && Settled(asked, node, function) is { } known
            )
                yield return known;
            if (
                isCalled
                && node.Kind is CodeKind.Binary or CodeKind.Call
                && conditions.OfAnswer(node, node.Enclosing(CodeKind.Function) == function ? function : default) is { } answered
            )
                yield return answered;
            if (node.Kind is CodeKind.Call && conditions.OfCall(node) is { } carried && Settled(carried, node, function) is { } caller)
                yield return caller;
            if (node.Kind is not (CodeKind.Call or CodeKind.New) || node.Parent.Kind is CodeKind.Decorator || dependencies.Declares(node))
                continue;
            var handles = mediators.HandlerOf(node);
            if (!handles.Exists && Idiom(node) is { } act)
            {
                if (Settled(act, node, function) is { } settled)
                    yield return settled;
                continue;
            }
            var target =
                handles.Exists ? handles
                : code.Target(node) is { Exists: true } own ? own
                : autoImports.Of(node) is { Exists: true } given ? given
                : code.FunctionOf(decorations.Of(node.Callee));
            if (target.Kind is not CodeKind.Function && lost.WhatOf(node) is { } what)
                yield return what;
            if (target.Kind is not CodeKind.Function || target == function || function.Contains(target))
                continue;
            foreach (var inner in InFunction(target, depth - 1, called: true))
                if (Settled(inner, node, function) is { } settled)
                    yield return settled.Kind is ActKind.HandlesCredential or ActKind.Brakes
                        ? settled with
                        {
                            Through = [.. settled.Through, node],
                        }
                        : settled;
        }
    }

    /// <summary>
    /// A middleware that hands on only inside conditions, and refuses at its end, lets nobody pass whom it did not ask: <c>if (user) return next(); res.status(401).end()</c>.
    /// </summary>
    IEnumerable<Act> Whole(Code function, int depth)
    {
        var asked = false;
        var proved = false;
        foreach (var act in Inside(function, depth))
        {
            asked |= act.Kind is ActKind.AsksWho or ActKind.NotFollowed && act.At.Kind is not CodeKind.Name;
            proved |= act.Kind is ActKind.ProvesUser;
            yield return act;
        }
        if (asked && !proved && refusals.HandsOnConditionally(function))
            yield return new(ActKind.ProvesUser, function, "the caller, and refuses whoever is left");
    }
}
