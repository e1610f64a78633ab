using Shipworthy.Extractors.Pipelines;
using Shipworthy.Extractors.Reading;
using Shipworthy.Extractors.Yaml;

namespace Shipworthy.Extractors.Images.Bots;

/// <summary>
/// Dependabot's rules about container images (docs.github.com, "Dependabot options reference"): <c>docker</c> reads Dockerfiles and Kubernetes manifests of its
/// folders, <c>docker-compose</c> compose files, <c>helm</c> charts.
/// </summary>
public sealed class BotsInDependabot : IExtractor
{
    /// <inheritdoc/>
    public ImmutableArray<Type> Teaches => [typeof(UpdateBot)];

    /// <inheritdoc/>
    public void Extract(Sources sources, Learner learn)
    {
        if ((sources.Tree.Find(".github/dependabot.yml") ?? sources.Tree.Find(".github/dependabot.yaml")) is not { } file)
            return;
        var yaml = YamlFile.Read(file);
        if (yaml.Unreadable is { } because)
            learn.CannotSee<UpdateBot>(Location.File(file.Path), because);
        foreach (var update in yaml.Root["updates"].Each())
            if (Of(update, yaml.Root["multi-ecosystem-groups"]) is { } bot)
                learn.Add(bot);
    }

    static UpdateBot? Of(YamlNode update, YamlNode groups)
    {
        ImmutableArray<ContainerHost> reads = update["package-ecosystem"].Text switch
        {
            "docker" => [ContainerHost.Kubernetes, ContainerHost.Helm],
            "docker-compose" => [ContainerHost.Compose],
            "helm" => [ContainerHost.Helm],
            _ => [],
        };
        // A limit of zero switches version updates off.
        if (reads.IsEmpty || update["open-pull-requests-limit"].Text is "0")
            return null;
        var schedule = update["schedule"].Exists ? update["schedule"] : groups.Under(update["multi-ecosystem-group"].Text, "schedule");
        return new(update.At, "Dependabot")
        {
            Reads = reads,
            ReadsContainerFiles = update["package-ecosystem"].Text is "docker",
            Folders = [.. update["directory"].Texts.Concat(update["directories"].Texts).Select(FolderOf)],
            Days = DaysOf(schedule),
            Ignores = [.. update["ignore"].Each().Where(IsWhole).Select(ignore => ignore["dependency-name"].Text)],
        };
    }

    static string FolderOf(string directory) => Paths.Within("", directory) ?? directory.Trim('/');

    /// <summary>An entry that names versions or kinds of updates leaves the others in.</summary>
    static bool IsWhole(YamlNode ignore) => !ignore["versions"].Exists && !ignore["update-types"].Exists;

    static int? DaysOf(YamlNode schedule) =>
        schedule["interval"].Text switch
        {
            "daily" => 3,
            "weekly" => 7,
            "monthly" => 31,
            "quarterly" => 92,
            "semiannually" => 184,
            "yearly" => 366,
            "cron" => Cron.LongestGap(schedule["cronjob"].Text),
            _ => null,
        };
}
