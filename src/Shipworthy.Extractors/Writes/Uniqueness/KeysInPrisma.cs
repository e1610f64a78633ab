using System.Text.RegularExpressions;
using Shipworthy.Extractors.Audit;
using Shipworthy.Extractors.Reading;

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
        foreach (var file in files)
        {
            var text = Comment().Replace(file.Text, comment => new string(' ', comment.Length));
            foreach (Match model in Model().Matches(text))
                Read(file, model, into, sources);
        }
    }

    static void Read(SourceFile file, Match model, UniqueKeys into, Sources sources)
    {
        var name = model.Groups["name"].Value;
        var body = model.Groups["body"];
        var table = Map().Match(body.Value) is { Success: true } map ? map.Groups["name"].Value : name;
        var hasMigrations = sources.Tree.Files.Any(one =>
            one.Name is "migration.sql"
            && one.Path.StartsWith(file.Folder.Length > 0 ? $"{Root(file.Folder)}/" : "", StringComparison.Ordinal)
        );
        var fields = Field().Matches(body.Value);
        var columns = fields.ToDictionary(
            field => field.Groups["name"].Value,
            field =>
                Column().Match(field.Groups["rest"].Value) is { Success: true } mapped
                    ? mapped.Groups["name"].Value
                    : field.Groups["name"].Value,
            StringComparer.Ordinal
        );
        var found = fields
            .Where(field => Alone().IsMatch(field.Groups["rest"].Value))
            .Select(field => (At: field.Index, Fields: new[] { field.Groups["name"].Value }))
            .Concat(
                Together()
                    .Matches(body.Value)
                    .Select(one =>
                        (At: one.Index, Fields: one.Groups["fields"].Value.Split(',').Select(field => field.Split('(')[0].Trim()).ToArray())
                    )
            )
            .Where(one => !hasMigrations || IsMade(into, table, one.Fields, columns))
            .ToList();
        var isDrift = hasMigrations && !into.Knows(table);
        into.Alias(name, table);
        if (!isDrift)
            into.Make(table);
        foreach (var (at, names) in found)
            into.Add(table, file.At(body.Index + at), names);
    }

    static string Root(string folder) => folder.EndsWith("/schema", StringComparison.Ordinal) ? folder[..^7] : folder;

    static bool IsMade(UniqueKeys into, string table, string[] fields, Dictionary<string, string> columns)
    {
        var names = fields.Select(one => Words.Snake(columns.GetValueOrDefault(one, one))).ToHashSet(StringComparer.Ordinal);
        return into.Of(table).Any(key => names.SetEquals(key.Columns));
    }

    const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.Multiline;

    [GeneratedRegex(@"//[^\n]*", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Comment();

    [GeneratedRegex(@"^model[ \t]+(?<name>\w+)[ \t]*\{(?<body>[^}]*(?:\{[^}]*\}[^}]*)*)^\}", Options, 10_000)]
    private static partial Regex Model();

    [GeneratedRegex(@"^[ \t]*@@map\(\s*(?:name:\s*)?""(?<name>[^""]+)""", Options, 10_000)]
    private static partial Regex Map();

    [GeneratedRegex(@"^[ \t]+(?<name>[A-Za-z]\w*)[ \t]+[A-Za-z]\w*(?<rest>[^\n]*)", Options, 10_000)]
    private static partial Regex Field();

    [GeneratedRegex(@"(?<!@)@map\(\s*(?:name:\s*)?""(?<name>[^""]+)""", Options, 10_000)]
    private static partial Regex Column();

    [GeneratedRegex(@"(?<!@)@(?:unique|id)\b", Options, 10_000)]
    private static partial Regex Alone();

    [GeneratedRegex(@"^[ \t]*@@(?:unique|id)\(\s*(?:fields:\s*)?\[(?<fields>[^\]]*)\]", Options, 10_000)]
    private static partial Regex Together();
}
