using Shipworthy.Generators;

namespace Shipworthy.Extractors.Recovery;

/// <summary>Finds the ways to sign in with a password of one framework or product, with the way back in. One class each; its file is its registration.</summary>
interface IRecoveryFinder
{
    /// <summary>Hands over the flows. Tests are looked for afterwards, for all of them alike.</summary>
    IEnumerable<ResetFlow> Find(RecoverySources sources);
}

/// <summary>One instance of every finder.</summary>
[ListsAll<IRecoveryFinder>]
static partial class AllRecoveryFinders;
