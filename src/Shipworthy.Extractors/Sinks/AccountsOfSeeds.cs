using System.Text.RegularExpressions;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Sinks;

/// <summary>
/// Learns of accounts that the app makes with a password of its own code, when it starts or when its migrations run: with the password itself, or with its hash, whose
/// password stands in a remark beside it.
/// </summary>
sealed partial class AccountsOfSeeds : ICombiner
{
    /// <summary>How many lines apart a remark and the hash that it tells of may stand.</summary>
    const int Apart = 3;

    public ImmutableArray<Type> Teaches { get; } = [typeof(SecretSink)];

    public void Combine(Sources sources, App known, Learner learn)
    {
        foreach (var secret in Logins(known))
            if (
                secret.Pattern is "seeded-login"
                && secret.Elsewhere.Prepend(secret.At).Where(place => MakesAccounts(sources, place)).ToImmutableArray()
                    is [var first, ..] all
            )
                learn.Add(Sink(secret, first, all));
        foreach (var place in ByHand(known).Where(place => MakesAdministrator(sources, place)).DistinctBy(place => place.Path))
            learn.Add(
                new SecretSink(place, SinkUse.CreatesAccounts, "")
                {
                    Origin = SinkOrigin.Unknown,
                    Because =
                        "makes an administrator with a written password whenever somebody starts it; whether production has that account is open",
                }
            );
        // Accounts that one file makes with hashes are mended together.
        foreach (
            var file in Logins(known)
                .Where(secret => secret.Pattern is not "seeded-login")
                .SelectMany(secret =>
                    secret
                        .Elsewhere.Prepend(secret.At)
                        .Where(place => MakesAccounts(sources, place) && TellsOfHash(sources, place))
                        .Select(place => (Secret: secret, Place: place))
                )
                .GroupBy(one => one.Place.Path, StringComparer.Ordinal)
        )
        {
            var first = file.OrderBy(one => one.Secret.OpensAdministration ? 0 : 1).ThenBy(one => one.Place.Line).First();
            learn.Add(Sink(first.Secret, first.Place, [.. file.Select(one => one.Place)]));
        }
    }

    static IEnumerable<Secret> Logins(App known) =>
        known.Secrets.Where(secret => secret is { Kind: SecretKind.Login, Class: SecretClass.Live, AtHead: true });

    /// <summary>Passwords of accounts that a script makes when a person starts it.</summary>
    static IEnumerable<Location> ByHand(App known) =>
        known
            .Secrets.Where(secret =>
                secret is { Pattern: "seeded-login", Kind: SecretKind.Login, Class: SecretClass.Aimless, AtHead: true }
                && secret.Because.Contains("by hand", StringComparison.Ordinal)
            )
            .SelectMany(secret => secret.Elsewhere.Prepend(secret.At))
            .OrderBy(place => place.Path, StringComparer.Ordinal)
            .ThenBy(place => place.Line);

    /// <summary>
    /// Whether a script makes somebody who may do everything, and nothing in it speaks of trying things out. It takes the same settings as the server, so it makes that person
    /// wherever it is started.
    /// </summary>
    static bool MakesAdministrator(Sources sources, Location place) =>
        MakesAccounts(sources, place)
        && sources.Tree.Find(place.Path) is { } file
        && Administrator().IsMatch(file.Text)
        && !ForTrying().IsMatch(file.Path.Replace('_', ' '))
        && !ForTrying().IsMatch(file.Text[..Math.Min(file.Text.Length, 2000)]);

    static SecretSink Sink(Secret secret, Location place, ImmutableArray<Location> all) =>
        new(place, SinkUse.CreatesAccounts, "")
        {
            Origin = SinkOrigin.Written,
            Written = secret.Masked,
            Hash = secret.Hash,
            UsedAt = all,
        };

    /// <summary>Whether a place of a password can be the code that makes the account; documents print it as well.</summary>
    static bool MakesAccounts(Sources sources, Location place) =>
        place.Commit is null
        && sources.Tree.Find(place.Path)?.Role is FileRole.Prod or FileRole.Script or FileRole.Migration or FileRole.Infra;

    /// <summary>
    /// Whether a password stands in a remark beside the hash that the database gets: in a migration, or in the data of a model, which its migrations bring along. What a
    /// script does when a person starts it is not told here.
    /// </summary>
    static bool TellsOfHash(Sources sources, Location place)
    {
        if (sources.Tree.Find(place.Path) is not { } file || !(file.Role is FileRole.Migration || DataOfModel().IsMatch(file.Text)))
            return false;
        var lines = file.Text.Split('\n');
        return place.Line > 0
            && Hash()
                .IsMatch(
                    string.Join('\n', lines[Math.Clamp(place.Line - 2, 0, lines.Length)..Math.Clamp(place.Line + Apart, 0, lines.Length)])
                );
    }

    [GeneratedRegex(
        @"\b(?:role|rolle|rol|type|tipo|perfil)\w*[""']?\s*[:=]\s*(?:[""']|\w+\.)(?:super_?)?admin|is_superuser[""']?\s*[:=]\s*True|create_superuser",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex Administrator();

    [GeneratedRegex(
        @"\b(?:demo|dummy|fixtures?|fake|faker|sample|test(?:s|ing)?|e2e|local|dev(?:elopment)?)\b|example\.(?:com|org)|localhost",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex ForTrying();

    [GeneratedRegex(@"\.HasData\s*\(", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex DataOfModel();

    [GeneratedRegex(@"\$2[abxy]\$\d\d\$[./A-Za-z0-9]{53}|\$argon2|pbkdf2[_:$]|\$scrypt\$|\bAQAAAA", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Hash();
}
