using System.Globalization;
using System.Text;

namespace Shipworthy.Extractors.History;

/// <summary>Reads commits from <c>git rev-list</c>, one after the other.</summary>
static class CommitReader
{
    const int Fields = 9;

    /// <summary>The option that makes git say what is read here: fields that end in zero bytes, which no message can hold.</summary>
    public const string Format = "--format=%H%x00%P%x00%an%x00%ae%x00%aI%x00%cn%x00%ce%x00%cI%x00%B%x00";

    /// <summary>All commits of an output, as they come.</summary>
    public static IEnumerable<Commit> Read(Stream output)
    {
        var reader = new ByteReader(output);
        var fields = new string[Fields];
        while (true)
        {
            for (var i = 0; i < Fields; i++)
            {
                if (!reader.TryReadTo(0, out var bytes))
                    yield break;
                fields[i] = Encoding.UTF8.GetString(bytes);
            }
            yield return Of(fields);
        }
    }

    static Commit Of(string[] fields) =>
        new(
            // The line "commit NAME" stands before the fields.
            fields[0][(fields[0].LastIndexOf('\n') + 1)..],
            [.. fields[1].Split(' ', StringSplitOptions.RemoveEmptyEntries)],
            fields[2],
            fields[3],
            fields[5],
            fields[6],
            Time(fields[7]),
            fields[8].TrimEnd('\n')
        )
        {
            Written = Time(fields[4]),
        };

    static DateTimeOffset Time(string text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time : DateTimeOffset.UnixEpoch;
}
