namespace Shipworthy.Extractors.Dependencies.Advisories;

/// <summary>
/// The Common Vulnerability Scoring System: base scores of versions 3.0 and 3.1 (first.org, specification, section 7.1). Version 4 scores by a table of
/// expert judgements; its vectors are read for who can attack, and the severity comes from the word that the advisory gives.
/// </summary>
static class Cvss
{
    /// <summary>The base score of a vector of version 3; null for every other text.</summary>
    public static double? Score(string vector)
    {
        if (!vector.StartsWith("CVSS:3.", StringComparison.Ordinal))
            return null;
        var metrics = Metrics(vector);
        var isChanged = metrics.GetValueOrDefault("S") is "C";
        if (
            Weight(metrics, "AV", ("N", 0.85), ("A", 0.62), ("L", 0.55), ("P", 0.2)) is not { } vectorWeight
            || Weight(metrics, "AC", ("L", 0.77), ("H", 0.44)) is not { } complexity
            || Weight(metrics, "PR", ("N", 0.85), ("L", isChanged ? 0.68 : 0.62), ("H", isChanged ? 0.5 : 0.27)) is not { } privileges
            || Weight(metrics, "UI", ("N", 0.85), ("R", 0.62)) is not { } interaction
            || Weight(metrics, "C", ("H", 0.56), ("L", 0.22), ("N", 0)) is not { } confidentiality
            || Weight(metrics, "I", ("H", 0.56), ("L", 0.22), ("N", 0)) is not { } integrity
            || Weight(metrics, "A", ("H", 0.56), ("L", 0.22), ("N", 0)) is not { } availability
        )
            return null;
        var lost = 1 - ((1 - confidentiality) * (1 - integrity) * (1 - availability));
        var impact = isChanged ? (7.52 * (lost - 0.029)) - (3.25 * Math.Pow(lost - 0.02, 15)) : 6.42 * lost;
        if (impact <= 0)
            return 0;
        var exploitability = 8.22 * vectorWeight * complexity * privileges * interaction;
        return RoundedUp(Math.Min(isChanged ? 1.08 * (impact + exploitability) : impact + exploitability, 10));
    }

    /// <summary>The lowest score of a severity; null for a word that is none.</summary>
    public static double? LowestOf(string severity) =>
        severity switch
        {
            "CRITICAL" => 9.0,
            "HIGH" => 7.0,
            "MODERATE" or "MEDIUM" => 4.0,
            "LOW" => 0.1,
            _ => null,
        };

    /// <summary>The word for a score (section 5 of the specification).</summary>
    public static string WordFor(double score) =>
        score switch
        {
            >= 9.0 => "CRITICAL",
            >= 7.0 => "HIGH",
            >= 4.0 => "MODERATE",
            > 0 => "LOW",
            _ => "",
        };

    /// <summary>Whether anybody on the network can attack, without an account and without another person's help.</summary>
    public static bool IsOpenToStrangers(string vector)
    {
        var metrics = Metrics(vector);
        return metrics.GetValueOrDefault("AV") is "N" && metrics.GetValueOrDefault("PR") is "N" && metrics.GetValueOrDefault("UI") is "N";
    }

    static Dictionary<string, string> Metrics(string vector)
    {
        var metrics = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var part in vector.Split('/'))
            if (part.Split(':') is [var name, var value])
                metrics.TryAdd(name, value);
        return metrics;
    }

    static double? Weight(Dictionary<string, string> metrics, string name, params ReadOnlySpan<(string Value, double Weight)> weights)
    {
        foreach (var (value, weight) in weights)
            if (metrics.GetValueOrDefault(name) == value)
                return weight;
        return null;
    }

    /// <summary>Up to one decimal, in whole numbers, as appendix A has it, because of how numbers are held.</summary>
    static double RoundedUp(double score)
    {
        var whole = (int)Math.Round(score * 100_000);
        return whole % 10_000 == 0 ? whole / 100_000.0 : ((whole / 10_000) + 1) / 10.0;
    }
}
