namespace Shipworthy.Model;

public sealed partial class App
{
    /// <summary>Rules that say when somebody is told that production is broken, one for each that the repository holds.</summary>
    public Facts<AlertRule> AlertRules => Of<AlertRule>();

    /// <summary>Where the alerts of the app end, each with all the rules that lead there.</summary>
    public Facts<AlertChain> AlertChains => Of<AlertChain>();
}

/// <summary>A rule that says when somebody is told: an alarm, an alert of a monitoring system, a monitor of a hosted service.</summary>
/// <param name="At">Where it is declared.</param>
/// <param name="System">Whose rule it is, in the words of its maker: Prometheus, CloudWatch.</param>
/// <param name="Name">What it calls itself.</param>
public sealed record AlertRule(Location At, string System, string Name) : Fact(At)
{
    /// <inheritdoc/>
    public override string Identity => $"alert:{System}:{At.Path}:{Name}";

    /// <summary>Whom it reaches.</summary>
    public required AlertReach Reach { get; init; }

    /// <summary>What it watches.</summary>
    public AlertSubject Watches { get; init; }

    /// <summary>How loud it says it is.</summary>
    public AlertUrgency Urgency { get; init; }

    /// <summary>Why one moment or one event is enough to set it off, as a clause; null when that is not so, or not known.</summary>
    public string? Momentary { get; init; }

    /// <summary>Whether it tells, or links to, what to do; null where its system keeps that elsewhere.</summary>
    public bool? SaysWhatToDo { get; init; }

    /// <summary>Whether it speaks of a cause, such as a busy processor, that customers may not feel.</summary>
    public bool IsOfCause => Watches is AlertSubject.Machine;
}

/// <summary>The way from rules to the people whom they reach, as far as the repository shows it.</summary>
/// <param name="At">Where it ends, or where it breaks.</param>
/// <param name="Name">Whose alerts, as a noun: "the alarm high_cpu of CloudWatch and 3 more".</param>
public sealed record AlertChain(Location At, string Name) : Fact(At)
{
    /// <inheritdoc/>
    public override string Identity => $"alert-chain:{Root}";

    /// <summary>What mends it where it is broken: the list, the receiver, the topic.</summary>
    public required string Root { get; init; }

    /// <summary>Whom it reaches.</summary>
    public required AlertReach Reach { get; init; }

    /// <summary>Where it ends, as a clause about the rules: "have an empty list of actions".</summary>
    public required string Because { get; init; }

    /// <summary>How many rules lead there; at least 1.</summary>
    public int Rules { get; init; } = 1;

    /// <summary>The places of its rules.</summary>
    public ImmutableArray<Location> Places { get; init; } = [];

    /// <inheritdoc/>
    public override ImmutableArray<Location> Related => Places;

    /// <inheritdoc/>
    public override ImmutableArray<string> Roots => [$"fact:{Identity}"];
}

/// <summary>Whom an alert reaches, the loudest last.</summary>
public enum AlertReach
{
    /// <summary>Could not be told.</summary>
    Unknown,

    /// <summary>Nobody.</summary>
    Nobody,

    /// <summary>Whoever the watched process itself still manages to tell.</summary>
    OfItself,

    /// <summary>A mailbox.</summary>
    Mail,

    /// <summary>A room of a chat.</summary>
    Chat,

    /// <summary>A telephone that rings: a paging tool, a call, a text message.</summary>
    Page,
}

/// <summary>What an alert watches.</summary>
public enum AlertSubject
{
    /// <summary>Could not be told.</summary>
    Unknown,

    /// <summary>Whether the app answers at all.</summary>
    Down,

    /// <summary>How many requests fail.</summary>
    Errors,

    /// <summary>How slow answers are.</summary>
    Slowness,

    /// <summary>Jobs, queues and payments.</summary>
    Jobs,

    /// <summary>The database.</summary>
    Database,

    /// <summary>Processor, memory, disk and the like.</summary>
    Machine,

    /// <summary>Costs, access and changes of settings: nothing that breaks for customers.</summary>
    Aside,
}

/// <summary>How loud an alert says it is.</summary>
public enum AlertUrgency
{
    /// <summary>It does not say.</summary>
    Unknown,

    /// <summary>It calls.</summary>
    Critical,

    /// <summary>It can wait.</summary>
    Warning,

    /// <summary>It is for the record.</summary>
    Info,
}
