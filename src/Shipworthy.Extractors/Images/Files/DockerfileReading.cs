using System.Text.RegularExpressions;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Images.Files;

/// <summary>Reads the stages of a Dockerfile, with the defaults of its build arguments put in.</summary>
static partial class DockerfileReading
{
    /// <summary>The file; null when it has no stage.</summary>
    public static ContainerFile? Of(SourceFile file)
    {
        var arguments = new Dictionary<string, string>(StringComparer.Ordinal);
        var stages = new List<ContainerStage>();
        string? develops = null;
        var idles = false;
        int? tests = null;
        foreach (var instruction in DockerfileSyntax.Read(file.Text))
            switch (instruction.Keyword)
            {
                // Only what stands before the first stage can be used in a FROM.
                case "ARG" when stages.Count == 0:
                    Take(instruction, arguments);
                    break;
                case "FROM":
                    stages.Add(Stage(file.AtLine(instruction.Line), instruction, stages, arguments));
                    (develops, idles, tests) = (null, false, null);
                    break;
                case "COPY" when stages.Count > 0 && CopiesRoot(instruction):
                    stages[^1] = stages[^1] with { RootFrom = IndexOf(stages, instruction.Flag("--from")) };
                    break;
                case "CMD" or "ENTRYPOINT" when ContainerPurposes.IsTestCommand(Plain(instruction)):
                    tests = instruction.Line;
                    break;
                case "CMD" or "ENTRYPOINT" or "ENV" when Develops(instruction):
                    (develops, idles) = ($"starts a development server in line {instruction.Line}", false);
                    break;
                case "CMD" or "ENTRYPOINT" when ContainerPurposes.IsIdleCommand(Plain(instruction)):
                    (develops, idles) = ($"only keeps a container open to work in, in line {instruction.Line}", true);
                    break;
            }
        if (stages.Count == 0)
            return null;
        var byPath = ContainerPurposes.OfPath(file.Path);
        return new(stages[^1].At)
        {
            Stages = [.. stages],
            NotForProduction = tests is { } line ? $"runs tests in line {line}" : byPath ?? develops,
            OnlyIdles = byPath is null && idles && tests is null,
            RunsTests = tests is not null,
        };
    }

    static void Take(Instruction instruction, Dictionary<string, string> arguments)
    {
        foreach (var word in instruction.Words)
            if (word.IndexOf('=') is > 0 and var at)
                arguments[word[..at]] = Substitution.Of(word[(at + 1)..].Trim('"', '\''), arguments.GetValueOrDefault);
    }

    static ContainerStage Stage(Location at, Instruction instruction, List<ContainerStage> stages, Dictionary<string, string> arguments)
    {
        var words = instruction.Words;
        var name = words is [_, var keyword, var given, ..] && keyword.Equals("AS", StringComparison.OrdinalIgnoreCase) ? given : "";
        return new(at, name, Base(at, words is [var first, ..] ? first : "", stages, arguments));
    }

    static StageOrigin Base(Location at, string written, List<ContainerStage> stages, Dictionary<string, string> arguments)
    {
        var text = Substitution.Of(written.Trim('"', '\''), arguments.GetValueOrDefault);
        if (text == "scratch")
            return new(at, BaseKind.Nothing);
        if (
            stages.FindLastIndex(stage => stage.Name.Length > 0 && stage.Name.Equals(text, StringComparison.OrdinalIgnoreCase))
            is >= 0
                and var stage
        )
            return new(at, BaseKind.Stage) { Stage = stage };
        if (ImageReference.Parse(text) is not { } image)
            return new(at, BaseKind.Unknown) { Because = "names no base that could be read" };
        return ImageReference.IsVariable(image.Repository)
            ? new(at, BaseKind.Unknown) { Because = $"takes its base from {written}, which has no default" }
            : new(at, BaseKind.Image) { Image = image };
    }

    static bool CopiesRoot(Instruction instruction) =>
        instruction.Flag("--from").Length > 0 && instruction.Words is ["/", "/" or "./" or "."];

    static int? IndexOf(List<ContainerStage> stages, string name) =>
        int.TryParse(name, out var index)
            ? index < stages.Count - 1
                ? index
                : null
            : stages.FindIndex(stage => stage.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) is >= 0 and var found
                ? found
                : null;

    static bool Develops(Instruction instruction) =>
        instruction.Keyword is "ENV"
            ? DevelopmentMode().IsMatch(instruction.Arguments)
            : ContainerPurposes.IsDevelopmentCommand(Plain(instruction));

    static string Plain(Instruction instruction) => CommandMarks().Replace(instruction.Arguments, " ");

    [GeneratedRegex(
        @"\b(?:NODE_ENV|RAILS_ENV|APP_ENV|FLASK_ENV|ASPNETCORE_ENVIRONMENT)[=\s]+[""']?development\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex DevelopmentMode();

    [GeneratedRegex(@"[\[\]"",']+", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex CommandMarks();
}
