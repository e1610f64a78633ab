using System.Globalization;

namespace Shipworthy.Extractors.Sessions;

/// <summary>Reads numbers and lengths of time out of code, defaults of variables among them.</summary>
static class Amounts
{
    /// <summary>The number that an expression gives, the largest where there are several; null when it is not known.</summary>
    public static double? NumberOf(this CodeBase code, Code expression) => expression.Exists ? Number(code.ValueOf(expression)) : null;

    static double? Number(Value value) =>
        value switch
        {
            Value.Number number => number.Amount,
            Value.FromEnvironment { Default: { } fallback } => Number(fallback),
            Value.Text text when double.TryParse(text.Content, NumberStyles.Float, CultureInfo.InvariantCulture, out var parsed) => parsed,
            Value.EitherOf either => either.Possible.Select(Number).Max(),
            _ => null,
        };

    /// <summary>Seconds that an expression stands for: a text such as <c>7d</c>, or a number of seconds; null when it is not known.</summary>
    public static double? SecondsOf(this CodeBase code, Code expression) =>
        code.ValueOf(expression) switch
        {
            Value.Text text => Text(text.Content),
            Value.FromEnvironment { Default: Value.Text text } => Text(text.Content),
            _ => code.NumberOf(expression),
        };

    static double? Text(string text) => Endpoints.Limits.Durations.Seconds(text) ?? Longer(text.Trim());

    /// <summary>Weeks and years.</summary>
    static double? Longer(string text)
    {
        var digits = text.TakeWhile(char.IsAsciiDigit).Count();
        if (digits == 0 || !double.TryParse(text.AsSpan(0, digits), NumberStyles.None, CultureInfo.InvariantCulture, out var amount))
            return null;
        return text[digits..].Trim().ToLowerInvariant() switch
        {
            "w" or "week" or "weeks" => amount * 7 * 86_400,
            "y" or "yr" or "year" or "years" => amount * 365 * 86_400,
            _ => null,
        };
    }
}
