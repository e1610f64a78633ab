using System.Text.RegularExpressions;

namespace Shipworthy.Extractors.Telemetry.Traces;

/// <summary>Tracers of JavaScript services: OpenTelemetry, Sentry, and the agents of monitoring services.</summary>
sealed partial class TracersInJavaScript : ITracerReader
{
    /// <inheritdoc/>
    public bool Reads(Stack stack) => stack is Stack.JavaScript or Stack.SupabaseFunctions;

    /// <inheritdoc/>
    public IEnumerable<UsedClient> Clients(Sources sources, Deployable part, ImmutableArray<CodeFile> files) =>
        NodeClients.In(files, part.Serves is Serves.Pages);

    /// <inheritdoc/>
    public IEnumerable<TracerSetup> Tracers(Sources sources, Deployable part, ImmutableArray<CodeFile> files)
    {
        var commands = new StartCommands(sources, new([part]));
        var preloaded = commands.PreloadedFiles(part).ToHashSet();
        var own = FilesOf(sources, part, files);
        var (start, wiring) = (new StartPath(sources), new Wiring(sources));
        var found = new NodeSentry(sources, part, own, start, wiring)
            .Find()
            .Concat(new NodeOpenTelemetry(sources, part, own, start, wiring).Find())
            .Concat(NodeAgents.Started(sources, own, start, wiring))
            .ToList();
        var loads = new LoadOrder(sources, part, own, preloaded);
        foreach (var (call, setup) in found)
        {
            if (call.Exists && Settings().IsMatch(call.File.Path) && !IsLoaded(sources, part, call.File))
                continue;
            yield return setup with
            {
                LateAt = call.Exists && setup.State is not Tracing.Off ? loads.Before(call) : null,
            };
        }
        foreach (var (module, at) in commands.Preloads(part))
            if ((NodeOpenTelemetry.Preloaded(sources, own, module, at, wiring) ?? NodeAgents.Preloaded(module, at, wiring)) is { } preload)
                yield return preload;
    }

    /// <summary>The files that a service loads: its own without those of browsers, and those that come before its first line.</summary>
    public static HashSet<CodeFile> FilesOf(Sources sources, Deployable part, ImmutableArray<CodeFile> files) =>
        [
            .. files.Where(file => !OfBrowser().IsMatch(file.Path)),
            .. new StartCommands(sources, new([part])).PreloadedFiles(part),
            .. sources.Code.Files.Where(file => part.Holds(file.Path) && IsOfFramework(file.Path) && sources.IsDeployed(file)),
        ];

    /// <summary>Files that frameworks and tools of set-up load by their names, although nothing imports them.</summary>
    static bool IsOfFramework(string path) => Settings().IsMatch(path) || Instrumentation().IsMatch(path);

    /// <summary>Settings of Sentry for Next.js are imported by <c>instrumentation.ts</c>; older versions of its plug-in put them in by themselves.</summary>
    static bool IsLoaded(Sources sources, Deployable part, CodeFile settings)
    {
        var name = settings.Path[(settings.Path.LastIndexOf('/') + 1)..];
        name = name[..name.LastIndexOf('.')];
        return sources.Code.Files.Any(file =>
                part.Holds(file.Path) && Instrumentation().IsMatch(file.Path) && file.Text.Contains(name, StringComparison.Ordinal)
            ) || NodeClients.MajorOf(sources, part, "@sentry/nextjs") is < 8;
    }

    [GeneratedRegex(@"(?:^|/)instrumentation-client\.|\.client\.[cm]?[jt]sx?$", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex OfBrowser();

    [GeneratedRegex(@"(?:^|/)sentry\.(?:server|edge)\.config\.[cm]?[jt]s$", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Settings();

    [GeneratedRegex(
        @"(?:^|/)(?:src/)?(?:instrumentation(?:\.node|\.server)?|instrument\.server|server/sentry|hooks\.server)\.[cm]?[jt]s$",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Instrumentation();
}
