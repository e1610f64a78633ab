using Shipworthy.Extractors.History;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors;

/// <summary>An app that was read and not yet looked at.</summary>
public sealed class ScanInput
{
    readonly Lazy<string> name;
    readonly long givenUpBefore;

    internal ScanInput(string root, Sources sources, int readMs, long givenUpBefore)
    {
        this.givenUpBefore = givenUpBefore;
        Root = root;
        Sources = sources;
        ReadMs = readMs;
        name = new(MakeName);
    }

    /// <summary>The examined folder, in full.</summary>
    public string Root { get; }

    /// <summary>Its files and its history.</summary>
    public Sources Sources { get; }

    /// <summary>Milliseconds spent on reading files.</summary>
    public int ReadMs { get; }

    /// <summary>
    /// A name for everything that a scan looks at: two inputs with the same name lead the same build to the same facts. 64 hex digits of a SHA-256 over
    /// paths and contents of files, what was left out and why, refs, settings and objects of the repository, and the advisories of this machine.
    /// </summary>
    public string Name => name.Value;

    /// <summary>Whether the working tree differs from the newest commit.</summary>
    public bool IsDirty => Sources.History.Differs(Sources.Tree) ?? false;

    /// <summary>
    /// Whether something was given up since the reading began, because it took too long. Its gaps may come from a busy machine, and would be told again on a quiet
    /// one. Another scan of the same process counts as well.
    /// </summary>
    public bool GaveUp => GivenUp.Times != givenUpBefore;

    string MakeName()
    {
        using var hash = new InputHash();
        var tree = Sources.Tree;
        foreach (var file in tree.Files)
            hash.Add("file", file.Path, $"{file.Tracked}", file.Blob);
        foreach (var file in tree.Unread)
            hash.Add(
                "unread",
                file.Path,
                $"{file.Tracked}",
                file.Reason,
                $"{file.Length}",
                $"{DiskEntry.At(file.FullPath)?.Modified.Ticks}"
            );
        foreach (var skip in tree.Skipped)
            hash.Add("skipped", skip.Path, skip.Reason);
        foreach (var part in Sources.Advisories.Table)
            hash.Add("advisories", $"{part.Ecosystem}", $"{part.BroughtOn:O}", Convert.ToHexStringLower(part.Hash.AsSpan()));
        HistoryName.AddTo(hash, Sources.History);
        return hash.Finish();
    }
}
