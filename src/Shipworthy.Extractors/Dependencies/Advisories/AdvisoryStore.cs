using System.Collections.Concurrent;
using System.Text;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Dependencies.Advisories;

/// <summary>
/// The advisories on this machine: what <c>shipworthy advisories update</c> brought, in one file beside the caches of scans. A scan reads it and never
/// goes online; without it nothing is known of advisories, which is not the same as that there are none.
/// </summary>
public sealed class AdvisoryStore
{
    /// <summary>The version of the form is part of the name, so that an older Shipworthy keeps its own.</summary>
    const string FileName = "advisories-1";

    readonly string path;
    readonly ConcurrentDictionary<PackageEcosystem, Lazy<AdvisoryPart?>> parts = new();
    readonly Lazy<Dictionary<string, DateOnly>> exploited;

    AdvisoryStore(string path, ImmutableArray<StorePart> table)
    {
        this.path = path;
        Table = table;
        exploited = new(() =>
            Table.FirstOrDefault(part => part.Ecosystem is PackageEcosystem.Unknown) is { } part
            && AdvisoryFile.Read(path, part) is { } bytes
                ? Listed(bytes)
                : []
        );
    }

    /// <summary>No advisories.</summary>
    public static AdvisoryStore None { get; } = new("", []);

    /// <summary>Where the store of a person lies; null when this machine has no place for it.</summary>
    /// <param name="variable">Reads an environment variable.</param>
    public static string? PlaceOf(Func<string, string?> variable) =>
        ScanCache.PlaceOf(variable) is { } folder ? Path.Combine(folder, FileName) : null;

    /// <summary>Opens a store; one without advisories when the file is not there or not whole.</summary>
    public static AdvisoryStore Open(string? path) => path is not null && AdvisoryFile.Table(path) is { } table ? new(path, table) : None;

    /// <summary>What each ecosystem holds: how many advisories, of which day, brought when. The list of exploited ones is in none of them.</summary>
    public ImmutableArray<(PackageEcosystem Ecosystem, int Advisories, DateOnly On, DateOnly BroughtOn)> Coverage =>
        [
            .. Table
                .Where(part => part.Ecosystem is not PackageEcosystem.Unknown)
                .Select(part => (part.Ecosystem, part.Count, part.On, part.BroughtOn))
                .OrderBy(part => part.Ecosystem),
        ];

    /// <summary>Whether the list of vulnerabilities that are used in attacks is there, with how many it names and its day.</summary>
    public (int Count, DateOnly On)? Exploited =>
        Table.FirstOrDefault(part => part.Ecosystem is PackageEcosystem.Unknown) is { } part ? (part.Count, part.On) : null;

    internal ImmutableArray<StorePart> Table { get; }

    /// <summary>The advisories about a package.</summary>
    internal ImmutableArray<AdvisoryRecord> Of(PackageEcosystem ecosystem, string name) =>
        PartOf(ecosystem)?.Of(AdvisoryRecord.NameFor(ecosystem, name)) ?? [];

    /// <summary>Whether the part of an ecosystem is there and whole.</summary>
    internal bool Covers(PackageEcosystem ecosystem) => PartOf(ecosystem) is not null;

    /// <summary>Whether the part of an ecosystem is there, and is not what was written.</summary>
    internal bool IsDamaged(PackageEcosystem ecosystem) => Table.Any(part => part.Ecosystem == ecosystem) && PartOf(ecosystem) is null;

    /// <summary>The day on which one of the CVE ids was listed as used in attacks.</summary>
    internal DateOnly? ExploitedSince(IEnumerable<string> ids)
    {
        foreach (var id in ids)
            if (exploited.Value.TryGetValue(id, out var day))
                return day;
        return null;
    }

    /// <summary>The bytes of a part, for a store that keeps it.</summary>
    internal byte[]? Bytes(StorePart part) => AdvisoryFile.Read(path, part);

    AdvisoryPart? PartOf(PackageEcosystem ecosystem) =>
        parts
            .GetOrAdd(
                ecosystem,
                one =>
                    new(() =>
                        Table.FirstOrDefault(part => part.Ecosystem == one) is { } part
                        && one is not PackageEcosystem.Unknown
                        && AdvisoryFile.Read(path, part) is { } bytes
                            ? new(one, bytes)
                            : null
                    )
            )
            .Value;

    internal static byte[] Listing(Dictionary<string, DateOnly> listed)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream, Encoding.UTF8);
        writer.Write(listed.Count);
        foreach (var (id, day) in listed.OrderBy(one => one.Key, StringComparer.Ordinal))
        {
            writer.Write(id);
            writer.Write(day.DayNumber);
        }
        writer.Flush();
        return stream.ToArray();
    }

    static Dictionary<string, DateOnly> Listed(byte[] bytes)
    {
        using var reader = new BinaryReader(new MemoryStream(bytes), Encoding.UTF8);
        var listed = new Dictionary<string, DateOnly>(StringComparer.Ordinal);
        for (var left = reader.ReadInt32(); left > 0; left--)
            listed[reader.ReadString()] = DateOnly.FromDayNumber(reader.ReadInt32());
        return listed;
    }
}
