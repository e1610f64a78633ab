using System.Text.RegularExpressions;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Migrations.Flaws;

/// <summary>A model of a Prisma schema, with the names that the database knows.</summary>
sealed record PrismaModel(Location At, string Table, ImmutableArray<(string Name, Location At)> Columns);

/// <summary>Reads models from schema files (prisma.io, "Prisma schema reference"): <c>@@map</c>, <c>@map</c>, relations and enums resolved.</summary>
static partial class PrismaModels
{
    /// <summary>The models that have a table of their own.</summary>
    public static IEnumerable<PrismaModel> In(IEnumerable<SourceFile> files)
    {
        var blocks = files
            .SelectMany(file => Block().Matches(WithoutComments(file.Text)).Select(match => (File: file, Match: match)))
            .ToList();
        var models = blocks.Select(block => block.Match.Groups["name"].Value).ToHashSet(StringComparer.Ordinal);
        foreach (var (file, match) in blocks.Where(block => block.Match.Groups["kind"].Value is "model"))
        {
            var body = match.Groups["body"];
            if (body.Value.Contains("@@ignore", StringComparison.Ordinal))
                continue;
            yield return new(
                file.At(match.Index),
                TableMap().Match(body.Value) is { Success: true } map ? map.Groups["name"].Value : match.Groups["name"].Value,
                [
                    .. Field()
                        .Matches(body.Value)
                        .Where(field =>
                            !models.Contains(field.Groups["type"].Value)
                            && !field.Groups["rest"].Value.Contains("@ignore", StringComparison.Ordinal)
                        )
                        .Where(field => !field.Groups["rest"].Value.Contains("@relation", StringComparison.Ordinal))
                        .Select(field =>
                            (
                                ColumnMap().Match(field.Groups["rest"].Value) is { Success: true } column
                                    ? column.Groups["name"].Value
                                    : field.Groups["name"].Value,
                                file.At(body.Index + field.Groups["name"].Index)
                            )
                        ),
                ]
            );
        }
    }

    /// <summary>A schema with its comments blanked, so that braces in them end no model and places stay.</summary>
    static string WithoutComments(string text) => Comment().Replace(text, comment => new string(' ', comment.Length));

    [GeneratedRegex(@"//[^\n]*", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Comment();

    const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.Multiline;

    /// <summary>Enums are columns, so only models, views and composite types are kept from being taken for some.</summary>
    [GeneratedRegex(@"^(?<kind>model|view|type)[ \t]+(?<name>\w+)[ \t]*\{(?<body>[^}]*(?:\{[^}]*\}[^}]*)*)^\}", Options, 10_000)]
    private static partial Regex Block();

    [GeneratedRegex(@"^[ \t]*@@map\(\s*(?:name:\s*)?""(?<name>[^""]+)""", Options, 10_000)]
    private static partial Regex TableMap();

    [GeneratedRegex(@"^[ \t]+(?<name>[A-Za-z]\w*)[ \t]+(?<type>[A-Za-z]\w*)(?<rest>[^\n]*)", Options, 10_000)]
    private static partial Regex Field();

    [GeneratedRegex(@"(?<!@)@map\(\s*(?:name:\s*)?""(?<name>[^""]+)""", Options, 10_000)]
    private static partial Regex ColumnMap();
}
