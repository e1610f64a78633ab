namespace Shipworthy.Model;

public sealed partial class App
{
    /// <summary>Where tools of infrastructure keep what they know of the cloud: one fact for each root module, and for each file of state in git.</summary>
    public Facts<TerraformState> TerraformStates => Of<TerraformState>();
}

/// <summary>The state of Terraform, OpenTofu or Pulumi: what the tool believes that it has made.</summary>
/// <param name="At">The file of state, or the root module.</param>
/// <param name="Name">The path of the file, or the folder of the root module.</param>
/// <param name="Keeping">Where it is kept.</param>
public sealed record TerraformState(Location At, string Name, StateKeeping Keeping) : Fact(At)
{
    /// <inheritdoc/>
    public override string Identity => $"state:{Name}";
}

/// <summary>Where state is kept.</summary>
public enum StateKeeping
{
    /// <summary>It could not be told, as when another tool writes the settings.</summary>
    Unknown,

    /// <summary>In a place that all share, which can be locked.</summary>
    Shared,

    /// <summary>On the machine of whoever applies it.</summary>
    OnOneMachine,

    /// <summary>In git.</summary>
    InGit,
}
