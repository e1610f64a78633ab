namespace Shipworthy.Model;

public sealed partial class App
{
    /// <summary>The test cases of all suites, those that are skipped among them.</summary>
    public Facts<WrittenTest> WrittenTests => Of<WrittenTest>();
}

/// <summary>What a test case shows when it is green.</summary>
public enum TestWorth
{
    /// <summary>Could not be told.</summary>
    Unknown,

    /// <summary>That something which the app did is as expected.</summary>
    Asserts,

    /// <summary>That a recorded output has not changed.</summary>
    SnapshotOnly,

    /// <summary>That the app ran without an error: it expects nothing.</summary>
    Nothing,

    /// <summary>Nothing: what it expects holds whatever the app does.</summary>
    Tautology,

    /// <summary>Nothing: it expects success or failure, whichever comes.</summary>
    AcceptsAnything,

    /// <summary>Nothing: it does not wait for what it expects.</summary>
    NotAwaited,

    /// <summary>Nothing: it catches the failure.</summary>
    Swallowed,

    /// <summary>Nothing where a condition does not hold that the app decides.</summary>
    Conditional,
}

/// <summary>Whether a test case runs with the others.</summary>
public enum TestStanding
{
    /// <summary>Could not be told.</summary>
    Unknown,

    /// <summary>It does.</summary>
    Runs,

    /// <summary>It runs, and the others of its file do not.</summary>
    Focused,

    /// <summary>It does not.</summary>
    Skipped,
}

/// <summary>How a test case comes to the code of the app.</summary>
public enum TouchKind
{
    /// <summary>Not told apart.</summary>
    Unknown,

    /// <summary>By a request to an address.</summary>
    Requests,

    /// <summary>By a page that a browser opens.</summary>
    Opens,

    /// <summary>By a call of a function.</summary>
    Calls,

    /// <summary>By what its title says a person does in a browser.</summary>
    Tells,
}

/// <summary>One place at which a test case comes to the code of the app, and what it expects there.</summary>
/// <param name="Kind">How.</param>
/// <param name="Text">The address, with <c>{}</c> for each part that is not known; the name of the function; the title.</param>
public readonly record struct TestTouch(TouchKind Kind, string Text)
{
    /// <summary>The method of a request, in capitals; empty when it is not known.</summary>
    public string Method { get; init; } = "";

    /// <summary>The function of the app that is called, from its first to its last line.</summary>
    public Location? Function { get; init; }

    /// <summary>Whether the case expects that this is refused, fails, or changes nothing.</summary>
    public bool Refused { get; init; }

    /// <summary>Whether the case expects that this is refused because of who asks.</summary>
    public bool Denied { get; init; }

    /// <summary>Whether the case expects that this is refused because nobody, or nobody known, asks.</summary>
    public bool TurnsStrangersAway { get; init; }
}

/// <summary>One test case: what it comes to, and what it is worth.</summary>
/// <param name="At">Where it begins.</param>
/// <param name="Name">Its title, with those of the groups around it.</param>
/// <param name="Suite">The suite that it belongs to.</param>
public sealed record WrittenTest(Location At, string Name, TestSuite Suite) : Fact(At)
{
    /// <inheritdoc/>
    public override string Identity => $"test:{At.Path}:{Name}{Suffix}";

    /// <summary>What it shows when it is green.</summary>
    public TestWorth Worth { get; init; }

    /// <summary>Why it is worth no more, as a clause about the case; empty for one that asserts.</summary>
    public string WorthBecause { get; init; } = "";

    /// <summary>Whether it runs.</summary>
    public TestStanding Standing { get; init; }

    /// <summary>Whether a skipped case says why, with a link or number of an issue.</summary>
    public bool HasReason { get; init; }

    /// <summary>Whether a framework's generator wrote it into every new app, so that it says nothing about this one.</summary>
    public bool IsStarter { get; init; }

    /// <summary>Whether its file comes to the code of the app at all: by an import, a request or a browser.</summary>
    public bool ReachesApp { get; init; }

    /// <summary>What its file imports from a folder that the repository does not have; empty where there is all of it.</summary>
    public string Missing { get; init; } = "";

    /// <summary>Where it comes to the code of the app.</summary>
    public ImmutableArray<TestTouch> Touches { get; init; } = [];

    /// <summary>Tells cases of one name apart: empty, or <c>#2</c>.</summary>
    public string Suffix { get; init; } = "";

    /// <summary>Whether it counts: it runs, and says something about this app.</summary>
    public bool Counts => Standing is not TestStanding.Skipped && !IsStarter && Missing.Length == 0;
}
