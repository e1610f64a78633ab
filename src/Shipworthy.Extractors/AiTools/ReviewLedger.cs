using Shipworthy.Extractors.History;
using Shipworthy.Extractors.Reading;
using Shipworthy.Extractors.Yaml;

namespace Shipworthy.Extractors.AiTools;

/// <summary>
/// Which person has read which file, at which content: the lists that <c>shipworthy review</c> keeps, one file a reader. A file that has changed since is unread again.
/// </summary>
public sealed class ReviewLedger
{
    /// <summary>Folder of the lists, below the root of the app.</summary>
    public const string Folder = ".shipworthy/read";

    readonly Dictionary<(string Path, string Blob), string> readers = [];

    /// <summary>Reads the lists of an app.</summary>
    /// <param name="sources">The app.</param>
    /// <param name="isTrusted">Whether a list counts: one that an AI tool committed shows nothing.</param>
    public ReviewLedger(Sources sources, Func<SourceFile, bool> isTrusted)
    {
        foreach (var file in Lists(sources.Tree))
        {
            var list = YamlFile.Read(file).Root;
            var by = list["by"].Text;
            if (by.Length == 0 || Authors.IsProgram(by) || !isTrusted(file))
                continue;
            foreach (var entry in list["files"].Items)
                readers.TryAdd((entry["path"].Text, entry["blob"].Text), by);
        }
    }

    /// <summary>The lists of an app.</summary>
    public static IEnumerable<SourceFile> Lists(SourceTree tree) =>
        tree.Files.Where(file =>
            file.Path.StartsWith(Folder + "/", StringComparison.Ordinal) && file.Name.EndsWith(".yaml", StringComparison.Ordinal)
        );

    /// <summary>Whether nobody has read anything.</summary>
    public bool IsEmpty => readers.Count == 0;

    /// <summary>Who has read a file as it stands now; null when nobody has.</summary>
    public string? ReaderOf(SourceFile file) => IsEmpty ? null : readers.GetValueOrDefault((file.Path, file.Blob));
}
