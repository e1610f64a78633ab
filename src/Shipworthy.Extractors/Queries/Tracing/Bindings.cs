namespace Shipworthy.Extractors.Queries.Tracing;

/// <summary>Where variables get their values from.</summary>
static class Bindings
{
    /// <summary>
    /// The expression that a variable is declared with, and the way into it: for <c>b</c> in <c>const { a: { b } } = f()</c> that is <c>f()</c> and <c>a, b</c>. No expression
    /// where it is declared without one.
    /// </summary>
    public static (Code Source, ImmutableArray<string> Path) SourceOf(Code variable)
    {
        if (variable[Part.Value] is { Exists: true } value)
            return (value, []);
        var path = new Stack<string>();
        for (var at = variable; at.Exists; at = at.Parent)
        {
            if (at.Kind is CodeKind.Property && at.Name.Length > 0)
                path.Push(at.Name);
            if (at.Parent.Kind is CodeKind.Array && at.Kind is not CodeKind.Spread)
                path.Push($"{at.Parent.Children.TakeWhile(one => one != at).Count()}");
            if (at != variable && at.Kind is CodeKind.Variable or CodeKind.Assignment)
                return (at[Part.Value], [.. path]);
            if (at.Kind is not (CodeKind.Property or CodeKind.Array or CodeKind.Object or CodeKind.Variable or CodeKind.Spread))
                break;
        }
        return (default, []);
    }

    /// <summary>The parameter in whose pattern a variable stands, and the way into it; no node when it stands in none.</summary>
    public static (Code Parameter, ImmutableArray<string> Path) ParameterAround(Code variable)
    {
        var path = new Stack<string>();
        for (var at = variable; at.Exists; at = at.Parent)
        {
            if (at.Kind is CodeKind.Property && at.Name.Length > 0)
                path.Push(at.Name);
            if (at.Kind is CodeKind.Parameter)
                return (at, [.. path]);
            if (at.Kind is not (CodeKind.Property or CodeKind.Array or CodeKind.Object or CodeKind.Variable or CodeKind.Spread))
                break;
        }
        return (default, []);
    }

    /// <summary>The loop whose turns give a variable its value.</summary>
    public static (Code Loop, Code Source, bool Exists) LoopAround(Code variable)
    {
        for (var at = variable; at.Exists; at = at.Parent)
        {
            if (at.Parent.Kind is CodeKind.Loop)
                return at.Part is Part.Target or Part.Setup && (at.Part is Part.Target || !at.Parent[Part.Source].Exists)
                    ? (at.Parent, at.Part is Part.Target ? at.Parent[Part.Source] : default, true)
                    : default;
            if (at.Kind is not (CodeKind.Property or CodeKind.Array or CodeKind.Object or CodeKind.Variable or CodeKind.Spread))
                break;
        }
        return default;
    }
}
