namespace Shipworthy.Model;

/// <summary>How a service writes the records of its log.</summary>
public enum LogFormat
{
    /// <summary>Could not be told, or depends on a setting that is not here.</summary>
    Unknown,

    /// <summary>One JSON object a line, or records with fields that are sent to a service for logs.</summary>
    Json,

    /// <summary>Lines of text, by something that could write JSON and is told not to.</summary>
    TextByChoice,

    /// <summary>Lines of text, by something that knows nothing else as it is used here.</summary>
    Text,
}

/// <summary>A file that writes lines of text, with their number.</summary>
/// <param name="At">The first such line.</param>
/// <param name="Calls">How many of its calls write text.</param>
public sealed record TextLogs(Location At, int Calls);

/// <summary>Names for one thing, each used often: <c>userId</c> and <c>user_id</c>.</summary>
/// <param name="At">The first use of the rarer name.</param>
/// <param name="Names">The names, the most frequent first.</param>
public sealed record FieldNames(Location At, ImmutableArray<string> Names);

/// <summary>What a call hands to the log that nobody ought to read there.</summary>
/// <param name="At">The call.</param>
/// <param name="What">What it is, as a noun with its name: "accessToken", "all headers of the request".</param>
/// <param name="IsSecret">Whether it opens something; else it is about a person.</param>
public sealed record LoggedSecret(Location At, string What, bool IsSecret);

/// <summary>
/// The log of one service as production writes it: how many of its calls write records with fields, and how many carry the ID of the request. Banners at the start, scripts
/// and code for browsers are not counted.
/// </summary>
/// <param name="At">Where the log is set up; where the service is made when it is set up nowhere.</param>
/// <param name="Service">The part of the app that writes it.</param>
public sealed record ServiceLog(Location At, Deployable Service) : Fact(At)
{
    /// <inheritdoc/>
    public override string Identity => $"log:{Service.Identity}";

    /// <summary>The format of what most calls go through; <see cref="LogFormat.Text"/> for bare output.</summary>
    public required LogFormat Format { get; init; }

    /// <summary>What is written with, as a noun: "pino", "console".</summary>
    public string Library { get; init; } = "";

    /// <summary>What tells the format, or why it could not be told, as a clause about the service; empty when there is nothing to say.</summary>
    public string Because { get; init; } = "";

    /// <summary>How many calls write to the log.</summary>
    public int Calls { get; init; }

    /// <summary>How many of them write records with fields.</summary>
    public int Structured { get; init; }

    /// <summary>How many of them write something whose format could not be told.</summary>
    public int Unclear { get; init; }

    /// <summary>How many of them write text through something that is configured to.</summary>
    public int TextByChoice { get; init; }

    /// <summary>How many structured calls build their message of pieces although they could name fields.</summary>
    public int Interpolated { get; init; }

    /// <summary>The first call that does; null when none does.</summary>
    public Location? InterpolatedAt { get; init; }

    /// <summary>The files with the most calls that write text, the densest first; at most three.</summary>
    public ImmutableArray<TextLogs> Densest { get; init; } = [];

    /// <summary>How many calls carry the ID of the request.</summary>
    public int WithRequestId { get; init; }

    /// <summary>What brings the ID into every record by itself, as a noun; null when nothing does.</summary>
    public string? BoundBy { get; init; }

    /// <summary>Why an ID may reach the records in a way that was not followed, as a clause; null when there is no sign of that.</summary>
    public string? BindingUnseen { get; init; }

    /// <summary>Where the ID is made or missed: the middleware that makes it, or the start of the service.</summary>
    public required Location BindingAt { get; init; }

    /// <summary>Things that several names stand for.</summary>
    public ImmutableArray<FieldNames> Inconsistent { get; init; } = [];

    /// <summary>The calls that hand secrets and data about people to the log, secrets first.</summary>
    public ImmutableArray<LoggedSecret> Discloses { get; init; } = [];

    /// <summary>Why its log could not be read, as a clause about the service: "is written in Go"; null when it was.</summary>
    public string? NotSeen { get; init; }
}

public sealed partial class App
{
    /// <summary>The logs of the app's services.</summary>
    public Facts<ServiceLog> ServiceLogs => Of<ServiceLog>();
}
