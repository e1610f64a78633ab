namespace Shipworthy.Extractors.Cors;

/// <summary>
/// Servers of Apollo that bring middleware for other origins with them: <c>apollo-server</c> and its <c>applyMiddleware</c>, and the standalone server of
/// <c>@apollo/server</c>, which takes no setting for it. Told nothing, all let every website in (apollographql.com, "Configuring CORS").
/// </summary>
public sealed class CorsInApollo : IExtractor
{
    /// <inheritdoc/>
    public ImmutableArray<Type> Teaches => [typeof(CorsRule)];

    /// <inheritdoc/>
    public void Extract(Sources sources, Learner learn)
    {
        var code = sources.Code;
        foreach (var made in code.Calls("ApolloServer"))
            if (code.OriginOf(made.Callee).Package is "apollo-server" && sources.IsDeployed(made.File))
                Add(made, made.ArgumentAt(0), "");
        foreach (var call in code.Calls("startStandaloneServer"))
            if (code.OriginOf(call.Callee).Package.StartsWith("@apollo/server", StringComparison.Ordinal) && sources.IsDeployed(call.File))
                learn.Add(new CorsOptions(sources, "apollo").Rule(call, default));
        foreach (var call in code.Calls("applyMiddleware", "getMiddleware"))
            if (
                code.OriginOf(call.Callee).Package is "apollo-server-express" or "apollo-server-koa" or "apollo-server-fastify"
                && sources.IsDeployed(call.File)
            )
                Add(call, call.ArgumentAt(0), "/graphql");

        void Add(Code use, Code settings, string path)
        {
            var given = code.ObjectOf(settings);
            var cors = given.Exists ? code.Entry(given, "cors") : default;
            if (cors is { Kind: CodeKind.Literal, Operator: "false" })
                return;
            learn.Add(new CorsOptions(sources, "apollo").Rule(use, cors, path));
        }
    }
}
