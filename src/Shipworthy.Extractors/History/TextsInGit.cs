using System.Buffers.Text;
using System.Text;

namespace Shipworthy.Extractors.History;

/// <summary>Reads files as they stood in commits, all with one <c>cat-file --batch</c>.</summary>
static class TextsInGit
{
    const int LargestFile = 4 * 1024 * 1024;

    /// <summary>The texts of the files that are there, below the examined folder; a file that is missing, too large or no text is left out.</summary>
    public static Dictionary<(string Commit, string Path), string> Read(
        GitProgram git,
        string prefix,
        IReadOnlyList<(string Commit, string Path)> files
    )
    {
        var texts = new Dictionary<(string, string), string>();
        using var running = files.Count == 0 ? null : git.Start("cat-file", "--batch", "--buffer");
        if (running is null)
            return texts;
        _ = Task.Run(() => Ask(running.Input, prefix, files));
        var reader = new ByteReader(running.Output);
        foreach (var file in files)
        {
            if (!reader.TryReadTo((byte)'\n', out var header))
                break;
            var space = header.LastIndexOf((byte)' ');
            if (space < 0 || !Utf8Parser.TryParse(header[(space + 1)..], out int length, out var used) || used != header.Length - space - 1)
                continue;
            var isBlob = header[..space].EndsWith(" blob"u8);
            if (!reader.TryRead(length + 1, out var content))
                break;
            if (isBlob && length <= LargestFile)
                texts[file] = Encoding.UTF8.GetString(content[..^1]);
        }
        return texts;
    }

    static void Ask(Stream input, string prefix, IReadOnlyList<(string Commit, string Path)> files)
    {
        try
        {
            using (input)
                foreach (var (commit, path) in files)
                    input.Write(Encoding.UTF8.GetBytes($"{commit}:{prefix}{path}\n"));
        }
        catch (Exception error) when (error is IOException or ObjectDisposedException)
        {
            // Git went away; whoever reads its answer sees that.
        }
    }
}
