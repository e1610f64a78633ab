using Shipworthy.Extractors.Endpoints.Limits;
using Shipworthy.Extractors.Endpoints.Routers;

namespace Shipworthy.Extractors.Endpoints.Frameworks;

/// <summary>
/// Limits that Flask-Limiter holds for every route of an application: <c>Limiter(app=app, default_limits=[…])</c>, <c>limiter.init_app(app)</c>. A route that names a limit of its own
/// has that instead, and one that is exempt has none (documentation of Flask-Limiter 3, "default_limits", "override_defaults", "exempt").
/// </summary>
sealed class FlaskDefaults(Sources sources, RouterObjects routers)
{
    readonly Lazy<List<(Code Application, Code Made)>> given = new(() => [.. Given(sources.Code, routers)]);

    /// <summary>A route of an application with the limit that it has by default.</summary>
    public Route Before(Route route, Code application)
    {
        if (route.Handler.All(Part.Decorator).Any(one => one.Callee.Name is "limit" or "shared_limit" or "exempt"))
            return route;
        foreach (var (limited, made) in given.Value)
            if (
                limited == application
                && sources.IsDeployed(made.File)
                && LimitsInPythonLibraries.DefaultOfFlask(sources, made) is { } limit
            )
                return route with { Before = [new(made) { Known = limit }, .. route.Before] };
        return route;
    }

    static IEnumerable<(Code Application, Code Made)> Given(CodeBase code, RouterObjects routers)
    {
        foreach (var made in code.Calls("Limiter").Where(one => code.OriginOf(one.Callee).Package is "flask_limiter"))
        foreach (var application in routers.Of(made.ArgumentNamed("app") is { Exists: true } app ? app : made.ArgumentAt(1)))
            yield return (application, made);
        foreach (var call in code.Calls("init_app"))
            if (
                code.Definition(call.Receiver)[Part.Value] is { Kind: CodeKind.Call } made
                && code.OriginOf(made.Callee).Package is "flask_limiter"
            )
                foreach (var application in routers.Of(call.ArgumentAt(0)))
                    yield return (application, made);
    }
}
