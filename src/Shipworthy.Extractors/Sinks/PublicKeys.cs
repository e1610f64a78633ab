using Shipworthy.Syntax;

namespace Shipworthy.Extractors.Sinks;

/// <summary>
/// Tells the uses of public keys from those of secrets. With the public half of a pair anybody may check what the private half signed, so it may stand in the code
/// and come from anywhere.
/// </summary>
sealed class PublicKeys(CodeBase code)
{
    const int MostSteps = 8;

    /// <summary>Whether the key of a use is a public one: by its form, by where it is fetched from, or by the algorithms that the use admits.</summary>
    public bool Serve(SinkSite site) => IsPublic(site.Secret, MostSteps) || (Checks(site.At) && OnlyPairs(site.At));

    /// <summary>Whether a written text is the public half of a pair.</summary>
    public static bool IsWritten(string text) =>
        text.Contains("BEGIN PUBLIC KEY", StringComparison.Ordinal)
        || text.Contains("BEGIN RSA PUBLIC KEY", StringComparison.Ordinal)
        || text.Contains("BEGIN CERTIFICATE", StringComparison.Ordinal)
        || text.StartsWith("ssh-", StringComparison.Ordinal);

    bool IsPublic(Code key, int steps)
    {
        if (steps <= 0 || !key.Exists)
            return false;
        switch (key.Kind)
        {
            case CodeKind.Await or CodeKind.Argument:
                return IsPublic(key[Part.Value], steps - 1);
            case CodeKind.Call or CodeKind.New when IsSource(key.Callee.Name):
                return true;
            case CodeKind.Call or CodeKind.New:
                return code.Target(key) is { Kind: CodeKind.Function } made
                        && Returned(made) is { Exists: true } returned
                        && IsPublic(returned, steps - 1)
                    || IsPublic(SecretForms.Inside(key), steps - 1);
            case CodeKind.Member:
                return IsPublicName(key.Name)
                        && code.ValueOf(key).Possible.All(one => one is Value.Unknown or Value.FromEnvironment { Default: null })
                    || IsPublic(key[Part.Receiver], steps - 1)
                    || IsPublicText(key);
            case CodeKind.Name:
                return code.Definition(key) switch
                {
                    { Kind: CodeKind.Function } fetches => fetches.Descendants(CodeKind.Call).Any(call => IsSource(call.Callee.Name)),
                    { Kind: CodeKind.Variable or CodeKind.Property } held => IsPublicText(key)
                        || IsPublic(held[Part.Value] is { Exists: true } value ? value : held.Parent.Parent[Part.Value], steps - 1),
                    _ => false,
                };
            case CodeKind.Function:
                return key.Descendants(CodeKind.Call).Any(call => IsSource(call.Callee.Name));
            default:
                return IsPublicText(key);
        }
    }

    /// <summary>Whether all that is written for a key is public; a variable of the environment beside it holds another public key.</summary>
    bool IsPublicText(Code key)
    {
        var texts = code.ValueOf(key)
            .Possible.Select(one => one is Value.FromEnvironment { Default: { } written } ? written : one)
            .SelectMany(one => one.Possible)
            .OfType<Value.Text>()
            .ToList();
        return texts.Count > 0 && texts.TrueForAll(one => IsWritten(one.Content));
    }

    static Code Returned(Code function) =>
        function.Body.Kind == CodeKind.Block ? function.Body.Descendants(CodeKind.Return).FirstOrDefault()[Part.Value] : function.Body;

    static bool IsPublicName(string name) => name is "publicKey" or "public_key" or "rsaPublicKey" or "PublicKey";

    static bool IsSource(string name) =>
        name
            is "createRemoteJWKSet"
                or "createLocalJWKSet"
                or "importSPKI"
                or "importX509"
                or "createPublicKey"
                or "getPublicKey"
                or "getSigningKey"
                or "getSigningKeys"
                or "expressJwtSecret"
                or "koaJwtSecret"
                or "passportJwtSecret"
                or "PyJWKClient"
                or "get_signing_key"
                or "get_signing_key_from_jwt"
                or "load_pem_public_key"
                or "load_der_public_key"
                or "load_pem_x509_certificate"
                or "public_key";

    /// <summary>Whether a use only checks signatures; the key that makes them is the private half.</summary>
    static bool Checks(Code use) =>
        use.Kind == CodeKind.Property || use.Callee.Name is "verify" or "jwtVerify" or "decode" or "jwt" or "expressjwt";

    /// <summary>Whether a use admits the algorithms of pairs and no others, or checks nothing at all.</summary>
    bool OnlyPairs(Code use)
    {
        var given = use.Kind == CodeKind.Property ? [use.Parent] : use.Arguments.ToArray();
        var names = new List<string?>();
        foreach (var one in given)
        {
            var value = code.ValueOf(one.Kind == CodeKind.Argument ? one[Part.Value] : one);
            if (one.Kind == CodeKind.Argument && one.Name is "algorithms" or "algorithm")
                names.AddRange(TextsOf(value));
            else if (value is Value.ObjectOf options)
            {
                if (options["verify_signature"] is Value.Truth { Holds: false })
                    return true;
                foreach (var name in (ReadOnlySpan<string>)["algorithms", "algorithm", "alg"])
                    if (options[name] is { } admitted)
                        names.AddRange(TextsOf(admitted));
            }
            else if (
                one.Kind != CodeKind.Argument
                && one != given[0]
                && TextsOf(value) is { Count: > 0 } texts
                && texts.TrueForAll(IsAlgorithm)
            )
                names.AddRange(texts);
        }
        return names.Count > 0 && names.TrueForAll(IsPair);
    }

    static List<string?> TextsOf(Value value) => value is Value.ListOf list ? [.. list.Items.Select(item => item.AsText)] : [value.AsText];

    static bool IsAlgorithm(string? name) =>
        IsPair(name) || (name is { Length: 5 } && name.StartsWith("HS", StringComparison.Ordinal) && char.IsAsciiDigit(name[2]));

    static bool IsPair(string? name) =>
        name is "EdDSA" or "Ed25519" or "ES256K"
        || (name is { Length: 5 } && name[..2] is "RS" or "ES" or "PS" && name[2..].All(char.IsAsciiDigit));
}
