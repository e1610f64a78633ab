using Shipworthy.Extractors.Endpoints.Routers;

namespace Shipworthy.Extractors.Endpoints.Frameworks;

/// <summary>
/// Servers of GraphQL. The address of one counts once for limits (rubric T6). Strangers may call it unless something before it or its context refuses them; what each field does
/// that asks nobody is done for strangers.
/// </summary>
sealed class RoutesInGraphQl : IRouteFinder, IInnerRoutes
{
    /// <inheritdoc/>
    public ImmutableArray<string> Frameworks => ["Apollo", "GraphQL Yoga"];

    /// <summary>Servers that listen by themselves.</summary>
    public void Find(Sources sources, RouteList found)
    {
        var code = sources.Code;
        if (!code.Imports("@apollo/server", "apollo-server", "apollo-server-express", "graphql-yoga", "mercurius"))
            return;
        foreach (var call in code.Calls("startStandaloneServer", "listen", "createServer", "applyMiddleware", "register"))
            if (sources.IsDeployed(call.File))
                switch (call.Callee.Name)
                {
                    case "startStandaloneServer" when code.OriginOf(call.Callee).Package is "@apollo/server":
                    case "listen" when code.OriginOf(call.Callee) is { Package: "apollo-server" }:
                    case "createServer"
                        when code.OriginOf(call.Callee).Package is "http" or "node:http"
                            && ServersInHandlers.IsGraphQl(code.OriginOf(call.ArgumentAt(0))):
                        found.Add(GraphQlServers.Open(sources, new(call, "GraphQL", "ANY", PathOf(code, call)), call));
                        break;
                    case "applyMiddleware" when code.OriginOf(call.Callee).Package.StartsWith("apollo-server-", StringComparison.Ordinal):
                        found.CannotSee(call, "what runs before this server of GraphQL could not be followed");
                        break;
                    case "register" when code.OriginOf(call.ArgumentAt(0)).Package is "mercurius":
                        found.CannotSee(call, "what runs before this server of GraphQL could not be followed");
                        break;
                }
    }

    /// <inheritdoc/>
    public void Open(Sources sources, RouteList found)
    {
        var code = sources.Code;
        foreach (
            var route in found
                .Routes.Where(one => one.Handler.Exists && one.Framework is not "GraphQL" && Holds(code, one.Handler))
                .ToList()
        )
        {
            found.Remove(route);
            // The verbs of one route file lead to the same server.
            if (!found.Routes.Any(one => one.Framework is "GraphQL" && one.Path == route.Path && one.At.File == route.At.File))
                found.Add(
                    GraphQlServers.Open(sources, route with { Framework = "GraphQL", Method = "ANY", Handler = default }, route.Handler)
                );
        }
    }

    static bool Holds(CodeBase code, Code handler) =>
        ServersInHandlers.IsGraphQl(code.OriginOf(handler.Kind is CodeKind.Call ? handler.Callee : handler))
        || (
            handler.Kind is CodeKind.Function or CodeKind.Name
            && code.FunctionOf(handler).Descendants(CodeKind.Call).Any(one => ServersInHandlers.IsGraphQl(code.OriginOf(one.Callee)))
        );

    static string PathOf(CodeBase code, Code call) =>
        code.ValueOf(code.Entry(code.ObjectOf(call.ArgumentAt(0).ArgumentAt(0)), "graphqlEndpoint")).AsText
        ?? (call.Callee.Name is "createServer" ? "/graphql" : "/");
}
