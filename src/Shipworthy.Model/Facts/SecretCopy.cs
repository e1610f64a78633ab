namespace Shipworthy.Model;

public sealed partial class App
{
    /// <summary>Further files in which secrets stand.</summary>
    public Facts<SecretCopy> SecretCopies => Of<SecretCopy>();
}

/// <summary>
/// Another file in which a secret stands as one by itself, and is not merely mentioned: whoever takes it out of the first file only has not taken it out. It is the
/// same item as the secret, and shares its identity.
/// </summary>
/// <param name="At">Its place there; of several in one file the first.</param>
/// <param name="Original">The secret.</param>
public sealed record SecretCopy(Location At, Secret Original) : Fact(At)
{
    /// <inheritdoc/>
    public override string Identity => Original.Identity;

    /// <inheritdoc/>
    public override Proof Proof => Original.Proof;

    /// <inheritdoc/>
    public override ImmutableArray<Location> Related => [Original.At];
}
