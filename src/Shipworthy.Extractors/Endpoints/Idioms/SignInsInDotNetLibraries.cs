using Shipworthy.Extractors.Endpoints.Steps;

namespace Shipworthy.Extractors.Endpoints.Idioms;

/// <summary>Ways in which code of .NET finds out who is calling, where no attribute or word does: the claims of the request's user, tokens that it validates itself.</summary>
sealed class SignInsInDotNetLibraries : IActIdiom
{
    /// <inheritdoc/>
    public Act? Of(Site site) =>
        site.Node.File.Language is not Language.CSharp || !site.IsCalled
            ? null
            : site.Name switch
            {
                "FindFirst" or "FindFirstValue" when site.Node.Receiver.Name is "User" or "Principal" or "user" or "principal" => Asks(
                    site,
                    "the caller's claims"
                ),
                "GetUserAsync" or "GetUserId" when site.Node.Receiver.Name.EndsWith("anager", StringComparison.Ordinal) => Asks(
                    site,
                    "ASP.NET Core Identity"
                ),
                "ValidateToken" or "ValidateTokenAsync" => site.Act(ActKind.ProvesUser, "a signed token"),
                "VerifyIdTokenAsync" => site.Act(ActKind.ProvesUser, "Firebase"),
                "AuthorizeAsync" => Asks(site, "ASP.NET Core's authorization"),
                _ => null,
            };

    static Act Asks(Site site, string by) => site.Act(ActKind.AsksWho, by);
}
