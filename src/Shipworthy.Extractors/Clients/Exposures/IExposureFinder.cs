using Shipworthy.Generators;

namespace Shipworthy.Extractors.Clients.Exposures;

/// <summary>Finds secrets that a client holds by one way. Its file is its registration.</summary>
interface IExposureFinder
{
    /// <summary>When it is asked: what an earlier one found, a later one does not report again.</summary>
    int Order { get; }

    /// <summary>The secrets that a client holds, or seems to.</summary>
    /// <param name="client">The client.</param>
    /// <param name="known">What is known of the app.</param>
    /// <param name="told">Names of variables and hashes of values that were reported already.</param>
    IEnumerable<ClientExposure> Find(BuiltClient client, App known, IReadOnlySet<string> told);
}

/// <summary>One instance of every finder.</summary>
[ListsAll<IExposureFinder>]
static partial class AllExposureFinders;
