namespace Shipworthy.Extractors.Telemetry.Traces;

/// <summary>Joins the services of the app with the tracers that they start, and with what their traces show.</summary>
public sealed class TracesOfServices : ICombiner
{
    /// <inheritdoc/>
    public ImmutableArray<Type> Teaches => [typeof(ServiceTrace), typeof(TracedCall)];

    /// <inheritdoc/>
    public void Combine(Sources sources, App known, Learner learn)
    {
        foreach (var spot in known.Deployables.BlindSpots)
            learn.CannotSee<ServiceTrace>(spot.At, spot.Because);
        var code = new ServerCode(sources, known);
        foreach (var part in code.Parts)
        {
            var files = code.Of(part);
            var reader = AllTracerReaders.All.FirstOrDefault(one => one.Reads(part.Stack));
            if (reader is null || files.IsEmpty)
                learn.Add(Unread(sources, part, code.Parts));
            else
                Read(sources, part, files, reader, learn);
        }
    }

    static void Read(Sources sources, Deployable part, ImmutableArray<CodeFile> files, ITracerReader reader, Learner learn)
    {
        var clients = reader.Clients(sources, part, files).ToList();
        var hasSteps = clients.Count > 0 || part.Serves is Serves.Answers or Serves.Nothing || part.NotSeen is not null;
        var tracers = reader.Tracers(sources, part, files).ToList();
        var setup = TracerSetup.Best(tracers);
        if (setup is null or { State: Tracing.Off } && TracesInOtherStacks.Outside(sources, part) is var (at, by))
            setup = new(Tracing.Unknown, at, by, $"is traced by {by}, whose steps only a trace shows") { Covers = _ => SpanCover.Shown };
        if (setup is null)
        {
            learn.Add(new ServiceTrace(EntryOf(sources, part, clients, files), part) { State = Tracing.None, HasSteps = hasSteps });
            return;
        }
        learn.Add(
            new ServiceTrace(setup.At, part)
            {
                State = setup.State,
                Library = setup.Library,
                Because = setup.Because,
                HasSteps = hasSteps,
                LateAt = setup.LateAt,
            }
        );
        if (setup.State is Tracing.Off)
            return;
        var active = tracers.Where(one => one.State is not Tracing.Off).DefaultIfEmpty(setup).ToList();
        foreach (var client in clients)
            Add(client.Name, client.What, client.At, client.Key);
        if (part.Serves is Serves.Answers or Serves.Pages && Covered(active, "http-in") is SpanCover.Missing)
            Add(part.Framework.Length > 0 ? part.Framework : "HTTP", "", setup.At, "http-in");

        void Add(string name, string what, Location at, string key) =>
            learn.Add(
                new TracedCall(at, part, name)
                {
                    What = what,
                    Library = setup.Library,
                    SetUpAt = setup.At,
                    Cover = Covered(active, key),
                }
            );
    }

    /// <summary>What one tracer does not know, another may.</summary>
    static SpanCover Covered(List<TracerSetup> tracers, string client) =>
        tracers
            .Select(one => one.Covers(client))
            .Aggregate(
                (one, other) =>
                    one is SpanCover.Shown || other is SpanCover.Shown ? SpanCover.Shown
                    : one is SpanCover.Unknown ? one
                    : other
            );

    /// <summary>Where a tracer is missing: at the start of a service; of functions that a platform starts one by one, where most happens.</summary>
    static Location EntryOf(Sources sources, Deployable part, List<UsedClient> clients, ImmutableArray<CodeFile> files) =>
        part.Framework is "NestJS"
            ? sources
                .Code.Calls("create")
                .Where(call => call.Receiver.Name is "NestFactory" && files.Contains(call.File))
                .OrderBy(call => call.File.Path.EndsWith("main.ts", StringComparison.Ordinal) ? 0 : 1)
                .Select(call => call.At)
                .FirstOrDefault(part.At)
        : part.Stack is not Stack.SupabaseFunctions || clients.Count == 0 ? part.At
        : files
            .Where(file =>
                file.Path.EndsWith("/index.ts", StringComparison.Ordinal) && !file.Path.Contains("/_shared/", StringComparison.Ordinal)
            )
            .OrderByDescending(file => file.Root.Descendants(CodeKind.Await).Count())
            .Select(file => Location.At(file.Path, 1))
            .FirstOrDefault(part.At);

    static ServiceTrace Unread(Sources sources, Deployable part, ImmutableArray<Deployable> parts)
    {
        var because = part.NotSeen ?? "has code that was not read";
        if (TracesInOtherStacks.Sign(sources.Tree, part, parts) is var (at, word))
            return new(at, part)
            {
                State = Tracing.Unknown,
                HasSteps = true,
                NotSeen = $"{because} and names {word}",
            };
        if (TracesInOtherStacks.Outside(sources, part) is var (set, by))
            return new(set, part)
            {
                State = Tracing.Unknown,
                HasSteps = true,
                NotSeen = $"{because} and is traced by {by}",
            };
        var isRead = part.Stack is Stack.Go or Stack.Ruby or Stack.Php or Stack.Jvm or Stack.Rust or Stack.Elixir;
        return new(part.At, part)
        {
            State = isRead ? Tracing.None : Tracing.Unknown,
            HasSteps = true,
            NotSeen = isRead ? null : because,
        };
    }
}
