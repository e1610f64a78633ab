using System.Buffers;
using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Shipworthy.Extractors.History;
using Shipworthy.Extractors.Reading;
using Shipworthy.Extractors.Secrets.Logins;

namespace Shipworthy.Extractors.Secrets;

/// <summary>
/// Searches what the working tree no longer holds: every old version of every file, the messages of commits and tags, and the repository's own settings.
/// A blob has no name in git, so all are first looked at as if any value counted; only those that show something are traced to their path and commit, read
/// again, and judged by what the file was for. Nothing is kept of the others, so memory does not grow with the history.
/// </summary>
sealed class HistorySearch(GitHistory history, SourceTree tree, SearchedBlobs before, int jobs)
{
    /// <summary>Takes a sighting with its place.</summary>
    public delegate void Take(SearchedBlob blob, Sighting sighting, Location at, SecretCommit? commit);

    readonly ConcurrentDictionary<string, bool> promising = new(StringComparer.Ordinal);
    readonly ConcurrentBag<string> tooSlow = [];

    /// <summary>Hands over all sightings, from one thread at a time, and what could not be searched.</summary>
    public void Run(Take take, Action<Location, string> cannotSee)
    {
        var head = BlobNames.Of(tree, history.Repository);
        var first = history.SearchBlobs(LookAt, blob => head.Contains(blob) || before.Contains(blob), jobs);
        if (first.Trouble is not null)
            cannotSee(Location.WholeApp, $"has a history that could not be searched to its end: {first.Trouble}");
        else
            before.Save();
        var unread = first.Unread.Where(blob => blob.Kind is not UnreadKind.Binary).Select(blob => blob.Blob);
        var traces = history.Trace([.. promising.Keys, .. unread, .. tooSlow]);
        foreach (var blob in unread.Concat(tooSlow).Where(traces.ContainsKey))
            cannotSee(PlaceOf(traces[blob], 0), "has an old version that was not searched");
        ReadAgain(traces, take);
        SearchMessages(take);
    }

    void LookAt(string blob, ReadOnlySpan<byte> content, ContentKind kind)
    {
        var bytes = ArrayPool<byte>.Shared.Rent(content.Length);
        try
        {
            content.CopyTo(bytes);
            if (SecretSearch.IsPromising(bytes.AsMemory(0, content.Length), kind))
                promising.TryAdd(blob, true);
            else
                before.Add(blob);
        }
        catch (RegexMatchTimeoutException)
        {
            tooSlow.Add(blob);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }

    void ReadAgain(ImmutableDictionary<string, BlobTrace> traces, Take take)
    {
        var found = new ConcurrentBag<(BlobTrace Trace, SearchedBlob Blob, Sighting Sighting)>();
        history.SearchBlobs(
            (name, content, _) =>
            {
                if (!promising.ContainsKey(name) || !traces.TryGetValue(name, out var trace))
                    return;
                var blob = new SearchedBlob(trace.Path, FileRoles.Of(trace.Path, content), content.ToArray());
                foreach (var sighting in SecretSearch.In(blob))
                    found.Add((trace, blob, sighting));
            },
            name => !promising.ContainsKey(name) || !traces.ContainsKey(name),
            jobs
        );
        foreach (
            var (trace, blob, sighting) in found
                .OrderBy(one => one.Trace.Path, StringComparer.Ordinal)
                .ThenBy(one => one.Trace.Blob, StringComparer.Ordinal)
        )
            take(blob, sighting, PlaceOf(trace, blob.LineOf(sighting.Start)), CommitOf(trace));
    }

    void SearchMessages(Take take)
    {
        foreach (var commit in history.Commits)
            Search(commit.Message, Location.MessageOf(commit.Hash), new(commit.Hash, commit.AuthorName, commit.Day), take);
        foreach (var tag in history.ReadTagMessages())
            Search(tag.Message, Location.MessageOf(tag.Name), null, take);
        Search(history.ReadConfig(), Location.File(".git/config"), null, take);
    }

    static void Search(string text, Location at, SecretCommit? commit, Take take)
    {
        if (text.Length == 0)
            return;
        var blob = new SearchedBlob("", FileRole.Docs, System.Text.Encoding.UTF8.GetBytes(text));
        foreach (var sighting in SecretSearch.In(blob).Where(one => one.Kind is not SecretKind.Login))
            take(blob, sighting, at, commit);
    }

    static Location PlaceOf(BlobTrace trace, int line) =>
        trace.First is { } commit ? Location.InHistory(trace.Path, line, commit.Hash) : Location.InHistory(trace.Path, line, trace.Path);

    static SecretCommit? CommitOf(BlobTrace trace) =>
        trace is { First: { } first, Last: { } last } ? new(first.Hash, first.AuthorName, last.Day) : null;
}
