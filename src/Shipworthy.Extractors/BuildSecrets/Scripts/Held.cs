namespace Shipworthy.Extractors.BuildSecrets.Scripts;

/// <summary>A secret that a variable or a file of a script holds.</summary>
/// <param name="Name">The secret by name, or the command that fetched it.</param>
/// <param name="Masked">Whether the runner knows the value, and replaces it in the log.</param>
sealed record Held(string Name, bool Masked)
{
    /// <summary>What was done to it, so that the runner does not know it any more: "encoded"; empty where nothing was.</summary>
    public string Changed { get; init; } = "";

    /// <summary>The secret as an object of a sentence.</summary>
    public string Noun =>
        Changed.Length > 0 ? $"{Name} {Changed}"
        : Masked ? Name
        : $"what {Name} fetched";
}

/// <summary>Something that a script does with a secret.</summary>
sealed record Doing(Location At, ExposureKind Kind, string Says);

/// <summary>What the steps of a job have written so far, by path: the secrets in it.</summary>
sealed class JobFiles
{
    readonly Dictionary<string, Held> held = new(StringComparer.Ordinal);

    /// <summary>The secret in a file; null when none is known.</summary>
    public Held? Find(string path) => held.GetValueOrDefault(Plain(path));

    /// <summary>Remembers that a secret was written to a file. A secret that nothing masks outweighs one that is.</summary>
    public void Put(string path, Held secret)
    {
        if (!held.TryGetValue(Plain(path), out var before) || before.Masked)
            held[Plain(path)] = secret;
    }

    static string Plain(string path)
    {
        var bare = path.Trim('"', '\'');
        return bare.StartsWith("./", StringComparison.Ordinal) ? bare[2..] : bare;
    }
}
