namespace Shipworthy.Extractors.Yaml;

/// <summary>What a node of a YAML file is.</summary>
public enum YamlKind
{
    /// <summary>Nothing is there: what asking for a missing key gives.</summary>
    Absent,

    /// <summary>A string, number, truth value or null, as text.</summary>
    Scalar,

    /// <summary>A sequence.</summary>
    List,

    /// <summary>A mapping, with its merge keys (<c>&lt;&lt;</c>) resolved.</summary>
    Map,
}

/// <summary>
/// A node of a YAML file. Asking never fails: a missing key, a wrong kind or an index too far gives a node of kind <see cref="YamlKind.Absent"/>, so that
/// readers of foreign files need no guards. Aliases share the node of their anchor.
/// </summary>
public sealed class YamlNode
{
    readonly Dictionary<string, YamlNode> byKey;

    YamlNode(YamlKind kind, Location at, string text, ImmutableArray<YamlNode> items, ImmutableArray<YamlEntry> entries)
    {
        Kind = kind;
        At = at;
        Text = text;
        Items = items;
        Entries = entries;
        byKey = new(StringComparer.Ordinal);
        foreach (var entry in entries)
            byKey[entry.Key] = entry.Value;
    }

    /// <summary>What it is.</summary>
    public YamlKind Kind { get; }

    /// <summary>Where it begins. A literal block begins at its indicator, one line above its text.</summary>
    public Location At { get; }

    /// <summary>The text of a scalar; empty for every other node.</summary>
    public string Text { get; }

    /// <summary>The nodes of a list; empty for every other node.</summary>
    public ImmutableArray<YamlNode> Items { get; }

    /// <summary>The entries of a map in the order of the file; merged ones come last. Empty for every other node.</summary>
    public ImmutableArray<YamlEntry> Entries { get; }

    /// <summary>Whether the scalar is a block (<c>|</c>) that keeps its lines, so that line n of the text is line <c>At.Line + n</c> of the file.</summary>
    public bool KeepsLines { get; private init; }

    /// <summary>Whether the scalar was written with quotes or as a block, so that <c>"true"</c> is a text.</summary>
    public bool Quoted { get; private init; }

    /// <summary>The tag that it was written with, <c>!Sub</c>; empty for none, and for those that YAML itself defines.</summary>
    public string Tag { get; private init; } = "";

    /// <summary>How many nodes a walk over it visits, aliases expanded; counts no further than <see cref="int.MaxValue"/>.</summary>
    internal int Weight { get; private init; }

    /// <summary>Whether there is anything.</summary>
    public bool Exists => Kind is not YamlKind.Absent;

    /// <summary>Whether it is a map that holds the key.</summary>
    public bool Has(string key) => byKey.ContainsKey(key);

    /// <summary>The value of a key of a map.</summary>
    public YamlNode this[string key] => byKey.TryGetValue(key, out var value) ? value : AbsentAt(At);

    /// <summary>The value at the end of a chain of keys.</summary>
    public YamlNode Under(params ReadOnlySpan<string> path)
    {
        var node = this;
        foreach (var key in path)
            node = node[key];
        return node;
    }

    /// <summary>The nodes of a list, or the node itself where a single one may stand for a list of one. Nested lists are flattened, as runners do.</summary>
    public IEnumerable<YamlNode> Each() =>
        Kind switch
        {
            YamlKind.Absent => [],
            YamlKind.Scalar when Text.Length == 0 && !Quoted => [],
            YamlKind.Scalar or YamlKind.Map => [this],
            YamlKind.List => Items.SelectMany(item => item.Each()),
        };

    /// <summary>The texts of all scalars that <see cref="Each"/> gives.</summary>
    public ImmutableArray<string> Texts => [.. Each().Where(node => node.Kind is YamlKind.Scalar).Select(node => node.Text)];

    /// <summary>The truth value that a plain scalar means in YAML 1.1 and 1.2; null for everything else.</summary>
    public bool? Truth =>
        Kind is YamlKind.Scalar && !Quoted
            ? Text.ToLowerInvariant() switch
            {
                "true" or "yes" or "on" => true,
                "false" or "no" or "off" => false,
                _ => null,
            }
            : null;

    internal static YamlNode AbsentAt(Location at) => new(YamlKind.Absent, at, "", [], []);

    internal static YamlNode Scalar(Location at, string text, bool quoted, bool keepsLines, string tag = "") =>
        new(YamlKind.Scalar, at, text, [], [])
        {
            Quoted = quoted,
            KeepsLines = keepsLines,
            Tag = tag,
            Weight = 1,
        };

    internal static YamlNode List(Location at, ImmutableArray<YamlNode> items, string tag = "") =>
        new(YamlKind.List, at, "", items, []) { Weight = Sum(items.Select(item => item.Weight)), Tag = tag };

    internal static YamlNode Map(Location at, ImmutableArray<YamlEntry> entries, string tag = "") =>
        new(YamlKind.Map, at, "", [], entries) { Weight = Sum(entries.Select(entry => entry.Value.Weight)), Tag = tag };

    static int Sum(IEnumerable<int> weights) => (int)Math.Min(int.MaxValue, weights.Aggregate(1L, (sum, weight) => sum + weight));

    /// <inheritdoc/>
    public override string ToString() => Kind is YamlKind.Scalar ? Text : $"{Kind} at {At}";
}

/// <summary>One entry of a map.</summary>
/// <param name="Key">The text of the key.</param>
/// <param name="At">Where the key stands.</param>
/// <param name="Value">The value.</param>
public sealed record YamlEntry(string Key, Location At, YamlNode Value);
