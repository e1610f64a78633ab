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
                .Files.Where(file =>
                    (file.Language != Language.None || ComponentScripts.Has(file))
                    && file.Role is not (FileRole.Vendored or FileRole.Generated)
                )
                .AsParallel()
                .Select(file =>
                    ComponentScripts.Has(file)
                        ? Read(file, pack, ComponentScripts.Of(file), ComponentScripts.LanguageOf(file))
                        : Read(file, pack, file.Text, file.Language)
                ),
        ];
        pack.Save();
        return new(files, path => tree.Find(path)?.Text, tree.Files.Select(file => file.Path));
    }

    static CodeFile Read(SourceFile file, CachePack pack, string text, Language language)
    {
        if (!pack.IsOn)
            return CodeFile.Parse(file.Path, text, language);
        var key = $"{language} {file.Blob}";
        if (pack.TryGet(key, out var bytes) && CodeFile.Read(Stream(bytes), file.Path, text) is { } known)
            return known;
        var parsed = CodeFile.Parse(file.Path, text, language);
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
