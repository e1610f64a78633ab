using System.Text.RegularExpressions;
using Shipworthy.Extractors.Pipelines;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Images.Files;

/// <summary>What one stage of a Dockerfile starts from, copies and runs.</summary>
/// <param name="Name">Its name, or its number where it has none.</param>
/// <param name="Base">What stands behind <c>FROM</c>.</param>
sealed partial record DockerStage(string Name, string Base)
{
    readonly List<string> sources = [];
    readonly List<string> words = [];

    /// <summary>The names of the stages from which it copies.</summary>
    public HashSet<string> Takes { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The stages of a file in order.</summary>
    public static List<DockerStage> In(SourceFile file)
    {
        var stages = new List<DockerStage>();
        foreach (var instruction in DockerfileSyntax.Read(file.Text))
            if (instruction.Keyword is "FROM")
                stages.Add(Of(instruction.Words, stages.Count));
            else if (stages is [.., var stage])
                stage.Take(instruction, stages);
        return stages;
    }

    static DockerStage Of(ImmutableArray<string> words, int number) =>
        new(
            words is [_, var keyword, var name, ..] && keyword.Equals("AS", StringComparison.OrdinalIgnoreCase)
                ? name
                : number.ToString(System.Globalization.CultureInfo.InvariantCulture),
            words is [var first, ..] ? first : ""
        );

    void Take(Instruction instruction, List<DockerStage> stages)
    {
        if (instruction.Keyword is "RUN" or "WORKDIR")
            words.Add(instruction.Arguments);
        if (instruction.Keyword is not ("COPY" or "ADD"))
            return;
        if (instruction.Flag("--from") is { Length: > 0 } from)
            Takes.Add(int.TryParse(from, out var number) && number >= 0 && number < stages.Count ? stages[number].Name : from);
        else
            sources.AddRange(instruction.Words.SkipLast(1).Select(word => word.Trim('"', '\'', '[', ']', ',')));
    }

    /// <summary>Whether it copies something of a folder, seen from the root or from the folder of the file.</summary>
    public bool CopiesFrom(string folder, string home) =>
        sources.Exists(source =>
            Paths.Within("", source) is { } fromRoot && IsOf(folder, fromRoot)
            || Paths.Within(home, source) is { } fromHome && IsOf(folder, fromHome)
        );

    static bool IsOf(string folder, string path) => folder.Length > 0 && Paths.IsIn(folder, path);

    /// <summary>Whether it builds the package in a folder: it runs a build, and copies the folder or goes into it.</summary>
    public bool Builds(string folder, string home) =>
        words.Exists(word => RunsBuild().IsMatch(word))
        && (
            CopiesFrom(folder, home)
            || sources.Exists(source => source.Trim('.', '/').Length == 0)
                && (
                    folder.Length == 0
                    || words.Exists(word => word.Contains(folder[(folder.LastIndexOf('/') + 1)..], StringComparison.Ordinal))
                )
            || folder.Length == 0 && sources.Contains("package.json")
        );

    [GeneratedRegex(
        @"\b(?:npm|pnpm|yarn|bun|turbo|nx)\b[^\n]*\bbuild\b|\b(?:vite|ng|vue-cli-service|react-scripts|astro)\s+build\b",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex RunsBuild();
}
