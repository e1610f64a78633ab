using Shipworthy.Generators;

namespace Shipworthy.Extractors.Endpoints;

/// <summary>
/// Knows servers that are handlers of other frameworks: a router of tRPC in a route of Next.js, an application of Hono in one. It replaces the route that holds the server by the
/// server's own ones, which stand behind all that the outer framework runs before. One class a framework; its file is its registration.
/// </summary>
interface IInnerRoutes
{
    /// <summary>Replaces routes that hold a server.</summary>
    void Open(Sources sources, RouteList found);
}

/// <summary>One instance of each.</summary>
[ListsAll<IInnerRoutes>]
static partial class AllInnerRoutes;
