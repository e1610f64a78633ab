namespace Shipworthy.Extractors.History;

/// <summary>One commit as git stores it.</summary>
/// <param name="Hash">Full object name.</param>
/// <param name="Parents">Full object names of the parents, the first one first.</param>
/// <param name="AuthorName">Name of the author, as written.</param>
/// <param name="AuthorEmail">Address of the author, as written.</param>
/// <param name="CommitterName">Name of the committer.</param>
/// <param name="CommitterEmail">Address of the committer.</param>
/// <param name="When">When it was committed.</param>
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
    /// <summary>The first line of the message.</summary>
    public string Subject => Message.IndexOf('\n', StringComparison.Ordinal) is >= 0 and var end ? Message[..end] : Message;
}
