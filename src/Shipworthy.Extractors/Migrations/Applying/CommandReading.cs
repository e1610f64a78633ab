using Shipworthy.Extractors.Pipelines;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Migrations.Applying;

/// <summary>What one command does to schemas: a tool's own command, a file of the app that does it, or the app with the word that makes it do so.</summary>
/// <param name="Tool">The tool.</param>
/// <param name="Act">What it does.</param>
/// <param name="Says">What runs.</param>
/// <param name="By">The code that does it; null for a tool's own command.</param>
sealed record CommandEffect(MigrationTool Tool, ApplyAct Act, string Says, CodeApply? By);

/// <summary>Reads commands, with what is known of the code that they start.</summary>
sealed class CommandReading(SourceTree tree, CodeBase code, IReadOnlyList<CodeApply> inCode)
{
    static readonly string[] Sources = [".ts", ".mts", ".js", ".mjs", ".cjs", ".py"];

    readonly ILookup<string, CodeApply> byPath = inCode
        .Where(one => one is { RunsAtStart: false, IsOutsideProduction: false })
        .ToLookup(one => one.Path, StringComparer.Ordinal);
    readonly ILookup<string, CodeApply> byStem = inCode
        .Where(one => one is { RunsAtStart: false, IsOutsideProduction: false })
        .ToLookup(one => Path.GetFileNameWithoutExtension(one.Path), StringComparer.Ordinal);

    /// <summary>What a command does; null when it changes no schema.</summary>
    public CommandEffect? Of(PipelineCommand command)
    {
        if (MigrationCommand.Of(command.Line) is { } found)
            return new(found.Tool, found.Act, Short(command.Line), null);
        foreach (var apply in inCode.Where(apply => apply.Argument is { } word && command.Words.Contains(word)))
            return new(apply.Tool, apply.Act, Short(command.Line), apply);
        foreach (var word in command.Words)
            if (Started(word, command.Directory) is { } by)
                return new(by.Tool, by.Act, Short(command.Line), by);
        return null;
    }

    /// <summary>The code of a file that a word names, also when it names what a compiler makes of it, or a module of Python.</summary>
    CodeApply? Started(string word, string? directory)
    {
        if (word.Length == 0 || word.StartsWith('-'))
            return null;
        if (Paths.Within(directory, word) is { } path && (byPath[path].FirstOrDefault() ?? Called(path)) is { } exactly)
            return exactly;
        var extension = Path.GetExtension(word);
        var isModule = !word.Contains('/') && word.Contains('.') && !Sources.Contains(extension);
        if (!isModule && !Sources.Contains(extension))
            return null;
        var stem = isModule ? word[(word.LastIndexOf('.') + 1)..] : Path.GetFileNameWithoutExtension(word);
        return byStem[stem]
            .FirstOrDefault(one =>
                !isModule || one.Path.EndsWith($"{word.Replace('.', '/')}.py", StringComparison.Ordinal) && tree.Find(one.Path) is not null
            );
    }

    /// <summary>What a file applies by calling a function of another file that does.</summary>
    CodeApply? Called(string path)
    {
        if (byPath.Count == 0 || code.Find(path) is not { } file)
            return null;
        foreach (var call in file.Root.Descendants(CodeKind.Call))
            if (
                code.Target(call) is { Kind: CodeKind.Function } function
                && function.File != file
                && byPath[function.File.Path].FirstOrDefault() is { Argument: null } apply
            )
                return apply with { Swallowed = apply.Swallowed ?? Swallows.Within(code, apply) ?? Swallows.Of(code, call) };
        return null;
    }

    static string Short(string line) => line.Length > 60 ? $"{line[..57]}..." : line;
}
