namespace Shipworthy.Extractors.Migrations.Applying;

/// <summary>A command that a host, container or process runs, followed down to what it finally starts.</summary>
/// <param name="Command">The command.</param>
/// <param name="Place">Where it runs.</param>
/// <param name="At">The line of the file of the host or container that says so.</param>
sealed record Started(PipelineCommand Command, ApplyPlace Place, Location At)
{
    /// <summary>Of a build: whether its script tells production from previews.</summary>
    public bool TestsEnvironment { get; init; }

    /// <summary>Of a build: whether nothing tells which host runs it, or whether one does.</summary>
    public bool IsOfUnknownHost { get; init; }
}
