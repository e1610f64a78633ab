using Shipworthy.Extractors.Endpoints.Steps;

namespace Shipworthy.Extractors.Endpoints.Idioms;

/// <summary>
/// Guards that come with Hono. One that compares with a password or token from the code itself proves nothing to whoever has the code; one that compares with a variable
/// knows a program, and one that asks a function of the app knows whom the function knows.
/// </summary>
sealed class SignInsInHono : IActIdiom
{
    /// <inheritdoc/>
    public Act? Of(Site site) =>
        site.Origin.Package is not "hono"
            ? null
            : site.Origin.Name switch
            {
                // A token that is wrong throws; so does one that is missing.
                "verify" or "Jwt.verify" or "verifyWithJwks" when site.IsCalled => Proves(site, "a signed token"),
                "jwt" => Proves(site, "a signed token"),
                "jwk" => site.Sources.Code.ObjectEntry(site.Node.ArgumentAt(0), "allow_anon") switch
                {
                    true => site.Act(ActKind.Attaches, "hono"),
                    _ => Proves(site, "a signed token"),
                },
                "bearerAuth" => Compares(site, "token", "verifyToken", "a bearer token"),
                "basicAuth" => Compares(site, "password", "verifyUser", "a user name and a password"),
                _ => null,
            };

    static Act Compares(Site site, string secret, string function, string by)
    {
        var code = site.Sources.Code;
        var options = code.ObjectOf(site.Node.ArgumentAt(0));
        if (code.Entry(options, function).Exists)
            return Proves(site, by);
        return code.ValueOf(code.Entry(options, secret)) switch
        {
            Value.Text or Value.ListOf => site.Act(ActKind.NotFollowed, $"the {secret} that it asks for is written in the code"),
            Value.FromEnvironment { Default: not null } => site.Act(
                ActKind.NotFollowed,
                $"the {secret} that it asks for has a default in the code"
            ),
            _ => site.Act(ActKind.ProvesMachine, by),
        };
    }

    static Act Proves(Site site, string by) => site.Act(ActKind.ProvesUser, by);
}
