using System.Text.RegularExpressions;
using Shipworthy.Extractors.Migrations.Sets;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Migrations;

/// <summary>
/// Changes of production's schema that a document tells people to paste into the database's console: a file of SQL that belongs to no set of migrations (rubric 5.4,
/// rule 2, and ruling G1).
/// </summary>
static partial class SchemasInDocuments
{
    /// <summary>So many lines around the name of the file speak of what to do with it.</summary>
    const int LinesAround = 6;

    /// <summary>The first of them; null where no document does.</summary>
    public static OwnedSchema? Pasted(SourceTree tree, App known, ImmutableArray<FoundSet> sets)
    {
        var taken = sets.SelectMany(set => set.Files).Select(one => one.File.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (
            var document in known.Documents.Where(document =>
                document.Kind is not (DocumentKind.Form or DocumentKind.Changes or DocumentKind.Legal or DocumentKind.ProductHelp)
                && Production().IsMatch($"{document.At.Path} {document.Title}")
            )
        )
        foreach (var span in document.CodeSpans.Where(span => SqlFile().IsMatch(span.Text)))
        {
            var name = span.Text[(span.Text.LastIndexOf('/') + 1)..];
            var around = string.Join(
                '\n',
                document.Lines.Where(line => Math.Abs(line.Number - span.Line) <= LinesAround).Select(line => line.Text)
            );
            if (
                !taken.Contains(name)
                && tree.Named(name).FirstOrDefault(file => Changes().IsMatch(file.Text)) is { } file
                && Console().IsMatch(around)
                && Pastes().IsMatch(around)
            )
                return new(document.Line(span.Line), MigrationTool.Unknown, file.Folder)
                {
                    Because = $"tells people to paste {name} into the console of production's database",
                };
        }
        return null;
    }

    const RegexOptions Plain = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;

    [GeneratedRegex(@"(?<![a-z])(?:prod|production|produção|producción|produktion|produzione)(?![a-z])", Plain, 10_000)]
    private static partial Regex Production();

    [GeneratedRegex(@"^[\w./-]+\.sql$", Plain, 10_000)]
    private static partial Regex SqlFile();

    [GeneratedRegex(@"\b(?:create|alter|drop)\s+(?:table|type|view)\b", Plain, 10_000)]
    private static partial Regex Changes();

    [GeneratedRegex(@"sql editor|console|query editor|dashboard|phpmyadmin|pgadmin|editor sql|sql-editor", Plain, 10_000)]
    private static partial Regex Console();

    [GeneratedRegex(@"\b(?:paste|copy|pega|copia|cole|copie|colle[rz]?|einfügen|kopier\w*|incolla)\b", Plain, 10_000)]
    private static partial Regex Pastes();
}
