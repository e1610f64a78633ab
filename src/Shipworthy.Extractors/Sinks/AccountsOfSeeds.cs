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
            if (secret.Pattern is "seeded-login" && MakesAccounts(sources, secret.At))
                learn.Add(Sink(secret, secret.At, [secret.At]));
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

    [GeneratedRegex(@"\.HasData\s*\(", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex DataOfModel();

    [GeneratedRegex(@"\$2[abxy]\$\d\d\$[./A-Za-z0-9]{53}|\$argon2|pbkdf2[_:$]|\$scrypt\$|\bAQAAAA", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Hash();
}
