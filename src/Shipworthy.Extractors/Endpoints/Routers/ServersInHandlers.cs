namespace Shipworthy.Extractors.Endpoints.Routers;

/// <summary>
/// Middleware that answers by itself, so that it is a route and nothing that runs before one: <c>app.use("/trpc", createExpressMiddleware({ router }))</c>, the handlers of GraphQL
/// servers.
/// </summary>
static class ServersInHandlers
{
    /// <summary>Whether an expression is such a middleware.</summary>
    public static bool Answers(CodeBase code, Code expression) =>
        expression.Kind is CodeKind.Call or CodeKind.Name or CodeKind.Member
        && code.OriginOf(expression.Kind is CodeKind.Call ? expression.Callee : expression) is { Exists: true } origin
        && origin.Package switch
        {
            "@trpc/server" => origin.Name.StartsWith("create", StringComparison.Ordinal),
            "@hono/trpc-server" => true,
            _ => IsGraphQl(origin),
        };

    /// <summary>Whether something comes from a server of GraphQL and answers its calls.</summary>
    public static bool IsGraphQl(Origin origin) =>
        origin.Package switch
        {
            "graphql-yoga" => origin.Name.StartsWith("createYoga", StringComparison.Ordinal),
            "@apollo/server" or "@as-integrations/express4" or "@as-integrations/express5" or "@as-integrations/koa" => origin.Name.Split(
                '.',
                '('
            )[0]
                is "expressMiddleware"
                    or "koaMiddleware",
            "@as-integrations/next" => origin.Name.StartsWith("startServerAndCreateNextHandler", StringComparison.Ordinal),
            "graphql-http" => origin.Name.StartsWith("createHandler", StringComparison.Ordinal),
            "express-graphql" or "koa-graphql" => origin.Name.StartsWith("graphqlHTTP", StringComparison.Ordinal),
            "@hono/graphql-server" => origin.Name.StartsWith("graphqlServer", StringComparison.Ordinal),
            _ => false,
        };
}
