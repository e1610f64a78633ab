using Shipworthy.Extractors.Recovery.Walks;

namespace Shipworthy.Extractors.Recovery;

/// <summary>Joins the ways to sign in with a password and back in without it, as each framework and product shows them, with the tests that walk them.</summary>
public sealed class ResetFlowsOfApps : ICombiner
{
    /// <inheritdoc/>
    public ImmutableArray<Type> Teaches => [typeof(ResetFlow)];

    /// <inheritdoc/>
    public void Combine(Sources sources, App known, Learner learn)
    {
        var recovery = new RecoverySources(sources, known);
        var walks = new WalksOfResets(sources, known.TestSuites);
        var flows = AllRecoveryFinders.All.SelectMany(finder => finder.Find(recovery)).ToList();
        if (flows.Count == 0 && Products.RecoveryOfOwnPasswords.AnyPassword(recovery) is { Exists: true } password)
            learn.CannotSee<ResetFlow>(password.At, "handles a password, and at which door people sign in with it could not be seen");
        foreach (var flow in flows.DistinctBy(one => one.Identity))
            learn.Add(walks.Of(flow));
    }
}
