using Shipworthy.Extractors.Audit;
using Shipworthy.Extractors.Deployables;
using Shipworthy.Extractors.Endpoints.Doors;
using Shipworthy.Extractors.Endpoints.Rows;
using Shipworthy.Extractors.Endpoints.Steps;
using Shipworthy.Extractors.Endpoints.Unearned;
using Shipworthy.Extractors.Queries;

namespace Shipworthy.Extractors.Endpoints;

/// <summary>
/// Makes endpoints of routes: reads everything that runs on their paths, tells who can call them, what a call costs, and which limits stand before it. A part of the
/// app that answers and of which no route was found is a blind spot.
/// </summary>
public sealed class EndpointsOfDeployables : ICombiner
{
    /// <inheritdoc/>
    public ImmutableArray<Type> Teaches =>
        [typeof(Endpoint), typeof(SignInDoor), typeof(SensitiveAction), typeof(AuditTable), typeof(TableFilter), typeof(EndpointQueries)];

    /// <inheritdoc/>
    public void Combine(Sources sources, App known, Learner learn)
    {
        var found = sources.Routes;
        var actionsUnseen = new UnseenActions(sources);
        foreach (var spot in found.Unseen)
        {
            CannotSee(learn, spot);
            if (actionsUnseen.MayLieAt(spot.At))
                learn.CannotSee<SensitiveAction>(spot.At, spot.Because);
        }
        foreach (var spot in known.Deployables.BlindSpots)
            CannotSee(learn, spot);

        var owners = new PartsOfTheApp(known.Deployables);
        var reader = new PathReader(sources);
        var roles = new RoleQuestions(sources.Code);
        var doorsUnseen = new UnseenDoors(sources);
        var strategies = new PassportStrategies(sources);
        var actions = new SensitiveActionReading(sources);
        var rows = new RowsOfEndpoints(sources, reader);
        var named = new RowsOfNamed(sources, reader, rows);
        var handed = new RowsForAnybody(sources, reader, rows);
        var unearned = new UnearnedSessions(sources, reader, rows);
        var queries = new QueriesOfApp(sources, reader, rows);
        var all = new List<(Route Route, Endpoint Endpoint, SignInDoor? Door)>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var served = new HashSet<Deployable>();
        foreach (
            var route in found
                .Routes.Where(one => sources.RunsInProduction(one.At))
                .OrderBy(one => one.At.File.Path, StringComparer.Ordinal)
                .ThenBy(one => one.At.Start)
        )
        {
            var part = owners.Of((route.Host.Exists ? route.Host : route.At).File.Path);
            if (part is not null)
                served.Add(part);
            var (endpoint, door) = EndpointReading.Of(sources, route, reader, roles, strategies, part);
            for (var suffix = 2; !seen.Add(endpoint.Identity); suffix++)
                endpoint = endpoint with { Suffix = $"#{suffix}" };
            rows.Read(route, endpoint);
            all.Add((route, endpoint, door));
        }
        var reached = rows.Of().ToDictionary(one => one.Endpoint.Identity, one => one.Rows, StringComparer.Ordinal);
        foreach (var (route, read, door) in all)
        {
            var endpoint =
                reached.TryGetValue(read.Identity, out var whose) ? read with { Rows = whose }
                : (named.Of(route, read) ?? handed.Of(route, read)) is { } others ? read with { Rows = others }
                : read;
            endpoint = endpoint with { Unearned = unearned.Of(route, endpoint) };
            learn.Add(endpoint);
            queries.Read(route, endpoint);
            if (door is not null)
                learn.Add(door with { Endpoint = endpoint });
            foreach (var action in actions.Of(route, endpoint))
                learn.Add(action);
            foreach (var table in actions.TablesChangedBy(route, endpoint))
                learn.Add(table);
        }
        queries.Teach(learn);
        foreach (
            var part in known.Deployables.Where(one =>
                one.Serves is Serves.Answers or Serves.Pages or Serves.Unknown && !served.Contains(one)
            )
        )
            if (!AllRouteFinders.All.Any(finder => finder.Frameworks.Contains(part.Framework) && finder.HasNone(sources, part)))
            {
                var because = part.NotSeen ?? $"{part.Name} answers over HTTP, and none of its routes could be read";
                learn.CannotSee<Endpoint>(part.At, because);
                learn.CannotSee<EndpointQueries>(part.At, because);
                learn.CannotSee<TableFilter>(part.At, because);
                if (doorsUnseen.MayHold(part))
                    learn.CannotSee<SignInDoor>(part.At, because);
                if (actionsUnseen.MayLieIn(part))
                    learn.CannotSee<SensitiveAction>(part.At, because);
            }
    }

    static void CannotSee(Learner learn, BlindSpot spot)
    {
        learn.CannotSee<Endpoint>(spot.At, spot.Because);
        learn.CannotSee<SignInDoor>(spot.At, spot.Because);
        learn.CannotSee<EndpointQueries>(spot.At, spot.Because);
        learn.CannotSee<TableFilter>(spot.At, spot.Because);
    }
}
