namespace Shipworthy.Extractors.Endpoints.Rows;

/// <content>Which function a call runs, and what it is handed.</content>
sealed partial class RowWalk
{
    /// <summary>The function of the app that a call runs; no node where it is none that is known.</summary>
    public Code TargetOf(Code call) =>
        mediators.HandlerOf(call) is { Exists: true } handles ? handles
        : code.Target(call) is { Exists: true } own ? own
        : autoImports.Of(call) is { Exists: true } given ? given
        : code.FunctionOf(decorations.Of(call.Callee));

    /// <summary>The bearings of what a call hands over, by the parameters that take it.</summary>
    public Dictionary<Code, Bearing> Handed(Code call, Code target, Frame frame)
    {
        var all = new Dictionary<Code, Bearing>();
        var parameters = target.All(Part.Parameter).ToList();
        // The receiver of a method is no argument of it.
        var shift = parameters is [{ Name: "self" or "cls" }, ..] ? 1 : 0;
        for (var i = shift; i < parameters.Count; i++)
        {
            var argument = call.ArgumentNamed(parameters[i].Name) is { Exists: true } named ? named : Positional(call, i - shift);
            var bearing = frame.Of(argument);
            all[parameters[i]] = bearing;
            if (parameters[i][Part.Target] is not { Exists: true } pattern)
                continue;
            foreach (var leaf in pattern.Descendants(CodeKind.Variable))
                all[leaf] =
                    argument.Kind is CodeKind.Object && argument.Property(leaf.Name) is { Exists: true } property
                        ? frame.Of(property[Part.Value].Exists ? property[Part.Value] : property)
                        : bearing;
        }
        return all;
    }

    static Code Positional(Code call, int position) =>
        call.ArgumentAt(position) is { Exists: true } argument && argument.Kind is not CodeKind.Argument ? argument : default;

    /// <summary>The bearings of a declared method's parameters for the method that implements it.</summary>
    public static Dictionary<Code, Bearing> Moved(Code declared, Code body, IReadOnlyDictionary<Code, Bearing> parameters)
    {
        var all = new Dictionary<Code, Bearing>();
        foreach (var (from, to) in declared.All(Part.Parameter).Zip(body.All(Part.Parameter)))
            if (parameters.TryGetValue(from, out var bearing))
                all[to] = bearing;
        return all;
    }
}
