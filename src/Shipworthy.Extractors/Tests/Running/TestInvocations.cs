using Shipworthy.Extractors.Pipelines;
using Shipworthy.Extractors.Pipelines.Following;

namespace Shipworthy.Extractors.Tests.Running;

/// <summary>
/// Tells which tests a command runs. Options are those of each runner's own documentation; sharding, retries and reporters leave nothing out and are no
/// filters.
/// </summary>
static class TestInvocations
{
    /// <summary>What a command runs; nothing when it runs no tests.</summary>
    public static IEnumerable<TestInvocation> Of(PipelineCommand command)
    {
        var call = new Call(command.Words, command.Directory, ImmutableDictionary<string, string>.Empty);
        return JavaScriptInvocations.Of(call)
            ?? PythonInvocations.Of(call)
            ?? CompiledInvocations.Of(call)
            ?? ScriptedInvocations.Of(call)
            ?? [];
    }

    /// <summary>Words that are neither options nor values of options that take one.</summary>
    public static ImmutableArray<string> Plain(Call call, int from, params ReadOnlySpan<string> valued)
    {
        var plain = ImmutableArray.CreateBuilder<string>();
        for (var i = from; i < call.Words.Length; i++)
            if (call.Words[i] == "--")
                continue;
            else if (call.Words[i].StartsWith('-'))
                i += valued.Contains(call.Words[i]) ? 1 : 0;
            else
                plain.Add(call.Words[i]);
        return plain.ToImmutable();
    }

    /// <summary>The first of the options that is there, with its value, as people wrote it.</summary>
    public static string Filter(Call call, params ReadOnlySpan<string> names)
    {
        for (var i = 1; i < call.Words.Length; i++)
            foreach (var name in names)
                if (call.Words[i] == name)
                    return i + 1 < call.Words.Length && !call.Words[i + 1].StartsWith('-') ? $"{name} {Quoted(call.Words[i + 1])}" : name;
                else if (call.Words[i].StartsWith($"{name}="))
                    return call.Words[i];
        return "";
    }

    static string Quoted(string word) => word.Contains(' ') ? $"\"{word}\"" : word;

    /// <summary>The folder of a command that names one with the given options.</summary>
    public static string? Folder(Call call, params ReadOnlySpan<string> names) =>
        call.Option(names) is { Length: > 0 } folder ? Paths.Within(call.Directory, folder) : call.Directory;
}
