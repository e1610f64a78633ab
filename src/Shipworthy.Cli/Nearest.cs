namespace Shipworthy.Cli;

/// <summary>Finds what somebody probably meant.</summary>
static class Nearest
{
    /// <summary>The candidate with the fewest edits, if they are few enough to be a slip; otherwise null.</summary>
    public static string? To(string typed, IEnumerable<string> candidates)
    {
        var best = candidates
            .Select(candidate => (Candidate: candidate, Edits: Edits(typed, candidate)))
            .OrderBy(one => one.Edits)
            .ThenBy(one => one.Candidate, StringComparer.Ordinal)
            .FirstOrDefault();
        return best.Candidate is not null && best.Edits <= Math.Max(2, typed.Length / 3) && best.Edits < typed.Length - 1
            ? best.Candidate
            : null;
    }

    /// <summary>Levenshtein distance without case, in one row.</summary>
    static int Edits(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var replaced = diagonal + (char.ToLowerInvariant(a[i - 1]) == char.ToLowerInvariant(b[j - 1]) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, Math.Min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.Length];
    }
}
