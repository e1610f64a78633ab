namespace Shipworthy.Cli.Printing;

/// <summary>A page as a PDF in a file.</summary>
static class PdfFile
{
    /// <summary>Prints a page into a file; false, and said so, when that is not possible.</summary>
    /// <param name="name">The file as it was given.</param>
    /// <param name="page">Writes the page for sheets of a size.</param>
    public static bool Write(string name, Action<TextWriter, string> page, Surroundings surroundings)
    {
        var (pdf, problem) = new PdfPrint(surroundings).Of(page);
        problem?.Write(surroundings.Errors);
        return pdf is not null
            && FileInPlace.Write(Path.GetFullPath(name, surroundings.Folder), name, surroundings.Errors, (stream, _) => stream.Write(pdf));
    }
}
