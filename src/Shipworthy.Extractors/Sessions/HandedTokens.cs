using Shipworthy.Extractors.Sessions.Tokens;

namespace Shipworthy.Extractors.Sessions;

/// <summary>
/// Tokens that a server signs and gives to its callers. They must turn up again where a client of the app keeps them, or in a cookie; a part whose tokens turn up nowhere is
/// open.
/// </summary>
sealed class HandedTokens(SessionReading reading)
{
    /// <summary>Hands over a doubt for each part whose tokens were not seen again.</summary>
    public void Find()
    {
        var code = reading.Code;
        var kept = reading.Credentials.Any(one =>
            one.Store is not CredentialStore.Cookie && (one.Kind is not CredentialKind.Session || one.Store.IsReadable)
        );
        if (kept)
            return;
        var told = new HashSet<string>(StringComparer.Ordinal);
        foreach (var call in code.Calls("sign", "signAsync", "jwtSign", "encode", "create_access_token", "WriteToken", "obtain_auth_token"))
        {
            if (
                !IssuedTokens.Signs(code, call)
                || !reading.Counts(call)
                || reading.IsInClient(call.File)
                || !Purpose.IsSession(code, call)
                || (
                    reading.Credentials.Any(one => one.Store is CredentialStore.Cookie && one.Deployable == reading.PartOf(call.File.Path))
                    && !IsAnswered(code, call)
                )
            )
                continue;
            if (told.Add(reading.PartOf(call.File.Path)))
                reading.Doubt(call, "token", "signs a token for its callers, and where they keep it could not be seen");
        }
    }

    /// <summary>Whether some answer of the part carries a token that is signed here.</summary>
    bool IsAnswered(CodeBase code, Code signing)
    {
        var part = reading.PartOf(signing.File.Path);
        return code.All(CodeKind.Property)
            .Any(entry =>
                TokenName.Of(entry.Name) is { Kind: CredentialKind.Access }
                && entry.Parent is { Kind: CodeKind.Object } holder
                && (
                    holder.Parent.Kind is CodeKind.Return
                    || (
                        holder.Parent.Kind is CodeKind.Call
                        && holder.Parent.Callee.Name is "json" or "send" or "jsonify" or "JsonResponse" or "Response" or "Ok"
                    )
                )
                && reading.PartOf(entry.File.Path) == part
                && reading.Counts(entry)
                && IssuedTokens.IsIssued(code, entry[Part.Value].Exists ? entry[Part.Value] : entry)
            );
    }
}
