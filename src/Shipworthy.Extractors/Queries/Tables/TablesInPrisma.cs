using System.Text.RegularExpressions;

namespace Shipworthy.Extractors.Queries.Tables;

/// <summary>Models of Prisma: tables, columns, indexes and relations (prisma.io, "Prisma schema reference"). Relations bring no index except on MySQL.</summary>
static partial class TablesInPrisma
{
    /// <summary>Adds what the schema files say.</summary>
    public static void AddTo(IndexedSchema schema, Sources sources)
    {
        var files = sources.Tree.Files.Where(file => file.Name.EndsWith(".prisma", StringComparison.Ordinal)).ToList();
        var isMySql = files.Exists(file => MySql().IsMatch(file.Text));
        var models = new List<(IndexedTable Table, string Body)>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var file in files)
        foreach (Match block in Block().Matches(Comment().Replace(file.Text, one => new string(' ', one.Length))))
        {
            var name = block.Groups["name"].Value;
            var body = block.Groups["body"].Value;
            var table = schema.Made(
                TableMap().Match(body) is { Success: true } map ? map.Groups["name"].Value : name,
                file.At(block.Index)
            );
            table.At = file.At(block.Index);
            schema.Call(table, name);
            names.Add(name);
            models.Add((table, body));
        }
        foreach (var (table, body) in models)
            Read(table, body, names, isMySql);
    }

    static void Read(IndexedTable table, string body, HashSet<string> models, bool isMySql)
    {
        foreach (Match field in Field().Matches(body))
        {
            var (name, type, rest) = (field.Groups["name"].Value, field.Groups["type"].Value, field.Groups["rest"].Value);
            if (models.Contains(type))
            {
                ImmutableArray<string> columns = [.. Words(Fields().Match(rest).Groups["list"].Value)];
                table.Relations[name] = new(type, rest.StartsWith("[]", StringComparison.Ordinal), columns)
                {
                    Name = RelationName().Match(rest).Groups["name"].Value,
                };
                table.References.UnionWith(columns.Select(table.ColumnOf));
                if (isMySql && !columns.IsEmpty)
                    table.AddOfModel(new(columns, IsUnique: false));
                continue;
            }
            if (ColumnMap().Match(rest) is { Success: true } map)
                table.Properties[IndexedTable.Plain(name)] = IndexedTable.Plain(map.Groups["name"].Value);
            table.Columns[table.ColumnOf(name)] = type.ToLowerInvariant();
            if (Single().IsMatch(rest))
                table.AddOfModel(new([table.ColumnOf(name)], IsUnique: true));
        }
        foreach (Match index in Composite().Matches(body))
            table.AddOfModel(
                new([.. Words(index.Groups["list"].Value).Select(table.ColumnOf)], index.Groups["kind"].Value is not "index")
                {
                    Method = Kind().Match(index.Groups["rest"].Value).Groups["kind"].Value.ToLowerInvariant(),
                }
            );
    }

    static IEnumerable<string> Words(string list) =>
        Argument().Replace(list, "").Split(',').Select(one => one.Trim()).Where(one => one.Length > 0);

    const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.Multiline;

    [GeneratedRegex(@"provider\s*=\s*""mysql""", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex MySql();

    [GeneratedRegex(@"//[^\n]*", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Comment();

    [GeneratedRegex(@"^model[ \t]+(?<name>\w+)[ \t]*\{(?<body>[^}]*(?:\{[^}]*\}[^}]*)*)^\}", Options, 10_000)]
    private static partial Regex Block();

    [GeneratedRegex(@"^[ \t]*@@map\(\s*(?:name:\s*)?""(?<name>[^""]+)""", Options, 10_000)]
    private static partial Regex TableMap();

    [GeneratedRegex(@"^[ \t]+(?<name>[A-Za-z]\w*)[ \t]+(?<type>[A-Za-z]\w*)(?<rest>[^\n]*)", Options, 10_000)]
    private static partial Regex Field();

    [GeneratedRegex(@"(?<!@)@map\(\s*(?:name:\s*)?""(?<name>[^""]+)""", Options, 10_000)]
    private static partial Regex ColumnMap();

    [GeneratedRegex(@"@(?:id|unique)\b", Options, 10_000)]
    private static partial Regex Single();

    [GeneratedRegex(@"fields:\s*\[(?<list>[^\]]*)\]", Options, 10_000)]
    private static partial Regex Fields();

    [GeneratedRegex(@"@relation\(\s*(?:name:\s*)?""(?<name>[^""]+)""", Options, 10_000)]
    private static partial Regex RelationName();

    [GeneratedRegex(@"@@(?<kind>index|unique|id)\(\s*(?:fields:\s*)?\[(?<list>(?:[^\]()]|\([^)]*\))*)\](?<rest>[^\n]*)", Options, 10_000)]
    private static partial Regex Composite();

    [GeneratedRegex(@"type:\s*(?<kind>\w+)", Options, 10_000)]
    private static partial Regex Kind();

    [GeneratedRegex(@"\([^)]*\)", Options, 10_000)]
    private static partial Regex Argument();
}
