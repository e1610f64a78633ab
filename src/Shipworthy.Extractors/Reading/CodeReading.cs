namespace Shipworthy.Extractors.Reading;

/// <summary>Parses the code of a tree.</summary>
static class CodeReading
{
    /// <summary>All code of the app itself, parsed in parallel and linked.</summary>
    public static CodeBase Read(SourceTree tree)
    {
        var files = tree
            .Files.Where(file => file.Language != Language.None && file.Role is not (FileRole.Vendored or FileRole.Generated))
            .AsParallel()
            .Select(file => CodeFile.Parse(file.Path, file.Text, file.Language));
        return new(files, path => tree.Find(path)?.Text, tree.Files.Select(file => file.Path));
    }
}
