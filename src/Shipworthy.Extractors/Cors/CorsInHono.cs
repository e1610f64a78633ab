namespace Shipworthy.Extractors.Cors;

/// <summary>Hono's <c>hono/cors</c> and Elysia's <c>@elysiajs/cors</c>. Hono sends a star without an origin; Elysia sends the caller's back, with cookies.</summary>
public sealed class CorsInHono : IExtractor
{
    /// <inheritdoc/>
    public ImmutableArray<Type> Teaches => [typeof(CorsRule)];

    /// <inheritdoc/>
    public void Extract(Sources sources, Learner learn)
    {
        var hono = new CorsOptions(sources, "hono");
        var elysia = new CorsOptions(sources, "elysia") { WithoutOptions = OriginList.Echoed, CredentialsWithoutOptions = true };
        foreach (var call in sources.Code.Calls("cors"))
        {
            var origin = sources.Code.OriginOf(call.Callee);
            if (!sources.IsDeployed(call.File))
                continue;
            if (origin.Package == "hono" && origin.Module.EndsWith("cors", StringComparison.Ordinal) || origin.Package is "@hono/cors")
                learn.Add(hono.Rule(call, call.ArgumentAt(0), sources.Code.PathOf(call)));
            else if (origin.Package is "@elysiajs/cors")
                learn.Add(elysia.Rule(call, call.ArgumentAt(0)));
        }
    }
}
