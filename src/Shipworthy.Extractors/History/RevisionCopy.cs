using System.Runtime.InteropServices;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.History;

/// <summary>
/// The app as it was at a revision, laid out in a folder of its own so that it can be scanned like any other. It borrows the objects of the repository
/// and writes nothing into it: neither its index nor its work tree is touched. Disposing it deletes the folder; so does an interruption of the program.
/// </summary>
public sealed class RevisionCopy : IDisposable
{
    readonly string temporary;
    readonly List<PosixSignalRegistration> signals = [];

    RevisionCopy(string temporary, string folder, string commit)
    {
        this.temporary = temporary;
        Folder = folder;
        Commit = commit;
        foreach (var signal in new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP })
            signals.Add(PosixSignalRegistration.Create(signal, _ => Delete()));
    }

    /// <summary>The folder to scan: it has the name of the app's folder.</summary>
    public string Folder { get; }

    /// <summary>The commit, in full.</summary>
    public string Commit { get; }

    /// <summary>Lays out a revision of the repository that a folder belongs to.</summary>
    /// <param name="app">The folder of the app, in full.</param>
    /// <param name="revision">What git takes as a name of a commit.</param>
    /// <param name="withOtherRefs">
    /// Whether its history also holds what other branches and tags hold, but nothing that was committed between it and HEAD: so that it can be compared
    /// with the work tree, whose history is all of that. Otherwise it holds the ancestors of the commit alone.
    /// </param>
    /// <returns>The copy, or in one clause why there is none.</returns>
    public static (RevisionCopy? Copy, string? Trouble) Of(string app, string revision, bool withOtherRefs = false)
    {
        if (Repository.Find(app) is not { WorkTree: { } workTree } repository)
            return (null, $"{app} belongs to no git work tree");
        var git = new GitProgram(repository);
        if (git.Ask("--version") is null)
            return (null, "there is no git program on this machine");
        if (git.Ask("rev-parse", "--verify", "--quiet", "--end-of-options", $"{revision}^{{commit}}") is not { Length: > 0 } commit)
            return (null, $"git knows no commit {revision} here");
        var made = Directory.CreateTempSubdirectory("shipworthy-");
        var folder = Path.Combine(made.FullName, Path.GetFileName(workTree) is { Length: > 0 } name ? name : "app");
        var copy = new RevisionCopy(made.FullName, Path.TrimEndingDirectorySeparator(Path.Combine(folder, repository.Prefix)), commit);
        try
        {
            Describe(repository, folder, commit, withOtherRefs ? OtherRefs(git, commit) : "");
            var trouble =
                LayOut(folder, commit)
                ?? (Directory.Exists(copy.Folder) ? null : $"there was no folder {repository.Prefix.TrimEnd('/')} at {revision}");
            if (trouble is null)
                return (copy, null);
            copy.Dispose();
            return (null, trouble);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            copy.Dispose();
            return (null, $"the files of {revision} could not be written to {made.FullName}: {error.Message}");
        }
    }

    /// <summary>Deletes the folder.</summary>
    public void Dispose()
    {
        foreach (var signal in signals)
            signal.Dispose();
        Delete();
    }

    void Delete()
    {
        try
        {
            Directory.Delete(temporary, recursive: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // A temporary folder that cannot be deleted is left to the system.
        }
    }

    /// <summary>A repository that has nothing but one commit checked out and a pointer to where the objects lie (gitrepository-layout: info/alternates).</summary>
    static void Describe(Repository repository, string folder, string commit, string packedRefs)
    {
        var git = Directory.CreateDirectory(Path.Combine(folder, ".git")).FullName;
        Directory.CreateDirectory(Path.Combine(git, "refs"));
        var info = Directory.CreateDirectory(Path.Combine(git, "objects", "info")).FullName;
        File.WriteAllText(Path.Combine(info, "alternates"), Path.Combine(repository.CommonFolder, "objects") + "\n");
        File.WriteAllText(Path.Combine(git, "HEAD"), commit + "\n");
        var format = repository.UsesSha256
            ? "\trepositoryformatversion = 1\n[extensions]\n\tobjectformat = sha256\n"
            : "\trepositoryformatversion = 0\n";
        File.WriteAllText(Path.Combine(git, "config"), $"[core]\n\tbare = false\n{format}");
        if (packedRefs.Length > 0)
            File.WriteAllText(Path.Combine(git, "packed-refs"), packedRefs);
        if (DiskEntry.At(Path.Combine(repository.CommonFolder, "shallow"))?.TryRead(16 << 20) is { } shallow)
            File.WriteAllBytes(Path.Combine(git, "shallow"), shallow);
    }

    /// <summary>The refs, as packed-refs has them, that hold nothing of what lies between the commit and HEAD.</summary>
    static string OtherRefs(GitProgram git, string commit)
    {
        var since = (git.Ask("rev-list", "--parents", $"{commit}..HEAD") ?? "")
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split(' '))
            .ToList();
        var between = since.Select(line => line[0]).ToHashSet(StringComparer.Ordinal);
        var first = since.Where(line => !line.Skip(1).Any(between.Contains)).Select(line => line[0]);
        var lines = git.Ask(["for-each-ref", .. first.Select(one => $"--no-contains={one}"), "--format=%(objectname) %(refname)"]);
        return string.Concat(
            (lines ?? "")
                .Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Where(line => !line.EndsWith("/HEAD", StringComparison.Ordinal))
                .Select(line => line + "\n")
        );
    }

    /// <summary>Writes the files of the commit; null when all of them were written.</summary>
    static string? LayOut(string folder, string commit)
    {
        if (Repository.Find(folder) is not { } repository)
            return $"{folder} could not be made a repository";
        var git = new GitProgram(repository);
        // From inside the work tree: elsewhere git takes "all" for all below the folder that it was started in.
        return Trouble(git, "read-tree", commit)
            ?? Trouble(git, "-C", folder, $"--work-tree={folder}", "checkout-index", "--all", "--force", "--index", "--quiet");
    }

    static string? Trouble(GitProgram git, params string[] arguments)
    {
        using var running = git.Start(arguments);
        if (running is null)
            return "there is no git program on this machine";
        running.Input.Close();
        running.Output.CopyTo(Stream.Null);
        return running.Succeeded() ? null : $"git could not write its files: {FirstLine(running.Complaints)}";
    }

    static string FirstLine(string text) => text.Split('\n')[0].TrimEnd();
}
