namespace Shipworthy.Extractors.Audit;

/// <summary>
/// Endpoints that ASP.NET Core Identity adds to an app by <c>MapIdentityApi</c>: <c>/manage/info</c> changes the address and the password, <c>/manage/2fa</c> switches the second factor.
/// Identity records neither (documentation of .NET 8 to 10).
/// </summary>
public sealed class SensitiveActionsOfIdentityApi : IExtractor
{
    /// <inheritdoc/>
    public ImmutableArray<Type> Teaches => [typeof(SensitiveAction)];

    /// <inheritdoc/>
    public void Extract(Sources sources, Learner learn)
    {
        var code = sources.Code;
        var calls = code.Calls("MapIdentityApi").Where(call => sources.IsDeployed(call.File)).ToList();
        if (calls.Count == 0)
            return;
        var writes = new DataWrites(code);
        var everywhere = new AuditEverywhere(sources, writes, new(code));
        foreach (var call in calls)
        {
            var record = everywhere.Of(call, null);
            learn.Add(
                new SensitiveAction(call.At, SensitiveKind.Credential, "MapIdentityApi's /manage/info and /manage/2fa")
                {
                    Record = record,
                    NotSeen = record is null && everywhere.MayRecord is { } around ? $"{around} may record it" : null,
                    Suffix = $" {call.File.Path}",
                }
            );
        }
    }
}
