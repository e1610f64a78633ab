namespace Shipworthy.Model;

/// <summary>What was examined.</summary>
/// <param name="Name">The name of the app, from its folder.</param>
/// <param name="Path">The path as it was given.</param>
/// <param name="Commit">The newest commit, in full; null without git or without commits.</param>
/// <param name="Branch">The branch; null when detached or without git.</param>
/// <param name="CommittedOn">The day of the newest commit, at which ages are measured so that a scan can be repeated; null without one.</param>
/// <param name="Dirty">Whether the working tree differs from the newest commit.</param>
/// <param name="Files">How many files were read.</param>
/// <param name="Lines">How many lines they hold.</param>
/// <param name="Commits">How many commits the history holds.</param>
public sealed record Target(
    string Name,
    string Path,
    string? Commit,
    string? Branch,
    DateOnly? CommittedOn,
    bool Dirty,
    int Files,
    int Lines,
    int Commits
);

/// <summary>A file or folder that was not looked at, with the named rule that left it out.</summary>
public sealed record Skip(string Path, string Reason);

/// <summary>How long the stages took, in milliseconds. History is read beside the files, so the parts do not add up to the whole.</summary>
public sealed record Durations(int ReadMs, int LinkMs, int JudgeMs, int HistoryMs, int TotalMs);
