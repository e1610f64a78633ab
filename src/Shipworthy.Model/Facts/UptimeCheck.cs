namespace Shipworthy.Model;

public sealed partial class App
{
    /// <summary>What asks the app again and again whether it works, as files of the repository set it up.</summary>
    public Facts<UptimeCheck> UptimeChecks => Of<UptimeCheck>();
}

/// <summary>Something that asks the app again and again whether it works: a monitor of a hosted service, or a pipeline that a clock starts.</summary>
/// <param name="At">Where it is declared.</param>
/// <param name="System">Whose it is: Checkly, Better Stack, GitHub Actions.</param>
/// <param name="Name">What it calls itself.</param>
public sealed record UptimeCheck(Location At, string System, string Name) : Fact(At)
{
    /// <inheritdoc/>
    public override string Identity => $"uptime-check:{System}:{At.Path}:{Name}";

    /// <summary>How far into the app it goes.</summary>
    public CheckDepth Depth { get; init; }

    /// <summary>What it asks, as words: "/login", "the steps of sign-in.spec.ts".</summary>
    public required string Asks { get; init; }

    /// <summary>Whether it runs where the app itself runs, and falls silent with it.</summary>
    public bool IsInside { get; init; }

    /// <summary>Whether it is switched off or muted.</summary>
    public bool IsOff { get; init; }

    /// <summary>Minutes from one run to the next; null when that is kept elsewhere.</summary>
    public double? Minutes { get; init; }

    /// <summary>Whether a failure tells somebody; null when that is kept elsewhere.</summary>
    public bool? Notifies { get; init; }

    /// <summary>Whether it looks at what it gets, and not at the status alone; null when its steps are not known.</summary>
    public bool? LooksAtResult { get; init; }

    /// <summary>Where it looks.</summary>
    public CheckTarget Target { get; init; }

    /// <summary>Whether a pipeline runs it, whose clock is not exact.</summary>
    public bool IsPipeline { get; init; }
}

/// <summary>How far into the app a check from outside goes.</summary>
public enum CheckDepth
{
    /// <summary>Could not be told.</summary>
    Unknown,

    /// <summary>One page, one address, or a route that always answers the same.</summary>
    Page,

    /// <summary>A route that asks the database, by its name or its code.</summary>
    Dependencies,

    /// <summary>Steps that a customer takes.</summary>
    Flow,
}

/// <summary>Where a check looks.</summary>
public enum CheckTarget
{
    /// <summary>Could not be told.</summary>
    Unknown,

    /// <summary>Production.</summary>
    Production,

    /// <summary>An environment before production, or the machine that it runs on.</summary>
    BeforeProduction,
}
