namespace Shipworthy.Extractors.Endpoints.Fastify;

/// <summary>
/// An instance of Fastify that routes are registered on: the application, or what a plugin gets. A plugin sees what was there before it, and what it adds ends with it, unless
/// it is wrapped by <c>fastify-plugin</c>.
/// </summary>
/// <param name="Prefix">What stands before the addresses of its routes.</param>
sealed record FastifyScope(string Prefix)
{
    /// <summary>Hooks of the routes of this scope, and of scopes below that begin later, with the phase in which they run.</summary>
    public List<(string Phase, Code What)> Hooks { get; init; } = [];

    /// <summary>Routes that wait for the hooks that are added after them.</summary>
    public List<FastifyRoute> Routes { get; } = [];

    /// <summary>The limiter that was registered before; null when there is none.</summary>
    public FastifyLimiter? Limiter { get; set; }

    /// <summary>Whether that limiter has been loaded, and takes the routes that are registered now. One that was there before this scope has.</summary>
    public bool LimiterIsLoaded { get; set; }

    /// <summary>The scope of a plugin that is registered now.</summary>
    public FastifyScope Below(string prefix, IEnumerable<(string Phase, Code What)> later) =>
        new(Routers.PathTemplates.Join(Prefix, prefix))
        {
            Hooks = [.. Hooks, .. later],
            Limiter = Limiter,
            LimiterIsLoaded = Limiter is not null,
        };
}

/// <summary>A registration of <c>@fastify/rate-limit</c>.</summary>
/// <param name="At">The call.</param>
/// <param name="Options">Its options; no node when it has none.</param>
sealed record FastifyLimiter(Code At, Code Options);

/// <summary>A route that is registered on a scope.</summary>
/// <param name="At">The call.</param>
/// <param name="Method">Its method, in capitals.</param>
/// <param name="Path">Its address below the scope's.</param>
/// <param name="Options">Its options; no node when it has none.</param>
/// <param name="Handler">What answers.</param>
/// <param name="Limiter">The limiter that takes it; null when none does.</param>
sealed record FastifyRoute(Code At, string Method, string Path, Code Options, Code Handler, FastifyLimiter? Limiter)
{
    /// <summary>Whether it has options that could not be followed.</summary>
    public bool IsLost { get; init; }
}
