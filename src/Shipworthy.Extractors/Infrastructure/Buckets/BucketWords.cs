using System.Text.RegularExpressions;

namespace Shipworthy.Extractors.Infrastructure.Buckets;

/// <summary>Tells by the words of a name what a bucket holds (rubric 4.4, rules 2 and 3). In the languages of rule G6.</summary>
static partial class BucketWords
{
    /// <summary>What a bucket of the name holds. Documents weigh more than what is for everybody.</summary>
    public static BucketContent Of(string name)
    {
        var words = Split().Replace(name, "-").ToLowerInvariant();
        return Documents().IsMatch(words) ? BucketContent.Documents
            : ForEverybody().IsMatch(words) ? BucketContent.ForEverybody
            : BucketContent.Unknown;
    }

    /// <summary>The words of a value that are written here; what is put into it has a name of its own, which says nothing of the bucket.</summary>
    public static string Written(InfraValue value) =>
        value.Kind is InfraValueKind.Text ? value.Text
        : value.Kind is InfraValueKind.Joined ? string.Join(' ', value.Items.Select(Written))
        : "";

    [GeneratedRegex(@"(?<=[a-z0-9])(?=[A-Z])|[^A-Za-z0-9À-ɏ]+", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Split();

    [GeneratedRegex(
        @"(?<![a-z])(?:documents?|docs|invoices?|receipts?|contracts?|kyc|identity|id-(?:cards?|documents?|scans?)|passports?|medical|records?|resumes?|cvs?|certificates?|attachments?|user-?files|exports?|reports?|backups?|dumps?|private|recordings?|messages?|transcripts?|statements?|signatures?|prescriptions?|payslips?|tfstate|terraform-state|state|logs?|documentos|facturas?|contratos?|recibos|faturas|rechnungen|vertraege|dokumente|belege|factures|contrats|fatture|contratti|documenti|faktury|umowy|dokumenty|faturalar|belgeler)(?![a-z])",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Documents();

    [GeneratedRegex(
        @"(?<![a-z])(?:public|publico|assets?|static|cdn|www|site|sites|web|website|webapp|frontend|spa|media(?!-(?:pack|kit))|logos?|branding|brand|avatars?|profile-(?:pictures?|photos?|images?)|thumbnails?|thumbs|og|og-images?|product-images?|products|menu|fonts?|icons?|banners?|covers?|blog|marketing|gallery|cms|hosting|imagenes|bilder|imagens)(?![a-z])",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex ForEverybody();
}
