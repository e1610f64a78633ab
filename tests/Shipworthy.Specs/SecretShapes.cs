namespace Shipworthy.Specs;

/// <summary>Makes values that have the shape of secrets, at test time, so that none is ever written down.</summary>
static class SecretShapes
{
    const string Alphanumeric = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    /// <summary>A fresh value of the given kind.</summary>
    /// <exception cref="FormatException">The kind is not known here.</exception>
    public static string Make(string kind, Random random) =>
        kind switch
        {
            "random-32" => Letters(random, 32),
            "stripe-live" => "sk_live_" + Letters(random, 24),
            _ => throw new FormatException($"no secret of kind {kind} can be made; add it to SecretShapes"),
        };

    static string Letters(Random random, int count) => new(random.GetItems<char>(Alphanumeric, count));
}
