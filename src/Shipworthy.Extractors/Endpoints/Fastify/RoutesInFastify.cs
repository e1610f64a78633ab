using Shipworthy.Extractors.Endpoints.Routers;
using Shipworthy.Extractors.Endpoints.Steps;

namespace Shipworthy.Extractors.Endpoints.Fastify;

/// <summary>
/// Fastify: routes of applications and of the plugins that they register, with prefixes, hooks and limits by its rules of encapsulation. Hooks of an instance run for all its
/// routes, also for those before them; a limiter takes only routes that are registered after it was loaded.
/// </summary>
sealed class RoutesInFastify : IRouteFinder
{
    /// <inheritdoc/>
    public ImmutableArray<string> Frameworks => ["Fastify"];

    /// <inheritdoc/>
    public void Find(Sources sources, RouteList found)
    {
        if (!sources.Code.Imports("fastify", "fastify-plugin"))
            return;
        new FastifyReading(sources, found).Read();
    }
}
