using Shipworthy.Extractors.Yaml;

namespace Shipworthy.Extractors.Pipelines.GitHub;

/// <summary>The combinations of a job's matrix.</summary>
static class GitHubMatrix
{
    /// <summary>GitHub itself allows 256; the first ones show what the others do.</summary>
    const int MostCombinations = 64;

    /// <summary>All combinations; a single empty one without a matrix, or when it is only known at run time.</summary>
    public static ImmutableArray<ImmutableDictionary<string, string>> Of(YamlNode job)
    {
        var matrix = job.Under("strategy", "matrix");
        List<ImmutableDictionary<string, string>> all = [ImmutableDictionary<string, string>.Empty];
        foreach (
            var axis in matrix.Entries.Where(entry => entry.Key is not "include" and not "exclude" && entry.Value.Kind is YamlKind.List)
        )
            all = [.. all.SelectMany(one => axis.Value.Items.Select(item => With(one, axis.Key, item))).Take(MostCombinations)];
        all.RemoveAll(one => matrix["exclude"].Items.Any(excluded => Agrees(one, excluded.Entries)));
        foreach (var included in matrix["include"].Items)
            Include(included, all, matrix);
        return all.Count == 0 ? [ImmutableDictionary<string, string>.Empty] : [.. all.Take(MostCombinations)];
    }

    static bool Agrees(ImmutableDictionary<string, string> one, IEnumerable<YamlEntry> entries) =>
        entries.All(entry => one.GetValueOrDefault(entry.Key) == entry.Value.Text);

    /// <summary>An inclusion extends the combinations that it agrees with, and is one of its own where there are none.</summary>
    static void Include(YamlNode included, List<ImmutableDictionary<string, string>> all, YamlNode matrix)
    {
        var own = included.Entries.Where(entry => matrix[entry.Key].Kind is YamlKind.List).ToList();
        var met = false;
        var isList = !matrix.Entries.Any(entry => entry.Key is not "include" and not "exclude");
        for (var i = 0; i < all.Count && !isList; i++)
            if (Agrees(all[i], own))
            {
                all[i] = included.Entries.Aggregate(all[i], (one, entry) => With(one, entry.Key, entry.Value));
                met = true;
            }
        if (met)
            return;
        if (all is [{ Count: 0 }])
            all.Clear();
        all.Add(included.Entries.Aggregate(ImmutableDictionary<string, string>.Empty, (one, entry) => With(one, entry.Key, entry.Value)));
    }

    static ImmutableDictionary<string, string> With(ImmutableDictionary<string, string> one, string key, YamlNode value) =>
        value.Kind is YamlKind.Map
            ? value.Entries.Aggregate(one, (all, entry) => With(all, $"{key}.{entry.Key}", entry.Value))
            : one.SetItem(key, value.Text);
}
