using System.Globalization;
using System.Text.RegularExpressions;

namespace Shipworthy.Extractors.Endpoints.Limits;

/// <summary>Lengths of time as limiters write them: <c>10 s</c>, <c>1m</c>, <c>1 minute</c>, <c>1h</c>, <c>minute</c>.</summary>
static partial class Durations
{
    /// <summary>The seconds that a text stands for; null when it is no length of time.</summary>
    public static double? Seconds(string text)
    {
        var match = Duration().Match(text.Trim());
        if (!match.Success)
            return null;
        var amount = match.Groups["amount"].Length > 0 ? double.Parse(match.Groups["amount"].ValueSpan, CultureInfo.InvariantCulture) : 1;
        return match.Groups["unit"].Value.ToLowerInvariant() switch
        {
            "ms" or "millisecond" or "milliseconds" => amount / 1000,
            "s" or "sec" or "secs" or "second" or "seconds" => amount,
            "m" or "min" or "mins" or "minute" or "minutes" => amount * 60,
            "h" or "hr" or "hour" or "hours" => amount * 3600,
            "d" or "day" or "days" => amount * 86_400,
            _ => null,
        };
    }

    /// <summary>A limit as text: <c>5/minute</c>, <c>100 per 15 minutes</c>, <c>10/m</c>. Several limits: the first one.</summary>
    public static (double Calls, double Seconds)? Rate(string text)
    {
        var match = Limit().Match(text.Trim());
        if (!match.Success || Seconds(match.Groups["window"].Value) is not { } seconds)
            return null;
        return (double.Parse(match.Groups["calls"].ValueSpan, CultureInfo.InvariantCulture), seconds);
    }

    [GeneratedRegex(@"^(?<amount>\d+(?:\.\d+)?)?\s*(?<unit>[a-zA-Z]+)$", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Duration();

    [GeneratedRegex(
        @"^(?<calls>\d+)\s*(?:/|per)\s*(?<window>\d*\s*[a-zA-Z]+)",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex Limit();
}
