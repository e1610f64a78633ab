namespace Shipworthy.Extractors.Telemetry.Metrics;

/// <summary>
/// The metrics that a service keeps by its own code, <c>new Histogram({ name: "http_request_duration_seconds" })</c>: what they tell, once something records in them.
/// </summary>
sealed class OwnMetrics(Sources sources, Deployable part, HashSet<CodeFile> files)
{
    static readonly HashSet<string> Records = new(StringComparer.Ordinal)
    {
        "observe",
        "startTimer",
        "inc",
        "dec",
        "set",
        "labels",
        "time",
        "record",
        "add",
        "count_exceptions",
        "track_inprogress",
        "set_function",
        "collect",
        "addCallback",
    };

    /// <summary>Names by which frameworks call a function that nothing of the app calls.</summary>
    static readonly HashSet<string> CalledFromOutside = new(StringComparer.Ordinal)
    {
        "intercept",
        "use",
        "catch",
        "handle",
        "handler",
        "dispatch",
        "middleware",
        "process_request",
        "process_response",
        "__call__",
        "onRequest",
        "onResponse",
        "GET",
        "POST",
        "PUT",
        "PATCH",
        "DELETE",
    };

    /// <summary>The metrics of some kinds that a library of one of some names makes, each with what it tells; those in which nothing records tell nothing.</summary>
    public IEnumerable<(Code Made, ImmutableArray<Signal> Tells)> Find(ImmutableArray<string> packages, params ImmutableArray<string> kinds)
    {
        foreach (var made in sources.Code.Calls(kinds).Where(call => files.Contains(call.File)))
        {
            if (packages.Length > 0 && !packages.Contains(sources.Code.OriginOf(made.Callee).Package))
                continue;
            var tells = MetricNames
                .Tell(made.Callee.Name, NameOf(made), string.Concat(made.Arguments.Select(one => one.Text)), part.Serves is Serves.Nothing)
                .Distinct()
                .ToImmutableArray();
            if (tells.Length > 0 && IsRecorded(made))
                yield return (made, tells);
        }
    }

    string NameOf(Code made)
    {
        var options = sources.Code.ObjectOf(made.ArgumentAt(0));
        var name =
            options.Exists ? sources.Code.Entry(options, "name")
            : made.ArgumentNamed("name") is { Exists: true } named ? named[Part.Value]
            : made.ArgumentAt(0);
        return sources.Code.ValueOf(name).AsText ?? "";
    }

    bool IsRecorded(Code made)
    {
        if (made.Text.Contains("collect", StringComparison.Ordinal) && made.Callee.Name is "Gauge")
            return true;
        var holder = made.Parent;
        while (holder.Kind is CodeKind.Argument or CodeKind.Await)
            holder = holder.Parent;
        var name = holder.Kind is CodeKind.Assignment ? holder[Part.Target].Name : holder.Name;
        return name.Length > 0
            && sources
                .Code.All(CodeKind.Call)
                .Any(call => files.Contains(call.File) && Records.Contains(call.Callee.Name) && IsOf(call, name) && Happens(call));
    }

    static bool IsOf(Code call, string name)
    {
        for (var at = call.Receiver; at.Exists; at = at.Kind is CodeKind.Call ? at.Receiver : at[Part.Receiver])
            if (at.Kind is not CodeKind.Call && at.Name == name)
                return true;
        return call.Receiver.Text.Contains(name, StringComparison.Ordinal);
    }

    /// <summary>A function that records and that nothing calls records nothing.</summary>
    bool Happens(Code call)
    {
        for (var at = call.Parent; at.Exists; at = at.Parent)
            if (at is { Kind: CodeKind.Function, Name.Length: > 0 })
                return CalledFromOutside.Contains(at.Name)
                    || at.Is(Modifiers.Default)
                    || at.All(Part.Decorator).Any()
                    || at.Parent is { Kind: CodeKind.Call or CodeKind.Argument }
                    || sources.Code.CallersOf(at).Any(caller => sources.IsDeployed(caller.File))
                    || sources.Code.Names(at.Name).Any(use => use.Part is not Part.Callee && sources.Code.Definition(use) == at);
        return true;
    }
}
