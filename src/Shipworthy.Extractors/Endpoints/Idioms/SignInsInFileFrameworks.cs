using Shipworthy.Extractors.Endpoints.Steps;

namespace Shipworthy.Extractors.Endpoints.Idioms;

/// <summary>
/// Ways in which apps of SvelteKit and Nuxt find out who is calling: functions that a hook puts into the locals of a request, and functions that need no import.
/// </summary>
sealed class SignInsInFileFrameworks : IActIdiom
{
    /// <inheritdoc/>
    public Act? Of(Site site) =>
        !site.IsCalled || site.Node.File.Language is Language.Python or Language.CSharp ? null
        : site.Node.Receiver is { Exists: true, Name: "locals" }
            ? site.Name is "auth" or "getSession" or "safeGetSession" or "validate" or "validateUser" or "getUser"
                    ? site.Act(ActKind.AsksWho, "the caller that the request carries")
                : null
        : site.Node.Callee.Kind is not CodeKind.Name || site.Sources.Code.Target(site.Node).Exists ? null
        : site.Name switch
        {
            "requireUserSession" => site.Act(ActKind.ProvesUser, "a sealed session cookie"),
            "getUserSession" => site.Act(ActKind.AsksWho, "a sealed session cookie"),
            "serverSupabaseUser" or "serverSupabaseSession" => site.Act(ActKind.AsksWho, "Supabase Auth"),
            "getServerSession" when site.Origin.Package is "" or "#auth" => site.Act(ActKind.AsksWho, "NextAuth"),
            _ => null,
        };
}
