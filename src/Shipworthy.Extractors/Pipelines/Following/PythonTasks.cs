using System.Text.RegularExpressions;
using Shipworthy.Extractors.Pipelines.Shell;
using Shipworthy.Extractors.Reading;
using Shipworthy.Extractors.Toml;
using Shipworthy.Extractors.Yaml;

namespace Shipworthy.Extractors.Pipelines.Following;

/// <summary>Tasks of the Python world: tox environments, nox sessions, scripts of pdm, hatch, poe, taskipy and Pipenv.</summary>
sealed partial class PythonTasks(SourceTree tree) : ITaskRunner
{
    /// <inheritdoc/>
    public ImmutableArray<Script>? ScriptsOf(Call call) =>
        (call.Directory, call.Words) switch
        {
            (null, _) => null,
            ({ } folder, ["tox", ..]) => Tox(folder),
            ({ } folder, ["nox", ..]) => Nox(folder),
            ({ } folder, ["poe" or "poethepoet", .. var rest]) when Name(rest) is { } name => Toml(folder, "poe", "tasks", name),
            ({ } folder, ["pdm", "run", .. var rest]) when Name(rest) is { } name => OrPlain(
                Toml(folder, "pdm", "scripts", name),
                rest,
                folder
            ),
            ({ } folder, ["hatch", "run", .. var rest]) when Name(rest) is { } name => Hatch(folder, name, rest),
            ({ } folder, ["hatch", "test", ..]) => [new("pytest", ShellOptions.Plain, folder, _ => Location.WholeApp)],
            _ => null,
        };

    static ImmutableArray<Script> OrPlain(ImmutableArray<Script> found, ImmutableArray<string> words, string folder) =>
        found.IsEmpty ? Plain(words, folder) : found;

    static string? Name(ImmutableArray<string> words) => words.FirstOrDefault(word => !word.StartsWith('-'));

    static ImmutableArray<Script> Plain(ImmutableArray<string> words, string folder) =>
        [new(string.Join(' ', words.SkipWhile(word => word.StartsWith('-'))), ShellOptions.Plain, folder, _ => Location.WholeApp)];

    /// <summary>The lines under <c>commands =</c> of <c>tox.ini</c> or the tox part of <c>setup.cfg</c> and <c>pyproject.toml</c>.</summary>
    ImmutableArray<Script>? Tox(string folder)
    {
        var scripts = ImmutableArray.CreateBuilder<Script>();
        foreach (var name in new[] { "tox.ini", "setup.cfg", "pyproject.toml", "tox.toml" })
            if (tree.Find(Paths.Below(folder, name)) is { } file && (name.StartsWith("tox") || file.Text.Contains("tox")))
                scripts.AddRange(ToxCommands(file));
        return scripts.ToImmutable();
    }

    static IEnumerable<Script> ToxCommands(SourceFile file)
    {
        var lines = file.Text.ReplaceLineEndings("\n").Split('\n');
        var inside = false;
        for (var i = 0; i < lines.Length; i++)
        {
            var number = i + 1;
            var start = ToxStart().Match(lines[i]);
            if (start.Success)
                inside = true;
            else if (inside && (lines[i].Length == 0 || !char.IsWhiteSpace(lines[i][0])))
                inside = false;
            var text =
                start.Success ? start.Groups[1].Value
                : inside ? lines[i].Trim()
                : "";
            if (text.Length > 0 && text[0] is not '#' and not '[')
                yield return new(
                    text.TrimStart('-', ' ').Replace("{posargs}", "").Replace("{toxinidir}/", ""),
                    ShellOptions.Plain,
                    file.Folder,
                    _ => file.AtLine(number)
                )
                {
                    Swallowed = text.StartsWith('-') ? "begins with -, so its failure is ignored" : null,
                };
        }
    }

    /// <summary><c>session.run("pytest", "tests")</c> in <c>noxfile.py</c>.</summary>
    ImmutableArray<Script>? Nox(string folder)
    {
        if (tree.Find(Paths.Below(folder, "noxfile.py")) is not { } file)
            return [];
        return
        [
            .. NoxRun()
                .Matches(file.Text)
                .Select(match =>
                {
                    var place = file.At(match.Index);
                    var words = Text().Matches(match.Groups[1].Value).Select(text => text.Groups[1].Value);
                    return new Script(string.Join(' ', words), ShellOptions.Plain, file.Folder, _ => place);
                }),
        ];
    }

    ImmutableArray<Script> Hatch(string folder, string name, ImmutableArray<string> rest)
    {
        var script = name.Split(':')[^1];
        var found = Table(folder, "tool", "hatch", "envs")
            .Entries.Select(env => env.Value.Under("scripts", script))
            .FirstOrDefault(node => node.Exists);
        return found is null ? Plain([script, .. rest.SkipWhile(word => word != name).Skip(1)], folder) : [.. ScriptsIn(found, folder)];
    }

    ImmutableArray<Script> Toml(string folder, string tool, string section, string name)
    {
        var task = Table(folder, "tool", tool, section)[name];
        return
        [
            .. Parts(task)
                .SelectMany(part =>
                    tool is "poe" && Table(folder, "tool", tool, section).Has(part.Text)
                        ? Toml(folder, tool, section, part.Text)
                        : ScriptsIn(part, folder)
                ),
        ];
    }

    static IEnumerable<Script> ScriptsIn(YamlNode node, string folder) =>
        Parts(node).Select(part => new Script(part.Text, ShellOptions.Plain, folder, _ => part.At));

    /// <summary>The texts of a task, which may be one, a list, or a table that holds either.</summary>
    static IEnumerable<YamlNode> Parts(YamlNode node) =>
        node.Kind is YamlKind.Map
            ? new[] { "cmd", "shell", "composite", "sequence" }.SelectMany(key => node[key].Each())
            : node.Each().SelectMany(part => part.Kind is YamlKind.Map ? Parts(part) : [part]);

    YamlNode Table(string folder, params ReadOnlySpan<string> path) =>
        tree.Find(Paths.Below(folder, "pyproject.toml")) is { } file
            ? TomlFile.Read(file).Under(path)
            : YamlNode.AbsentAt(Location.WholeApp);

    [GeneratedRegex(@"^\s*commands(?:_pre)?\s*=\s*(.*)$", RegexOptions.None, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex ToxStart();

    [GeneratedRegex(@"session\.run\(([^)]*)\)", RegexOptions.None, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex NoxRun();

    [GeneratedRegex("""["']([^"']*)["']""", RegexOptions.None, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Text();
}
