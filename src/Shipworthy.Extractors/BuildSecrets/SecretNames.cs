using System.Collections.Frozen;
using Shipworthy.Extractors.Clients.Words;
using Shipworthy.Extractors.Secrets.Generic;

namespace Shipworthy.Extractors.BuildSecrets;

/// <summary>
/// Tells by its name whether a value that a forge keeps as a secret is one: regions, addresses, ids and public keys are kept there too (rulings, 5.7).
/// </summary>
static class SecretNames
{
    static readonly FrozenSet<string> publicWords = FrozenSet.ToFrozenSet([
        "anon",
        "publishable",
        "public",
        "sitekey",
        "measurement",
        "dsn",
    ]);

    /// <summary>Last words of names of things that are no secret.</summary>
    static readonly FrozenSet<string> plain = FrozenSet.ToFrozenSet(
        """
        region regions zone zones location url uri urls host hosts hostname id ids name names username user users account arn role project
        org organization organisation team repository repo registry registries namespace cluster service services bucket domain domains
        endpoint endpoints env environment port ip address email emails to from recipient recipients size version versions path folder
        directory branch provider pool owner login ref image tag label stack app vault channel group function family distribution
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
    );

    /// <summary>Environments, which say nothing at the end of a name.</summary>
    static readonly FrozenSet<string> stages = FrozenSet.ToFrozenSet([
        "dev",
        "development",
        "staging",
        "stage",
        "prod",
        "production",
        "preview",
        "test",
        "live",
    ]);

    /// <summary>Words that make an address one that carries a password, or that whoever knows it can use.</summary>
    static readonly FrozenSet<string> keyedAddresses = FrozenSet.ToFrozenSet(
        """
        database db mongo mongodb redis postgres postgresql pg mysql mariadb amqp rabbitmq webhook hook hooks connection kafka direct
        shadow deploy ping heartbeat sqlserver
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
    );

    /// <summary>Whether what a forge keeps as a secret under this name is one. The token of the run is not: it ends with it, and its permissions decide.</summary>
    public static bool IsSecret(string name)
    {
        if (name is "*")
            return true;
        if (name.Equals("GITHUB_TOKEN", StringComparison.OrdinalIgnoreCase) || IsPublic(name))
            return false;
        var words = SensitiveName.WordsOf(name);
        while (words.Count > 1 && stages.Contains(words[^1]))
            words.RemoveAt(words.Count - 1);
        if (words is [.., "service", "account"] && words.Contains("firebase"))
            return true;
        return words.Count > 0
            && (!plain.Contains(words[^1]) || (words[^1] is "url" or "uri" or "urls" && words.Any(keyedAddresses.Contains)));
    }

    /// <summary>Words of addresses that carry a password: those of databases and brokers.</summary>
    static readonly FrozenSet<string> storeAddresses = FrozenSet.ToFrozenSet(
        "database db mongo mongodb redis postgres postgresql pg mysql mariadb amqp rabbitmq kafka sqlserver".Split(' ')
    );

    /// <summary>Whether what code reads under this name is a secret: by its own words, or because an address of a store carries its password.</summary>
    public static bool IsReadAsSecret(string name)
    {
        if (IsPublic(name))
            return false;
        var words = SensitiveName.WordsOf(name);
        return words is [.., "url" or "uri"]
            ? words.Any(storeAddresses.Contains)
            : SoundsSecret(name)
                && words
                    is not (
                        [
                            ..,
                            _,
                            "days"
                            or "hours"
                            or "minutes"
                            or "seconds"
                            or "ms"
                            or "lifetime"
                            or "duration"
                            or "rounds"
                            or "guard"
                            or "broker"
                            or "model"
                            or "driver"
                            or "mode"
                            or "flow"
                            or "redirect",
                        ]
                        or ["validate" or "use" or "enable" or "disable" or "require" or "has" or "is", ..]
                    );
    }

    /// <summary>Whether a variable that nobody declares as a secret is one by its name.</summary>
    public static bool SoundsSecret(string name) => !IsPublic(name) && SensitiveName.Of(name) is not Sensitivity.None;

    /// <summary>Whether the name is one of values that everybody may see.</summary>
    public static bool IsPublic(string name) =>
        PublicPrefixes.Of(name) is not null
        || SensitiveName.WordsOf(name) is var words
            && (words.Any(publicWords.Contains) || words is [.., "site", "key"] || words.Contains("dummy"));
}
