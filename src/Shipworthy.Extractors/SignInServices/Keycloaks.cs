using Shipworthy.Extractors.Json;

namespace Shipworthy.Extractors.SignInServices;

/// <summary>Realms of Keycloak that were exported into the repository. Its lock is off until a realm switches it on (server administration guide, "Brute force attacks").</summary>
static class Keycloaks
{
    /// <summary>The service as a realm has it.</summary>
    public static SignInService Set(Sources sources, SignInService service)
    {
        if (service.Vendor is not "Keycloak")
            return service;
        foreach (
            var file in sources.Tree.Files.Where(one =>
                one.Name.EndsWith(".json", StringComparison.OrdinalIgnoreCase)
                && one.Text.Contains("\"realm\"", StringComparison.Ordinal)
                && one.Text.Contains("\"clients\"", StringComparison.Ordinal)
            )
        )
        {
            var guards = JsonFile.Read(file)["bruteForceProtected"];
            return guards.Truth is true
                ? service with
                {
                    SetAt = guards.At,
                    Default = "locks an account after failures, as its realm says",
                }
                : service with
                {
                    SetAt = guards.Exists ? guards.At : file.AtLine(1),
                    SwitchedOff = "does not count failures in this realm",
                };
        }
        return service;
    }
}
