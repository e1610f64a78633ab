namespace Shipworthy.Cli;

/// <summary>Writes a result into a file: beside it first and then moved into place, so that a full disk never leaves half a report.</summary>
static class FileInPlace
{
    /// <summary>Writes the file; false, and said so, when it cannot be written.</summary>
    /// <param name="name">The path as it was given, for the message.</param>
    /// <param name="write">Writes to the stream, or to the writer over it.</param>
    public static bool Write(string path, string name, TextWriter errors, Action<Stream, TextWriter> write)
    {
        var beside = $"{path}.{Guid.NewGuid():N}.tmp";
        try
        {
            try
            {
                using (var stream = new FileStream(beside, FileMode.CreateNew))
                using (var writer = new StreamWriter(stream, leaveOpen: true) { NewLine = "\n" })
                    write(stream, writer);
                File.Move(beside, path, overwrite: true);
                return true;
            }
            finally
            {
                File.Delete(beside);
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            Unwritten(name, error).Write(errors);
            return false;
        }
    }

    /// <summary>What is said of a report that could not be written.</summary>
    public static Problem Unwritten(string name, Exception error) =>
        new($"the report could not be written to {name}: {error.Message}", "The scan itself is done; give another file and run it again.");
}
