using System.Text.RegularExpressions;
using Shipworthy.Extractors.Deployables;
using Shipworthy.Extractors.Images.Uses;
using Shipworthy.Extractors.Reading;
using Shipworthy.Extractors.Yaml;

namespace Shipworthy.Extractors.Telemetry.Metrics;

/// <summary>What comes to take the metrics that services keep: Prometheus and its kin, a collector, a platform that is told where to look.</summary>
sealed partial class Scrapes
{
    readonly record struct Job(Location At, string Text, bool IsOfOthers);

    readonly Sources sources;
    readonly ImmutableArray<Deployable> parts;
    readonly ImmutableArray<Job> jobs;
    readonly bool isStarted;

    public Scrapes(Sources sources, App known, ImmutableArray<Deployable> parts)
    {
        this.sources = sources;
        this.parts = parts;
        jobs = [.. sources.Tree.Files.Where(MayScrape).SelectMany(In)];
        isStarted =
            known.InfraResources.Any(one => one.IsInProduction && Takers().IsMatch($"{one.Name} {one.Type} {one.Settings["image"].Shown}"))
            || sources.Tree.Files.Any(file =>
                file.Role is FileRole.Infra
                && !ContainersInCompose.IsCompose(file)
                && !file.Text.Contains("scrape_configs", StringComparison.Ordinal)
                && Takers().IsMatch(file.Text)
            );
    }

    /// <summary>Whether something takes the metrics of a service, and where that is said.</summary>
    public (Measured State, Location? At) Of(Deployable part)
    {
        if (OfFly(part) is { } fly)
            return (Measured.Collected, fly);
        if (OfCluster(part) is { } cluster)
            return (Measured.Collected, cluster);
        var own = jobs.Where(job => !job.IsOfOthers).ToList();
        var named = own.Where(job => Names(part).Any(name => Mentions(job.Text, name))).ToList();
        if (named is [var first, ..])
            return (isStarted ? Measured.Collected : Measured.Unknown, first.At);
        if (own is not [var any, ..])
            return (Measured.Uncollected, null);
        return parts.Length == 1 && isStarted ? (Measured.Collected, any.At) : (Measured.Unknown, any.At);
    }

    /// <summary>The first job that takes what tells of machines and containers; null when none does, or nothing starts what takes it.</summary>
    public Location? OfMachines => isStarted && jobs.FirstOrDefault(job => Machines().IsMatch(job.Text)) is { At: { } at } ? at : null;

    /// <summary>Whether a text has a name as a word of its own; in <c>shop-api</c> the words are <c>shop</c> and <c>api</c>.</summary>
    static bool Mentions(string text, string name)
    {
        for (var at = text.IndexOf(name, StringComparison.Ordinal); at >= 0; at = text.IndexOf(name, at + 1, StringComparison.Ordinal))
            if (
                (at == 0 || !char.IsAsciiLetterOrDigit(text[at - 1]))
                && (at + name.Length == text.Length || !char.IsAsciiLetterOrDigit(text[at + name.Length]))
            )
                return true;
        return false;
    }

    /// <summary>By what a job may call a service: its folder, its package, its name in a compose file.</summary>
    static IEnumerable<string> Names(Deployable part) =>
        new[] { part.Folder.Length > 0 ? Folders.NameOf(part.Folder) : "", part.Name.Split(' ')[0] }
            .Select(name => name[(name.LastIndexOf('/') + 1)..].ToLowerInvariant())
            .Where(name => name.Length > 1);

    static IEnumerable<Job> In(SourceFile file)
    {
        foreach (var document in YamlFile.Read(file).Documents)
        foreach (var list in Lists(document, 0))
        foreach (var job in list.Each().Where(job => job.Kind is YamlKind.Map))
        {
            var text = string.Join(' ', Texts(job)).ToLowerInvariant();
            var targets = job["static_configs"].Each().SelectMany(one => one["targets"].Texts).ToList();
            var isOfOthers =
                Exporters().IsMatch(job["job_name"].Text)
                || targets.Count > 0 && targets.TrueForAll(target => Exporters().IsMatch(target) || Itself().IsMatch(target));
            yield return new(job.At, text, isOfOthers);
        }
    }

    /// <summary>Lists of jobs: at the top of the settings of Prometheus, below a receiver in those of a collector.</summary>
    static IEnumerable<YamlNode> Lists(YamlNode node, int depth)
    {
        if (node["scrape_configs"] is { Exists: true } jobs)
            yield return jobs;
        if (depth < 4)
            foreach (var entry in node.Entries)
            foreach (var below in Lists(entry.Value, depth + 1))
                yield return below;
    }

    static IEnumerable<string> Texts(YamlNode node) =>
        node.Kind is YamlKind.Scalar
            ? [node.Text]
            : node.Items.SelectMany(Texts).Concat(node.Entries.SelectMany(entry => Texts(entry.Value)));

    static bool MayScrape(SourceFile file) =>
        file.Role is not (FileRole.Test or FileRole.Docs or FileRole.Example or FileRole.Vendored or FileRole.Paste)
        && (
            file.Name.EndsWith(".yml", StringComparison.Ordinal)
            || file.Name.EndsWith(".yaml", StringComparison.Ordinal)
            || file.Name.EndsWith(".tpl", StringComparison.Ordinal)
        )
        && file.Text.Contains("scrape_configs", StringComparison.Ordinal);

    Location? OfFly(Deployable part) =>
        sources
            .Tree.Named("fly.toml")
            .Where(file => part.Holds(file.Path) || file.Folder.Length == 0 && parts.Length == 1)
            .Select(file => (File: file, Match: FlyMetrics().Match(file.Text)))
            .Where(one => one.Match.Success)
            .Select(one => one.File.At(one.Match.Index))
            .FirstOrDefault();

    /// <summary>A monitor of Prometheus' operator, or the notes by which clusters find what to take.</summary>
    Location? OfCluster(Deployable part)
    {
        foreach (var file in sources.Tree.Files.Where(file => file.Role is FileRole.Infra))
            if (
                Monitors().Match(file.Text) is { Success: true } match
                && (parts.Length == 1 || Names(part).Any(name => Mentions(file.Text.ToLowerInvariant(), name)))
            )
                return file.At(match.Index);
        return null;
    }

    [GeneratedRegex(
        @"prometheus|victoriametrics|vmagent|grafana/(?:alloy|agent|mimir)|otel/opentelemetry-collector|amp_|aws_prometheus",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex Takers();

    [GeneratedRegex(@"node[-_]?exporter|cadvisor|kube-state|kubelet", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 10_000)]
    private static partial Regex Machines();

    [GeneratedRegex(
        @"exporter|cadvisor|^prometheus$|alertmanager|pushgateway|blackbox|grafana|loki|traefik|kubelet|kube-state",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex Exporters();

    [GeneratedRegex(@"^(?:localhost|127\.0\.0\.1|prometheus):9090$", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Itself();

    [GeneratedRegex(@"(?m)^\s*\[{1,2}metrics\]{1,2}", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex FlyMetrics();

    [GeneratedRegex(
        @"(?m)^\s*kind:\s*[""']?(?:ServiceMonitor|PodMonitor|PodMonitoring|VMServiceScrape|VMPodScrape)\b|prometheus\.io/scrape[""']?\s*:\s*[""']true",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Monitors();
}
