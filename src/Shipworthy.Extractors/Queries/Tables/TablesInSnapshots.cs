using System.Text.RegularExpressions;
using Shipworthy.Extractors.Migrations.Sets;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Queries.Tables;

/// <summary>
/// Tables in the snapshot that Entity Framework Core writes with each migration: the model as the migrations leave it, with every index that it makes by convention.
/// </summary>
static partial class TablesInSnapshots
{
    /// <summary>The tables of a set.</summary>
    public static IEnumerable<IndexedTable> Of(SourceTree tree, FoundSet set)
    {
        var snapshot = tree.Files.FirstOrDefault(file =>
            file.Folder == set.Folder && file.Name.EndsWith("ModelSnapshot.cs", StringComparison.Ordinal)
        );
        if (snapshot is null)
            return [];
        var all = new Dictionary<string, IndexedTable>(StringComparer.Ordinal);
        var starts = Entity().Matches(snapshot.Text);
        for (var i = 0; i < starts.Count; i++)
        {
            var end = i + 1 < starts.Count ? starts[i + 1].Index : snapshot.Text.Length;
            var body = snapshot.Text[starts[i].Index..end];
            var entity = starts[i].Groups["name"].Value;
            var name = ToTable().Match(body) is { Success: true } to ? to.Groups["name"].Value : entity;
            if (!all.TryGetValue(entity, out var table))
            {
                all[entity] = table = new(name, snapshot.At(starts[i].Index)) { IsMigrated = true };
                table.Names.Add(IndexedTable.Plain(entity));
            }
            Read(table, body);
        }
        return all.Values;
    }

    static void Read(IndexedTable table, string body)
    {
        foreach (Match property in Property().Matches(body))
        {
            var plain = IndexedTable.Plain(property.Groups["name"].Value);
            table.Columns[plain] = property.Groups["type"].Value.ToLowerInvariant();
        }
        foreach (Match key in Key().Matches(body))
        {
            var columns = Columns(key.Groups["columns"].Value);
            table.Indexes.Add(new(columns, IsUnique: true));
            // Find(id) asks for the key, whatever it is called.
            if (columns is [var only] && !key.Value.Contains("Alternate", StringComparison.Ordinal) && !table.Columns.ContainsKey("id"))
                table.Properties["id"] = only;
        }
        foreach (Match index in Index().Matches(body))
            table.Indexes.Add(
                new(Columns(index.Groups["columns"].Value), index.Groups["rest"].Value.Contains("IsUnique()", StringComparison.Ordinal))
                {
                    Where = Filter().Match(index.Groups["rest"].Value).Groups["where"].Value.ToLowerInvariant(),
                    Method = Method().Match(index.Groups["rest"].Value).Groups["method"].Value,
                }
            );
        foreach (Match foreign in Foreign().Matches(body))
            table.References.UnionWith(Columns(foreign.Groups["columns"].Value));
    }

    static ImmutableArray<string> Columns(string text) =>
        [.. Quoted().Matches(text).Select(one => IndexedTable.Plain(one.Groups["name"].Value))];

    [GeneratedRegex(@"\bmodelBuilder\.Entity\(""(?:[\w.+`]*[.+])?(?<name>\w+)""", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Entity();

    [GeneratedRegex(@"\.ToTable\(""(?<name>\w+)""", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex ToTable();

    [GeneratedRegex(@"\.Property<(?<type>[^>(]+(?:<[^>]*>)?[^>(]*)>\(""(?<name>\w+)""\)", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Property();

    [GeneratedRegex(@"\.Has(?:Alternate)?Key\((?<columns>[^)]*)\)", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Key();

    [GeneratedRegex(@"\.HasIndex\((?<columns>[^)]*)\)(?<rest>[^;]*)", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Index();

    [GeneratedRegex(@"\.HasForeignKey\((?<columns>[^)]*)\)", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Foreign();

    [GeneratedRegex(@"\.HasFilter\(""(?<where>(?:[^""\\]|\\.)*)""", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Filter();

    [GeneratedRegex(@"HasMethod\([^,]*,\s*""(?<method>\w+)""", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Method();

    [GeneratedRegex(@"""(?<name>\w+)""", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Quoted();
}
