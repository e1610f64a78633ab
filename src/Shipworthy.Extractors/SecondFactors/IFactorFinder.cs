using Shipworthy.Generators;

namespace Shipworthy.Extractors.SecondFactors;

/// <summary>Knows how one framework or family of libraries enrols and verifies second factors. One class a family; its file is its registration.</summary>
interface IFactorFinder
{
    /// <summary>The second factors of the family that an app offers, each once.</summary>
    IEnumerable<SecondFactor> Find(Sources sources);
}

/// <summary>One instance of every finder.</summary>
[ListsAll<IFactorFinder>]
static partial class AllFactorFinders;
