namespace Shipworthy.Extractors.Deployables;

/// <summary>
/// Programs that take their work from a queue or a clock and answer nobody. Such code is most often a part of the server that it lies beside: it is a part of its own
/// where its package has an image or a host of its own.
/// </summary>
static class WorkersInJavaScript
{
    /// <summary>Packages that make a worker when code calls what starts it, with the name that people know.</summary>
    static readonly Dictionary<string, (string Called, ImmutableArray<string> Starts)> Libraries = new(StringComparer.Ordinal)
    {
        ["bullmq"] = ("BullMQ", ["Worker"]),
        ["bull"] = ("Bull", ["process"]),
        ["bee-queue"] = ("Bee-Queue", ["process"]),
        ["pg-boss"] = ("pg-boss", ["work"]),
        ["agenda"] = ("Agenda", ["define"]),
        ["graphile-worker"] = ("Graphile Worker", ["run"]),
        ["@temporalio/worker"] = ("Temporal", ["create"]),
        ["sqs-consumer"] = ("sqs-consumer", ["create"]),
        ["kafkajs"] = ("KafkaJS", ["run"]),
        ["amqplib"] = ("amqplib", ["consume"]),
        ["node-cron"] = ("node-cron", ["schedule"]),
        ["cron"] = ("cron", ["CronJob"]),
    };

    /// <summary>The first place in each such folder where code starts to take work.</summary>
    public static Dictionary<string, (Location At, string Framework)> In(Sources sources, Folders folders)
    {
        var found = new Dictionary<string, (Location At, string Framework)>(StringComparer.Ordinal);
        foreach (var file in sources.Code.Files)
            if (
                file.Language is Language.JavaScript or Language.TypeScript or Language.Tsx
                && sources.IsDeployed(file)
                && folders.Of(file.Path) is { Length: > 0 } folder
                && !found.ContainsKey(folder)
                && sources.Code.IsReachable(file)
                && StartIn(file) is { } start
                && IsShippedAlone(sources, folder)
            )
                found[folder] = start;
        return found;
    }

    static (Location At, string Framework)? StartIn(CodeFile file)
    {
        foreach (var import in file.Root.Descendants(CodeKind.Import))
            if (
                !import.Is(Modifiers.TypeOnly)
                && Libraries.TryGetValue(import.Name, out var library)
                && Starts(file, library.Starts) is { } at
            )
                return (at, library.Called);
        foreach (var call in file.Root.Descendants(CodeKind.Call))
            if (
                call.Callee.Name is "require"
                && call.ArgumentAt(0).String is { } name
                && Libraries.TryGetValue(name, out var library)
                && Starts(file, library.Starts) is { } at
            )
                return (at, library.Called);
        return null;
    }

    static Location? Starts(CodeFile file, ImmutableArray<string> names)
    {
        foreach (var node in file.Root.Descendants())
            if (
                node.Kind is CodeKind.Call or CodeKind.New
                && names.Contains(node.Callee.Name)
                && (node.Kind is CodeKind.New || node.Receiver.Exists)
            )
                return node.At;
        return null;
    }

    /// <summary>Whether the folder has an image of its own, or the file of a host.</summary>
    static bool IsShippedAlone(Sources sources, string folder) =>
        sources.Tree.Files.Any(file =>
            file.Folder == folder
            && (
                file.Name.StartsWith("Dockerfile", StringComparison.Ordinal)
                || file.Name is "fly.toml" or "railway.json" or "railway.toml" or "Procfile" or "render.yaml"
            )
        );
}
