using System.Security.Cryptography;
using System.Text;
using Shipworthy.Extractors.Reading;
using Shipworthy.Extractors.Secrets.Shapes;

namespace Shipworthy.Extractors.Secrets.OwnRules;

/// <summary>
/// What the repository tells its own scanner, gitleaks: rules of its own, which are searched for like all others, and what it calls harmless. Whoever wrote
/// the code may have written the second as well, so it is believed as remarks are.
/// </summary>
sealed class ScannerSettings
{
    const int ShortestKeyword = 3;

    readonly ImmutableArray<OwnRule> rules;
    readonly ImmutableArray<AllowList> lists;
    readonly ILookup<string, IgnoredLine> ignored;
    readonly NeedleIndex? index;
    readonly ImmutableArray<int> ruleOfNeedle;
    readonly ImmutableArray<int> withoutKeyword;

    public ScannerSettings(ImmutableArray<OwnRule> rules, ImmutableArray<AllowList> lists, ImmutableArray<IgnoredLine> ignored)
    {
        (this.rules, this.lists) = (rules, lists);
        this.ignored = ignored.ToLookup(line => line.Path, StringComparer.Ordinal);
        var needles = rules
            .Select((rule, number) => (rule, number))
            .Where(pair => HasKeywords(pair.rule))
            .SelectMany(pair => pair.rule.Keywords.Select(word => (word, pair.number)))
            .ToList();
        index = needles.Count > 0 ? new([.. needles.Select(needle => needle.word)]) : null;
        ruleOfNeedle = [.. needles.Select(needle => needle.number)];
        withoutKeyword = [.. Enumerable.Range(0, rules.Length).Where(number => !HasKeywords(rules[number]))];
    }

    /// <summary>A repository that tells its scanner nothing.</summary>
    public static ScannerSettings None { get; } = new([], [], []);

    /// <summary>What the settings say, as a short name: a search with other settings may find something else. Empty without settings.</summary>
    public string Fingerprint { get; init; } = "";

    /// <summary>A short name for texts: equal texts have equal names.</summary>
    public static string NameOf(IEnumerable<string> texts) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\0', texts))))[..16];

    /// <summary>What the team's own rules find in a blob.</summary>
    public IEnumerable<Sighting> FindIn(SearchedBlob blob)
    {
        if (rules.IsEmpty)
            return [];
        var wanted = new bool[rules.Length];
        foreach (var number in withoutKeyword)
            wanted[number] = true;
        index?.Search(
            blob.Bytes.Span,
            (wanted, ruleOfNeedle),
            static (state, _, needle) => state.wanted[state.ruleOfNeedle[needle]] = true
        );
        var due = rules.Where((rule, number) => wanted[number] && rule.IsFor(blob.Path)).ToList();
        if (due.Count == 0)
            return [];
        var latin = Encoding.Latin1.GetString(blob.Bytes.Span);
        return due.SelectMany(rule => rule.In(blob, latin).Where(found => !IsExcepted(rule, blob, found)))
            .Select(found => Applied(blob, found.Sighting, found.Match))
            .ToList();
    }

    /// <summary>The sighting of a value that is secret by name only, as suppressed when an allow-list or the list of ignored findings names it.</summary>
    public Sighting Apply(SearchedBlob blob, Sighting sighting)
    {
        if (
            ignored.Count > 0
            && ignored[blob.Path].FirstOrDefault(line => line.Holds(sighting.Value) && IsOf(sighting, line.Rule)) is { } ignoring
        )
            return Suppressed(sighting, $"is called harmless by a line of {ignoring.File}");
        return Applied(blob, sighting, blob.LineAt(sighting.Start));
    }

    /// <summary>What a rule's own list allows is what the rule does not look for. Messages are prose: what is not surely live there is nothing.</summary>
    bool IsExcepted(OwnRule rule, SearchedBlob blob, (Sighting Sighting, string Match) found) =>
        (blob.Path.Length == 0 && found.Sighting.Class is not SecretClass.Live)
        || lists.Any(list => list.Rules.Contains(rule.Id) && list.Allows(TextOf(blob, found.Sighting, found.Match)));

    static AllowedText TextOf(SearchedBlob blob, Sighting sighting, string match) =>
        new(blob.Path, sighting.Value, match, blob.LineAt(sighting.Start));

    Sighting Applied(SearchedBlob blob, Sighting sighting, string match)
    {
        if (lists.IsEmpty || sighting.Class is not SecretClass.Live)
            return sighting;
        var text = TextOf(blob, sighting, match);
        var applying = lists.Where(list => list.Rules.IsEmpty || list.Rules.Any(id => IsOf(sighting, id))).ToList();
        if (applying.Find(list => list.Allows(text)) is { } list)
            return Suppressed(sighting, $"is called harmless by the allow-list of {list.File}");
        var commits = applying.SelectMany(list => list.CommitsFor(text)).ToImmutableArray();
        return commits.IsEmpty ? sighting : sighting with { HarmlessIn = commits };
    }

    static bool IsOf(Sighting sighting, string id) => sighting.Pattern == $"own-rule:{id}" || ShippedRules.Finds(id, sighting);

    static Sighting Suppressed(Sighting sighting, string because) => sighting with { Class = SecretClass.Suppressed, Because = because };

    static bool HasKeywords(OwnRule rule) => !rule.Keywords.IsEmpty && rule.Keywords.All(word => word.Length >= ShortestKeyword);
}

/// <summary>A line whose finding the team has told its scanner to ignore.</summary>
/// <param name="File">The list that says so.</param>
/// <param name="Path">The file.</param>
/// <param name="Rule">The rule of the scanner that found it.</param>
/// <param name="Text">The line as it stood when it was found.</param>
sealed record IgnoredLine(string File, string Path, string Rule, string Text)
{
    /// <summary>Whether the value stands in the line.</summary>
    public bool Holds(string value) => Text.Contains(value, StringComparison.Ordinal);
}
