using System.Text.Json;
using Shipworthy.Extractors.Pipelines.Shell;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Pipelines.Following;

/// <summary>
/// Targets that nx runs and no script of a package names: those of <c>project.json</c>, by executor or command, and those that the plugins of <c>nx.json</c> infer
/// from the settings of a test runner.
/// </summary>
sealed class NxProjects(SourceTree tree)
{
    readonly Lazy<ImmutableArray<Project>> projects = new(() => [.. Projects(tree)]);
    readonly Lazy<ImmutableArray<(string Plugin, string Target)>> plugins = new(() => [.. Plugins(tree)]);

    /// <summary>What a call of nx runs for a target.</summary>
    public IEnumerable<Script> ScriptsOf(Call call, string target)
    {
        if (tree.Find("nx.json") is null)
            yield break;
        var chosen = Chosen(call).ToList();
        var excluded = (call.Option("--exclude") ?? "").Split(',');
        foreach (var project in projects.Value)
            if ((chosen.Count == 0 || chosen.Contains(project.Name)) && !excluded.Contains(project.Name))
                foreach (var text in Texts(project, target))
                    yield return new(text, ShellOptions.Plain, project.Folder, _ => Location.File(project.File.Path));
    }

    /// <summary>The projects that a call names; none when it means all.</summary>
    static IEnumerable<string> Chosen(Call call) =>
        call.Words switch
        {
            [_, "run-many" or "affected", ..] => (call.Option("-p", "--projects") ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries),
            [_, "run", var named, ..] => [named.Split(':')[0]],
            [_, _, var named, ..] when !named.StartsWith('-') => [named],
            _ => [],
        };

    IEnumerable<string> Texts(Project project, string target)
    {
        if (Member(Member(project.Root, "targets"), target) is { ValueKind: JsonValueKind.Object } declared)
            return Declared(project, declared);
        return plugins
            .Value.Where(plugin => plugin.Target == target)
            .Select(plugin =>
                plugin.Plugin switch
                {
                    "@nx/jest/plugin" when Has(project, "jest.config.") => "jest",
                    "@nx/vite/plugin" or "@nx/vitest" when Has(project, "vite.config.", "vitest.config.") => "vitest run",
                    "@nx/playwright/plugin" when Has(project, "playwright.config.") => "playwright test",
                    "@nx/cypress/plugin" when Has(project, "cypress.config.") => "cypress run",
                    _ => "",
                }
            )
            .Where(text => text.Length > 0);
    }

    static IEnumerable<string> Declared(Project project, JsonElement target)
    {
        var options = Member(target, "options");
        if (Text(Member(target, "command")) is { } own)
            return [FromRoot(project, own)];
        return Text(Member(target, "executor")) switch
        {
            "@nx/jest:jest" or "@nrwl/jest:jest" => ["jest"],
            "@nx/vite:test" or "@nx/vitest:test" => ["vitest run"],
            "@nx/playwright:playwright" => ["playwright test"],
            "@nx/cypress:cypress" => ["cypress run"],
            "nx:run-commands" or "@nrwl/workspace:run-commands" => Commands(options)
                .Select(command =>
                    Text(Member(options, "cwd")) is { } folder ? FromRoot(project, $"cd {folder}\n{command}") : FromRoot(project, command)
                ),
            _ => [],
        };
    }

    /// <summary>Commands of nx start in the root of the workspace.</summary>
    static string FromRoot(Project project, string command) =>
        project.Folder.Length == 0 ? command : $"cd {string.Join('/', project.Folder.Split('/').Select(_ => ".."))}\n{command}";

    static IEnumerable<string> Commands(JsonElement options)
    {
        if (Text(Member(options, "command")) is { } one)
            yield return one;
        if (Member(options, "commands") is { ValueKind: JsonValueKind.Array } many)
            foreach (var each in many.EnumerateArray())
                if ((Text(each) ?? Text(Member(each, "command"))) is { } command)
                    yield return command;
    }

    bool Has(Project project, params ReadOnlySpan<string> beginnings)
    {
        foreach (var file in tree.Files)
            if (file.Folder == project.Folder)
                foreach (var beginning in beginnings)
                    if (file.Name.StartsWith(beginning, StringComparison.Ordinal))
                        return true;
        return false;
    }

    static IEnumerable<Project> Projects(SourceTree tree)
    {
        foreach (var file in tree.Named("project.json"))
            if (file.Role is not (FileRole.Vendored or FileRole.Generated) && Read(file) is { ValueKind: JsonValueKind.Object } root)
                yield return new(file, Text(Member(root, "name")) ?? file.Folder[(file.Folder.LastIndexOf('/') + 1)..], root);
    }

    static IEnumerable<(string, string)> Plugins(SourceTree tree)
    {
        if (tree.Find("nx.json") is not { } file || Member(Read(file), "plugins") is not { ValueKind: JsonValueKind.Array } all)
            yield break;
        foreach (var plugin in all.EnumerateArray())
            if ((Text(plugin) ?? Text(Member(plugin, "plugin"))) is { } name)
            {
                var options = Member(plugin, "options");
                yield return (
                    name,
                    Text(Member(options, "targetName"))
                        ?? Text(Member(options, "testTargetName"))
                        ?? (name is "@nx/playwright/plugin" or "@nx/cypress/plugin" ? "e2e" : "test")
                );
            }
    }

    static JsonElement Read(SourceFile file)
    {
        try
        {
            using var document = JsonDocument.Parse(
                file.Text,
                new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip }
            );
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return default;
        }
    }

    static JsonElement Member(JsonElement of, string name) =>
        of.ValueKind is JsonValueKind.Object && of.TryGetProperty(name, out var found) ? found : default;

    static string? Text(JsonElement of) => of.ValueKind is JsonValueKind.String ? of.GetString() : null;

    sealed record Project(SourceFile File, string Name, JsonElement Root)
    {
        public string Folder => File.Folder;
    }
}
