namespace Shipworthy.Extractors.Cors;

/// <summary><c>@fastify/cors</c>, registered on a server. Without an origin it sends a star.</summary>
public sealed class CorsInFastify : IExtractor
{
    /// <inheritdoc/>
    public ImmutableArray<Type> Teaches => [typeof(CorsRule)];

    /// <inheritdoc/>
    public void Extract(Sources sources, Learner learn)
    {
        var options = new CorsOptions(sources, "fastify");
        foreach (var call in sources.Code.Calls("register"))
            if (sources.Code.OriginOf(call.ArgumentAt(0)).Package is "@fastify/cors" or "fastify-cors" && sources.IsDeployed(call.File))
                learn.Add(options.Rule(call, call.ArgumentAt(1)));
    }
}
