using System.Text.RegularExpressions;
using Shipworthy.Extractors.Audit;
using Shipworthy.Extractors.Schema;

namespace Shipworthy.Extractors.Decisions;

/// <summary>Whether the app keeps prices of its own for what it offers, and whether people of the app type prices themselves.</summary>
sealed partial class Catalogue(Sources sources)
{
    bool? exists;

    /// <summary>Whether a table or model of the app holds what is offered, with its price.</summary>
    public bool Exists => exists ??= InDatabase() || InPrisma() || InClasses() || InDrizzle();

    bool InDatabase() =>
        sources
            .SupabaseSchemas.SelectMany(one => one.State.Tables.Values)
            .Any(table => Offers(table.Name.Name) && table.Columns.Exists(column => DecisionWords.IsPrice(column.Name)));

    bool InPrisma() =>
        sources
            .Tree.Files.Where(file => file.Path.EndsWith(".prisma", StringComparison.Ordinal))
            .SelectMany(PrismaBlock.In)
            .Any(block => Offers(block.Name) && block.Fields.Any(field => DecisionWords.IsPrice(Words.Snake(field.Name))));

    bool InClasses() =>
        sources
            .Code.All(CodeKind.Class)
            .Any(type =>
                Offers(type.Name)
                && !DecisionWords.IsMessage(type.Name)
                && sources.IsDeployed(type.File)
                && type.Children.Any(member =>
                    member.Kind is CodeKind.Property or CodeKind.Variable or CodeKind.Assignment or CodeKind.Parameter
                    && DecisionWords.IsPrice(Words.Snake(member.Name.Length > 0 ? member.Name : member[Part.Target].Name))
                )
            );

    bool InDrizzle() =>
        sources
            .Code.Calls("pgTable", "mysqlTable", "sqliteTable", "Schema", "define", "model")
            .Any(call =>
                sources.IsDeployed(call.File)
                && Offers(
                    call.ArgumentAt(0).String
                        ?? (call.Enclosing(CodeKind.Variable) is { Exists: true } variable ? SchemaWord().Replace(variable.Name, "") : "")
                )
                && call.Descendants(CodeKind.Property).Any(one => DecisionWords.IsPrice(Words.Snake(one.Name)))
            );

    static bool Offers(string name) => DecisionWords.IsCatalogue(Words.Table(name));

    /// <summary>
    /// A page on which people type such a value beside what is bought and how many, so that it may be theirs to choose; null when none was found.
    /// </summary>
    public string? TypedOn(string column)
    {
        var word =
            column.Contains("discount", StringComparison.Ordinal) ? "discount"
            : column.Contains("price", StringComparison.Ordinal) ? "price"
            : column.Contains("cost", StringComparison.Ordinal) ? "cost"
            : column.Contains("total", StringComparison.Ordinal) ? "total"
            : "amount";
        foreach (var file in sources.Tree.Files)
            if (
                Pages().IsMatch(file.Name)
                && file.Role is Reading.FileRole.Prod
                && Inputs()
                    .Matches(file.Text)
                    .Any(input =>
                        file.Text.AsSpan(input.Index, Math.Min(350, file.Text.Length - input.Index)) is var near && HasWord(near, word)
                    )
                && OfferIds().IsMatch(file.Text)
                && Quantities().IsMatch(file.Text)
            )
                return file.Path;
        return null;
    }

    static bool HasWord(ReadOnlySpan<char> input, string word)
    {
        var end = input.IndexOf("/>", StringComparison.Ordinal);
        return (end > 0 ? input[..end] : input).Contains(word, StringComparison.OrdinalIgnoreCase);
    }

    [GeneratedRegex(@"\.(?:[jt]sx|vue|svelte|html|razor|cshtml|erb|blade\.php|xaml|ejs|hbs)$", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Pages();

    [GeneratedRegex(
        @"<(?:[A-Za-z.]*Input\w*|input|Mud(?:Numeric|Text)Field|TextField|NumberField|Entry|FormField|Field|Controller)\b",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Inputs();

    [GeneratedRegex(
        @"(?:product|variant|service|plan|part|item|course|room)_?(?:id|\.id)\b|\b(?:product|part|item|service)\??\.(?:id|Id)\b",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex OfferIds();

    [GeneratedRegex(@"\b(?:quantity|qty|units|cantidad|menge)\b", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 10_000)]
    private static partial Regex Quantities();

    [GeneratedRegex("(?:Schema|Model|Table)$", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex SchemaWord();
}
