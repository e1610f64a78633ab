using System.Text.RegularExpressions;
using Shipworthy.Extractors.Schema;

namespace Shipworthy.Extractors.Queries.Tables;

/// <summary>Models of Prisma: tables, columns, indexes and relations (prisma.io, "Prisma schema reference"). Relations bring no index except on MySQL.</summary>
static partial class TablesInPrisma
{
    /// <summary>Adds what the schema files say.</summary>
    public static void AddTo(IndexedSchema schema, Sources sources)
    {
        var files = sources.Tree.Files.Where(file => file.Name.EndsWith(".prisma", StringComparison.Ordinal)).ToList();
        var isMySql = files.Exists(file => MySql().IsMatch(file.Text));
        var models = new List<(IndexedTable Table, PrismaBlock Block)>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var block in files.SelectMany(PrismaBlock.In).Where(block => block.Kind is "model"))
        {
            var table = schema.Made(block.Table, block.At);
            table.At = block.At;
            schema.Call(table, block.Name);
            names.Add(block.Name);
            models.Add((table, block));
        }
        foreach (var (table, block) in models)
            Read(table, block, names, isMySql);
    }

    static void Read(IndexedTable table, PrismaBlock block, HashSet<string> models, bool isMySql)
    {
        foreach (var field in block.Fields)
        {
            var (name, type, rest) = (field.Name, field.Type, field.Rest);
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
            if (PrismaBlock.ColumnOf(rest) is { } column)
                table.Properties[IndexedTable.Plain(name)] = IndexedTable.Plain(column);
            table.Columns[table.ColumnOf(name)] = type.ToLowerInvariant();
            if (Single().IsMatch(rest))
                table.AddOfModel(new([table.ColumnOf(name)], IsUnique: true));
        }
        foreach (Match index in Composite().Matches(block.Body))
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
