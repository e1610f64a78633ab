using System.Text.RegularExpressions;
using Shipworthy.Extractors.Deployables;
using Shipworthy.Extractors.Reading;
using Shipworthy.Extractors.Telemetry.Traces;

namespace Shipworthy.Extractors.Telemetry.Hops;

/// <summary>Joins the services of the app with the places where work leaves them, and with what their answers name.</summary>
public sealed partial class HopsOfServices : ICombiner
{
    /// <inheritdoc/>
    public ImmutableArray<Type> Teaches => [typeof(Hop), typeof(AnsweredId)];

    /// <inheritdoc/>
    public void Combine(Sources sources, App known, Learner learn)
    {
        var code = new ServerCode(sources, known);
        var between = new CallsBetweenParts(sources, new(sources));
        var called = new List<string>();
        var answering = new List<(Deployable Part, ImmutableArray<CodeFile> Files, bool IsTraced)>();
        foreach (var part in code.Parts)
        {
            var files = code.Of(part);
            var reader = AllTracerReaders.All.FirstOrDefault(one => one.Reads(part.Stack));
            if (reader is null || files.IsEmpty)
            {
                learn.CannotSee<Hop>(
                    part.At,
                    $"{part.NotSeen ?? "has code that was not read"}, whose calls to other parts are not read yet"
                );
                continue;
            }
            if (part.NotSeen is { } unread)
                learn.CannotSee<Hop>(part.At, unread);
            var tracer = TracerSetup.Best(reader.Tracers(sources, part, files).Where(one => one.State is not Tracing.Off));
            var hops =
                part.Stack is Stack.DotNet
                    ? HopsInDotNet.From(sources, part, files, tracer)
                    : Between(sources, part, between.In(files), tracer, RequestIds.AreMade(files));
            foreach (var hop in hops)
            {
                learn.Add(hop);
                called.Add(Plain(hop.To));
            }
            if (Answers(sources, part) && !RendersAlone(files))
                answering.Add((part, files, tracer is { IsStarted: true, Propagates: true }));
        }
        // A traced service that others of the app call answers them in their own trace.
        foreach (var (part, files, isTraced) in answering)
            if (!(isTraced && called.Contains(Plain(part.Name))))
                learn.Add(AnswersWithIds.Of(sources, part, files));
        foreach (var hop in InDatabase(sources.Tree))
            learn.Add(hop);
        foreach (var manifest in sources.Tree.Named("package.json").Where(file => Folders.Counts(file.Role)))
            if (
                UnreadFrameworks.Beside(sources.Tree, manifest.Folder) is var (mark, framework)
                && code.Parts.All(part => part.NotSeen is null || part.Folder != manifest.Folder)
            )
                learn.CannotSee<Hop>(mark, $"is made with {framework}, whose calls to other parts are not read yet");
    }

    static string Plain(string name) => string.Concat(name.Where(char.IsLetterOrDigit)).ToLowerInvariant();

    /// <summary>Whether people's pages and apps get answers from a part: it has routes that are neither for other programs alone nor about its own health.</summary>
    static bool Answers(Sources sources, Deployable part) =>
        part.Serves is Serves.Answers or Serves.Pages
        && sources.Routes.Routes.Any(route =>
            part.Holds(route.At.File.Path)
            && !route.Framework.Contains("gRPC", StringComparison.OrdinalIgnoreCase)
            && !OfOperators().IsMatch(route.Path)
            && !IsForPages(route.Path)
            && (part.Serves is Serves.Answers || route.Method is not "ACTION" && route.Path.StartsWith("/api", StringComparison.Ordinal))
        );

    /// <summary>The start page, and what catches every other address: they hand out pages, and say little else where nothing stands beside them.</summary>
    static bool IsForPages(string path) => path.Trim('/', '*') is "" or "{path}" or "{proxy+}" or ":path" or "{*path}";

    /// <summary>Whether the code of a part renders pages and sends no data: its visitors see pages alone.</summary>
    static bool RendersAlone(ImmutableArray<CodeFile> files) =>
        files.Any(file => Renders().IsMatch(file.Text)) && !files.Any(file => SendsData().IsMatch(file.Text));

    static IEnumerable<Hop> Between(
        Sources sources,
        Deployable part,
        IEnumerable<(Code Call, HopKind Kind, string To, string Client)> calls,
        TracerSetup? tracer,
        bool areMade
    )
    {
        foreach (var group in calls.GroupBy(one => (one.Kind, one.To, one.Call.File)))
        {
            var all = group.Select(one => (one, Carries: Carries(sources, one.Call, one.Client, tracer, areMade))).ToList();
            var (worst, (carries, because)) = all.OrderBy(one =>
                    one.Carries.Carries is Carried.Nothing ? 0
                    : one.Carries.Carries is Carried.Unknown ? 1
                    : 2
                )
                .ThenBy(one => one.one.Call.Start)
                .First();
            yield return new(worst.Call.At, part.Name, group.Key.To)
            {
                Kind = group.Key.Kind,
                Carries = carries,
                Because = because.Replace("{to}", Named(group.Key.Kind, group.Key.To), StringComparison.Ordinal),
            };
        }
    }

    static string Named(HopKind kind, string to) =>
        kind switch
        {
            HopKind.Queue => $"puts work into {to}",
            HopKind.Function => to is "a function" ? "calls a function" : $"calls the function {to}",
            HopKind.Call or HopKind.Database => $"calls {to} of the app itself",
        };

    static (Carried Carries, string Because) Carries(Sources sources, Code call, string client, TracerSetup? tracer, bool areMade)
    {
        if (
            call
                .Arguments.Skip(call.File.Language is Language.Python || client is "qstash" or "aws" or "trigger.dev" or "inngest" ? 0 : 1)
                .Any(argument =>
                    RequestIds.Reach(sources.Code, argument, 2).Any(node => RequestIds.Names(node) || RequestIds.IsGiven(sources, node))
                )
        )
            return areMade ? (Carried.Id, "{to} with the request's ID") : (Carried.Nothing, "{to} with an ID that nothing here makes");
        if (tracer is { IsStarted: true, Propagates: true } && tracer.Covers(client) is SpanCover.Shown)
            return (Carried.Id, $"{{to}}, and {tracer.Library} sends the ID of the trace along");
        if (client is "celery" && sources.Code.Files.Any(file => CeleryIds().IsMatch(file.Text)))
            return (Carried.Id, "{to}, and its tasks take over the request's ID");
        if (tracer is not null && tracer.Covers(client) is not SpanCover.Missing)
            return (Carried.Unknown, $"{{to}}, and {tracer.Library} sends an ID along as far as it is started");
        if (client is "trigger.dev" or "inngest")
            return (Carried.Unknown, "{to}, whose own ID ties both sides together where both log it");
        var headers = sources.Code.ObjectOf(call.ArgumentAt(1)) is { Exists: true } options
            ? sources.Code.Entry(options, "headers")
            : default;
        return headers is { Kind: CodeKind.Call or CodeKind.New or CodeKind.Name } && PassesOn().IsMatch(headers.Text)
            ? (Carried.Unknown, "{to} with the headers that came in, whatever they hold")
            : (Carried.Nothing, "{to} without the request's ID");
    }

    /// <summary>Functions that triggers of a Postgres database call by <c>pg_net</c>; the newest migration decides.</summary>
    static IEnumerable<Hop> InDatabase(SourceTree tree)
    {
        var found = new Dictionary<string, Hop>(StringComparer.Ordinal);
        foreach (
            var file in tree.Files.Where(file =>
                file.Name.EndsWith(".sql", StringComparison.Ordinal) && file.Path.Contains("migrations/", StringComparison.Ordinal)
            )
        )
        foreach (Match match in Posts().Matches(file.Text))
        {
            var to = match.Groups["name"].Value is { Length: > 0 } name ? $"the function {name}" : "another program";
            if (to is "another program")
                continue;
            var holder = Functions().Matches(file.Text[..match.Index]) is { Count: > 0 } functions ? functions[^1].Value : file.Path;
            // The name of what the call gives back is not sent.
            var sends = SqlIds().IsMatch(Results().Replace(match.Value, ""));
            found[$"{to}:{holder}"] = new(file.At(match.Index), "the database", to)
            {
                Kind = HopKind.Database,
                Carries = sends ? Carried.Id : Carried.Nothing,
                Because = sends
                    ? $"has the database call {to} with an ID"
                    : $"has the database call {to} without an ID that ties both together",
            };
        }
        return found.Values;
    }

    [GeneratedRegex(
        @"load_correlation_ids|django_guid\.integrations\.CeleryIntegration|CeleryInstrumentor",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex CeleryIds();

    [GeneratedRegex(
        @"health|metrics|/ping|ready|/live|/status|webhook|cron|/og\b|/auth/",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex OfOperators();

    [GeneratedRegex(@"\bres(?:ponse)?\.render\(", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Renders();

    [GeneratedRegex(
        @"\bres(?:ponse)?\.(?:status\([^)]*\)\.)?(?:jsonp?\(|send\(\s*[{\[])|application/json",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex SendsData();

    [GeneratedRegex(@"\bFUNCTION\s+[\w.""]+", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 10_000)]
    private static partial Regex Functions();

    [GeneratedRegex(@"\b(?:req|request)\.headers\b|\bheaders\(\)", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex PassesOn();

    [GeneratedRegex(@"net\.http_post\s*\([^;]{0,400}?/functions/v1/(?<name>[\w-]+)[^;]{0,1500};", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Posts();

    [GeneratedRegex(@"\b(?:as|into)\s+[\w.""]+", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 10_000)]
    private static partial Regex Results();

    [GeneratedRegex(@"request.?id|correlation.?id|traceparent", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 10_000)]
    private static partial Regex SqlIds();
}
