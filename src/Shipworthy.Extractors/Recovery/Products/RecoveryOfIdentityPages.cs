using Shipworthy.Extractors.Recovery.Reading;

namespace Shipworthy.Extractors.Recovery.Products;

/// <summary>
/// Sign-in of ASP.NET Core Identity by pages and components: those of the library (<c>AddDefaultIdentity</c>, <c>AddDefaultUI</c>), which have a whole reset, and those that a project carries
/// itself (<c>PasswordSignInAsync</c>, <c>GeneratePasswordResetTokenAsync</c>, <c>ResetPasswordAsync</c>).
/// </summary>
sealed class RecoveryOfIdentityPages : IRecoveryFinder
{
    /// <inheritdoc/>
    public IEnumerable<ResetFlow> Find(RecoverySources sources)
    {
        if (sources.Calls("AddDefaultIdentity", "AddDefaultUI").FirstOrDefault() is { Exists: true } library)
        {
            yield return IdentityMails.Of(
                sources,
                new(library.At, "ASP.NET Core Identity")
                {
                    Owner = ResetOwner.App,
                    Way = ResetWay.Whole,
                    WayBecause = "by the pages of ASP.NET Core Identity",
                    RequestAt = library.At,
                }
            );
            yield break;
        }
        var signIns = sources.Calls("PasswordSignInAsync", "CheckPasswordSignInAsync").ToList();
        // What a route of the app leads to is read with the routes.
        signIns.RemoveAll(call =>
            sources.Routes.Any(route => sources.Reached.From(route.Handler).Any(function => function.Contains(call)))
        );
        if (signIns.Count == 0)
            yield break;
        var request = sources.Calls("GeneratePasswordResetTokenAsync").FirstOrDefault();
        var completion = sources.Calls("ResetPasswordAsync").FirstOrDefault(call => call.Arguments.Count() == 3);
        var markup = sources.Sources.Tree.Files.FirstOrDefault(file =>
            (file.Name.EndsWith(".razor", StringComparison.Ordinal) || file.Name.EndsWith(".cshtml", StringComparison.Ordinal))
            && ResetWords.SpeakOfReset(file.Name)
        );
        var way =
            request.Exists && completion.Exists ? (ResetWay.Whole, "by ASP.NET Core Identity")
            : markup is not null ? (ResetWay.Unknown, $"is followed by {markup.Path}, whose code could not be read")
            : request.Exists ? (ResetWay.NoCompletion, "makes a token that no page takes")
            : (ResetWay.NoRequest, "takes passwords, and nobody can ask for a new one");
        var flow = new ResetFlow(signIns[0].At, "ASP.NET Core Identity")
        {
            Owner = ResetOwner.App,
            Way = way.Item1,
            WayBecause = way.Item2,
            RequestAt = request.Exists ? request.At : null,
            CompletionAt = completion.Exists ? completion.At : null,
        };
        yield return request.Exists
            ? FlowReading.Read(flow, sources, request.Enclosing(CodeKind.Function), completion.Enclosing(CodeKind.Function))
            : flow;
    }
}
