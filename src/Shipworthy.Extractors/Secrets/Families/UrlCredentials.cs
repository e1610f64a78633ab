using Shipworthy.Extractors.Reading;
using static Shipworthy.Extractors.Secrets.Shapes.CharacterSet;

namespace Shipworthy.Extractors.Secrets.Families;

/// <summary>Passwords inside addresses: <c>postgres://user:password@host/name</c>.</summary>
sealed class UrlCredentials : TokenFamily
{
    static readonly string[] Databases =
    [
        "postgres",
        "postgresql",
        "mysql",
        "mysql2",
        "mariadb",
        "mongodb",
        "mongodb+srv",
        "redis",
        "rediss",
        "amqp",
        "amqps",
        "mssql",
        "sqlserver",
        "clickhouse",
        "cockroachdb",
        "libsql",
        "postgresql+asyncpg",
        "postgresql+psycopg2",
        "postgresql+psycopg",
        "mysql+pymysql",
        "cloudinary",
    ];

    static readonly string[] Others =
    [
        "http",
        "https",
        "ftp",
        "ftps",
        "sftp",
        "smtp",
        "smtps",
        "imap",
        "imaps",
        "ldap",
        "ldaps",
        "ssh",
        "wss",
        "ws",
        "mqtt",
        "mqtts",
        "nats",
    ];

    public override ImmutableArray<Token> Tokens =>
        [
            Live(
                "password-in-url",
                "a password in an address",
                Run(Scheme, 3, 20),
                "://",
                Run(UserInfo, 3, 300),
                "@",
                Run(Host, 1, 200)
            ) with
            {
                Read = Read,
                MayLookMade = true,
            },
        ];

    static Reading? Read(Candidate candidate)
    {
        var text = candidate.Value;
        var scheme = text[..text.IndexOf(':', StringComparison.Ordinal)].ToLowerInvariant();
        var from = scheme.Length + 3;
        var at = text.LastIndexOf('@');
        var colon = text.IndexOf(':', from);
        if (colon < 0 || colon + 1 >= at)
            return null;
        var (user, password, host) = (text[from..colon], text[(colon + 1)..at], text[(at + 1)..]);
        var database = Databases.Contains(scheme, StringComparer.Ordinal);
        if (!database && !Others.Contains(scheme, StringComparer.Ordinal))
            return null;
        if (
            password.Length < 4
            || Placeholders.AsNamed(password, user)
            || Placeholders.IsReference(user)
            || Placeholders.AreTogether(user, password)
        )
            return null;
        return Judge(candidate, user, password, host, database) is { } reading
            ? reading with
            {
                Part = (candidate.Start + colon + 1, password.Length),
                Noun = database ? "the password of a database" : "a password in an address",
            }
            : null;
    }

    static Reading? Judge(Candidate candidate, string user, string password, string host, bool database) =>
        Hosts.Of(host) switch
        {
            Reach.Unknown or Reach.Placeholder => null,
            Reach.Local => new(SecretClass.Local, OfflineProof.Shape, "opens a service on the same machine or network only"),
            Reach.Private => new(SecretClass.Live, OfflineProof.Shape) { Kind = SecretKind.Named },
            Reach.Real when SpeaksOfRealThings(candidate, user, password, host) => new(SecretClass.Live, OfflineProof.Shape)
            {
                Kind = database ? null : SecretKind.Named,
            },
            Reach.Real => null,
        };

    /// <summary>Tests and documents are full of invented addresses; there, only a managed service or a random password counts.</summary>
    static bool SpeaksOfRealThings(Candidate candidate, string user, string password, string host) =>
        candidate.Blob.Role is not (FileRole.Test or FileRole.Docs or FileRole.Paste or FileRole.Example)
        || !Placeholders.TellsTheReader(password)
            && (Hosts.IsHosted(host) && !user.StartsWith("user", StringComparison.OrdinalIgnoreCase) || Randomness.LooksRandom(password));
}
