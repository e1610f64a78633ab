using System.Text.RegularExpressions;

namespace Shipworthy.Extractors.Telemetry.Metrics;

/// <summary>Services that the app's compose files build from code that no part of the app holds: they run as well, and nothing is known of them.</summary>
static partial class BuiltElsewhere
{
    /// <summary>Their names, as a list in words, with the first of them; nothing when each is known.</summary>
    public static IEnumerable<(Location At, string Names)> Of(App known)
    {
        var built = known
            .InfraResources.Where(one =>
                one.Tool is InfraTool.Compose
                && one.IsInProduction
                && one.Settings["build"].Kind is not InfraValueKind.Absent
                && !Furniture().IsMatch(one.Name)
            )
            .ToList();
        var unseen = built.Where(one => !known.Deployables.Any(part => Homes.IsFor(one, part))).ToList();
        // A single service that is built is the single part, whatever it is called.
        if (unseen.Count == 0 || known.Deployables.Count == 0 || built.Count == 1 && known.Deployables.Count == 1)
            yield break;
        var names = unseen.Select(one => one.Name).Distinct(StringComparer.Ordinal).ToList();
        yield return (
            unseen[0].At,
            names.Count > 3 ? $"{string.Join(", ", names.Take(3))} and {names.Count - 3} more" : string.Join(" and ", names)
        );
    }

    /// <summary>Stores, proxies and tools that an app builds with settings of its own, and jobs that end.</summary>
    [GeneratedRegex(
        @"postgres|mysql|mongo|redis|kafka|nginx|caddy|traefik|proxy|search|grafana|prometheus|jaeger|minio|migrat|prestart|seed|init|test|playwright|docs|^db$|database|backup|mail|image",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex Furniture();
}
