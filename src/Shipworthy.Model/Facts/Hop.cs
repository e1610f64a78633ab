namespace Shipworthy.Model;

/// <summary>The way by which work goes from one part of the app to another.</summary>
public enum HopKind
{
    /// <summary>A call of another service of the app, or of its own API over the network.</summary>
    Call,

    /// <summary>A call of a function that a platform runs.</summary>
    Function,

    /// <summary>A call that the database makes.</summary>
    Database,

    /// <summary>A job or message that is put into a queue.</summary>
    Queue,
}

/// <summary>What goes along from one part to the other, by which both can be tied together.</summary>
public enum Carried
{
    /// <summary>Could not be told.</summary>
    Unknown,

    /// <summary>Nothing.</summary>
    Nothing,

    /// <summary>The ID of a request or of a trace.</summary>
    Id,
}

/// <summary>A place where work leaves one part of the app for another.</summary>
/// <param name="At">The first such place.</param>
/// <param name="From">The part that it leaves.</param>
/// <param name="To">Where it goes, as people call it: "send-mail", "/api/orders".</param>
public sealed record Hop(Location At, string From, string To) : Fact(At)
{
    /// <inheritdoc/>
    public override string Identity => $"hop:{From}:{Kind}:{To}:{At.Path}";

    /// <summary>The way.</summary>
    public required HopKind Kind { get; init; }

    /// <summary>What goes along.</summary>
    public required Carried Carries { get; init; }

    /// <summary>What tells it, as a clause about the place: "has OpenTelemetry send the ID of the trace".</summary>
    public required string Because { get; init; }
}

/// <summary>Whether callers learn the ID of their request.</summary>
public enum AnsweredWith
{
    /// <summary>Could not be told.</summary>
    Unknown,

    /// <summary>No answer names one.</summary>
    Nothing,

    /// <summary>Some answers name it.</summary>
    SomeIds,

    /// <summary>A header names it that pages at another address cannot read.</summary>
    HiddenId,

    /// <summary>Every answer, or every answer about an error, names it.</summary>
    Id,
}

/// <summary>Whether the answers of a service name the ID of the request.</summary>
/// <param name="At">Where it is put into the answer; where the service is made when nothing does.</param>
/// <param name="Service">The service.</param>
public sealed record AnsweredId(Location At, Deployable Service) : Fact(At)
{
    /// <inheritdoc/>
    public override string Identity => $"answered-id:{Service.Identity}";

    /// <summary>Whether they do.</summary>
    public required AnsweredWith With { get; init; }

    /// <summary>What tells it, as a clause about the place.</summary>
    public required string Because { get; init; }

    /// <summary>Whether a page or an app of this repository calls the service.</summary>
    public bool HasClients { get; init; }
}

public sealed partial class App
{
    /// <summary>The places where work leaves one part of the app for another.</summary>
    public Facts<Hop> Hops => Of<Hop>();

    /// <summary>Whether the answers of the app's services name the ID of the request.</summary>
    public Facts<AnsweredId> AnsweredIds => Of<AnsweredId>();
}
