namespace Shipworthy.Cli;

/// <summary>Something wrong with what was asked for, in words for people: what and where, then what to do.</summary>
/// <param name="What">One sentence: "nothing to scan at ./servce: there is no such folder."</param>
/// <param name="Details">Further lines: a quotation of the place, what was not done, what to try.</param>
sealed record Problem(string What, params ImmutableArray<string> Details)
{
    /// <summary>Writes it as every message of the program is written.</summary>
    public void Write(TextWriter errors)
    {
        errors.WriteLine($"shipworthy: {What}");
        foreach (var line in Details)
            errors.WriteLine($"  {line}");
    }
}
