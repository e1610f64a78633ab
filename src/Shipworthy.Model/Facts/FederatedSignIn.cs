namespace Shipworthy.Model;

/// <summary>A way to sign in with an account at some other site, which asks for passwords and second factors by itself.</summary>
/// <param name="At">Where it is set up.</param>
/// <param name="Provider">The other site, as it is named there: "Google".</param>
public sealed record FederatedSignIn(Location At, string Provider) : Fact(At)
{
    /// <inheritdoc/>
    public override string Identity => $"federated:{Provider}";
}

public sealed partial class App
{
    /// <summary>The other sites with whose accounts people sign in.</summary>
    public Facts<FederatedSignIn> FederatedSignIns => Of<FederatedSignIn>();
}
