namespace Shipworthy.Extractors.Telemetry.Logs;

/// <summary>Joins the services of the app with what their code writes to a log.</summary>
public sealed class LogsOfServices : ICombiner
{
    const int MostFiles = 3;

    /// <summary>From how many uses on a name is one that the team has settled on (rubric 6.1, rule 5).</summary>
    const int Often = 5;

    static readonly ImmutableArray<ImmutableArray<string>> Things =
    [
        ["userId", "user_id", "uid", "userID"],
        ["requestId", "request_id", "reqId", "correlationId", "requestID"],
        ["err", "error", "exception"],
    ];

    /// <inheritdoc/>
    public ImmutableArray<Type> Teaches => [typeof(ServiceLog)];

    /// <inheritdoc/>
    public void Combine(Sources sources, App known, Learner learn)
    {
        foreach (var spot in known.Deployables.BlindSpots)
            learn.CannotSee<ServiceLog>(spot.At, spot.Because);
        var code = new ServerCode(sources, known);
        foreach (var part in code.Parts)
        {
            var files = code.Of(part);
            var reader = AllLogReaders.All.FirstOrDefault(one => one.Reads(part.Stack));
            learn.Add(
                reader is null || files.IsEmpty || part.NotSeen is not null
                    ? LogsInOtherStacks.Of(sources.Tree, part)
                        ?? new ServiceLog(part.At, part)
                        {
                            Format = LogFormat.Unknown,
                            BindingAt = part.At,
                            NotSeen = part.NotSeen ?? "has code that was not read",
                        }
                    : Of(sources, part, reader.Read(sources, part, files))
            );
        }
    }

    static ServiceLog Of(Sources sources, Deployable part, LogReading reading)
    {
        var calls = reading.Calls;
        var (main, json) = (reading.Main, calls.Where(call => call.Format is LogFormat.Json).ToList());
        var pieced = json.Where(call => LogSites.IsPieced(call.At)).ToList();
        return new(main?.At ?? part.At, part)
        {
            Format = main?.Format ?? (json.Count > calls.Length / 2 ? LogFormat.Json : LogFormat.Text),
            Library = main?.Library ?? "",
            Because = main?.Because ?? "",
            Calls = calls.Length,
            Structured = json.Count,
            Unclear = calls.Count(call => call.Format is LogFormat.Unknown),
            TextByChoice = calls.Count(call => call.Format is LogFormat.TextByChoice),
            Interpolated = pieced.Count,
            InterpolatedAt = pieced.Count > 0 ? pieced[0].At.At : null,
            Densest =
            [
                .. calls
                    .Where(call => call.Format is LogFormat.Text or LogFormat.TextByChoice)
                    .GroupBy(call => call.At.File.Path, StringComparer.Ordinal)
                    .OrderByDescending(file => file.Count())
                    .ThenBy(file => file.Key, StringComparer.Ordinal)
                    .Take(MostFiles)
                    .Select(file => new TextLogs(file.First().At.At, file.Count())),
            ],
            WithRequestId = calls.Count(call => call.HasId),
            BoundBy = main?.BoundBy ?? (main is { LogsRequests: true } ? main.Library : null),
            BindingUnseen = reading.BindingUnseen,
            BindingAt = part.At,
            Discloses =
            [
                .. calls
                    .Select(call => LoggedSecrets.In(sources, call.At))
                    .OfType<LoggedSecret>()
                    .OrderByDescending(one => one.IsSecret)
                    .ThenBy(one => one.At.Path, StringComparer.Ordinal)
                    .ThenBy(one => one.At.Line),
            ],
            Inconsistent = [.. Things.Select(names => Among(json, names)).OfType<FieldNames>()],
        };
    }

    /// <summary>The names of one thing that are each used often, when they are several.</summary>
    static FieldNames? Among(List<LogCall> calls, ImmutableArray<string> names)
    {
        var uses = calls
            .SelectMany(call =>
                call.At.Arguments.Where(argument => argument.Kind is CodeKind.Object)
                    .SelectMany(argument => argument.All(Part.Element).Concat(argument.Children))
            )
            .Where(node => node.Kind is CodeKind.Property && names.Contains(node.Name))
            .Distinct()
            .GroupBy(node => node.Name, StringComparer.Ordinal)
            .Where(group => group.Count() >= Often)
            .OrderByDescending(group => group.Count())
            .ThenBy(group => group.Key, StringComparer.Ordinal)
            .ToList();
        return uses.Count > 1 ? new(uses[^1].First().At, [.. uses.Select(group => group.Key)]) : null;
    }
}
