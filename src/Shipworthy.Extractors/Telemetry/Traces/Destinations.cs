namespace Shipworthy.Extractors.Telemetry.Traces;

/// <summary>Tells whether production has an address or a key for what sends telemetry.</summary>
sealed class Destinations(Sources sources, Wiring wiring, StartPath start)
{
    /// <summary>The state of something that sends to the address or by the key that an expression gives.</summary>
    /// <param name="given">The expression; no node when none is given.</param>
    /// <param name="what">What sends, as a clause about the service: "sends its traces to Sentry".</param>
    /// <param name="variables">The variables that it looks at by itself when nothing is given.</param>
    public (Tracing State, string Because) Of(Code given, string what, params ReadOnlySpan<string> variables)
    {
        if (given is { Kind: CodeKind.Argument or CodeKind.Property })
            given = given[Part.Value];
        if (!given.Exists)
            return wiring.HasAny(variables) ? (Tracing.On, what)
                : variables.IsEmpty ? (Tracing.Unknown, $"{what}, to an address that nothing here names")
                : (Tracing.Unknown, $"{what}, and nothing here sets {variables[0]}");
        var value = sources.Code.ValueOf(given);
        if (Text(value) is { } text)
            return text.Length == 0 ? (Tracing.Off, $"{what}, whose address is empty")
                : IsLocal(text) ? (Tracing.Unknown, $"{what} on its own machine, where nothing here shows who takes them")
                : (Tracing.On, what);
        var variable = value is Value.FromEnvironment read ? read.Variable : start.VariableOf(given);
        if (variable is null)
            return (Tracing.Unknown, $"{what}, to an address that was not followed");
        return
            wiring.Has(variable)
            || value is Value.FromEnvironment { Default: Value.Text { Content: var other } } && other.Length > 0 && !IsLocal(other)
            ? (Tracing.On, what)
            : (Tracing.Unknown, $"{what} only when {variable} is set, and nothing here sets it");
    }

    /// <summary>Whether an address is one of the machine itself.</summary>
    public static bool IsLocal(string address) =>
        address.Contains("localhost", StringComparison.Ordinal)
        || address.Contains("127.0.0.1", StringComparison.Ordinal)
        || address.Contains("0.0.0.0", StringComparison.Ordinal);

    static string? Text(Value value) =>
        value switch
        {
            Value.Text text => text.Content,
            Value.Joined joined
                when joined.Parts is [Value.Text { Content: var first }, ..]
                    && first.Contains("://", StringComparison.Ordinal)
                    && first.Length > 10 => first,
            _ => null,
        };
}
