using System.Text.RegularExpressions;
using Shipworthy.Extractors.Endpoints.Steps;
using Shipworthy.Extractors.SecondFactors;

namespace Shipworthy.Extractors.Endpoints.Doors;

/// <summary>Tells whether a person signs in at a door, or whether it takes the password of something that is shared.</summary>
static partial class DoorPersons
{
    /// <summary>Why nobody signs in there, and why that is not sure, as clauses; neither where somebody does.</summary>
    public static (string? Nobody, string? Doubt) Of(Route route, Act? compared, List<Act> acts, PathReader reader)
    {
        if (route.Framework is "NextAuth" or "Better Auth")
            return (null, null);
        var handled = acts.FindAll(act => act.Kind is ActKind.HandlesCredential && act.By.Length > 0);
        if (FactorWords.Says(route.Path) || (handled.Count > 0 && handled.TrueForAll(act => act.Credential is CredentialStep.CodeVerify)))
            return ("takes a code, which is a step of another sign-in", null);
        if (
            !route.Handler.Exists
            || CredentialNames.Of(route.Path) is CredentialStep.SignIn
            || (route.Method is "ACTION" && CredentialNames.Of(route.Handler.Name) is CredentialStep.SignIn)
        )
            return (null, null);
        if (compared is not null && compared.Through.Prepend(compared.At).Any(call => Shared().IsMatch(call.Text)))
            return ("takes the password of something that is shared, which makes nobody an administrator", null);
        return reader.GivesToken(route.Handler) is true || reader.Handling(route.Handler).Any(act => act.By is "Passport")
            ? (null, null)
            : (null, "whether it gives anybody a session could not be told");
    }

    [GeneratedRegex(
        @"\b(?:link|document|doc|file|page|room|data_?room|share\w*|paste|note|poll|event|folder|album|gallery|meeting|envelope|recipient)\??\.\w*(?:pass|pin|code)",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex Shared();
}
