namespace Shipworthy.Model;

public sealed partial class App
{
    /// <summary>Texts that tell people what to do when the app is broken, and links to such texts elsewhere.</summary>
    public Facts<Runbook> Runbooks => Of<Runbook>();

    /// <summary>Texts that look like runbooks and are something else.</summary>
    public Facts<NoRunbook> NoRunbooks => Of<NoRunbook>();
}

/// <summary>A page, or the chapters of one, that tell people what to do when the app is broken.</summary>
/// <param name="At">The title, or the heading of the first chapter that counts.</param>
public sealed record Runbook(Location At) : Fact(At)
{
    /// <summary>Whether the page itself can be read here.</summary>
    public required Readable Readable { get; init; }

    /// <summary>Where it is kept when it cannot be read here: the address, or the words of the document.</summary>
    public string KeptAt { get; init; } = "";

    /// <summary>Whether the whole document is meant as a runbook; otherwise some of its chapters are.</summary>
    public bool IsWholePage { get; init; }

    /// <summary>What it tells, each part with the line that shows it.</summary>
    public ImmutableArray<RunbookPart> Parts { get; init; } = [];

    /// <summary>How many of its fields (cells, "name: value" lines, commands) are to be filled in.</summary>
    public int FieldsToFillIn { get; init; }

    /// <summary>How many fields it has.</summary>
    public int Fields { get; init; }

    /// <summary>Whether it announces itself as not written yet.</summary>
    public bool IsAnnouncement { get; init; }

    /// <summary>Things of this app that it names and that are there; what every app has (<c>package.json</c>, <c>npm run dev</c>) is not among them.</summary>
    public ImmutableArray<string> RealThings { get; init; } = [];

    /// <summary>How many of its references can be checked at all.</summary>
    public int Checkable { get; init; }

    /// <summary>Those that are not there.</summary>
    public ImmutableArray<Reference> Missing { get; init; } = [];

    /// <summary>A command that promises to bring back an earlier state and cannot, or the lack of one.</summary>
    public WayBack WayBack { get; init; } = WayBack.Sound;

    /// <summary>The line of a way back that does not lead back, and what is wrong; null when there is none.</summary>
    public (Location At, string Says)? BadWayBack { get; init; }

    /// <summary>Days for which it has not been touched although what it describes has changed since; 0 when that is not so.</summary>
    public int StaleDays { get; init; }

    /// <inheritdoc/>
    public override string Identity => Readable is Readable.Here ? $"runbook:{At.Path}" : $"runbook:{KeptAt}";

    /// <inheritdoc/>
    public override ImmutableArray<Location> Related => [.. Parts.Select(part => part.At)];

    /// <summary>A page is a form when more than a fifth of its fields are to be filled in.</summary>
    public bool IsForm => FieldsToFillIn * 5 > Fields;

    /// <summary>Whether it names at least two things that really exist here; less would fit any app.</summary>
    public bool IsAboutThisApp => RealThings.Length >= 2;

    /// <summary>Whether more than a quarter of what can be checked is not there.</summary>
    public bool IsOutdated => Missing.Length * 4 > Checkable;

    /// <summary>Whether it tells at least three of the five parts, where to look or what to do first among them.</summary>
    public bool CanWork => Parts.Length >= 3 && Parts.Any(part => part.Kind is RunbookPartKind.WhereToLook or RunbookPartKind.FirstActions);

    /// <summary>The parts that it lacks.</summary>
    public ImmutableArray<RunbookPartKind> Gaps => [.. Enum.GetValues<RunbookPartKind>().Except(Parts.Select(part => part.Kind))];

    /// <summary>Its parts as words: "where to look, what to do first".</summary>
    public string PartsInWords => string.Join(", ", Parts.Select(part => part.Kind.InWords));
}

/// <summary>Whether a page can be read from where we stand.</summary>
public enum Readable
{
    /// <summary>It is known to exist, and nothing else is known.</summary>
    Unknown,

    /// <summary>It is in the repository.</summary>
    Here,

    /// <summary>It is kept elsewhere: in a wiki, in a folder of documents, in another repository.</summary>
    Elsewhere,
}

/// <summary>What the commands that promise an earlier state do.</summary>
public enum WayBack
{
    /// <summary>There is none, or nothing is known against it.</summary>
    Sound,

    /// <summary>Names a file or script that is not there.</summary>
    Missing,

    /// <summary>Deletes the data that it promises to bring back.</summary>
    Destroys,
}

/// <summary>One part of a runbook, with the line that shows it.</summary>
public sealed record RunbookPart(RunbookPartKind Kind, Location At);

/// <summary>The five parts of a runbook (rubric 8.2, E1 to E5).</summary>
public enum RunbookPartKind
{
    /// <summary>Dashboards, logs, consoles: links or commands.</summary>
    WhereToLook,

    /// <summary>Commands that roll back, restart, switch off, scale.</summary>
    FirstActions,

    /// <summary>At least two failures of this app, each with what to do.</summary>
    FailureCases,

    /// <summary>A person or channel that can be reached.</summary>
    WhomToCall,

    /// <summary>How and where customers are told.</summary>
    TellingCustomers,
}

/// <summary>Parts of runbooks as people call them.</summary>
public static class RunbookPartKinds
{
    extension(RunbookPartKind kind)
    {
        /// <summary>The part in three words.</summary>
        public string InWords =>
            kind switch
            {
                RunbookPartKind.WhereToLook => "where to look",
                RunbookPartKind.FirstActions => "what to do first",
                RunbookPartKind.FailureCases => "what can break",
                RunbookPartKind.WhomToCall => "whom to call",
                RunbookPartKind.TellingCustomers => "how customers are told",
            };

        /// <summary>The text to add where the part is missing.</summary>
        public string ToAdd =>
            kind switch
            {
                RunbookPartKind.WhereToLook => "the command that shows the logs, and the dashboard's address",
                RunbookPartKind.FirstActions => "the commands that roll back and restart",
                RunbookPartKind.FailureCases => "two failures of this app, each with its steps",
                RunbookPartKind.WhomToCall => "a name with a telephone number or a channel",
                RunbookPartKind.TellingCustomers => "where customers are told, and two sentences to send",
            };
    }
}

/// <summary>A text that looks like a runbook and is something else.</summary>
/// <param name="At">The text.</param>
/// <param name="Because">What it is, as a clause about it.</param>
public sealed record NoRunbook(Location At, string Because) : Fact(At)
{
    /// <inheritdoc/>
    public override string Identity => $"no-runbook:{At.Path}";
}
