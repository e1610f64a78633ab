using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Sinks;

/// <summary>Learns of accounts that the app makes with a password of its own code, when it starts or when its migrations run.</summary>
sealed class AccountsOfSeeds : ICombiner
{
    public ImmutableArray<Type> Teaches { get; } = [typeof(SecretSink)];

    public void Combine(Sources sources, App known, Learner learn)
    {
        foreach (var secret in known.Secrets)
            if (
                secret is { Kind: SecretKind.Login, Class: SecretClass.Live, AtHead: true, Pattern: "seeded-login" }
                && MakesAccounts(sources, secret.At)
            )
                learn.Add(
                    new SecretSink(secret.At, SinkUse.CreatesAccounts, "")
                    {
                        Origin = SinkOrigin.Written,
                        Written = secret.Masked,
                        Hash = secret.Hash,
                        UsedAt = [secret.At],
                    }
                );
    }

    /// <summary>Whether a place of a password can be the code that makes the account; documents print it as well.</summary>
    static bool MakesAccounts(Sources sources, Location place) =>
        place.Commit is null
        && sources.Tree.Find(place.Path)?.Role is FileRole.Prod or FileRole.Script or FileRole.Migration or FileRole.Infra;
}
