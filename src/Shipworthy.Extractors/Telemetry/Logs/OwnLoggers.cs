namespace Shipworthy.Extractors.Telemetry.Logs;

/// <summary>
/// Loggers that an app makes itself: functions, objects and classes around bare output or around a library. What they are called with becomes what the output in them
/// makes of it.
/// </summary>
/// <param name="sources">The app.</param>
/// <param name="formatOf">What becomes of a call of bare output or of a library, with the ID; null for a call that writes nothing.</param>
sealed class OwnLoggers(Sources sources, Func<Code, LogCall?> formatOf)
{
    const int MostSteps = 3;

    /// <summary>What a logger makes of its calls.</summary>
    /// <param name="Format">The format.</param>
    /// <param name="BindsId">Whether it adds the ID of the request by itself.</param>
    /// <param name="Sink">The call in it that writes.</param>
    public sealed record Written(LogFormat Format, bool BindsId, Code Sink);

    readonly Dictionary<Code, Written?> known = [];

    /// <summary>What a function writes; null when it writes nothing.</summary>
    public Written? Of(Code function) => Of(function, MostSteps);

    Written? Of(Code node, int steps)
    {
        if (known.TryGetValue(node, out var before))
            return before;
        known[node] = null;
        var (formats, binds) = (new Dictionary<LogFormat, Code>(), false);
        foreach (var call in node.Descendants(CodeKind.Call))
        {
            if (RequestIds.IsGiven(sources, call))
                binds = true;
            if (formatOf(call) is { } written)
            {
                if (sources.RunsInProduction(call))
                    formats.TryAdd(written.Format, call);
            }
            else if (steps > 0 && sources.Code.Target(call) is { Kind: CodeKind.Function } target && target != node)
            {
                binds = binds || target.Descendants(CodeKind.Call).Any(one => RequestIds.IsGiven(sources, one));
                if (MayLead(call) && Of(target, steps - 1) is { } inside)
                {
                    if (sources.RunsInProduction(call))
                        formats.TryAdd(inside.Format, inside.Sink);
                    binds |= inside.BindsId;
                }
            }
        }
        if (formats.Count == 0)
            return null;
        var format =
            formats.ContainsKey(LogFormat.Text) ? LogFormat.Text
            : formats.Count == 1 ? formats.Keys.First()
            : LogFormat.Unknown;
        return known[node] = new(format, binds, formats.GetValueOrDefault(format, formats.Values.First()));
    }

    static bool MayLead(Code call) =>
        call.Callee.Name is var name
        && (
            LogSites.Writes(name)
            || LogSites.IsLogger(call.Receiver.Name)
            || name.Contains("log", StringComparison.OrdinalIgnoreCase)
            || name is "emit" or "write" or "output" or "print"
        );
}
