namespace Shipworthy.Extractors.Cors;

/// <summary>
/// <c>CORSMiddleware</c> of FastAPI and Starlette. Together with cookies it answers a star with the caller's own origin, so that the star is one for cookies too.
/// </summary>
public sealed class CorsInFastApi : IExtractor
{
    /// <inheritdoc/>
    public ImmutableArray<Type> Teaches => [typeof(CorsRule)];

    /// <inheritdoc/>
    public void Extract(Sources sources, Learner learn)
    {
        var reader = new OriginReader(sources);
        foreach (var call in sources.Code.Calls("add_middleware", "Middleware", "CORSMiddleware"))
        {
            var names = call.Callee.Name is "CORSMiddleware" ? call.Callee : call.ArgumentAt(0);
            if (names.Name is "CORSMiddleware" && sources.IsDeployed(call.File))
                learn.Add(Rule(sources.Code, reader, call));
        }
    }

    static CorsRule Rule(CodeBase code, OriginReader reader, Code call)
    {
        var list = call.ArgumentNamed("allow_origins");
        var pattern = call.ArgumentNamed("allow_origin_regex");
        var origins = list.Exists ? reader.Read(list) : OriginList.Nobody;
        if (pattern.Exists && pattern.Operator is not "null")
            origins = origins.Or(
                code.ValueOf(pattern).AsText is { } text ? AddressPattern.Read(text, Matching.Whole, ignoreCase: false)
                : code.ValueOf(pattern) is Value.FromEnvironment { Default: null or Value.Nothing } read
                    ? OriginList.Unknown($"takes a pattern of origins from {read.Variable}, whose value is not in the repository")
                : OriginList.Unknown("takes a pattern of origins that could not be followed")
            );
        if (call.Arguments.Any(argument => argument.Kind is CodeKind.Spread))
            origins = origins.Or(OriginList.Unknown("takes its origins from arguments that are put together elsewhere"));
        var allowed = call.ArgumentNamed("allow_credentials");
        var credentials = allowed.Exists && (reader.Production.Holds(allowed) ?? code.ValueOf(allowed).AsTruth ?? true);
        if (credentials)
            origins = origins.StarAsEcho();
        return origins.Into(
            new(
                (
                    list.Exists ? list
                    : pattern.Exists ? pattern
                    : call
                ).At,
                "fastapi"
            )
            {
                Admits = Admits.Unknown,
                AllowsCredentials = credentials,
                RunsIn = reader.Production.RunsIn(call),
                Evidence = [call.At],
            }
        );
    }
}
