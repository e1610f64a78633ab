namespace Shipworthy.Extractors.History;

/// <summary>The history of the app as git has it.</summary>
public sealed class GitHistory
{
    GitHistory() { }

    /// <summary>No repository.</summary>
    public static GitHistory None { get; } = new();
}
