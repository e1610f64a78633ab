using System.Globalization;
using System.Text.RegularExpressions;

namespace Shipworthy.Extractors.Endpoints.Doors;

/// <summary>The numbers of an app's own lock: how many failures, and for how long.</summary>
static partial class Thresholds
{
    /// <summary>The number that a count of failures is compared with; null when there is none that could be told.</summary>
    /// <param name="code">The code of the app.</param>
    /// <param name="within">Where it is looked for.</param>
    /// <param name="byName">Whether what is compared must be named for failures; in a condition that is known to look at a count, any name will do.</param>
    public static double? Of(CodeBase code, Code within, bool byName = false)
    {
        foreach (var one in within.Descendants(CodeKind.Binary).Prepend(within))
            if (one is { Kind: CodeKind.Binary, Operator: ">=" or ">" or "<" or "<=" or "==" or "===" })
            {
                var (left, right) = (one[Part.Left], one[Part.Right]);
                if (!Counts(left, byName) && !Counts(right, byName))
                    continue;
                if (Number(code, right) is { } above)
                    return above;
                if (Number(code, left) is { } below)
                    return below;
            }
        if (byName)
            return null;
        foreach (var call in within.Descendants(CodeKind.Call).Prepend(within))
            if (BrakesInCode.Counting(code, call) is { Exists: true } function && Of(code, function.Body) is { } asked)
                return asked;
        return null;
    }

    static bool Counts(Code side, bool byName) =>
        side.Descendants()
            .Prepend(side)
            .Any(one => one.Kind is CodeKind.Name or CodeKind.Member or CodeKind.Index && BrakeWords.IsCount(one.Name))
        || (!byName && side.Kind is CodeKind.Name);

    static double? Number(CodeBase code, Code side) =>
        code.ValueOf(side) switch
        {
            Value.Number { Amount: > 0 } number => number.Amount,
            Value.FromEnvironment { Default: { } otherwise } => otherwise.AsNumber
                ?? (double.TryParse(otherwise.AsText, NumberStyles.Number, CultureInfo.InvariantCulture, out var parsed) ? parsed : null),
            _ => Written(code, side),
        };

    /// <summary>The only number that stands in what a name is made from: <c>Number(process.env.MAX_ATTEMPTS) || 5</c>.</summary>
    static double? Written(CodeBase code, Code side)
    {
        var made = side.Kind is CodeKind.Name or CodeKind.Member ? code.Definition(side) : side;
        var value = made[Part.Value] is { Exists: true } given ? given : made;
        return
            value.Exists
            && value.Text.Length < 200
            && value
                .Descendants(CodeKind.Literal)
                .Where(one => one.Operator is "number" || one.Parent.Kind is CodeKind.Call)
                .Select(one => double.TryParse(one.String, NumberStyles.Number, CultureInfo.InvariantCulture, out var number) ? number : 0)
                .Where(number => number > 0)
                .ToList()
                is [var only]
            ? only
            : null;
    }

    /// <summary>The seconds for which a function locks, as far as it writes them down; null when it does not.</summary>
    public static double? Seconds(Code function)
    {
        if (!function.Exists || function.Text.Length > 20_000)
            return null;
        foreach (Match match in Time().Matches(function.Text))
        {
            var amount = double.Parse(match.Groups["amount"].ValueSpan, CultureInfo.InvariantCulture);
            var unit = match.Groups["unit"].Value.ToLowerInvariant();
            var seconds =
                match.Groups["ms"].Success ? amount * 60
                : unit.StartsWith("min", StringComparison.Ordinal) ? amount * 60
                : unit.StartsWith("hour", StringComparison.Ordinal) ? amount * 3600
                : unit.StartsWith("day", StringComparison.Ordinal) ? amount * 86_400
                : amount;
            if (seconds >= 30)
                return seconds;
        }
        return null;
    }

    [GeneratedRegex(
        @"(?<amount>\d+)\s*\*\s*60\s*\*\s*(?<ms>1_?000)|(?:Add|From)(?<unit>Minutes|Hours|Days|Seconds)\((?<amount>\d+)\)|timedelta\(\s*(?<unit>minutes|hours|days|seconds)\s*=\s*(?<amount>\d+)|\bp?(?:ex|setex|expire)\w*\b['""]?\s*[:=(,][^;\n]{0,60}?\b(?<amount>\d{2,6})\b",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex Time();
}
