namespace Shipworthy.Extractors.Cors;

/// <summary>
/// <c>flask-cors</c>: <c>CORS(app)</c> for a whole app or for <c>resources</c>, and <c>@cross_origin()</c> for one view. Without origins it sends a star, with
/// cookies allowed the caller's own origin.
/// </summary>
public sealed class CorsInFlask : IExtractor
{
    /// <inheritdoc/>
    public ImmutableArray<Type> Teaches => [typeof(CorsRule)];

    /// <inheritdoc/>
    public void Extract(Sources sources, Learner learn)
    {
        var reader = new OriginReader(sources);
        foreach (var call in sources.Code.Calls("CORS", "init_app", "cross_origin"))
        {
            var origin = sources.Code.OriginOf(call.Callee);
            if (origin.Package is not ("flask_cors" or "quart_cors") || !sources.IsDeployed(call.File))
                continue;
            // CORS() alone only makes the extension; init_app puts it to work.
            if (call.Callee.Name is "CORS" && !call.Arguments.Any())
                continue;
            var resources = sources.Code.ObjectOf(call.ArgumentNamed("resources"));
            var credentials = IsTrue(reader, call.ArgumentNamed("supports_credentials"));
            if (!resources.Exists)
                learn.Add(Rule(sources, reader, call, call.ArgumentNamed("origins"), "", credentials));
            foreach (var resource in resources.All(Part.Element))
            {
                var settings = sources.Code.ObjectOf(resource[Part.Value]);
                var origins = sources.Code.Entry(settings, "origins");
                var own = sources.Code.Entry(settings, "supports_credentials");
                var paths = resource.Name.Length > 0 ? resource.Name : sources.Code.ValueOf(resource[Part.Key]).AsText ?? "";
                learn.Add(
                    Rule(
                        sources,
                        reader,
                        call,
                        origins.Exists ? origins : call.ArgumentNamed("origins"),
                        paths,
                        credentials || IsTrue(reader, own)
                    )
                );
            }
        }
    }

    static bool IsTrue(OriginReader reader, Code value) => value.Exists && reader.Production.Holds(value) is not false;

    static CorsRule Rule(Sources sources, OriginReader reader, Code call, Code origins, string paths, bool credentials)
    {
        var list = origins.Exists ? reader.Read(origins) : Configured(sources.Code, reader, call.File) ?? OriginList.Anyone;
        return (credentials ? list.StarAsEcho() : list).Into(
            new((origins.Exists ? origins : call).At, "flask")
            {
                Admits = Admits.Unknown,
                AllowsCredentials = credentials,
                RunsIn = reader.Production.RunsIn(call),
                Covers = paths,
                PublicBecause = paths.Length == 0 ? null : PublicPaths.Reason(paths),
                Evidence = origins.Exists ? [call.At] : [],
            }
        );
    }

    /// <summary>The setting <c>CORS_ORIGINS</c> of the app, where code gives it a value.</summary>
    static OriginList? Configured(CodeBase code, OriginReader reader, CodeFile file)
    {
        foreach (var assignment in file.Root.Descendants(CodeKind.Assignment))
            if (
                assignment[Part.Target] is { Kind: CodeKind.Index } target
                && target.Name is "CORS_ORIGINS"
                && target.Receiver.Name is "config"
            )
                return reader.Read(assignment[Part.Value]);
        return null;
    }
}
