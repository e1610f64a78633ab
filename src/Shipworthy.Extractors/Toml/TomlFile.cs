using Shipworthy.Extractors.Reading;
using Shipworthy.Extractors.Yaml;
using Tomlyn.Parsing;
using Tomlyn.Syntax;

namespace Shipworthy.Extractors.Toml;

/// <summary>
/// Reads TOML into the same nodes as YAML and JSON: what a platform accepts in any of the three is then read by one reader. Reading never fails: lines that
/// are broken are left out.
/// </summary>
public static class TomlFile
{
    const int MostCharacters = 2_000_000;

    /// <summary>The root table of the file.</summary>
    public static YamlNode Read(SourceFile source)
    {
        if (source.Text.Length > MostCharacters)
            return YamlNode.AbsentAt(Location.File(source.Path));
        var document = SyntaxParser.Parse(source.Text, source.Path, validate: false);
        var root = new Draft(source.AtLine(1));
        foreach (var pair in document.KeyValues)
            root.Add(source, pair);
        foreach (var table in document.Tables)
        {
            var names = NamesOf(table.Name);
            if (names.IsEmpty)
                continue;
            var target = root;
            foreach (var name in names[..^1])
                target = target.Table(name, At(source, table));
            target = table is TableArraySyntax ? target.NewItem(names[^1], At(source, table)) : target.Table(names[^1], At(source, table));
            foreach (var pair in table.Items)
                target.Add(source, pair);
        }
        return root.Finished();
    }

    static ImmutableArray<string> NamesOf(KeySyntax? key) =>
        key is null ? [] : [NameOf(key.Key), .. key.DotKeys.Select(dotted => NameOf(dotted.Key))];

    static string NameOf(BareKeyOrStringValueSyntax? key) =>
        key switch
        {
            BareKeySyntax bare => bare.Key?.Text ?? "",
            StringValueSyntax quoted => quoted.Value ?? "",
            _ => "",
        };

    static Location At(SourceFile source, SyntaxNode node) =>
        Location.At(source.Path, node.Span.Start.Line + 1, node.Span.Start.Column + 1);

    static YamlNode Node(SourceFile source, ValueSyntax? value)
    {
        if (value is null)
            return YamlNode.AbsentAt(Location.File(source.Path));
        var at = At(source, value);
        switch (value)
        {
            case StringValueSyntax text:
                return YamlNode.Scalar(at, text.Value ?? "", quoted: true, keepsLines: false);
            case ArraySyntax array:
                return YamlNode.List(at, [.. array.Items.Select(item => Node(source, item.Value))]);
            case InlineTableSyntax table:
                var draft = new Draft(at);
                foreach (var item in table.Items)
                    if (item.KeyValue is { } pair)
                        draft.Add(source, pair);
                return draft.Finished();
            default:
                return YamlNode.Scalar(at, value.ToString().Trim(), quoted: false, keepsLines: false);
        }
    }

    /// <summary>A table while its parts are still being found all over the file.</summary>
    sealed class Draft(Location at)
    {
        readonly List<(string Key, Location At, Draft? Table, List<Draft>? Items, YamlNode? Value)> entries = [];

        public void Add(SourceFile source, KeyValueSyntax pair)
        {
            var names = NamesOf(pair.Key);
            if (names.IsEmpty)
                return;
            var target = this;
            foreach (var name in names[..^1])
                target = target.Table(name, TomlFile.At(source, pair));
            target.entries.Add((names[^1], TomlFile.At(source, pair), null, null, Node(source, pair.Value)));
        }

        /// <summary>The table of a name; of an array of tables its last one, as TOML has it.</summary>
        public Draft Table(string name, Location place)
        {
            foreach (var entry in entries)
                if (entry.Key == name && (entry.Table ?? entry.Items?[^1]) is { } known)
                    return known;
            var table = new Draft(place);
            entries.Add((name, place, table, null, null));
            return table;
        }

        public Draft NewItem(string name, Location place)
        {
            var item = new Draft(place);
            if (entries.Find(entry => entry.Key == name).Items is { } items)
                items.Add(item);
            else
                entries.Add((name, place, null, [item], null));
            return item;
        }

        public YamlNode Finished() =>
            YamlNode.Map(
                at,
                [
                    .. entries.Select(entry => new YamlEntry(
                        entry.Key,
                        entry.At,
                        entry.Value ?? entry.Table?.Finished() ?? YamlNode.List(entry.At, [.. entry.Items!.Select(item => item.Finished())])
                    )),
                ]
            );
    }
}
