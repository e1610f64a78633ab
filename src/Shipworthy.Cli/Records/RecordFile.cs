using System.Globalization;
using System.Text;

namespace Shipworthy.Cli.Records;

/// <summary>Writes one statement or waiver as a small YAML file that a reviewer reads in a pull request. It never overwrites one.</summary>
static class RecordFile
{
    /// <summary>Writes the entries under the first free name: <c>8.1-2025-06-01.yaml</c>, then <c>8.1-2025-06-01-2.yaml</c>.</summary>
    /// <returns>The path below the app, or what is wrong.</returns>
    public static (string? Path, Problem? Problem) Write(
        string app,
        string folder,
        string name,
        IEnumerable<(string Key, ImmutableArray<string> Values)> entries
    )
    {
        var text = new StringBuilder();
        foreach (var (key, values) in entries.Where(entry => !entry.Values.IsEmpty))
            text.Append(CultureInfo.InvariantCulture, $"{key}: {Value(key, values)}\n");
        try
        {
            Directory.CreateDirectory(Path.Combine(app, folder));
            for (var number = 1; ; number++)
            {
                var path = $"{folder}/{name}{(number == 1 ? "" : $"-{number.ToString(CultureInfo.InvariantCulture)}")}.yaml";
                if (Path.Exists(Path.Combine(app, path)))
                    continue;
                using var stream = new FileStream(Path.Combine(app, path), FileMode.CreateNew);
                stream.Write(Encoding.UTF8.GetBytes(text.ToString()));
                return (path, null);
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return (null, new($"the record could not be written to {folder}: {error.Message}", "Nothing was recorded."));
        }
    }

    static string Value(string key, ImmutableArray<string> values) =>
        key is "scope" ? $"[{string.Join(", ", values.Select(YamlText.Quoted))}]"
        : key is "on" or "until" ? values[0]
        : YamlText.Quoted(values[0]);
}
