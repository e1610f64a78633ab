using Shipworthy.Syntax;

namespace Shipworthy.Extractors.Sinks;

/// <summary>Sessions, tokens, signatures and encryption with the libraries of .NET.</summary>
sealed class SinksInDotNetLibraries : ISinkFinder
{
    public IEnumerable<SinkSite> Find(CodeBase code)
    {
        foreach (var made in code.All(CodeKind.New).Where(IsCSharp))
        {
            var use = made.Callee.Name switch
            {
                "SymmetricSecurityKey" => (SinkUse?)SinkUse.SignsSessions,
                "HMACSHA256" or "HMACSHA384" or "HMACSHA512" or "HMACSHA1" => SinkUse.SignsData,
                "AesGcm" => SinkUse.Encrypts,
                _ => null,
            };
            if (use is { } found && made.ArgumentAt(0) is { Exists: true } key)
                yield return new(key, found, made);
            // Clients of an identity server are admitted by a secret that the server keeps as its hash.
            if (made.Callee.Name == "Secret" && made.ArgumentAt(0) is { Kind: CodeKind.Call, Callee.Name: "Sha256" or "Sha512" } hashed)
                yield return new(hashed.Receiver, SinkUse.AdmitsCallers, made);
        }
        // The other half stands in the client, which shows the secret to sign people in.
        foreach (var set in code.All(CodeKind.Assignment).Where(IsCSharp))
            if (
                set[Part.Target].Name == "ClientSecret"
                && set[Part.Value] is { Kind: CodeKind.Literal, String.Length: > 0 } half
                && IsOfOwnServer(set)
            )
                yield return new(half, SinkUse.AdmitsCallers, set);
        foreach (var call in code.Calls("HashData").Where(IsCSharp))
            if (call.DottedName.Contains("HMAC", StringComparison.Ordinal) && call.ArgumentAt(0) is { Exists: true } key)
                yield return new(key, SinkUse.SignsData, call);
        // Duende IdentityServer makes the key itself, and keeps it in a file beside the program.
        foreach (var call in code.Calls("AddDeveloperSigningCredential").Where(IsCSharp))
            yield return new(call, SinkUse.SignsSessions, call);
        foreach (var call in code.Calls("ConstructEvent").Where(IsCSharp))
            if (call.ArgumentAt(2) is { Exists: true } key)
                yield return new(key, SinkUse.VerifiesSenders, call);
    }

    /// <summary>Whether options of a generic sign-in are set, for which any server of the same standard can be the other side; a vendor's own has its own name.</summary>
    static bool IsOfOwnServer(Code set)
    {
        for (var node = set.Parent; node.Exists; node = node.Parent)
            if (node is { Kind: CodeKind.Call, Callee.Name: "AddOpenIdConnect" or "AddOAuth" })
                return true;
        return false;
    }

    static bool IsCSharp(Code node) => node.File.Language == Language.CSharp;
}
