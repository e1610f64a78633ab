using System.Collections.Frozen;
using Shipworthy.Extractors.Telemetry;

namespace Shipworthy.Extractors.BuildSecrets;

/// <summary>
/// Keys by which an app tells a service of analytics which project its events belong to. They are sent from every browser that uses such an app, so they are public by
/// design, whatever their variable is called (rubric 4.6, "public-by-design values").
/// </summary>
static class ProjectKeys
{
    static readonly FrozenSet<string> products = FrozenSet.ToFrozenSet(["posthog", "mixpanel", "amplitude"]);

    /// <summary>The variables that hold one.</summary>
    public static FrozenSet<string> In(Sources sources)
    {
        var path = new StartPath(sources);
        return sources
            .Code.Calls("PostHog", "Posthog", "init")
            .Where(call => call.Kind is CodeKind.New or CodeKind.Call && IsOfProduct(call))
            .Select(call => call.ArgumentAt(0))
            .Where(key => key.Exists)
            .Select(key => path.VariableOf(key))
            .OfType<string>()
            .ToFrozenSet(StringComparer.Ordinal);
    }

    static bool IsOfProduct(Code call) =>
        products.Contains((call.Callee.Name is "init" ? call.Receiver.Name : call.Callee.Name).ToLowerInvariant());
}
