using System.Text.RegularExpressions;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Schema;

/// <summary>A field of a block of a Prisma schema, as it is written.</summary>
/// <param name="Name">What code calls it.</param>
/// <param name="Type">The name of its type, without <c>?</c> and <c>[]</c>.</param>
/// <param name="Rest">What stands behind the type on its line: <c>? @unique @map("e_mail")</c>.</param>
/// <param name="Index">Where its name begins in the file.</param>
sealed record PrismaField(string Name, string Type, string Rest, int Index)
{
    /// <summary>What the database calls it.</summary>
    public string Column => PrismaBlock.ColumnOf(Rest) ?? Name;
}

/// <summary>A model, view or composite type of a Prisma schema (prisma.io, "Prisma schema reference"), with the names that code and the database use.</summary>
/// <param name="File">The schema file.</param>
/// <param name="Kind">The keyword: <c>model</c>, <c>view</c> or <c>type</c>.</param>
/// <param name="Name">What code calls it.</param>
/// <param name="Index">Where it begins in the file.</param>
/// <param name="Body">What stands between its braces, comments blanked.</param>
/// <param name="Start">Where the body begins in the file.</param>
sealed partial record PrismaBlock(SourceFile File, string Kind, string Name, int Index, string Body, int Start)
{
    const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.Multiline;

    /// <summary>Where it begins.</summary>
    public Location At => File.At(Index);

    /// <summary>What the database calls its table.</summary>
    public string Table => TableMap().Match(Body) is { Success: true } map ? map.Groups["name"].Value : Name;

    /// <summary>Its fields in their order, relations and broken doubles among them.</summary>
    public ImmutableArray<PrismaField> Fields =>
        [
            .. Field()
                .Matches(Body)
                .Select(one => new PrismaField(
                    one.Groups["name"].Value,
                    one.Groups["type"].Value,
                    one.Groups["rest"].Value,
                    Start + one.Groups["name"].Index
                )),
        ];

    /// <summary>The blocks of a schema file. Comments are blanked, so that braces in them end no block and places stay.</summary>
    public static IEnumerable<PrismaBlock> In(SourceFile file)
    {
        var text = Comment().Replace(file.Text, comment => new string(' ', comment.Length));
        foreach (Match block in Block().Matches(text))
        {
            var body = block.Groups["body"];
            yield return new(file, block.Groups["kind"].Value, block.Groups["name"].Value, block.Index, body.Value, body.Index);
        }
    }

    /// <summary>The name that <c>@map</c> gives a column; null without one.</summary>
    internal static string? ColumnOf(string rest) => ColumnMap().Match(rest) is { Success: true } map ? map.Groups["name"].Value : null;

    [GeneratedRegex(@"//[^\n]*", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Comment();

    /// <summary>Enums are columns, so they are no blocks of their own.</summary>
    [GeneratedRegex(@"^(?<kind>model|view|type)[ \t]+(?<name>\w+)[ \t]*\{(?<body>[^}]*(?:\{[^}]*\}[^}]*)*)^\}", Options, 10_000)]
    private static partial Regex Block();

    [GeneratedRegex(@"^[ \t]*@@map\(\s*(?:name:\s*)?""(?<name>[^""]+)""", Options, 10_000)]
    private static partial Regex TableMap();

    [GeneratedRegex(@"^[ \t]+(?<name>[A-Za-z]\w*)[ \t]+(?<type>[A-Za-z]\w*)(?<rest>[^\n]*)", Options, 10_000)]
    private static partial Regex Field();

    [GeneratedRegex(@"(?<!@)@map\(\s*(?:name:\s*)?""(?<name>[^""]+)""", Options, 10_000)]
    private static partial Regex ColumnMap();
}
