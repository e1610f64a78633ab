using Shipworthy.Extractors.Endpoints.Routers;

namespace Shipworthy.Extractors.Endpoints.Trpc;

/// <summary>
/// tRPC: each procedure of a router that an adapter serves is an endpoint, behind what the route runs that holds the adapter, the function that makes the context, and the
/// procedure's own middleware. Queries are sent as GET, mutations as POST.
/// </summary>
sealed class RoutesInTrpc : IRouteFinder, IInnerRoutes
{
    /// <inheritdoc/>
    public ImmutableArray<string> Frameworks => ["tRPC"];

    /// <summary>Routers are found when the routes are known that hold them.</summary>
    public void Find(Sources sources, RouteList found) { }

    /// <inheritdoc/>
    public void Open(Sources sources, RouteList found)
    {
        var code = sources.Code;
        if (!code.Imports("@trpc/server"))
            return;
        var procedures = new TrpcProcedures(code);
        foreach (var (adapter, options, router) in Adapters(sources, procedures).ToList())
        {
            var hosts = found.Routes.Where(route => Holds(code, route.Handler, adapter)).ToList();
            foreach (var host in hosts)
                found.Remove(host);
            var context = code.Entry(options, "createContext");
            if (hosts.Count == 0 && !ServesItself(adapter))
                found.CannotSee(adapter, "where this router of tRPC is mounted could not be followed");
            else
                foreach (var (procedure, lost) in procedures.In(router))
                    if (procedure is not null)
                        Add(procedure, hosts, adapter, context, found);
                    else if (lost.Exists)
                        found.CannotSee(lost, "these procedures could not be followed");
        }
    }

    static void Add(TrpcProcedure procedure, List<Route> hosts, Code adapter, Code context, RouteList found)
    {
        var method = procedure.Changes ? "POST" : "GET";
        var host = hosts.Find(one => one.Method == method) ?? hosts.Find(one => one.Method is "ANY") ?? hosts.FirstOrDefault();
        found.Add(
            new(procedure.At, "tRPC", method, $"{Outer(host?.Path ?? "")}/{procedure.Name}")
            {
                Handler = procedure.Handler,
                Host = host?.At ?? adapter,
                Before =
                [
                    .. host?.Before ?? [],
                    .. context.Exists ? [new Step(context)] : Array.Empty<Step>(),
                    .. procedure.Before.Select(one => new Step(one)),
                ],
                NotFollowed = procedure.IsWhole ? host?.NotFollowed : "what this procedure is made of could not be followed",
            }
        );
    }

    /// <summary>The address of a route without the part that stands for the procedure.</summary>
    static string Outer(string path) => string.Join('/', path.Split('/').TakeWhile(segment => !PathTemplates.IsParameter(segment)));

    /// <summary>Calls of adapters that get a router of tRPC, with their options.</summary>
    static IEnumerable<(Code Adapter, Code Options, Code Router)> Adapters(Sources sources, TrpcProcedures procedures)
    {
        foreach (var property in sources.Code.All(CodeKind.Property))
            if (
                property.Name is "router"
                && property.Parent is { Kind: CodeKind.Object } options
                && sources.IsDeployed(property.File)
                && Around(options) is { Exists: true } adapter
                && sources.Code.OriginOf(adapter.Callee) is { Package: var package }
                && (
                    package.StartsWith("@trpc/", StringComparison.Ordinal)
                    || package is "@hono/trpc-server" or "fastify"
                    || adapter.Callee.Name is "register"
                )
                && procedures.RouterOf(property[Part.Value] is { Exists: true } value ? value : property) is { Exists: true } router
            )
                yield return (adapter, options, router);
    }

    /// <summary>The call that gets an object of options, by itself or inside others.</summary>
    static Code Around(Code options)
    {
        for (var at = options.Parent; at.Exists; at = at.Parent)
            if (at.Kind is CodeKind.Call or CodeKind.New)
                return at;
            else if (at.Kind is CodeKind.Block or CodeKind.Function)
                break;
        return default;
    }

    static bool Holds(CodeBase code, Code handler, Code adapter) =>
        handler.Exists
        && (
            handler.Contains(adapter)
            || code.FunctionOf(handler) is { Exists: true } function && function.Contains(adapter)
            || (
                handler.Kind is CodeKind.Name or CodeKind.Member
                && code.Definition(handler) is { Kind: CodeKind.Variable } held
                && held[Part.Value].Contains(adapter)
            )
        );

    /// <summary>Whether an adapter is a server by itself: <c>createHTTPServer({ router }).listen(3000)</c>.</summary>
    static bool ServesItself(Code adapter) => adapter.Callee.Name is "createHTTPServer" or "awsLambdaRequestHandler";
}
