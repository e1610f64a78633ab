using System.Text.RegularExpressions;

namespace Shipworthy.Extractors.Backups;

/// <summary>
/// Finds what the team itself writes against its database: that it lives on a free plan, or that nothing backs it up (ruling G1). Advice, offers and plans are not admissions.
/// </summary>
static partial class FreePlans
{
    /// <summary>The admission that counts most; null without one.</summary>
    public static BackupAdmission? In(Facts<Document> documents) =>
        documents
            .Where(document =>
                document.Kind is not (DocumentKind.Changes or DocumentKind.Legal or DocumentKind.Form or DocumentKind.ProductHelp)
            )
            .SelectMany(document => document.Lines.Select(line => Of(document, line)))
            .OfType<BackupAdmission>()
            .OrderBy(one => one.State)
            .FirstOrDefault();

    static BackupAdmission? Of(Document document, DocumentLine line)
    {
        if (
            line.Kind is not (LineKind.Row or LineKind.Item)
            || !Free().IsMatch(line.Text)
            || !Database().IsMatch(line.Text)
            || Provider().Match(line.Text) is not { Success: true } provider
            || NotAdmitted().IsMatch(line.Text)
            || NotAdmitted().IsMatch(document.SectionOf(line.Number).Heading)
        )
            return null;
        var name = provider.Value;
        var none = WithoutBackups().IsMatch(name);
        return new(
            document.Line(line.Number),
            name,
            none ? BackupState.SwitchedOff : BackupState.Short,
            none
                ? $"says that the database is on the free plan of {name}, which makes no backups"
                : $"says that the database is on the free plan of {name}, which goes back for hours, not for days"
        );
    }

    const RegexOptions Plain = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;

    [GeneratedRegex(@"\bfree\b|\bgratis\b|\bgratuit\w*|\bkostenlos\w*|\bM0\b|\bücretsiz\b", Plain, 10_000)]
    private static partial Regex Free();

    [GeneratedRegex(@"\b(?:postgres(?:ql)?|mysql|mongo(?:db)?|database|db|datenbank|base de datos|banco de dados)\b", Plain, 10_000)]
    private static partial Regex Database();

    [GeneratedRegex(
        @"\b(?:Neon|Supabase|PlanetScale|Render|Railway|Heroku|Aiven|ElephantSQL|Turso|Xata|Koyeb|(?:MongoDB )?Atlas)\b",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Provider();

    [GeneratedRegex(@"Supabase|Render|Atlas|Heroku|ElephantSQL|Koyeb", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex WithoutBackups();

    [GeneratedRegex(
        @"\b(?:dev|development|local|staging|test|testing|available|options?|alternatives?|or|recommend\w*|generous|easy|can|sign ?up|create|deploy|setup|set up|migrat\w*|consider|e\.g|example|prerequisites?|limits?|limited|upgrade|pricing|cost estimates?|costs?|scenarios?|phase|mvp|until|planned|compar\w*|hosting options|tutorial|getting started|quick ?start|hackathon|verify|check|ensure|make sure|if)\b|→|\?|✅",
        Plain,
        10_000
    )]
    private static partial Regex NotAdmitted();
}

/// <summary>What the team writes against its own backups.</summary>
/// <param name="At">The line.</param>
/// <param name="Provider">Whose plan it is.</param>
/// <param name="State">What follows.</param>
/// <param name="Because">As a clause about the line.</param>
sealed record BackupAdmission(Location At, string Provider, BackupState State, string Because);
