namespace Shipworthy.Model;

/// <summary>
/// Builds causes from the identity of facts. Findings that share a root (a line, a settings file, a missing middleware) are one cause, whatever check
/// they belong to; causes that the same rule names are then told as one, since the same change is made in several places.
/// </summary>
public static class Causes
{
    /// <summary>All failing findings by cause, blockers first, and within a severity what a stranger can use first.</summary>
    public static ImmutableArray<Cause> Of(IEnumerable<CheckResult> results)
    {
        var fails = results
            .SelectMany(result =>
                result.Verdict.Findings.Where(finding => finding.Rule is not null).Select(finding => (result.Check.Id, Finding: finding))
            )
            .OrderBy(item => item.Finding, FindingOrder.WorstFirst)
            .ThenBy(item => item.Id, StringComparer.Ordinal)
            .ToList();
        var groups = new DisjointSets(fails.Count);
        Join(groups, fails, item => item.Finding.Roots);
        var named = Clusters(groups, fails).ToList();
        var byRule = new DisjointSets(named.Count);
        Join(byRule, named, cause => [cause.Rule.Id]);
        return
        [
            .. Clusters(byRule, [.. named.Select(cause => cause.Findings)])
                .OrderByDescending(cause => cause.Severity)
                .ThenBy(cause => cause.Rule.Who)
                .ThenByDescending(cause => cause.Checks.Length)
                .ThenBy(cause => cause.Rule.Id, StringComparer.Ordinal),
        ];
    }

    static void Join<T>(DisjointSets sets, List<T> items, Func<T, IEnumerable<string>> roots)
    {
        var firstWith = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < items.Count; i++)
            foreach (var root in roots(items[i]))
                if (!firstWith.TryAdd(root, i))
                    sets.Join(firstWith[root], i);
    }

    static IEnumerable<Cause> Clusters(DisjointSets sets, List<(string Check, Finding Finding)> fails) =>
        Clusters(sets, [.. fails.Select(fail => ImmutableArray.Create(fail))]);

    static IEnumerable<Cause> Clusters(DisjointSets sets, List<ImmutableArray<(string Check, Finding Finding)>> parts) =>
        Enumerable
            .Range(0, parts.Count)
            .GroupBy(sets.Find, index => parts[index])
            .Select(group => Named([.. group.SelectMany(part => part)]));

    static Cause Named(ImmutableArray<(string Check, Finding Finding)> findings)
    {
        var worst = findings.Max(item => item.Finding.Severity);
        var rule = findings
            .Where(item => item.Finding.Severity == worst)
            .Select(item => item.Finding.Rule!)
            .MinBy(rule => rule.Id, StringComparer.Ordinal)!;
        return new(
            rule,
            [
                .. findings
                    .Distinct()
                    .OrderBy(item => item.Finding, FindingOrder.WorstFirst)
                    .ThenBy(item => item.Check, StringComparer.Ordinal),
            ]
        );
    }

    /// <summary>Union by smaller index with path halving.</summary>
    sealed class DisjointSets(int count)
    {
        readonly int[] parent = [.. Enumerable.Range(0, count)];

        public int Find(int item)
        {
            while (parent[item] != item)
                item = parent[item] = parent[parent[item]];
            return item;
        }

        public void Join(int a, int b)
        {
            var (rootA, rootB) = (Find(a), Find(b));
            if (rootA != rootB)
                parent[Math.Max(rootA, rootB)] = Math.Min(rootA, rootB);
        }
    }
}
