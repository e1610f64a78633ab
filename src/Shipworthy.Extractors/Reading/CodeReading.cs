using System.Runtime.InteropServices;

namespace Shipworthy.Extractors.Reading;

/// <summary>Parses the code of a tree, or takes what an earlier scan made of the same content.</summary>
static class CodeReading
{
    /// <summary>All code of the app itself, parsed in parallel and linked.</summary>
    public static CodeBase Read(SourceTree tree, ScanCache cache)
    {
        var pack = cache.Pack("code");
        CodeFile[] files =
        [
            .. tree
                .Files.Where(file => file.Language != Language.None && file.Role is not (FileRole.Vendored or FileRole.Generated))
                .AsParallel()
                .Select(file => Read(file, pack)),
        ];
        pack.Save();
        return new(files, path => tree.Find(path)?.Text, tree.Files.Select(file => file.Path));
    }

    static CodeFile Read(SourceFile file, CachePack pack)
    {
        if (!pack.IsOn)
            return CodeFile.Parse(file.Path, file.Text, file.Language);
        var key = $"{file.Language} {file.Blob}";
        if (pack.TryGet(key, out var bytes) && CodeFile.Read(Stream(bytes), file.Path, file.Text) is { } known)
            return known;
        var parsed = CodeFile.Parse(file.Path, file.Text, file.Language);
        // Whether parsing takes too long depends on the machine and the moment.
        if (parsed.NotParsed is null)
        {
            var written = new MemoryStream();
            parsed.Write(written);
            pack.Put(key, written.ToArray());
        }
        return parsed;
    }

    static MemoryStream Stream(ReadOnlyMemory<byte> bytes) =>
        MemoryMarshal.TryGetArray(bytes, out var array)
            ? new(array.Array!, array.Offset, array.Count, writable: false)
            : new(bytes.ToArray());
}
