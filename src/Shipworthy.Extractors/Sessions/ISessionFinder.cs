using Shipworthy.Generators;

namespace Shipworthy.Extractors.Sessions;

/// <summary>Finds the credentials of sessions of one framework or product. One file a framework; its file is its registration.</summary>
interface ISessionFinder
{
    /// <summary>Looks at the app and hands over what it learnt.</summary>
    void Find(SessionReading reading);
}

/// <summary>One instance of every finder.</summary>
[ListsAll<ISessionFinder>]
static partial class AllSessionFinders;
