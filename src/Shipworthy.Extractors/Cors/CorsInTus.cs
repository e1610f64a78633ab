namespace Shipworthy.Extractors.Cors;

/// <summary>
/// Uploads by <c>@tus/server</c>: without <c>allowedOrigins</c> it sends the caller's own origin back, and with it only the origins of the list.
/// </summary>
public sealed class CorsInTus : IExtractor
{
    /// <inheritdoc/>
    public ImmutableArray<Type> Teaches => [typeof(CorsRule)];

    /// <inheritdoc/>
    public void Extract(Sources sources, Learner learn)
    {
        if (!sources.Code.Imports("@tus/server"))
            return;
        var reader = new OriginReader(sources);
        foreach (var call in sources.Code.Calls("Server", "TusServer"))
            if (sources.Code.OriginOf(call.Callee).Package is "@tus/server" && sources.IsDeployed(call.File))
                learn.Add(Rule(sources.Code, reader, call));
    }

    static CorsRule Rule(CodeBase code, OriginReader reader, Code call)
    {
        var given = call.ArgumentAt(0);
        var options = code.ObjectOf(given);
        var allowed = code.Entry(options, "allowedOrigins");
        var credentials = code.Entry(options, "allowedCredentials");
        var origins =
            allowed.Exists ? reader.Read(allowed)
            : given.Exists && !options.Exists ? OriginList.Unknown("takes its options from elsewhere, which could not be followed")
            : OriginList.Echoed;
        return origins.Into(
            new((allowed.Exists ? allowed : call).At, "tus")
            {
                Admits = Admits.Unknown,
                AllowsCredentials = credentials.Exists && reader.Production.Holds(credentials) is not false,
                RunsIn = reader.Production.RunsIn(call),
                Covers = code.ValueOf(code.Entry(options, "path")).AsText ?? "",
                Evidence = allowed.Exists ? [call.At] : [],
            }
        );
    }
}
