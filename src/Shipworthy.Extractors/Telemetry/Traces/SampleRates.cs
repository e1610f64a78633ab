using System.Globalization;
using Shipworthy.Extractors.Environments;

namespace Shipworthy.Extractors.Telemetry.Traces;

/// <summary>How many requests a tracer records in production.</summary>
enum SampleRate
{
    /// <summary>Could not be told.</summary>
    Unknown,

    /// <summary>Nothing is said.</summary>
    Unsaid,

    /// <summary>None.</summary>
    Nothing,

    /// <summary>Some, or all.</summary>
    Some,
}

/// <summary>Works out rates of sampling as they are in production: <c>isProduction ? 0.1 : 1</c>, <c>Number(process.env.RATE ?? "0.2")</c>.</summary>
sealed class SampleRates(Sources sources)
{
    readonly DeployVariables variables = new(sources.Tree);

    /// <summary>The rate that an expression gives.</summary>
    public SampleRate Of(Code expression, int steps = 8)
    {
        if (!expression.Exists)
            return SampleRate.Unsaid;
        if (steps <= 0)
            return SampleRate.Unknown;
        switch (expression.Kind)
        {
            case CodeKind.Argument or CodeKind.Property or CodeKind.Variable:
                return Of(expression[Part.Value], steps - 1);
            case CodeKind.Function:
                return SampleRate.Some;
            case CodeKind.Literal:
                return OfText(expression.String ?? expression.Operator);
            case CodeKind.Conditional:
                return sources.Production.Holds(expression[Part.Condition]) is { } holds
                    ? Of(expression[holds ? Part.Then : Part.Else], steps - 1)
                    : Either(Of(expression[Part.Then], steps - 1), Of(expression[Part.Else], steps - 1));
            case CodeKind.Call
                when expression.Callee.Name is "parseFloat" or "Number" or "float" or "Parse" or "ToDouble" or "parseInt" or "cast":
                return Of(expression.Arguments.LastOrDefault(), steps - 1);
            case CodeKind.Binary when expression.Operator is "||" or "??" or "or":
                return OfEnvironment(sources.Code.ValueOf(expression[Part.Left])) ?? Of(expression[Part.Right], steps - 1);
        }
        if (OfEnvironment(sources.Code.ValueOf(expression)) is { } known)
            return known;
        return sources.Code.ValueOf(expression) switch
        {
            Value.Number number => number.Amount > 0 ? SampleRate.Some : SampleRate.Nothing,
            Value.Text text => OfText(text.Content),
            Value.FromEnvironment { Default: { } fallback } => OfValue(fallback),
            Value.Nothing => SampleRate.Unsaid,
            Value.EitherOf either => either.Possible.Select(OfValue).Aggregate(Either),
            _ => sources.Code.Definition(expression) is { Kind: CodeKind.Variable or CodeKind.Property } declared
            && declared[Part.Value] is { Exists: true } value
            && value != expression
                ? Of(value, steps - 1)
                : SampleRate.Unknown,
        };
    }

    static SampleRate OfValue(Value value) =>
        value switch
        {
            Value.Number number => number.Amount > 0 ? SampleRate.Some : SampleRate.Nothing,
            Value.Text text => OfText(text.Content),
            _ => SampleRate.Unknown,
        };

    /// <summary>What a file of the deployment says; null when none does.</summary>
    SampleRate? OfEnvironment(Value value) =>
        value is Value.FromEnvironment read
        && variables.Find(read.Variable) is { } set
        && OfText(set.Value) is var rate and not SampleRate.Unknown
            ? rate
            : null;

    static SampleRate OfText(string text) =>
        double.TryParse(text.TrimEnd('f', 'd', 'm', 'F', 'D', 'M'), NumberStyles.Float, CultureInfo.InvariantCulture, out var rate)
            ? rate > 0
                ? SampleRate.Some
                : SampleRate.Nothing
            : text is "true"
                ? SampleRate.Some
                : text is "false"
                    ? SampleRate.Nothing
                    : SampleRate.Unknown;

    /// <summary>One of two: a rate that nobody knows is seldom none.</summary>
    static SampleRate Either(SampleRate one, SampleRate other) =>
        one == other ? one
        : (one, other) is (SampleRate.Some, SampleRate.Unknown) or (SampleRate.Unknown, SampleRate.Some) ? SampleRate.Some
        : SampleRate.Unknown;
}
