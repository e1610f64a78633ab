using Shipworthy.Extractors.Endpoints.Frameworks;

namespace Shipworthy.Extractors.SignInServices;

/// <summary>
/// The services at which an app's people sign in, each once, at the first file that uses it. A service that only takes people on from other sites is none, since nothing is
/// guessed there.
/// </summary>
public sealed class SignInServicesOfApps : IExtractor
{
    /// <inheritdoc/>
    public ImmutableArray<Type> Teaches => [typeof(SignInService)];

    /// <inheritdoc/>
    public void Extract(Sources sources, Learner learn)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var import in sources.Code.All(CodeKind.Import).OrderBy(one => one.File.Path, StringComparer.Ordinal))
            if (
                !import.Is(Modifiers.TypeOnly)
                && SignInVendors.Of(import.Name) is { } vendor
                && sources.IsDeployed(import.File)
                && (vendor != SignInVendors.Firebase || TakesPasswords(import))
                && seen.Add(vendor.Name)
            )
                learn.Add(Keycloaks.Set(sources, Locked(sources, Service(import, vendor), "signInWithEmailAndPassword")));
        var calls = SurfacesOfPlatforms
            .SignInsAtSupabase(sources)
            .OrderByDescending(one => sources.Code.IsReachable(one.File))
            .ThenBy(one => one.File.Path, StringComparer.Ordinal)
            .ToList();
        if (calls.Count > 0)
            learn.Add(SupabaseSettings.Set(sources, Locked(sources, Service(calls[0], SignInVendors.Supabase), "signInWithPassword")));
    }

    static SignInService Service(Code at, SignInVendor vendor) =>
        new(at.At, vendor.Name) { Default = vendor.Default, CountsAccounts = vendor.CountsAccounts };

    static SignInService Locked(Sources sources, SignInService service, string call) =>
        service.Vendor is "Supabase" or "Firebase" && LocksInClients.Find(sources, call) is var (at, how)
            ? service with
            {
                LockedInClientAt = at,
                LockedInClient = how,
            }
            : service;

    /// <summary>Firebase also signs people in with other sites' accounts only, and with codes that it sends.</summary>
    static bool TakesPasswords(Code import) =>
        import
            .All(Part.Element)
            .Any(one =>
                one.ImportedName is "signInWithEmailAndPassword" or "createUserWithEmailAndPassword" or "signInWithPhoneNumber" or "*"
            );
}
