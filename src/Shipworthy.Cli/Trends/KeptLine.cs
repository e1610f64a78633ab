using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Shipworthy.Model;

namespace Shipworthy.Cli.Trends;

/// <summary>A kept scan as a line of JSON. Whoever reads one takes nothing in it for granted: the file may lie in an app that nobody trusts.</summary>
static class KeptLine
{
    const int LongestText = 64;

    static readonly ImmutableArray<(string Key, VerdictKind Kind)> kinds =
    [
        ("pass", VerdictKind.Pass),
        ("fail", VerdictKind.Fail),
        ("unproven", VerdictKind.Unproven),
        ("not-applicable", VerdictKind.NotApplicable),
    ];

    public static string Of(PastScan scan)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            json.WriteString("on", scan.On.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
            if (scan.Commit is not null)
                json.WriteString("commit", scan.Commit);
            json.WriteString("version", scan.Version);
            foreach (var (key, kind) in kinds)
                Write(json, key, scan.Verdicts.Where(entry => entry.Value == kind).Select(entry => entry.Key));
            Write(json, "blockers", scan.Blockers);
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(bytes.WrittenSpan);
    }

    static void Write(Utf8JsonWriter json, string key, IEnumerable<string> ids)
    {
        json.WriteStartArray(key);
        foreach (var id in ids)
            json.WriteStringValue(id);
        json.WriteEndArray();
    }

    /// <summary>The scan of a line; null when the line is none.</summary>
    public static PastScan? In(string line)
    {
        try
        {
            using var json = JsonDocument.Parse(line);
            var root = json.RootElement;
            var verdicts = ImmutableSortedDictionary.CreateBuilder<string, VerdictKind>(StringComparer.Ordinal);
            foreach (var (key, kind) in kinds)
            foreach (var id in Ids(root, key))
            {
                if (verdicts.ContainsKey(id))
                    return null;
                verdicts.Add(id, kind);
            }
            var on = DateOnly.ParseExact(Text(root, "on") ?? "", "yyyy-MM-dd", CultureInfo.InvariantCulture);
            var blockers = Ids(root, "blockers").ToImmutableSortedSet(StringComparer.Ordinal);
            return verdicts.Count == 0 || blockers.Any(id => verdicts.GetValueOrDefault(id) is not VerdictKind.Fail)
                ? null
                : new(on, Text(root, "commit"), Text(root, "version") ?? "", verdicts.ToImmutable(), blockers);
        }
        // What a broken line ends in: no JSON, a wrong kind of value, a day that is none.
        catch (Exception error)
            when (error is JsonException or InvalidOperationException or FormatException or KeyNotFoundException or ArgumentException)
        {
            return null;
        }
    }

    static string? Text(JsonElement root, string key) =>
        root.TryGetProperty(key, out var value)
            ? value.GetString() is { Length: <= LongestText } text
                ? text
                : throw new FormatException(key)
            : null;

    static IEnumerable<string> Ids(JsonElement root, string key)
    {
        var list = root.GetProperty(key);
        if (list.GetArrayLength() > Report.ChecklistLength)
            throw new FormatException(key);
        return [.. list.EnumerateArray().Select(id => id.GetString() is { Length: 3 } text ? text : throw new FormatException(key))];
    }
}
