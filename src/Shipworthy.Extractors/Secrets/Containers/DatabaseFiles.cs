using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Shipworthy.Extractors.Secrets.Containers;

/// <summary>
/// Database files of SQLite (sqlite.org/fileformat) with a table of people and the hashes of their passwords. Tables are named in the schema, which is
/// kept as the text of its statements; a cell keeps a text as it is, so hashes are found without following pages.
/// </summary>
sealed partial class DatabaseFiles : ContainerFamily
{
    /// <summary>The endings of the names of such files.</summary>
    public static ImmutableArray<string> Endings { get; } = ["*.db", "*.db3", "*.sqlite", "*.sqlite3", "*.s3db", "*.sqlitedb"];

    /// <summary>How much of a file is read. The schema stands at its beginning, and a table of people is seldom its last.</summary>
    const int MostBytes = 16 * 1024 * 1024;

    public override ImmutableArray<ContainerKind> Kinds =>
        [new("database-file", "a database with the password hashes of people", Endings, In)];

    /// <summary>
    /// A file is one secret, however often it was committed while people used it: what identifies it is its path, which is what is removed and whose people are told.
    /// </summary>
    static IEnumerable<Sighting> In(SearchedBlob blob)
    {
        var bytes = blob.Bytes.Span;
        if (!bytes.StartsWith("SQLite format 3\0"u8))
            return [];
        var text = Encoding.Latin1.GetString(bytes[..Math.Min(bytes.Length, MostBytes)]);
        return People().IsMatch(text) && Hash().IsMatch(text)
            ?
            [
                Sight(
                    blob,
                    Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(blob.Path))),
                    0,
                    0,
                    "database-file",
                    "a database with the password hashes of people"
                ),
            ]
            : [];
    }

    [GeneratedRegex(
        @"CREATE TABLE (?:IF NOT EXISTS )?[""'`\[]?\w{0,40}(?:user|account|member|person|people|customer|admin|login|auth)\w{0,40}[""'`\]]?\s{0,4}\(",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex People();

    /// <summary>bcrypt, argon2, scrypt and PBKDF2 as the PHC string format, Django, Werkzeug and passlib write them, and ASP.NET Core Identity.</summary>
    [GeneratedRegex(
        @"\$2[abxy]\$\d\d\$[./A-Za-z0-9]{53}|\$argon2id?\$v=\d{1,4}\$[^\s'""\0]{30,300}|\$scrypt\$[^\s'""\0]{30,300}|\$pbkdf2[-_]sha\d{1,3}\$[^\s'""\0]{30,300}|pbkdf2_sha\d{1,3}\$\d{1,9}\$[^\s'""\0]{30,300}|(?:pbkdf2:sha\d{1,3}|scrypt):\d{1,9}(?::\d{1,3}){0,2}\$[^\s'""\0$]{4,64}\$[0-9a-f]{32,128}|AQAAAA[A-Z][A-Za-z0-9+/]{50,100}={0,2}",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Hash();
}
