using Shipworthy.Extractors.Endpoints.Routers;
using Shipworthy.Extractors.Endpoints.Steps;

namespace Shipworthy.Extractors.Endpoints.Fastify;

/// <summary>Reads registrations of routes, and puts what runs before a handler in the order of the phases of a request.</summary>
sealed class FastifyRoutes(CodeBase code)
{
    static readonly ImmutableArray<string> Phases = ["onRequest", "preParsing", "preValidation", "preHandler"];

    /// <summary>The routes that a call registers, one for each method.</summary>
    public IEnumerable<FastifyRoute> Of(Code call, FastifyLimiter? limiter)
    {
        if (call.Callee.Name is "route")
        {
            var given = code.ObjectOf(call.ArgumentAt(0));
            var url = code.Entry(given, "url") is { Exists: true } one ? one : code.Entry(given, "path");
            var methods = code.ValueOf(code.Entry(given, "method")) switch
            {
                Value.Text text => [text.Content],
                Value.ListOf list => list.Items.Select(item => item.AsText ?? "ANY"),
                _ => ["ANY"],
            };
            foreach (var method in given.Exists ? methods : [])
                yield return new(call, method.ToUpperInvariant(), PathOf(url), given, code.Entry(given, "handler"), limiter);
            yield break;
        }
        var arguments = call.Arguments.ToList();
        if (arguments.Count < 2)
            yield break;
        var last = arguments[^1];
        var options = code.ObjectOf(arguments[1]);
        var isShort = arguments.Count == 2 && options.Exists && last.Kind is not CodeKind.Function && code.Entry(options, "handler").Exists;
        yield return new(
            call,
            call.Callee.Name is "all" ? "ANY" : call.Callee.Name.ToUpperInvariant(),
            PathOf(arguments[0]),
            arguments.Count > 2 || isShort ? options : default,
            isShort ? code.Entry(options, "handler") : last,
            limiter
        )
        {
            IsLost = arguments.Count > 2 && !options.Exists,
        };
    }

    /// <summary>A route with everything that runs before it.</summary>
    public Route Complete(FastifyRoute route, FastifyScope scope)
    {
        var before = ImmutableArray.CreateBuilder<Step>();
        var limit = FastifyLimits.Of(code, route);
        foreach (var phase in Phases)
        {
            foreach (var (_, what) in scope.Hooks.Where(one => one.Phase == phase))
                before.AddRange(StepsOf(what));
            before.AddRange(StepsOf(code.Entry(route.Options, phase)));
            if (limit is not null && FastifyLimits.PhaseOf(code, route.Limiter!) == phase)
                before.Add(new(limit.At) { Known = limit });
        }
        foreach (
            var (_, what) in scope.Hooks.Where(one =>
                one.Phase is "onRoute" && Phases.Any(phase => one.What.Text.Contains(phase, StringComparison.Ordinal))
            )
        )
            before.Add(NotFollowed(what, "a hook changes what runs before routes"));
        if (route.IsLost)
            before.Add(NotFollowed(route.At, "the options of this route could not be followed, and may ask who is calling"));
        return new(route.At, "Fastify", route.Method, PathTemplates.Join(scope.Prefix, route.Path) is { Length: > 0 } path ? path : "/")
        {
            Handler = route.Handler,
            Before = before.ToImmutable(),
        };
    }

    IEnumerable<Step> StepsOf(Code hook)
    {
        if (!hook.Exists)
            return [];
        if (hook.Kind is CodeKind.Array)
            return hook.Children.SelectMany(StepsOf);
        if (hook.Kind is CodeKind.Call && hook.Callee.Name is "register")
            return
            [
                code.OriginOf(hook.ArgumentAt(0)).Package is "@fastify/bearer-auth"
                    ? Known(hook, ActKind.ProvesMachine, "a bearer token")
                    : NotFollowed(hook, "a plugin that could not be followed may ask who is calling"),
            ];
        if (hook.Kind is CodeKind.Call && hook.Callee.Kind is CodeKind.Member)
            switch (hook.Callee.Name)
            {
                case "rateLimit":
                    return [new(hook) { Known = FastifyLimits.Limit(code, hook, [code.ObjectOf(hook.ArgumentAt(0))]) }];
                case "auth" when hook.ArgumentAt(0) is { Kind: CodeKind.Array } guards:
                    return
                        guards.Children.Skip(1).Any()
                        && code.ValueOf(code.Entry(code.ObjectOf(hook.ArgumentAt(1)), "relation")).AsText is not "and"
                        ? [NotFollowed(hook, "which of several guards a call meets could not be told")]
                        : guards.Children.SelectMany(StepsOf);
            }
        return hook is { Kind: CodeKind.Member, Name: "basicAuth" } && code.Imports("@fastify/basic-auth")
                ? [Known(hook, ActKind.ProvesUser, "a user name and a password")]
            : hook is { Kind: CodeKind.Member, Name: "verifyBearerAuth" } && code.Imports("@fastify/bearer-auth")
                ? [Known(hook, ActKind.ProvesMachine, "a bearer token")]
            : [new(hook)];
    }

    string PathOf(Code expression) => code.ValueOf(expression).AsText ?? expression.Text;

    static Step Known(Code at, ActKind kind, string by) => new(at) { Known = new(kind, at, by) };

    static Step NotFollowed(Code at, string because) => Known(at, ActKind.NotFollowed, because);
}
