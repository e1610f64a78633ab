using System.Text.Json;
using Shipworthy.Extractors.Pipelines.Shell;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Pipelines.Following;

/// <summary>Scripts of <c>composer.json</c>; <c>@name</c> calls another one, <c>@php</c> the interpreter.</summary>
sealed class ComposerScripts(SourceTree tree) : ITaskRunner
{
    /// <inheritdoc/>
    public ImmutableArray<Script>? ScriptsOf(Call call)
    {
        if (call.Program is not "composer" || NameOf(call) is not { } name)
            return null;
        var folder = call.Option("-d", "--working-dir") is { } given ? Paths.Within(call.Directory, given) : call.Directory;
        if (folder is null || tree.Find(Paths.Below(folder, "composer.json")) is not { } file || Scripts(file) is not { } scripts)
            return [];
        return scripts.TryGetProperty(name, out _) ? [.. Of(name, scripts, file, [])]
            : call.Words[1] is "run" or "run-script" or "test" ? []
            : null;
    }

    static string? NameOf(Call call)
    {
        var plain = call.Words.Skip(1).Where(word => !word.StartsWith('-')).Take(2).ToList();
        return plain is ["run" or "run-script", var named] ? named
            : plain is [var name, ..] && name is not ("install" or "update" or "require" or "audit" or "validate") ? name
            : null;
    }

    static JsonElement? Scripts(SourceFile file) =>
        Package.Read(file) is { Root: { ValueKind: JsonValueKind.Object } root }
        && root.TryGetProperty("scripts", out var scripts)
        && scripts.ValueKind is JsonValueKind.Object
            ? scripts
            : null;

    static IEnumerable<Script> Of(string name, JsonElement scripts, SourceFile file, ImmutableHashSet<string> seen)
    {
        if (seen.Contains(name) || !scripts.TryGetProperty(name, out var value))
            yield break;
        var at = file.Text.IndexOf(
            $"\"{name}\"",
            Math.Max(0, file.Text.IndexOf("\"scripts\"", StringComparison.Ordinal)),
            StringComparison.Ordinal
        );
        var place = at < 0 ? Location.File(file.Path) : file.At(at);
        var lines = value.ValueKind is JsonValueKind.Array ? value.EnumerateArray().ToList() : [value];
        foreach (var line in lines.Where(line => line.ValueKind is JsonValueKind.String).Select(line => line.GetString()!))
            if (line.StartsWith("@php ", StringComparison.Ordinal))
                yield return new(line[1..], ShellOptions.Plain, file.Folder, _ => place);
            else if (line.StartsWith('@') && !line.StartsWith("@putenv", StringComparison.Ordinal))
                foreach (var inner in Of(line[1..].Split(' ')[0], scripts, file, seen.Add(name)))
                    yield return inner;
            else if (!line.Contains("::"))
                yield return new(line, ShellOptions.Plain, file.Folder, _ => place);
    }
}
