namespace Shipworthy.Model;

/// <summary>
/// An API that a hosted database offers to clients by itself, such as Supabase's: whoever holds its public key reaches every object in its schemas that no
/// policy or grant closes.
/// </summary>
/// <param name="At">Where the app shows that it uses it: the client that is made, or the folder of its migrations.</param>
/// <param name="Project">The folder of its migrations; empty when they lie at the root.</param>
public sealed record DataApi(Location At, string Project) : Fact(At)
{
    /// <inheritdoc/>
    public override string Identity => $"data-api:{Project}";

    /// <summary>Whether its key is shipped to clients, or public by its name. Otherwise it is not known whether strangers hold it.</summary>
    public required bool HasPublicKey { get; init; }

    /// <summary>Whether strangers can make an account for themselves; null when no setting says so.</summary>
    public bool? HasOpenSignUp { get; init; }
}

public sealed partial class App
{
    /// <summary>The data APIs that clients call by themselves.</summary>
    public Facts<DataApi> DataApis => Of<DataApi>();
}
