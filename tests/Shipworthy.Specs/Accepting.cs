namespace Shipworthy.Specs;

/// <summary>Writes the verdicts that are given now into the specs, for a person to read in the diff.</summary>
static class Accepting
{
    /// <summary>Rewrites the fences that differ. Gives the exit code.</summary>
    public static int Accept(string filter)
    {
        var changed = Differing(filter);
        foreach (var group in changed.GroupBy(one => one.Spec.File, StringComparer.Ordinal))
        {
            var lines = File.ReadAllLines(group.Key).ToList();
            foreach (var (spec, actual) in group.OrderByDescending(one => one.Spec.Line))
            {
                var end = lines.FindIndex(spec.Line, line => line.StartsWith("```", StringComparison.Ordinal));
                lines.RemoveRange(spec.Line, end - spec.Line);
                lines.InsertRange(spec.Line, actual.Split('\n'));
            }
            File.WriteAllText(group.Key, string.Join('\n', lines) + "\n");
        }
        Console.WriteLine($"{changed.Count} verdicts accepted; read the diff before you commit it");
        return 0;
    }

    /// <summary>Prints what differs. Gives the exit code.</summary>
    public static int Show(string filter)
    {
        var changed = Differing(filter);
        foreach (var (spec, actual) in changed)
            Console.WriteLine(SpecTests.Message(spec, actual) + "\n");
        Console.WriteLine($"{SpecFolder.Cases(filter).Count()} verdicts, {changed.Count} differ");
        return changed.Count == 0 ? 0 : 1;
    }

    static List<(SpecCase Spec, string Actual)> Differing(string filter)
    {
        var cases = SpecFolder.Cases(filter).ToList();
        var verdicts = SpecTests.JudgeAll(cases);
        return [.. cases.Select(spec => (spec, verdicts[SpecFolder.Name(spec)])).Where(one => one.Item2 != one.spec.Expected)];
    }
}
