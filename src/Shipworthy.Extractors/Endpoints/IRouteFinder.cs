using Shipworthy.Generators;

namespace Shipworthy.Extractors.Endpoints;

/// <summary>Finds the routes of one framework or platform. One class a framework; its file is its registration.</summary>
interface IRouteFinder
{
    /// <summary>Frameworks as <see cref="Deployable.Framework"/> spells them whose parts this finder reads.</summary>
    ImmutableArray<string> Frameworks { get; }

    /// <summary>Whether a part of which no route was found surely has none, such as a site that has pages only.</summary>
    bool HasNone(Sources sources, Deployable part) => false;

    /// <summary>Hands over all routes of the app, and the places where routes could not be seen.</summary>
    void Find(Sources sources, RouteList found);
}

/// <summary>One instance of every finder.</summary>
[ListsAll<IRouteFinder>]
static partial class AllRouteFinders;

/// <summary>Takes what finders find.</summary>
sealed class RouteList
{
    readonly List<Route> routes = [];
    readonly List<BlindSpot> unseen = [];

    /// <summary>The routes that all finders find in an app.</summary>
    public static RouteList Of(Sources sources)
    {
        var found = new RouteList();
        foreach (var finder in AllRouteFinders.All)
            finder.Find(sources, found);
        foreach (var inner in AllInnerRoutes.All)
            inner.Open(sources, found);
        return found;
    }

    /// <summary>All routes.</summary>
    public IReadOnlyList<Route> Routes => routes;

    /// <summary>Where routes could not be seen.</summary>
    public IReadOnlyList<BlindSpot> Unseen => unseen;

    /// <summary>Takes a route.</summary>
    public void Add(Route route) => routes.Add(route);

    /// <summary>Takes a route away that others stand for.</summary>
    public void Remove(Route route) => routes.Remove(route);

    /// <summary>Takes a place where routes may be, and could not be seen.</summary>
    public void CannotSee(Code at, string because) => unseen.Add(new(at.At, because));

    /// <summary>The same of a place in a file that is no code.</summary>
    public void CannotSee(Location at, string because) => unseen.Add(new(at, because));
}
