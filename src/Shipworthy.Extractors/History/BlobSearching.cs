using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.History;

/// <summary>
/// Hands every blob of an object store to a visitor, once each. One <c>cat-file --batch-check</c> lists all objects in the order of the packs; workers take
/// stretches of that list, so that deltas find their bases, and each reads its blobs from a <c>cat-file --batch</c> of its own into one buffer. Nothing
/// grows with the history but the list of blobs that could not be read.
/// </summary>
sealed class BlobSearching(GitProgram git, Func<string, bool> isKnown, BlobVisitor visit) : IDisposable
{
    const int Stretch = 500;
    const int MostLookedInto = 300;
    const int MostBroken = 1000;
    static readonly byte[] LfsMark = "version https://git-lfs.github.com/spec/"u8.ToArray();

    readonly Lock listLock = new();
    readonly ConcurrentBag<UnreadBlob> unread = [];
    readonly ConcurrentBag<(string Blob, long Length)> large = [];
    RunningGit? listing;
    ByteReader? list;
    bool listEnded;
    volatile string? trouble;
    int visited;
    int binary;
    int pointers;
    int known;
    long bytes;

    public BlobSearch Run(int jobs)
    {
        listing = git.Start(
            "cat-file",
            "--batch-all-objects",
            "--unordered",
            "--buffer",
            "--batch-check=%(objecttype) %(objectsize) %(objectname)"
        );
        if (listing is null)
            return new() { Trouble = "git cannot be started" };
        listing.Input.Close();
        list = new(listing.Output);
        var workers = Enumerable
            .Range(0, jobs)
            .Select(_ => Task.Factory.StartNew(Work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default))
            .ToArray();
        Task.WaitAll(workers);
        if (!listing.Succeeded())
            trouble ??= listing.Hung ? "git stopped answering" : "git cannot list all objects";
        LookIntoLarge();
        return new()
        {
            Visited = visited,
            Binary = binary,
            LfsPointers = pointers,
            Known = known,
            Bytes = bytes,
            Unread = [.. unread.OrderBy(one => one.Blob, StringComparer.Ordinal)],
            Trouble = trouble,
        };
    }

    public void Dispose() => listing?.Dispose();

    /// <summary>Reads stretches until the list ends. A broken object ends git; the search goes on behind it with a new one.</summary>
    void Work()
    {
        var asked = new ConcurrentQueue<string>();
        for (var broken = 0; !Read(asked); )
        {
            if (asked.TryDequeue(out var blob))
                unread.Add(new(blob, 0, UnreadKind.Unreadable));
            if (++broken <= MostBroken)
                continue;
            trouble = "too many objects are broken";
            return;
        }
    }

    /// <summary>Asks one git for everything that is left. False when it ended before it answered all.</summary>
    bool Read(ConcurrentQueue<string> asked)
    {
        var again = asked.ToArray();
        if (again.Length == 0 && ListEnded())
            return true;
        asked.Clear();
        using var reading = git.Start("cat-file", "--batch", "--buffer");
        if (reading is null)
        {
            trouble = "git cannot be started";
            return true;
        }
        var asking = Task.Factory.StartNew(
            () => Ask(reading.Input, again, asked),
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default
        );
        var reader = new ByteReader(reading.Output);
        while (reader.TryReadTo((byte)'\n', out var header) && Take(header, reader))
            asked.TryDequeue(out _);
        var complete = reading.Succeeded();
        var allAsked = asking.GetAwaiter().GetResult();
        if (reading.Hung)
        {
            // The next one would hang as well.
            trouble = "git stopped answering";
            return true;
        }
        return complete && allAsked && asked.IsEmpty;
    }

    /// <summary>Writes names until the list ends; the pipe holds it back when git is slower. False when git went away.</summary>
    bool Ask(Stream input, string[] again, ConcurrentQueue<string> asked)
    {
        try
        {
            using (input)
            {
                foreach (var blob in again)
                    asked.Enqueue(blob);
                Write(input, again);
                for (var names = NextStretch(); names.Count > 0; names = NextStretch())
                {
                    foreach (var blob in names)
                        asked.Enqueue(blob);
                    Write(input, names);
                }
            }
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    static void Write(Stream input, IReadOnlyCollection<string> names)
    {
        if (names.Count == 0)
            return;
        input.Write(Encoding.ASCII.GetBytes(string.Join('\n', names) + "\n"));
        input.Flush();
    }

    /// <summary>Takes one answer: <c>NAME blob SIZE</c> and the content, or <c>NAME missing</c>.</summary>
    bool Take(ReadOnlySpan<byte> header, ByteReader reader)
    {
        var space = header.IndexOf((byte)' ');
        if (space < 0)
            return false;
        var blob = Encoding.ASCII.GetString(header[..space]);
        if (!header[(space + 1)..].StartsWith("blob "u8) || !Utf8Parser.TryParse(header[(space + 6)..], out int length, out _))
        {
            unread.Add(new(blob, 0, UnreadKind.Unreadable));
            return true;
        }
        if (!reader.TryRead(length + 1, out var content))
            return false;
        content = content[..length];
        var kind = Content.KindOf(content);
        Interlocked.Increment(ref visited);
        Interlocked.Add(ref bytes, length);
        if (kind is ContentKind.Binary)
            Interlocked.Increment(ref binary);
        if (content.StartsWith(LfsMark))
            Interlocked.Increment(ref pointers);
        visit(blob, content, kind);
        return true;
    }

    bool ListEnded()
    {
        lock (listLock)
            return listEnded;
    }

    /// <summary>The next blobs to read, in the order of the packs; none at the end.</summary>
    List<string> NextStretch()
    {
        var names = new List<string>(Stretch);
        lock (listLock)
        {
            while (names.Count < Stretch && !listEnded)
            {
                if (!list!.TryReadTo((byte)'\n', out var line))
                    listEnded = true;
                else if (line.StartsWith("blob "u8))
                    Choose(line[5..], names);
            }
        }
        return names;
    }

    void Choose(ReadOnlySpan<byte> sizeAndName, List<string> names)
    {
        if (!Utf8Parser.TryParse(sizeAndName, out long length, out var digits))
            return;
        var blob = Encoding.ASCII.GetString(sizeAndName[(digits + 1)..]);
        if (length > TreeWalker.LargestText)
            large.Add((blob, length));
        else if (isKnown(blob))
            known++;
        else
            names.Add(blob);
    }

    /// <summary>Tells text from media among the large blobs, by their heads.</summary>
    void LookIntoLarge()
    {
        var looked = 0;
        foreach (var (blob, length) in large)
            unread.Add(new(blob, length, looked++ < MostLookedInto && IsBinary(blob) ? UnreadKind.Binary : UnreadKind.LargeText));
    }

    bool IsBinary(string blob)
    {
        using var reading = git.Start("cat-file", "blob", blob);
        if (reading is null)
            return false;
        reading.Input.Close();
        var head = new byte[Content.HeadLength];
        return Content.KindOf(head.AsSpan(0, reading.Output.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)))
            is ContentKind.Binary;
    }
}
