using System.Text.RegularExpressions;
using Shipworthy.Extractors.Audit;
using Shipworthy.Extractors.Reading;
using Shipworthy.Extractors.Schema;

namespace Shipworthy.Extractors.Writes.Uniqueness;

/// <summary>
/// Reads keys from schemas of Prisma. Where migrations make the table, only a key that they make too is one of the database; a schema without migrations is pushed as it stands.
/// </summary>
static partial class KeysInPrisma
{
    /// <summary>Reads all schemas of the app.</summary>
    public static void Read(Sources sources, UniqueKeys into)
    {
        var files = sources
            .Tree.Files.Where(one =>
                one.Name.EndsWith(".prisma", StringComparison.Ordinal)
                && one.Role is not (FileRole.Vendored or FileRole.Example or FileRole.Test)
            )
            .ToList();
        foreach (var model in files.SelectMany(PrismaBlock.In).Where(block => block.Kind is "model"))
            Read(model, into, sources);
    }

    static void Read(PrismaBlock model, UniqueKeys into, Sources sources)
    {
        var table = model.Table;
        var folder = model.File.Folder;
        var hasMigrations = sources.Tree.Files.Any(one =>
            one.Name is "migration.sql" && one.Path.StartsWith(folder.Length > 0 ? $"{Root(folder)}/" : "", StringComparison.Ordinal)
        );
        // A schema that is being merged may name a field twice.
        var columns = model
            .Fields.GroupBy(field => field.Name, StringComparer.Ordinal)
            .ToDictionary(same => same.Key, same => same.First().Column);
        var found = model
            .Fields.Where(field => Alone().IsMatch(field.Rest))
            .Select(field => (At: field.Index, Fields: new[] { field.Name }))
            .Concat(
                Together()
                    .Matches(model.Body)
                    .Select(one =>
                        (
                            At: model.Start + one.Index,
                            Fields: one.Groups["fields"].Value.Split(',').Select(field => field.Split('(')[0].Trim()).ToArray()
                        )
                    )
            )
            .Where(one => !hasMigrations || IsMade(into, table, one.Fields, columns))
            .ToList();
        var isDrift = hasMigrations && !into.Knows(table);
        into.Alias(model.Name, table);
        if (!isDrift)
            into.Make(table);
        foreach (var (at, names) in found)
            into.Add(table, model.File.At(at), names);
    }

    static string Root(string folder) => folder.EndsWith("/schema", StringComparison.Ordinal) ? folder[..^7] : folder;

    static bool IsMade(UniqueKeys into, string table, string[] fields, Dictionary<string, string> columns)
    {
        var names = fields.Select(one => Words.Snake(columns.GetValueOrDefault(one, one))).ToHashSet(StringComparer.Ordinal);
        return into.Of(table).Any(key => names.SetEquals(key.Columns));
    }

    const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.Multiline;

    [GeneratedRegex(@"(?<!@)@(?:unique|id)\b", Options, 10_000)]
    private static partial Regex Alone();

    [GeneratedRegex(@"^[ \t]*@@(?:unique|id)\(\s*(?:fields:\s*)?\[(?<fields>[^\]]*)\]", Options, 10_000)]
    private static partial Regex Together();
}
