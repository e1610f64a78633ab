using System.Text.RegularExpressions;
using Shipworthy.Extractors.Deployables;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Telemetry.Traces;

/// <summary>
/// Signs of tracing in languages whose code is not read: where no file of a service speaks of any tracer, it starts none. And signs that something traces a service from
/// outside, in whatever language it is written.
/// </summary>
static partial class TracesInOtherStacks
{
    /// <summary>The first place where a file of a part speaks of a tracer; null when none does.</summary>
    public static (Location At, string Word)? Sign(SourceTree tree, Deployable part, ImmutableArray<Deployable> parts)
    {
        foreach (var file in Read(tree, part, parts))
            if (Tracer().Match(file.Text) is { Success: true } match)
                return (file.At(match.Index), match.Value);
        return null;
    }

    /// <summary>The files of a part that can speak of what measures it: code and manifests, without those of parts below it.</summary>
    public static IEnumerable<SourceFile> Read(SourceTree tree, Deployable part, ImmutableArray<Deployable> parts)
    {
        foreach (var file in tree.Files)
        {
            if (!part.Holds(file.Path) || !Folders.Counts(file.Role) && file.Role is not FileRole.Lock || !IsRead(file, part.Stack))
                continue;
            if (!parts.Any(other => other.Folder.Length > part.Folder.Length && other.Holds(file.Path)))
                yield return file;
        }
    }

    /// <summary>What traces parts from outside: a platform, an operator in the cluster, an agent that is put into the process. Null when nothing does.</summary>
    public static (Location At, string By)? Outside(Sources sources, Deployable part)
    {
        foreach (var file in sources.Tree.Files)
        {
            if (!(file.Role is FileRole.Infra or FileRole.Ci || IsSettings(file)) || part.Folder.Length > 0 && IsElsewhere(file, part))
                continue;
            foreach (var (pattern, by) in Outsiders)
                if (pattern().Match(file.Text) is { Success: true } match)
                    return (file.At(match.Index), by);
        }
        return null;
    }

    static readonly ImmutableArray<(Func<Regex> Pattern, string By)> Outsiders =
    [
        (Operator, "the operator of OpenTelemetry in the cluster"),
        (DatadogInCluster, "Datadog's agent in the cluster"),
        (XRay, "X-Ray"),
        (Workers, "Cloudflare"),
        (AppService, "the agent of App Service"),
        (Profiler, "an agent in the process"),
    ];

    /// <summary>A file that belongs to another folder of the app, such as the settings of another service.</summary>
    static bool IsElsewhere(SourceFile file, Deployable part) =>
        file.Name is "wrangler.toml" or "wrangler.json" or "wrangler.jsonc" or "serverless.yml" && !part.Holds(file.Path)
        || file.Name.Contains("Dockerfile", StringComparison.OrdinalIgnoreCase) && !part.Holds(file.Path);

    static bool IsSettings(SourceFile file) =>
        file.Name is "wrangler.toml" or "wrangler.json" or "wrangler.jsonc" or "serverless.yml" or "template.yaml" or "template.yml"
        || file.Name.EndsWith(".tf", StringComparison.Ordinal);

    static bool IsRead(SourceFile file, Stack stack)
    {
        var ending = file.Name[(file.Name.LastIndexOf('.') + 1)..];
        return file.Name.Contains("Dockerfile", StringComparison.OrdinalIgnoreCase)
            || stack switch
            {
                Stack.Go => ending is "go" || file.Name is "go.mod",
                Stack.Ruby => ending is "rb" or "ru" or "gemspec" || file.Name.StartsWith("Gemfile", StringComparison.Ordinal),
                Stack.Php => ending is "php" || file.Name is "composer.json",
                Stack.Jvm => ending is "java" or "kt" or "gradle" or "kts" or "properties" or "yml" or "yaml" or "xml",
                Stack.Rust => ending is "rs" || file.Name is "Cargo.toml",
                Stack.Elixir => ending is "ex" or "exs",
                Stack.Unknown or Stack.Static or Stack.JavaScript or Stack.SupabaseFunctions or Stack.Python or Stack.DotNet => true,
            };
    }

    /// <summary>Names of tracers, and of modules that may hold one: of an app's own packages nobody knows what they start.</summary>
    [GeneratedRegex(
        @"opentelemetry(?! Authors)|open-telemetry|\botel(?!demo)\w*|dd-trace|ddtrace|datadog|newrelic|new_relic|nightwatch|inspector-apm|elastic.?apm|elasticapm|skylight|appsignal|scout_apm|scoutapp|honeycomb|logfire|sleuth|micrometer-tracing|micrometer-registry-otlp|zipkin|jaeger|\bxray\b|spandex|instana|dynatrace|stackdriver|cloud/trace|applicationinsights|traces_sample_rate|TracesSampleRate|traces-sample-rate|EnableTracing|traces_sampler|tracing_opentelemetry",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex Tracer();

    [GeneratedRegex(@"(?:instrumentation|sidecar)\.opentelemetry\.io/inject", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Operator();

    [GeneratedRegex(
        @"admission\.datadoghq\.com/|serverless-plugin-datadog|Datadog-(?:Node|Python|Extension)",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex DatadogInCluster();

    [GeneratedRegex(
        @"tracing_config\s*\{[^}]*Active|\bTracing:\s*[""']?Active|\btracing:\s*\n\s+(?:lambda|apiGateway):\s*true|Tracing\.ACTIVE|aws-otel-\w+|xray_tracing_enabled\s*=\s*true",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex XRay();

    [GeneratedRegex(@"\[observability\.traces\]|""traces""\s*:\s*\{\s*""enabled""\s*:\s*true", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Workers();

    [GeneratedRegex(@"ApplicationInsightsAgent_EXTENSION_VERSION", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex AppService();

    [GeneratedRegex(@"CORECLR_ENABLE_PROFILING|-javaagent:|OTEL_DENO[""'\s:=]+(?:true|1)", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Profiler();
}
