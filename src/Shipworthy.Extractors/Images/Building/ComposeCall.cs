using Shipworthy.Extractors.Pipelines;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Images.Building;

/// <summary>Which files a call of compose reads, and where its verb stands.</summary>
static class ComposeCall
{
    /// <summary>What compose looks for without <c>-f</c> (docs.docker.com, "The Compose file"); the override comes on top.</summary>
    static readonly ImmutableArray<string> usual =
    [
        "compose.yaml",
        "compose.yml",
        "docker-compose.yaml",
        "docker-compose.yml",
        "compose.override.yaml",
        "compose.override.yml",
        "docker-compose.override.yaml",
        "docker-compose.override.yml",
    ];

    /// <summary>The files that exist, and the index of the verb.</summary>
    public static (ImmutableArray<string> Files, int Verb) Read(SourceTree tree, PipelineCommand command, int from)
    {
        var named = ImmutableArray.CreateBuilder<string>();
        var folder = command.Directory;
        var at = from;
        for (; at < command.Words.Length && command.Words[at].StartsWith('-'); at++)
        {
            var word = command.Words[at];
            var (name, value) = word.IndexOf('=') is > 0 and var equals ? (word[..equals], word[(equals + 1)..]) : (word, null);
            if (
                value is null
                && name
                    is "-f"
                        or "--file"
                        or "-p"
                        or "--project-name"
                        or "--env-file"
                        or "--profile"
                        or "--project-directory"
                        or "--ansi"
                        or "--progress"
                && at + 1 < command.Words.Length
            )
                value = command.Words[++at];
            if (name is "-f" or "--file" && value is not null)
                named.Add(value);
        }
        return ([.. (named.Count == 0 ? usual : named.ToImmutable()).Select(name => Found(tree, folder, name)).OfType<string>()], at);
    }

    /// <summary>On another machine the folder is not known; there a file counts by its name.</summary>
    static string? Found(SourceTree tree, string? folder, string name) =>
        Paths.Within(folder ?? "", name) is { } path && tree.Find(path) is not null ? path
        : tree.Find(name[(name.LastIndexOf('/') + 1)..]) is { } root ? root.Path
        : null;
}
