using System.Text.RegularExpressions;

namespace Shipworthy.Extractors.Secrets.Containers;

/// <summary>Dumps of databases that carry the password hashes of people. A migration that seeds one account is no dump.</summary>
sealed partial class DatabaseDumps : ContainerFamily
{
    /// <summary>With so many different hashes a file without a dump's head is one all the same.</summary>
    const int Several = 3;

    public override ImmutableArray<ContainerKind> Kinds =>
        [new("database-dump", "the password hash of a person", ["*.sql", "*.dump", "*.sql.bak"], In)];

    static IEnumerable<Sighting> In(SearchedBlob blob)
    {
        if (blob.Role is Reading.FileRole.Migration || !blob.Bytes.Span.Contains((byte)0x24))
            return [];
        var found = InText(blob, "database-dump", "the password hash of a person", Hash()).ToList();
        return
            found.Count > 0
            && (Head().IsMatch(blob.Text) || found.Select(one => one.Value).Distinct(StringComparer.Ordinal).Count() >= Several)
            ? found
            : [];
    }

    [GeneratedRegex(
        @"(?<v>\$2[abxy]\$\d\d\$[./A-Za-z0-9]{53}|\$argon2id?\$v=\d+\$[^\s'""]{30,}|pbkdf2_sha256\$\d+\$[^\s'""]{30,})",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Hash();

    [GeneratedRegex(
        "(?:MySQL|MariaDB|PostgreSQL database|phpMyAdmin SQL|SQLite) dump",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex Head();
}
