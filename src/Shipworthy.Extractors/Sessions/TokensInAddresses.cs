using Shipworthy.Extractors.Sessions.Tokens;

namespace Shipworthy.Extractors.Sessions;

/// <summary>Redirects that carry a token of a session in their address: <c>res.redirect(`${page}?token=${token}`)</c>. Codes that work once are none, nor are tokens of other purposes.</summary>
sealed class TokensInAddresses : ISessionFinder
{
    /// <inheritdoc/>
    public void Find(SessionReading reading)
    {
        var code = reading.Code;
        foreach (var call in code.Calls("redirect", "RedirectResponse", "Redirect", "sendRedirect", "HttpResponseRedirect"))
            if (reading.Counts(call) && !reading.IsInClient(call.File))
                foreach (var address in call.Arguments)
                    if (Token(code, Made(code, address)) is { } name)
                        reading.AddFlaw(
                            new SessionKeeping(call.At, KeepingFlaw.TokenInAddress, $"redirects with the token in the address ({name})")
                        );
    }

    static Code Made(CodeBase code, Code address)
    {
        if (address.Kind is CodeKind.Argument)
            address = address[Part.Value];
        return address.Kind is CodeKind.Name && code.Definition(address) is { Kind: CodeKind.Variable } declared
            ? declared[Part.Value]
            : address;
    }

    /// <summary>The name under which a signed token stands in an address; null when none does.</summary>
    static string? Token(CodeBase code, Code address)
    {
        if (address.Kind is not (CodeKind.Template or CodeKind.Binary))
            return null;
        var before = "";
        foreach (var piece in Pieces(address))
        {
            if (piece.Kind is CodeKind.Literal)
            {
                before = piece.String ?? piece.Text;
                continue;
            }
            var start = before.LastIndexOfAny(['?', '&', '#']);
            if (before.EndsWith('=') && start >= 0)
            {
                var name = before[(start + 1)..^1];
                if (TokenName.Of(name) is { Kind: CredentialKind.Access or CredentialKind.Refresh } && IssuedTokens.IsIssued(code, piece))
                    return name;
            }
            before = "";
        }
        return null;
    }

    static IEnumerable<Code> Pieces(Code address) =>
        address.Kind switch
        {
            CodeKind.Template => address.Children,
            CodeKind.Binary => Pieces(address[Part.Left]).Concat(Pieces(address[Part.Right])),
            _ => [address],
        };
}
