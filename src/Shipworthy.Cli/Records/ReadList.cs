using System.Text;
using System.Text.RegularExpressions;
using Shipworthy.Extractors.AiTools;

namespace Shipworthy.Cli.Records;

/// <summary>The list of what one person has read: a line a file, with the content that was read.</summary>
static partial class ReadList
{
    /// <summary>Enters files; an older entry of a file gives way to the new one.</summary>
    /// <returns>The path of the list below the app, or what is wrong.</returns>
    public static (string? Path, Problem? Problem) Enter(string app, string by, IEnumerable<UnreadFile> files, DateOnly today)
    {
        var path = $"{ReviewLedger.Folder}/{Other().Replace(by.Split('<')[0].Trim().ToLowerInvariant(), "-").Trim('-')}.yaml";
        var full = Path.Combine(app, path);
        try
        {
            List<string> lines = File.Exists(full)
                ? [.. File.ReadAllText(full).TrimEnd('\n').Split('\n')]
                : [$"by: {YamlText.Quoted(by)}", "files:"];
            if (lines is not [var first, "files:", ..] || first != $"by: {YamlText.Quoted(by)}")
                return (null, new($"{path} is the list of somebody else, or was changed by hand.", "Nothing was recorded."));
            foreach (var file in files)
            {
                var start = $"  - {{ path: {YamlText.Quoted(file.Path)}, ";
                lines.RemoveAll(line => line.StartsWith(start, StringComparison.Ordinal));
                lines.Add($"{start}blob: {file.Blob}, on: {today:yyyy-MM-dd} }}");
            }
            Directory.CreateDirectory(Path.GetDirectoryName(full)!);
            var beside = $"{full}.{Guid.NewGuid():N}.tmp";
            File.WriteAllBytes(beside, Encoding.UTF8.GetBytes(string.Join('\n', lines) + "\n"));
            File.Move(beside, full, overwrite: true);
            return (path, null);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return (null, new($"{path} could not be written: {error.Message}", "Nothing was recorded."));
        }
    }

    [GeneratedRegex(@"[^\p{L}\p{Nd}]+", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Other();
}
