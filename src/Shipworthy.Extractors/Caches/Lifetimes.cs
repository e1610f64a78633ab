using System.Globalization;
using System.Text.RegularExpressions;

namespace Shipworthy.Extractors.Caches;

/// <summary>Reads how long a cached value lives: numbers and products of numbers behind names, spans of time, and the comparisons of stores made by hand.</summary>
sealed partial class Lifetimes(CodeBase code)
{
    const int MostSteps = 8;

    /// <summary>The number that an expression surely is.</summary>
    public double? Number(Code expression, int steps = MostSteps)
    {
        if (!expression.Exists || steps <= 0)
            return null;
        switch (expression.Kind)
        {
            case CodeKind.Literal:
                return
                    expression.Operator is "number"
                    && double.TryParse(
                        (expression.String ?? expression.Text).Replace("_", "", StringComparison.Ordinal).TrimEnd('L', 'n', 'd', 'm'),
                        NumberStyles.Float,
                        CultureInfo.InvariantCulture,
                        out var number
                    )
                    ? number
                    : null;
            case CodeKind.Binary when expression.Operator is "*" or "+":
                return (Number(expression[Part.Left], steps - 1), Number(expression[Part.Right], steps - 1)) is ({ } left, { } right)
                    ? expression.Operator is "*"
                        ? left * right
                        : left + right
                    : null;
            case CodeKind.Argument or CodeKind.Property or CodeKind.Variable or CodeKind.Assignment:
                return Number(expression[Part.Value], steps - 1);
            case CodeKind.Name or CodeKind.Member:
                return code.Definition(expression) is { Exists: true } declared && declared != expression
                    ? Number(declared, steps - 1)
                    : code.ValueOf(expression).AsNumber;
            default:
                return code.ValueOf(expression).AsNumber;
        }
    }

    /// <summary>A number of seconds as a span; null for a number that is none.</summary>
    public static TimeSpan? Seconds(double? number) => number is > 0 and < 4_000_000_000 ? TimeSpan.FromSeconds(number.Value) : null;

    /// <summary>A number of milliseconds as a span. Fewer than a thousand are taken for seconds.</summary>
    public static TimeSpan? Milliseconds(double? number) =>
        number is >= 1000 and < 40_000_000_000_000 ? TimeSpan.FromMilliseconds(number.Value) : Seconds(number);

    /// <summary>The span of time of .NET that a text names, also behind a name of the same file: <c>TimeSpan.FromMinutes(5)</c>.</summary>
    public static TimeSpan? Span(string text, string file)
    {
        if (Named().Match(text) is { Success: true } direct)
            return Of(direct);
        foreach (Match declared in Declared().Matches(file))
            if (Regex.IsMatch(text, $@"\b{declared.Groups["name"].Value}\b", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant))
                return Of(declared);
        return null;
    }

    static TimeSpan? Of(Match match) =>
        double.TryParse(match.Groups["n"].Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? match.Groups["unit"].Value switch
            {
                "Seconds" => TimeSpan.FromSeconds(number),
                "Minutes" => TimeSpan.FromMinutes(Math.Min(number, 100_000_000)),
                "Hours" => TimeSpan.FromHours(Math.Min(number, 1_000_000)),
                _ => TimeSpan.FromDays(Math.Min(number, 100_000)),
            }
            : null;

    /// <summary>
    /// The longest life that a file's own comparisons give to what it keeps: constants that are named for it. Null when none could be read.
    /// </summary>
    public TimeSpan? OfFile(CodeFile file)
    {
        TimeSpan? longest = null;
        foreach (var node in file.Root.Descendants())
            if (
                node.Kind is CodeKind.Variable or CodeKind.Property or CodeKind.Assignment
                && LifeName().IsMatch(node.Kind is CodeKind.Assignment ? node[Part.Target].Name : node.Name)
                && Number(node) is { } number
            )
            {
                var span = file.Language is Language.Python ? Seconds(number) : Milliseconds(number);
                if (longest is null || span > longest)
                    longest = span;
            }
        return longest;
    }

    /// <summary>Whether a file compares times, as stores made by hand do that let their values end.</summary>
    public static bool ComparesTimes(CodeFile file) => Clock().IsMatch(file.Text);

    const RegexOptions Plain = RegexOptions.CultureInvariant;

    [GeneratedRegex(@"TimeSpan\.From(?<unit>Seconds|Minutes|Hours|Days)\(\s*(?<n>\d+(?:\.\d+)?)\s*\)", Plain, 10_000)]
    private static partial Regex Named();

    [GeneratedRegex(
        @"(?<name>[A-Za-z_]\w{2,60})\s*=>?\s*TimeSpan\.From(?<unit>Seconds|Minutes|Hours|Days)\(\s*(?<n>\d+(?:\.\d+)?)\s*\)",
        Plain,
        10_000
    )]
    private static partial Regex Declared();

    [GeneratedRegex(
        @"ttl|cache_?(?:duration|time|timeout|max_?age|lifetime|expir\w*)|(?:^|_)expir\w*(?:_in)?(?:_ms|_seconds)?$|max_?age|stale_?(?:time|after)",
        Plain | RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex LifeName();

    [GeneratedRegex(
        @"Date\.now\(\)|performance\.now\(\)|time\.time\(\)|time\.monotonic\(\)|datetime\.(?:utc)?now\(|DateTime(?:Offset)?\.(?:Utc)?Now|expires_?[aA]t|\bttl\b|setTimeout\(",
        Plain,
        10_000
    )]
    private static partial Regex Clock();
}
