namespace Shipworthy.Extractors.Endpoints.Doors;

/// <summary>
/// The dashboard of Hangfire behind a filter of the app's own. By itself it lets in callers from the same machine only; a filter lets in whom it likes, often by one
/// password for everybody.
/// </summary>
/// <remarks>Source: docs.hangfire.io, "Using Dashboard", "Configuring Authorization".</remarks>
public sealed class DoorsInHangfire : IExtractor
{
    /// <inheritdoc/>
    public ImmutableArray<Type> Teaches => [typeof(SignInDoor)];

    /// <inheritdoc/>
    public void Extract(Sources sources, Learner learn)
    {
        foreach (var call in sources.Code.Calls("UseHangfireDashboard", "MapHangfireDashboard"))
            if (sources.IsDeployed(call.File) && FilterOf(sources.Code, call) is { Length: > 0 } filter)
                learn.CannotSee<SignInDoor>(call.At, $"opens the dashboard of Hangfire to whom {filter} lets in, which is not read");
    }

    /// <summary>The class of the first filter that the app itself wrote; empty when there is none.</summary>
    static string FilterOf(CodeBase code, Code call) =>
        code.All(CodeKind.Class)
            .Where(one =>
                one.All(Part.Base).Any(ancestor => ancestor.Name is "IDashboardAuthorizationFilter" or "IDashboardAsyncAuthorizationFilter")
            )
            .Select(one => one.Name)
            .FirstOrDefault()
            is { } own
        && (call.Enclosing(CodeKind.Function) is { Exists: true } around ? around.Text : call.Text).Contains(
            "Authorization",
            StringComparison.Ordinal
        )
            ? own
            : "";
}
