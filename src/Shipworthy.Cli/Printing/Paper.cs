namespace Shipworthy.Cli.Printing;

/// <summary>
/// The size of a sheet, by where the locale says that its reader lives. A person who prints from a browser chooses it in the dialog, and a PDF has none.
/// </summary>
static class Paper
{
    /// <summary>The territories whose common sheet is Letter, by the Common Locale Data Repository of Unicode (supplemental data, measurement).</summary>
    static readonly ImmutableHashSet<string> letter = ["BZ", "CA", "CL", "CO", "CR", "GT", "MX", "NI", "PA", "PH", "PR", "SV", "US", "VE"];

    /// <summary>A size as CSS names it: <c>A4</c> or <c>letter</c>.</summary>
    public static string Of(Func<string, string?> variable)
    {
        var locale = new[] { "LC_ALL", "LC_PAPER", "LANG" }.Select(variable).FirstOrDefault(value => !string.IsNullOrEmpty(value)) ?? "";
        var territory = locale.Split('.', '@')[0].Split('_', '-');
        return territory.Length > 1 && letter.Contains(territory[1].ToUpperInvariant()) ? "letter" : "A4";
    }
}
