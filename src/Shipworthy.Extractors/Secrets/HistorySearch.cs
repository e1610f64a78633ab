using System.Buffers;
using System.Collections.Concurrent;
using System.Text;
using System.Text.RegularExpressions;
using Shipworthy.Extractors.History;
using Shipworthy.Extractors.Reading;
using Shipworthy.Extractors.Secrets.Containers;
using Shipworthy.Extractors.Secrets.OwnRules;

namespace Shipworthy.Extractors.Secrets;

/// <summary>
/// Searches what the working tree no longer holds: every old version of every file under every path that it had, the messages of commits and tags, and the
/// repository's own settings. Paths are learnt first, so that each blob is judged by what the file was for, and read once. Only sightings are kept, so
/// memory grows with what is found and not with what is read.
/// </summary>
/// <param name="before">What an earlier scan found nothing in.</param>
/// <param name="settings">What the team tells its own scanner.</param>
sealed class HistorySearch(GitHistory history, SourceTree tree, SearchedBlobs before, ScannerSettings settings, int jobs)
{
    /// <summary>A blob at more paths is searched under the first of them.</summary>
    const int MostPaths = 16;

    readonly ConcurrentBag<(string Blob, SightingInHistory Found)> found = [];
    readonly ConcurrentBag<string> tooSlow = [];

    /// <summary>Takes a sighting with its place.</summary>
    public delegate void Take(SightingInHistory found, Location at, SecretCommit? commit);

    /// <summary>Hands over all sightings, from one thread at a time, and what could not be searched.</summary>
    public void Run(Take take, Action<Location, string> cannotSee)
    {
        var paths = history.ReadPaths();
        var head = BlobNames.Of(tree, history.Repository);
        ImmutableArray<string> OldPaths(string blob) =>
            head.TryGetValue(blob, out var now) ? paths.Of(blob).RemoveRange(now) : paths.Of(blob);

        var search = history.SearchBlobs(
            (blob, content, kind) => LookAt(blob, OldPaths(blob), content, kind),
            blob => OldPaths(blob) is var all && (all.IsEmpty || before.Contains(NameOf(blob, all))),
            jobs
        );
        if ((paths.Trouble ?? search.Trouble) is { } trouble)
            cannotSee(Location.WholeApp, $"has a history that could not be searched to its end: {trouble}");
        else
            before.Save();
        var unread = search.Unread.Where(blob => blob.Kind is not UnreadKind.Binary).Select(blob => blob.Blob).Concat(tooSlow).ToList();
        var traces = history.Trace([.. found.Select(one => one.Blob).Concat(unread).Distinct(StringComparer.Ordinal)]);
        foreach (var blob in unread.Where(traces.ContainsKey))
            cannotSee(PlaceOf(traces[blob], traces[blob].Path, 0), "has an old version that was not searched");
        // Every blob with a path has a commit, so what cannot be traced was lost on the way and not nobody's.
        if (found.Any(one => !traces.ContainsKey(one.Blob)))
            cannotSee(Location.WholeApp, "has an old version that holds a secret and whose commit could not be told");
        HandOver(traces, take);
        SearchMessages(take);
    }

    void LookAt(string blob, ImmutableArray<string> paths, ReadOnlySpan<byte> content, ContentKind kind)
    {
        var rented = ArrayPool<byte>.Shared.Rent(content.Length);
        try
        {
            content.CopyTo(rented);
            var bytes = rented.AsMemory(0, content.Length);
            var sightings = paths
                .Take(MostPaths)
                .Where(path => kind is not ContentKind.Binary || ContainerFiles.OpensBinary(path))
                .SelectMany(path => In(new(path, FileRoles.Of(path, bytes.Span), bytes)))
                .ToList();
            foreach (var sighting in sightings)
                found.Add((blob, sighting));
            if (sightings.Count == 0)
                before.Add(NameOf(blob, paths));
        }
        catch (RegexMatchTimeoutException)
        {
            GivenUp.Add();
            tooSlow.Add(blob);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    IEnumerable<SightingInHistory> In(SearchedBlob blob) =>
        SecretSearch
            .In(blob, settings)
            .Concat(KeysInOldCode.In(blob))
            .Select(sighting => new SightingInHistory(sighting, blob.Path, blob.Role, blob.LineOf(sighting.Start)));

    /// <summary>What nothing was found in: a content under its paths, since another path, or another rule of the team, may make a secret of it.</summary>
    string NameOf(string blob, ImmutableArray<string> paths) =>
        settings.Fingerprint.Length == 0
            ? $"{blob} {string.Join('\0', paths)}"
            : $"{blob} {settings.Fingerprint} {string.Join('\0', paths)}";

    void HandOver(ImmutableDictionary<string, BlobTrace> traces, Take take)
    {
        foreach (
            var (blob, one) in found
                .OrderBy(one => one.Found.Path, StringComparer.Ordinal)
                .ThenBy(one => one.Blob, StringComparer.Ordinal)
                .ThenBy(one => one.Found.Sighting.Start)
        )
            if (traces.TryGetValue(blob, out var trace))
                take(one, PlaceOf(trace, one.Path, one.Line), CommitOf(trace, one.Path));
    }

    void SearchMessages(Take take)
    {
        foreach (var commit in history.Commits)
            Search(commit.Message, Location.MessageOf(commit.Hash), new(commit.Hash, commit.AuthorName, commit.Day), take);
        foreach (var tag in history.ReadTagMessages())
            Search(tag.Message, Location.MessageOf(tag.Name), null, take);
        Search(history.ReadConfig(), Location.File(".git/config"), null, take);
    }

    void Search(string text, Location at, SecretCommit? commit, Take take)
    {
        if (text.Length == 0)
            return;
        var blob = new SearchedBlob("", FileRole.Docs, Encoding.UTF8.GetBytes(text));
        foreach (var sighting in SecretSearch.In(blob, settings).Where(one => one.Kind is not SecretKind.Login))
            take(new(sighting, "", FileRole.Docs, blob.LineOf(sighting.Start)), at, commit);
    }

    static Location PlaceOf(BlobTrace trace, string path, int line) =>
        Location.InHistory(path, line, FirstAt(trace, path)?.Hash ?? trace.Path);

    static SecretCommit? CommitOf(BlobTrace trace, string path) =>
        FirstAt(trace, path) is { } first && trace.Last is { } last ? new(first.Hash, first.AuthorName, last.Day) : null;

    static Commit? FirstAt(BlobTrace trace, string path) => trace.Paths.GetValueOrDefault(path) ?? trace.First;
}

/// <summary>A secret in an old version of a file, or in a message.</summary>
/// <param name="Path">A path that the version had; empty for a message.</param>
/// <param name="Role">What a file at that path is for.</param>
/// <param name="Line">The line, from 1.</param>
sealed record SightingInHistory(Sighting Sighting, string Path, FileRole Role, int Line);
