namespace Shipworthy.Model;

/// <summary>
/// One way into the app from the network (rubric T6): a route with its method, a function that a platform runs, a server action, or a surface of a platform
/// that clients call by themselves. It carries what was learnt on the whole path from the entry to the effect.
/// </summary>
/// <param name="At">The line that makes it: the registration, the decorator, the exported function.</param>
/// <param name="Method">The HTTP method in capitals; <c>ANY</c> for all; <c>ACTION</c> for a function that a page calls; empty for a surface of a platform.</param>
/// <param name="Route">
/// Its address as a template, with everything that it is mounted under: <c>/api/users/:id</c>. Of an action, the file and the function: <c>app/actions.ts#save</c>.
/// </param>
public sealed record Endpoint(Location At, string Method, string Route) : Fact(At)
{
    /// <inheritdoc/>
    public override string Identity => $"endpoint:{Deployable}:{Method}:{Route}{Suffix}";

    /// <inheritdoc/>
    public override ImmutableArray<Location> Related =>
        [.. new[] { HandlerAt, CallerAt }.OfType<Location>().Where(place => place != At).Distinct()];

    /// <summary>An endpoint is mended where it is registered or handled, each by itself: findings of other checks at the same endpoint are the same cause.</summary>
    public override ImmutableArray<string> Roots => [$"fact:{Identity}"];

    /// <summary>What people call it: <c>POST /api/login</c>.</summary>
    public string Name =>
        Method is "ACTION" ? $"action {Route[(Route.LastIndexOf('#') + 1)..]}"
        : Method.Length > 0 ? $"{Method} {Route}"
        : Route;

    /// <summary>The framework or platform that serves it, as its makers spell it.</summary>
    public required string Framework { get; init; }

    /// <summary>The part of the app that it belongs to.</summary>
    public string Deployable { get; init; } = "";

    /// <summary>Where that part runs.</summary>
    public Hosting Hosting { get; init; }

    /// <summary>Where the function that answers begins; null when it is where the route is, or unknown.</summary>
    public Location? HandlerAt { get; init; }

    /// <summary>Where the operation begins that its handler hands everything to through a mediator; null when it does the work itself, or hands it elsewhere.</summary>
    public Location? OperationAt { get; init; }

    /// <summary>Who can make it do something.</summary>
    public required Caller Caller { get; init; }

    /// <summary>How the caller proves who is calling, or why that could not be told; empty for anonymous ones.</summary>
    public string CallerBecause { get; init; } = "";

    /// <summary>Where the caller is proved; null when nowhere.</summary>
    public Location? CallerAt { get; init; }

    /// <summary>What asks on its path whether a known caller may do this: functions and policies that other endpoints may share.</summary>
    public ImmutableArray<EndpointGuard> Guards { get; init; } = [];

    /// <summary>Which step of signing in or up it is.</summary>
    public CredentialStep Credential { get; init; }

    /// <summary>Whether a library answers it with code of its own, as it is documented: the app only says where.</summary>
    public bool IsOfLibrary { get; init; }

    /// <summary>
    /// Whether it signs people in by a proof of who they are that somebody else gave them, such as Google's identity token: it gives a session of the app's own for it.
    /// </summary>
    public bool TakesIdentityToken { get; init; }

    /// <summary>What it does that costs something or leaves something, each kind once at the first place on its path.</summary>
    public ImmutableArray<EndpointEffect> Effects { get; init; } = [];

    /// <summary>The limits of calls on its path, in the order in which they run.</summary>
    public ImmutableArray<RateLimit> Limits { get; init; } = [];

    /// <summary>Why limits in front of it cannot be seen from here, as a clause: "Cloudflare stands in front of it"; null when nothing hints at any.</summary>
    public string? LimitsUnseen { get; init; }

    /// <summary>Why no limit is asked of it, as a clause about it: "answers a probe and reads nothing"; null when one is.</summary>
    public string? NeedsNoLimit { get; init; }

    /// <summary>Why what it does is not known as a whole, as a clause: "save could not be followed"; null when all of it was read.</summary>
    public string? NotRead { get; init; }

    /// <summary>Whether all that was not read is named as libraries of databases name their calls, so that it asks nobody for anything.</summary>
    public bool IsDataAlone { get; init; }

    /// <summary>Whether all that was not read is the rest of statements whose beginnings were read: <c>.where(…)</c>, <c>.returning()</c>.</summary>
    public bool IsStatementAlone { get; init; }

    /// <summary>
    /// Whether anything on its path speaks of what the caller may do beside being known: a role, a permission, a list of administrators. False only where the whole
    /// path was read and no such word stands on it.
    /// </summary>
    public bool MayAskForRole { get; init; } = true;

    /// <summary>Of an endpoint that knows who is calling: whose rows a call reaches.</summary>
    public EndpointRows Rows { get; init; } = EndpointRows.NotKnown;

    /// <summary>The session that it gives to whoever did not earn it; null where it gives none so.</summary>
    public UnearnedSession? Unearned { get; init; }

    /// <summary>Of a server that answers for many fields at one address: the field that is the step of signing in; empty elsewhere.</summary>
    public string CredentialField { get; init; } = "";

    /// <summary>Whether it is a surface of a platform that the app's clients call by themselves, and no code of the app.</summary>
    public bool IsPlatformSurface { get; init; }

    /// <summary>Tells endpoints apart that share method and route: empty, or <c>#2</c>.</summary>
    public string Suffix { get; init; } = "";

    /// <summary>Whether a call costs money or time that others miss.</summary>
    public bool IsCostly => Effects.Any(effect => effect.Kind.IsCostly);
}

/// <summary>What asks whether somebody who is known may do something, and refuses who may not.</summary>
/// <param name="At">Where it is declared, from its first to its last line.</param>
/// <param name="Name">What it is called there.</param>
public sealed record EndpointGuard(Location At, string Name);

/// <summary>A session that is given without looking at what would earn it.</summary>
/// <param name="At">The call that gives it, or the one that takes what does not earn it.</param>
/// <param name="Because">What does not earn it, as the rest of a sentence about the endpoint.</param>
public sealed record UnearnedSession(Location At, string Because);

public sealed partial class App
{
    /// <summary>The ways into the app from the network.</summary>
    public Facts<Endpoint> Endpoints => Of<Endpoint>();
}
