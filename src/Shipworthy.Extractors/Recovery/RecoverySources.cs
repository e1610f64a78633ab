using Shipworthy.Extractors.Endpoints;
using Shipworthy.Extractors.Endpoints.Doors;
using Shipworthy.Extractors.Endpoints.Steps;
using Shipworthy.Extractors.Recovery.Reading;

namespace Shipworthy.Extractors.Recovery;

/// <summary>What finders of reset flows look at: the sources, the routes of the app, and readers that they share.</summary>
sealed class RecoverySources
{
    readonly PathReader reader;
    readonly PartsOfTheApp owners;
    readonly RoleQuestions roles;
    readonly PassportStrategies strategies;

    /// <summary>Reads the routes of an app once.</summary>
    public RecoverySources(Sources sources, App known)
    {
        Sources = sources;
        Known = known;
        owners = new(known.Deployables);
        reader = new(sources);
        roles = new(sources.Code);
        strategies = new(sources);
        Reached = new(sources);
        Routes =
        [
            .. sources
                .Routes.Routes.Where(one => !one.IsPlatformSurface && sources.RunsInProduction(one.At))
                .OrderBy(one => one.At.File.Path, StringComparer.Ordinal)
                .ThenBy(one => one.At.Start),
        ];
    }

    /// <summary>All sources.</summary>
    public Sources Sources { get; }

    /// <summary>All code.</summary>
    public CodeBase Code => Sources.Code;

    /// <summary>What extractors taught.</summary>
    public App Known { get; }

    /// <summary>The functions that run from one on.</summary>
    public ReachedFunctions Reached { get; }

    /// <summary>The routes that production has, without surfaces of platforms.</summary>
    public ImmutableArray<Route> Routes { get; }

    /// <summary>The part of the app that a file belongs to; empty where there is only one.</summary>
    public string PartOf(CodeFile file) => Known.Deployables.Count < 2 ? "" : owners.Of(file.Path)?.Name ?? "";

    /// <summary>The endpoint that a route is.</summary>
    public Endpoint EndpointOf(Route route) =>
        EndpointReading.Of(Sources, route, reader, roles, strategies, owners.Of(route.At.File.Path)).Endpoint;

    /// <summary>Calls of a name in deployed code that production runs.</summary>
    public IEnumerable<Code> Calls(params ReadOnlySpan<string> names)
    {
        var calls = new List<Code>();
        foreach (var name in names)
            calls.AddRange(Code.Calls(name).Where(call => Sources.IsDeployed(call.File) && Sources.RunsInProduction(call)));
        return calls;
    }

    /// <summary>What a call is known to do; null when no library of the kinds that are known does it.</summary>
    public Act? ActOf(Code call)
    {
        var site = new Site(Sources, call, Code.OriginOf(call.Callee));
        foreach (var idiom in AllActIdioms.All)
            if (idiom.Of(site) is { } act)
                return act;
        return null;
    }

    /// <summary>Whether a function answers a route.</summary>
    public bool EndpointIsFor(Route route, Code function) => route.Handler == function || Code.FunctionOf(route.Handler) == function;
}
