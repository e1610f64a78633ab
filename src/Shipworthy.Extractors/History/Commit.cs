namespace Shipworthy.Extractors.History;

/// <summary>One commit as git stores it.</summary>
/// <param name="Hash">Full object name.</param>
/// <param name="Parents">Full object names of the parents, the first one first.</param>
/// <param name="AuthorName">Name of the author, as written.</param>
/// <param name="AuthorEmail">Address of the author, as written.</param>
/// <param name="CommitterName">Name of the committer.</param>
/// <param name="CommitterEmail">Address of the committer.</param>
/// <param name="When">When it was committed. A date that makes no sense becomes 1970-01-01.</param>
/// <param name="Message">The whole message: subject, body and trailers.</param>
public sealed record Commit(
    string Hash,
    ImmutableArray<string> Parents,
    string AuthorName,
    string AuthorEmail,
    string CommitterName,
    string CommitterEmail,
    DateTimeOffset When,
    string Message
)
{
    /// <summary>When its author wrote it, which may be long before it was committed.</summary>
    public DateTimeOffset Written { get; init; } = When;

    /// <summary>The first line of the message.</summary>
    public string Subject => Message.IndexOf('\n', StringComparison.Ordinal) is >= 0 and var end ? Message[..end] : Message;

    /// <summary>The day on which it was committed, in UTC.</summary>
    public DateOnly Day => DateOnly.FromDateTime(When.UtcDateTime);
}

/// <summary>A commit with the paths that it changed against its first parent.</summary>
/// <param name="Paths">Below the examined folder; what lies outside is left out.</param>
public sealed record CommitWithPaths(Commit Commit, ImmutableArray<string> Paths);

/// <summary>The text of an annotated tag.</summary>
/// <param name="Name">The ref: <c>refs/tags/v1</c>.</param>
/// <param name="Message">All of it.</param>
public sealed record TagMessage(string Name, string Message);
