using System.Text.RegularExpressions;
using Shipworthy.Extractors.Endpoints;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Telemetry.Metrics;

/// <summary>Who gets as far as a page of a service.</summary>
enum MetricsReached
{
    /// <summary>Could not be told.</summary>
    Unknown,

    /// <summary>Nothing leads strangers there.</summary>
    ByNobody,

    /// <summary>Whoever knows the address.</summary>
    ByStrangers,
}

/// <summary>Tells whether strangers get as far as a page of a service: the listener itself is published, or a proxy of the repository leads there.</summary>
sealed partial class MetricsReach(Sources sources, App known, int parts)
{
    /// <summary>Who reaches a page of a part.</summary>
    public MetricsReached Of(Deployable part, Home home, string path)
    {
        if (ByProxy(path) is { } proxied)
            return proxied;
        return home.Kind switch
        {
            HomeKind.Measures when part.Hosting is Hosting.Fly && !HasServiceOfFly() => MetricsReached.ByNobody,
            HomeKind.Measures when IsPlatform(part.Hosting) || parts == 1 || HasBalancer() => MetricsReached.ByStrangers,
            HomeKind.Measures => MetricsReached.Unknown,
            HomeKind.Cluster => ByIngress(part),
            HomeKind.Bare => ByPorts(part),
            HomeKind.Unknown => parts == 1 ? MetricsReached.ByStrangers : MetricsReached.Unknown,
        };
    }

    /// <summary>Platforms that publish all that a service answers.</summary>
    static bool IsPlatform(Hosting hosting) =>
        hosting
            is Hosting.Fly
                or Hosting.Render
                or Hosting.Railway
                or Hosting.Heroku
                or Hosting.Vercel
                or Hosting.Netlify
                or Hosting.Replit
                or Hosting.Lovable;

    /// <summary>An app of Fly without a service has no address to the outside; its metrics are taken from within.</summary>
    bool HasServiceOfFly() =>
        sources.Tree.Files.Any(file =>
            file.Name.StartsWith("fly", StringComparison.Ordinal)
            && file.Name.EndsWith(".toml", StringComparison.Ordinal)
            && (file.Text.Contains("[http_service", StringComparison.Ordinal) || file.Text.Contains("[[services", StringComparison.Ordinal))
        );

    bool HasBalancer() =>
        known.InfraResources.Any(one =>
            one.IsInProduction && one.Type is "aws_lb_listener" or "aws_lb_listener_rule" or "aws_alb_listener"
        );

    MetricsReached ByPorts(Deployable part)
    {
        var services = known
            .InfraResources.Where(one => one.Tool is InfraTool.Compose && one.IsInProduction && one.Kind is InfraKind.Runtime)
            .Where(one => Homes.IsFor(one, part) || parts == 1 && one.Settings["build"].Kind is not InfraValueKind.Absent)
            .ToList();
        var ports = services.SelectMany(one => one.Settings["ports"].Items).Select(one => one.Shown).ToList();
        return services.Exists(one => Routed().IsMatch(one.Settings["labels"] is { } labels ? MetersOutside.Shown(labels) : ""))
                ? MetricsReached.ByStrangers
            : ports.Count == 0 ? MetricsReached.ByNobody
            : ports.TrueForAll(one => one.StartsWith("127.0.0.1", StringComparison.Ordinal)) ? MetricsReached.Unknown
            : MetricsReached.ByStrangers;
    }

    /// <summary>An ingress that leads everything to a service leads strangers to its metrics too.</summary>
    MetricsReached ByIngress(Deployable part) =>
        sources.Tree.Files.Any(file =>
            file.Role is FileRole.Infra
            && Ingress().IsMatch(file.Text)
            && Everything().IsMatch(file.Text)
            && (parts == 1 || file.Text.Contains($"name: {part.Name}", StringComparison.Ordinal))
        )
            ? MetricsReached.ByStrangers
            : MetricsReached.ByNobody;

    /// <summary>What a proxy says of the page: the place of nginx that fits best leads there, or refuses. Null without one that could be read.</summary>
    MetricsReached? ByProxy(string path)
    {
        var places = sources
            .Tree.Files.Where(file =>
                file.Role is FileRole.Infra or FileRole.Prod
                && (file.Name.EndsWith(".conf", StringComparison.Ordinal) || file.Name.EndsWith(".conf.template", StringComparison.Ordinal))
                && file.Text.Contains("proxy_pass", StringComparison.Ordinal)
            )
            .SelectMany(file => Places().Matches(file.Text))
            .Select(match => (Prefix: match.Groups["path"].Value, Body: match.Groups["body"].Value))
            .ToList();
        if (places.Count == 0)
            return sources.Tree.Files.Any(file => file.Name is "Caddyfile" && file.Role is FileRole.Infra or FileRole.Prod)
                ? MetricsReached.Unknown
                : null;
        var best = places
            .Where(one => path.StartsWith(one.Prefix.TrimEnd('/'), StringComparison.Ordinal))
            .OrderByDescending(one => one.Prefix.Length)
            .FirstOrDefault();
        return best.Body is { } body && body.Contains("proxy_pass", StringComparison.Ordinal) && !Refuses().IsMatch(body)
            ? MetricsReached.ByStrangers
            : MetricsReached.ByNobody;
    }

    const RegexOptions Plain = RegexOptions.CultureInvariant;

    /// <summary>Labels by which Traefik leads a whole host to a service.</summary>
    [GeneratedRegex(@"traefik\.http\.routers\.[\w-]+\.rule[\s=:]*Host\([^)]*\)(?!\s*&&)", Plain, 10_000)]
    private static partial Regex Routed();

    [GeneratedRegex(@"location\s+(?:=|\^~)?\s*(?<path>/[^\s{]*)\s*\{(?<body>[^}]*)", Plain, 10_000)]
    private static partial Regex Places();

    [GeneratedRegex(@"\bdeny\s+all|\breturn\s+[34]\d\d|\bauth_basic\b|\binternal\s*;|\ballow\s", Plain, 10_000)]
    private static partial Regex Refuses();

    [GeneratedRegex(@"(?m)^\s*kind:\s*[""']?(?:Ingress|HTTPRoute|IngressRoute)\b", Plain, 10_000)]
    private static partial Regex Ingress();

    [GeneratedRegex(@"(?m)^\s*(?:-\s*)?(?:path|value):\s*[""']?/[""']?\s*$|PathPrefix\(`/`\)|Host\(", Plain, 10_000)]
    private static partial Regex Everything();
}
