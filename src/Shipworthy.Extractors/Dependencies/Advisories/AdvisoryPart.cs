using System.Text;
using Shipworthy.Extractors.Dependencies.Versions;

namespace Shipworthy.Extractors.Dependencies.Advisories;

/// <summary>
/// The advisories of one ecosystem as bytes: the number of packages, for each in the order of their names where its entry begins, then the entries. An
/// entry is the name, the number of advisories and these. A package is found by halving, and nothing else is read.
/// </summary>
sealed class AdvisoryPart(PackageEcosystem ecosystem, byte[] bytes)
{
    /// <summary>The advisories about a package.</summary>
    public ImmutableArray<AdvisoryRecord> Of(string package)
    {
        if (bytes.Length < sizeof(int))
            return [];
        var (low, high) = (0, BitConverter.ToInt32(bytes, 0) - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            using var reader = new BinaryReader(new MemoryStream(bytes, writable: false), Encoding.UTF8);
            reader.BaseStream.Position = BitConverter.ToInt32(bytes, sizeof(int) * (middle + 1));
            var order = string.CompareOrdinal(reader.ReadString(), package);
            if (order == 0)
                return Records(reader, package);
            (low, high) = order < 0 ? (middle + 1, high) : (low, middle - 1);
        }
        return [];
    }

    /// <summary>Writes the advisories of one ecosystem.</summary>
    public static byte[] Write(IEnumerable<AdvisoryRecord> records)
    {
        var packages = records
            .GroupBy(record => record.Package, StringComparer.Ordinal)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .ToList();
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream, Encoding.UTF8);
        writer.Write(packages.Count);
        stream.Position = sizeof(int) * (packages.Count + 1L);
        var starts = new List<int>(packages.Count);
        foreach (var package in packages)
        {
            writer.Flush();
            starts.Add((int)stream.Position);
            writer.Write(package.Key);
            writer.Write7BitEncodedInt(package.Count());
            foreach (var record in package.OrderBy(record => record.Id, StringComparer.Ordinal))
                Write(writer, record);
        }
        writer.Flush();
        stream.Position = sizeof(int);
        foreach (var start in starts)
            writer.Write(start);
        writer.Flush();
        return stream.ToArray();
    }

    static void Write(BinaryWriter writer, AdvisoryRecord record)
    {
        writer.Write(record.Id);
        Write(writer, record.Aliases);
        writer.Write(record.Summary);
        writer.Write(record.Vector);
        writer.Write(record.Severity);
        writer.Write7BitEncodedInt(record.Published?.DayNumber ?? 0);
        writer.Write7BitEncodedInt(record.Modified?.DayNumber ?? 0);
        writer.Write7BitEncodedInt(record.Ranges.Length);
        foreach (var range in record.Ranges)
        {
            writer.Write7BitEncodedInt(range.Events.Length);
            foreach (var one in range.Events)
            {
                writer.Write((byte)one.Kind);
                writer.Write(one.Version);
            }
        }
        Write(writer, record.Versions);
    }

    static void Write(BinaryWriter writer, ImmutableArray<string> texts)
    {
        writer.Write7BitEncodedInt(texts.Length);
        foreach (var text in texts)
            writer.Write(text);
    }

    ImmutableArray<AdvisoryRecord> Records(BinaryReader reader, string package)
    {
        var records = ImmutableArray.CreateBuilder<AdvisoryRecord>();
        for (var left = reader.Read7BitEncodedInt(); left > 0; left--)
            records.Add(
                new(reader.ReadString(), ecosystem, package)
                {
                    Aliases = Texts(reader),
                    Summary = reader.ReadString(),
                    Vector = reader.ReadString(),
                    Severity = reader.ReadString(),
                    Published = Day(reader.Read7BitEncodedInt()),
                    Modified = Day(reader.Read7BitEncodedInt()),
                    Ranges = Ranges(reader),
                    Versions = Texts(reader),
                }
            );
        return records.ToImmutable();
    }

    static ImmutableArray<AffectedRange> Ranges(BinaryReader reader)
    {
        var ranges = ImmutableArray.CreateBuilder<AffectedRange>();
        for (var left = reader.Read7BitEncodedInt(); left > 0; left--)
        {
            var events = ImmutableArray.CreateBuilder<RangeEvent>();
            for (var more = reader.Read7BitEncodedInt(); more > 0; more--)
                events.Add(new((RangeEventKind)reader.ReadByte(), reader.ReadString()));
            ranges.Add(new(events.ToImmutable()));
        }
        return ranges.ToImmutable();
    }

    static ImmutableArray<string> Texts(BinaryReader reader)
    {
        var texts = ImmutableArray.CreateBuilder<string>();
        for (var left = reader.Read7BitEncodedInt(); left > 0; left--)
            texts.Add(reader.ReadString());
        return texts.ToImmutable();
    }

    static DateOnly? Day(int number) => number > 0 ? DateOnly.FromDayNumber(number) : null;
}
