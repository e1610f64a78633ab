namespace Shipworthy.Model;

public sealed partial class App
{
    /// <summary>Scripts that put load on the app, and records of such runs.</summary>
    public Facts<LoadTest> LoadTests => Of<LoadTest>();
}

/// <summary>A script that puts load on the app, or the record of a run.</summary>
/// <param name="At">The file, or the step of a pipeline.</param>
/// <param name="Kind">Which of them.</param>
/// <param name="Tool">The tool, as its makers spell it.</param>
public sealed record LoadTest(Location At, LoadTestKind Kind, string Tool) : Fact(At)
{
    /// <inheritdoc/>
    public override string Identity => $"load-test:{Kind}:{At.Path}";

    /// <summary>What it shows, as a clause about the place.</summary>
    public required string Because { get; init; }
}

/// <summary>What there is of a load test.</summary>
public enum LoadTestKind
{
    Unknown,

    /// <summary>A script; nothing says that it ever ran.</summary>
    Script,

    /// <summary>What a tool wrote about a run.</summary>
    Record,

    /// <summary>A step of a pipeline whose failure stops nothing.</summary>
    IgnoredRun,
}
