namespace Shipworthy.Reports.Trends;

/// <summary>What changed from one scan to a later one, in words; the same in every format.</summary>
static class TrendWords
{
    /// <summary>"1.7 is proved now; 2.3 and 4.1 fail now"; empty when nothing changed.</summary>
    public static string Changes(PastScan before, PastScan after)
    {
        var changed = after
            .Verdicts.Where(entry => !before.Verdicts.TryGetValue(entry.Key, out var earlier) || earlier != entry.Value)
            .GroupBy(entry => entry.Value, entry => entry.Key)
            .OrderBy(group => Order(group.Key));
        return string.Join("; ", changed.Select(group => Clause(group.Key, [.. group])));
    }

    static string Clause(VerdictKind kind, ImmutableArray<string> ids)
    {
        var list = Words.List(ids);
        var one = ids.Length == 1;
        return kind switch
        {
            VerdictKind.Pass => $"{list} {(one ? "is" : "are")} proved now",
            VerdictKind.Fail => $"{list} {(one ? "fails" : "fail")} now",
            VerdictKind.Unproven => $"{list} {(one ? "is" : "are")} open now",
            VerdictKind.NotApplicable => $"{list} {(one ? "does" : "do")} not apply any more",
        };
    }

    static int Order(VerdictKind kind) =>
        kind switch
        {
            VerdictKind.Pass => 0,
            VerdictKind.Fail => 1,
            VerdictKind.Unproven => 2,
            VerdictKind.NotApplicable => 3,
        };
}
