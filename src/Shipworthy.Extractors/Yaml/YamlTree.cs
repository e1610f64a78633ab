using Shipworthy.Extractors.Reading;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Shipworthy.Extractors.Yaml;

/// <summary>
/// Builds nodes from the parser's events. It uses no recursion of its own and counts what aliases expand to, so that neither deep nesting nor a small
/// file that means a huge one ("alias bomb") costs more than its own length.
/// </summary>
sealed class YamlTree(SourceFile source)
{
    public const int MostCharacters = 2_000_000;

    /// <summary>Far above what people write (the largest generated workflows have some 20,000 nodes), and quick to walk.</summary>
    const int MostNodes = 300_000;

    /// <summary>Deeper files exist only to break readers; the tree itself is walked recursively later.</summary>
    const int MostDepth = 200;

    readonly Dictionary<AnchorName, YamlNode> anchors = [];
    readonly Stack<Open> open = new();
    readonly ImmutableArray<YamlNode>.Builder documents = ImmutableArray.CreateBuilder<YamlNode>();

    public static ImmutableArray<YamlNode> Read(SourceFile source)
    {
        var tree = new YamlTree(source);
        var parser = new Parser(new Scanner(new StringReader(source.Text), skipComments: true));
        while (parser.MoveNext())
            tree.Take(parser.Current!);
        return tree.documents.ToImmutable();
    }

    void Take(ParsingEvent next)
    {
        switch (next)
        {
            case DocumentStart:
                anchors.Clear();
                break;
            case Scalar scalar:
                Place(scalar.Anchor, NodeOf(scalar));
                break;
            case AnchorAlias alias:
                Place(AnchorName.Empty, Named(alias));
                break;
            case SequenceStart start:
                Begin(new(start.Anchor, At(start), IsMap: false, TagOf(start)));
                break;
            case MappingStart start:
                Begin(new(start.Anchor, At(start), IsMap: true, TagOf(start)));
                break;
            case SequenceEnd or MappingEnd:
                End();
                break;
        }
    }

    void Begin(Open collection)
    {
        if (open.Count >= MostDepth)
            throw new YamlUnreadableException($"is nested deeper than {MostDepth} levels");
        open.Push(collection);
    }

    void End()
    {
        var done = open.Pop();
        Place(
            done.Anchor,
            done.IsMap ? YamlNode.Map(done.At, Merged(done.Entries), done.Tag) : YamlNode.List(done.At, [.. done.Nodes], done.Tag)
        );
    }

    void Place(AnchorName anchor, YamlNode node)
    {
        if (node.Weight > MostNodes)
            throw new YamlUnreadableException($"expands to more than {MostNodes} nodes");
        if (!anchor.IsEmpty)
            anchors[anchor] = node;
        if (!open.TryPeek(out var parent))
            documents.Add(node);
        else if (!parent.IsMap)
            parent.Nodes.Add(node);
        else if (parent.Key is null)
            parent.Key = KeyOf(node);
        else
        {
            parent.Entries.Add(new(parent.Key.Text, parent.Key.At, node));
            parent.Key = null;
        }
    }

    /// <summary>A key in braces is what an unquoted <c>{{ value }}</c> of a template looks like to YAML.</summary>
    YamlNode KeyOf(YamlNode node) =>
        node.Kind is YamlKind.Scalar ? node
        : YamlFile.IsTemplate(source.Text) ? throw new YamlUnreadableException("is a template")
        : YamlNode.Scalar(node.At, "", quoted: true, keepsLines: false);

    YamlNode Named(AnchorAlias alias) =>
        anchors.TryGetValue(alias.Value, out var node)
            ? node
            : throw new YamlUnreadableException($"names an anchor in line {alias.Start.Line} that is not defined before");

    /// <summary>Own keys win over merged ones, and of several merged maps the first wins (YAML 1.1, "merge key").</summary>
    static ImmutableArray<YamlEntry> Merged(List<YamlEntry> entries)
    {
        if (!entries.Exists(entry => entry.Key == "<<"))
            return [.. entries];
        var own = entries.Where(entry => entry.Key != "<<").ToList();
        var seen = own.Select(entry => entry.Key).ToHashSet(StringComparer.Ordinal);
        var merged = entries.Where(entry => entry.Key == "<<").SelectMany(entry => entry.Value.Each()).SelectMany(map => map.Entries);
        own.AddRange(merged.Where(entry => seen.Add(entry.Key)));
        return [.. own];
    }

    YamlNode NodeOf(Scalar scalar) =>
        YamlNode.Scalar(
            At(scalar),
            scalar.Value,
            scalar.Style is not ScalarStyle.Plain,
            scalar.Style is ScalarStyle.Literal,
            TagOf(scalar)
        );

    /// <summary>Tags of an application's own, which begin with one mark; those of YAML itself say what a node's form says already.</summary>
    static string TagOf(NodeEvent node) =>
        node.Tag is { IsEmpty: false, IsNonSpecific: false } tag && !tag.Value.StartsWith("tag:yaml.org", StringComparison.Ordinal)
            ? tag.Value
            : "";

    Location At(ParsingEvent parsed) =>
        Location.At(source.Path, (int)Math.Max(1, parsed.Start.Line), (int)Math.Max(1, parsed.Start.Column));

    sealed record Open(AnchorName Anchor, Location At, bool IsMap, string Tag)
    {
        public List<YamlNode> Nodes { get; } = [];
        public List<YamlEntry> Entries { get; } = [];
        public YamlNode? Key { get; set; }
    }
}
