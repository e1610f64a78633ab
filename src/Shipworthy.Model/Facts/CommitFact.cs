namespace Shipworthy.Model;

/// <summary>What an author of commits is, by the name and address of a program; a person's own name never decides.</summary>
public enum AuthorKind
{
    /// <summary>A person, or a program that is not known.</summary>
    Person,

    /// <summary>A bot that keeps versions, locks and release notes up to date.</summary>
    MaintenanceBot,

    /// <summary>An AI builder or coding agent that commits under its own name.</summary>
    AiBuilder,
}

/// <summary>How a commit shows that it went through a request for review.</summary>
public enum ReviewMark
{
    /// <summary>It shows nothing. A request that was merged by rebase leaves no mark either.</summary>
    None,

    /// <summary>A merge or squash with the number of a pull or merge request.</summary>
    Request,

    /// <summary>A merge that somebody made on their own machine.</summary>
    LocalMerge,
}

/// <summary>One line <c>Key: value</c> at the end of a message.</summary>
public sealed record Trailer(string Key, string Value);

/// <summary>A commit of the history of the default branch.</summary>
/// <param name="Hash">Full object name.</param>
/// <param name="Subject">First line of the message.</param>
/// <param name="AuthorName">Name of the author, as written.</param>
/// <param name="AuthorEmail">Address of the author, as written.</param>
/// <param name="CommitterEmail">Address of the committer, as written.</param>
/// <param name="Day">The day on which it was committed, in UTC.</param>
/// <param name="IsMerge">Whether it has several parents.</param>
/// <param name="Author">What the author is.</param>
/// <param name="Mark">How it shows that it went through a request.</param>
/// <param name="Trailers">The trailers of its message, in their order.</param>
/// <param name="AiTools">AI tools that it says took part, by author, committer, trailer or a line of the message; each once, in order.</param>
public sealed record CommitFact(
    string Hash,
    string Subject,
    string AuthorName,
    string AuthorEmail,
    string CommitterEmail,
    DateOnly Day,
    bool IsMerge,
    AuthorKind Author,
    ReviewMark Mark,
    ImmutableArray<Trailer> Trailers,
    ImmutableArray<string> AiTools
) : Fact(Location.MessageOf(Hash))
{
    /// <summary>The name of the commit.</summary>
    public override string Identity => $"commit:{Hash}";

    /// <summary>Read from git.</summary>
    public override Proof Proof => Proof.History;

    /// <summary>Whether anything in it says that an AI tool took part. Absence says nothing.</summary>
    public bool IsAiAttributed => !AiTools.IsEmpty;
}

public sealed partial class App
{
    /// <summary>The commits that the default branch holds.</summary>
    public Facts<CommitFact> Commits => Of<CommitFact>();
}
