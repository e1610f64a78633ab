using Shipworthy.Extractors.Pipelines.Shell;

namespace Shipworthy.Extractors.Pipelines.Following;

/// <summary>
/// Programs of the npm world that run several scripts or commands: <c>run-s</c>, <c>run-p</c>, <c>npm-run-all</c>, <c>concurrently</c>,
/// <c>start-server-and-test</c>; and <c>sh -c</c>.
/// </summary>
sealed class ScriptChains(Packages packages) : ITaskRunner
{
    /// <inheritdoc/>
    public ImmutableArray<Script>? ScriptsOf(Call call) =>
        call.Program switch
        {
            "run-s" or "run-p" or "npm-run-all" or "npm-run-all2" => Named(call, Plain(call)),
            "concurrently" => Mixed(call, [.. Plain(call).Select(word => word.StartsWith("npm:") ? word[4..] : word)]),
            "start-server-and-test" or "server-test" or "start-test" => Mixed(call, Plain(call) is [.., var test] ? [test] : []),
            "sh" or "bash" or "zsh" or "dash" when Inline(call) is { } text => [Of(text, call, OptionsOf(call))],
            _ => null,
        };

    static ImmutableArray<string> Plain(Call call) => [.. call.Words.Skip(1).Where(word => !word.StartsWith('-'))];

    /// <summary>The text after <c>-c</c>, <c>-lc</c>, <c>-ec</c>.</summary>
    static string? Inline(Call call)
    {
        for (var i = 1; i < call.Words.Length - 1; i++)
            if (call.Words[i].StartsWith('-') && !call.Words[i].StartsWith("--") && call.Words[i].EndsWith('c'))
                return call.Words[i + 1];
        return null;
    }

    static ShellOptions OptionsOf(Call call) =>
        new(
            call.Words.Skip(1).Any(word => word.StartsWith('-') && !word.StartsWith("--") && word.Contains('e') && !word.Contains('o'))
                || call.Has("-eo", "-euo", "-exo"),
            call.Has("pipefail")
        );

    ImmutableArray<Script>? Named(Call call, ImmutableArray<string> names)
    {
        if (packages.Nearest(call.Directory) is not { } package)
            return [];
        return
        [
            .. names.SelectMany(name =>
            {
                var glob = new NamePattern(name.Split(' ')[0].Replace(":*", ":**"));
                return package
                    .Scripts.Keys.Where(glob.Matches)
                    .Order(StringComparer.Ordinal)
                    .SelectMany(script => PackageScripts.Of(package, script, []));
            }),
        ];
    }

    /// <summary>Each is the name of a script, or a command.</summary>
    ImmutableArray<Script>? Mixed(Call call, ImmutableArray<string> texts) =>
        [
            .. texts.SelectMany(text =>
                packages.Nearest(call.Directory) is { } package && package.Scripts.ContainsKey(text)
                    ? PackageScripts.Of(package, text, [])
                    : [Of(text, call, ShellOptions.Plain)]
            ),
        ];

    static Script Of(string text, Call call, ShellOptions options) => new(text, options, call.Directory, _ => Location.WholeApp);
}
