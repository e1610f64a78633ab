using System.IO.Compression;

namespace Shipworthy.Extractors.Dependencies.Advisories;

/// <summary>Why advisories could not be brought, in words for people.</summary>
/// <param name="message">A clause about the source: "holds no advisories".</param>
public sealed class AdvisoryImportException(string message) : Exception(message);

/// <summary>
/// Gathers advisories from files, folders and zip archives in the OSV form, and replaces the store. Ecosystems of which nothing was gathered stay as they
/// are. Anything that is not whole stops it, and the old store stays.
/// </summary>
public sealed class AdvisoryImport
{
    const int LargestFile = 16 << 20;
    const long LargestTotal = 16L << 30;
    const int MostFiles = 3_000_000;

    readonly Dictionary<PackageEcosystem, List<AdvisoryRecord>> records = [];
    Dictionary<string, DateOnly>? exploited;
    long total;
    int files;

    /// <summary>Takes how many files were read, for a person who waits.</summary>
    public Action<int>? Progress { get; init; }

    /// <summary>How many advisories were gathered.</summary>
    public int Count => records.Values.Sum(list => list.Count);

    /// <summary>Whether anything was gathered.</summary>
    public bool IsEmpty => records.Count == 0 && exploited is null;

    /// <summary>Takes a file of JSON, a zip archive, or everything below a folder.</summary>
    /// <exception cref="AdvisoryImportException">It is not there, cannot be read, or is not whole.</exception>
    public void Add(string path)
    {
        try
        {
            if (Directory.Exists(path))
                foreach (
                    var file in Directory.EnumerateFiles(
                        path,
                        "*",
                        new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint }
                    )
                )
                    AddFile(file, isNamed: false);
            else if (File.Exists(path))
                AddFile(path, isNamed: true);
            else
                throw new AdvisoryImportException("does not exist");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new AdvisoryImportException($"cannot be read: {error.Message}");
        }
    }

    /// <summary>Replaces the store with what was gathered, and with what the old one holds of everything else.</summary>
    /// <exception cref="IOException">It cannot be written; the old one is still there.</exception>
    public void Write(string store, DateOnly today)
    {
        var parts = new List<(StorePart, byte[])>();
        foreach (var (ecosystem, list) in records.OrderBy(one => one.Key))
        {
            var newest = list.SelectMany(record => new[] { record.Modified, record.Published }).Max() ?? today;
            parts.Add(
                (
                    new(ecosystem, list.Select(record => record.Id).Distinct(StringComparer.Ordinal).Count(), newest, today, 0, 0, []),
                    AdvisoryPart.Write(list)
                )
            );
        }
        if (exploited is not null)
            parts.Add(
                (new(PackageEcosystem.Unknown, exploited.Count, exploited.Values.Max(), today, 0, 0, []), AdvisoryStore.Listing(exploited))
            );
        var old = AdvisoryStore.Open(store);
        foreach (var part in old.Table)
            if (!parts.Exists(one => one.Item1.Ecosystem == part.Ecosystem) && old.Bytes(part) is { } bytes)
                parts.Add((part, bytes));
        AdvisoryFile.Write(store, parts);
    }

    void AddFile(string path, bool isNamed)
    {
        var name = Path.GetFileName(path);
        if (name.EndsWith(".zip", StringComparison.OrdinalIgnoreCase) || (isNamed && BeginsLikeZip(path)))
        {
            using var file = File.OpenRead(path);
            AddZip(file, name);
        }
        else if (name.EndsWith(".json", StringComparison.OrdinalIgnoreCase) || isNamed)
        {
            if (new FileInfo(path).Length > LargestFile)
                throw new AdvisoryImportException($"holds {name}, which is larger than {LargestFile >> 20} MB");
            AddJson(File.ReadAllBytes(path), name);
        }
    }

    static bool BeginsLikeZip(string path)
    {
        using var file = File.OpenRead(path);
        Span<byte> head = stackalloc byte[2];
        return file.ReadAtLeast(head, 2, throwOnEndOfStream: false) == 2 && head.SequenceEqual("PK"u8);
    }

    void AddZip(Stream stream, string name)
    {
        try
        {
            using var archive = new ZipArchive(stream, ZipArchiveMode.Read);
            foreach (var entry in archive.Entries)
            {
                if (!entry.Name.EndsWith(".json", StringComparison.OrdinalIgnoreCase))
                    continue;
                if (entry.Length > LargestFile)
                    throw new AdvisoryImportException($"holds {entry.Name}, which is larger than {LargestFile >> 20} MB");
                // An archive may lie about how much an entry holds; no more than that is unpacked.
                using var content = entry.Open();
                var bytes = new byte[entry.Length];
                if (content.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) != bytes.Length || content.ReadByte() >= 0)
                    throw new AdvisoryImportException($"is damaged: {entry.Name} is not whole");
                AddJson(bytes, entry.Name);
            }
        }
        catch (InvalidDataException)
        {
            throw new AdvisoryImportException($"is damaged: {name} is no whole zip archive");
        }
    }

    void AddJson(ReadOnlySpan<byte> bytes, string name)
    {
        if ((total += bytes.Length) > LargestTotal || ++files > MostFiles)
            throw new AdvisoryImportException("holds more than all known advisories together");
        if (files % 1000 == 0)
            Progress?.Invoke(files);
        if (KevReader.MayBe(bytes) && KevReader.Read(bytes) is { } listed)
        {
            exploited = listed;
            return;
        }
        if (OsvReader.Read(bytes, Take) is { } unread && unread is not "is no JSON object")
            throw new AdvisoryImportException($"is damaged: {name} {unread}");
    }

    void Take(AdvisoryRecord record)
    {
        if (!records.TryGetValue(record.Ecosystem, out var list))
            records[record.Ecosystem] = list = [];
        list.Add(record);
    }
}
