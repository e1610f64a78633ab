using System.Text.RegularExpressions;
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
    public ServerFile? Of(Deployable part) =>
        InCompose(part)
        ?? tree.Files.Where(file =>
                file.Name.EndsWith(".service", StringComparison.Ordinal) && file.Role is FileRole.Infra or FileRole.Prod
            )
            .Select(file => (File: file, Match: Unit().Match(file.Text)))
            .Where(one => one.Match.Success)
            .Select(one => (ServerFile?)new ServerFile(one.Match.Groups["path"].Value, one.File.At(one.Match.Index)))
            .FirstOrDefault();

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
