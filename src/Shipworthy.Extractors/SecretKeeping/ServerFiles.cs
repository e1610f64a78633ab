using System.Text.RegularExpressions;
using Shipworthy.Extractors.Deploys;
using Shipworthy.Extractors.Pipelines;
using Shipworthy.Extractors.Reading;
using Shipworthy.Extractors.Yaml;

namespace Shipworthy.Extractors.SecretKeeping;

/// <summary>A readable file on the server that gives a part its variables.</summary>
readonly record struct ServerFile(string Name, Location At);

/// <summary>Finds files on the server by what hands them over: <c>env_file</c> of compose, <c>EnvironmentFile</c> of systemd (rubric 4.6, rule 6).</summary>
sealed partial class ServerFiles(SourceTree tree, ComposeInUse compose)
{
    /// <summary>The file that a part gets; null when none is handed over.</summary>
    public ServerFile? Of(Deployable part, IEnumerable<DeployAct> acts) =>
        InCompose(part)
        ?? InRuns(acts)
        ?? tree.Files.Where(file =>
                file.Name.EndsWith(".service", StringComparison.Ordinal) && file.Role is FileRole.Infra or FileRole.Prod
            )
            .Select(file => (File: file, Match: Unit().Match(file.Text)))
            .Where(one => one.Match.Success)
            .Select(one => (ServerFile?)new ServerFile(one.Match.Groups["path"].Value, one.File.At(one.Match.Index)))
            .FirstOrDefault();

    /// <summary>What a deploy that starts a container by hand hands over. A file that it first writes from the secrets of the forge is the forge's.</summary>
    ServerFile? InRuns(IEnumerable<DeployAct> acts)
    {
        foreach (var path in acts.Select(act => act.Run?.Pipeline.At.Path).OfType<string>().Distinct(StringComparer.Ordinal))
            if (tree.Find(path) is { } file)
                foreach (Match run in ContainerRun().Matches(file.Text))
                    if (
                        GivenToRun().Match(run.Value) is { Success: true } given
                        && given.Groups["path"].Value is var named
                        && !file.Text.Contains($"> {named}", StringComparison.Ordinal)
                        && !file.Text.Contains($">{named}", StringComparison.Ordinal)
                    )
                        return new(named[(named.LastIndexOf('/') + 1)..], file.At(run.Index + given.Groups["path"].Index));
        return null;
    }

    /// <summary>A command that starts a container, with the lines that continue it.</summary>
    [GeneratedRegex(
        @"\b(?:docker|podman)\s+(?:container\s+)?(?:run|create)\b(?:[^\n\\]|\\\r?\n|\\.)*",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex ContainerRun();

    [GeneratedRegex(
        @"(?:--env-file|-v|--volume)[= ]\s*[""']?(?<path>(?:\$\{\{[^}]*\}\}|[^\s:""'])*?\.env(?:\.\w+)?)(?=[:\s""']|$)",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex GivenToRun();

    /// <summary>The entry of a compose file of production that hands a variable over from whatever surrounds it; null when none does.</summary>
    public Location? HandedOver(string name) =>
        compose
            .Files.SelectMany(file => file.Root["services"].Entries)
            .Select(service => service.Value["environment"])
            .SelectMany(environment =>
                environment
                    .Entries.Where(entry => entry.Key == name && IsTaken(entry.Value.Text))
                    .Select(entry => entry.Value.At)
                    .Concat(
                        environment
                            .Items.Where(item =>
                                item.Text == name || item.Text.StartsWith($"{name}=$", StringComparison.Ordinal) && IsTaken(item.Text)
                            )
                            .Select(item => item.At)
                    )
            )
            .Select(at => (Location?)at)
            .FirstOrDefault();

    static bool IsTaken(string value) => value.Length == 0 || value.Contains("${", StringComparison.Ordinal);

    ServerFile? InCompose(Deployable part)
    {
        ServerFile? any = null;
        foreach (var (file, root) in compose.Files)
        foreach (var service in root["services"].Entries)
        foreach (var given in service.Value["env_file"].Each().Concat(service.Value["volumes"].Each().Where(MountsFile)))
        {
            var path = given.Kind is YamlKind.Map ? given["path"].Text : given.Text.Split(':')[0];
            if (
                path.Length == 0
                || given["required"].Truth is false
                || Paths.Within(file.Folder, path) is { } lies && tree.Find(lies) is { Tracked: true }
            )
                continue;
            var build = service.Value["build"];
            var context = build["context"].Text is { Length: > 0 } named ? named : build.Text;
            var found = new ServerFile(path.StartsWith("./", StringComparison.Ordinal) ? path[2..] : path, given.At);
            if (context.Length > 0 && Paths.Within(file.Folder, context) == part.Folder)
                return found;
            any ??= found;
        }
        return any;
    }

    /// <summary>Whether a volume is the file itself, which the app then reads.</summary>
    static bool MountsFile(YamlNode volume) => Mount().IsMatch(volume.Text);

    [GeneratedRegex(@"(?:^|/)\.env(?:\.\w+)?:", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Mount();

    [GeneratedRegex(@"^EnvironmentFile=-?(?<path>\S+)", RegexOptions.Multiline | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Unit();
}
