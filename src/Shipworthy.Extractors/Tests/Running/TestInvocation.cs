namespace Shipworthy.Extractors.Tests.Running;

/// <summary>A command that runs tests: of which runner, where, and which of them.</summary>
/// <param name="Runner">The runner.</param>
/// <param name="Directory">The folder that it runs in; null when it is not known.</param>
sealed record TestInvocation(TestRunner Runner, string? Directory)
{
    /// <summary>The configuration, project or solution that it names, as written; empty without one.</summary>
    public string Configuration { get; init; } = "";

    /// <summary>Files, folders or patterns that it is limited to, as written.</summary>
    public ImmutableArray<string> Only { get; init; } = [];

    /// <summary>Modules, projects or packages that it is limited to, as written.</summary>
    public ImmutableArray<string> Modules { get; init; } = [];

    /// <summary>An option that leaves tests out by their name, tag or path, as written; empty without one.</summary>
    public string Filter { get; init; } = "";

    /// <summary>Whether it passes when it finds no tests.</summary>
    public bool PassesWithNone { get; init; }
}
