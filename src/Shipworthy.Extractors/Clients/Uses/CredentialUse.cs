namespace Shipworthy.Extractors.Clients.Uses;

/// <summary>A place where client code signs itself in with a key.</summary>
/// <param name="At">The call, or the header.</param>
/// <param name="Key">The expression that holds the key.</param>
/// <param name="Api">The API, as people know it; empty when it is not one that is known.</param>
/// <param name="Opens">What the library is made for servers opens; empty for others.</param>
readonly record struct CredentialUse(Code At, Code Key, string Api, string Opens)
{
    /// <summary>
    /// Whether a variable that says nothing of secrets may as well hold a key that is made for pages: the header of Supabase takes that one and the one for servers.
    /// </summary>
    public bool FitsKeyForPages(string variable) =>
        Api.Length == 0
        && Opens.Length == 0
        && (
            variable.Contains("SUPABASE", StringComparison.OrdinalIgnoreCase)
            || (At.Kind is CodeKind.Property && At.Name.Equals("apikey", StringComparison.OrdinalIgnoreCase))
        );
}

/// <summary>Finds the places where code signs itself in: constructors of libraries, headers of requests, keys in addresses.</summary>
sealed class CredentialUses(CodeBase code)
{
    static readonly string[] KeyOptions =
    [
        "apiKey",
        "api_key",
        "apikey",
        "key",
        "token",
        "auth",
        "authToken",
        "accessToken",
        "credentials",
        "openAIApiKey",
        "anthropicApiKey",
        "clientSecret",
        "privateKey",
        "private_key",
        "secretAccessKey",
        "connectionString",
        "password",
        "uri",
        "url",
        "pass",
    ];

    /// <summary>The uses in a piece of code.</summary>
    public IEnumerable<CredentialUse> In(Code piece)
    {
        foreach (var node in piece.Descendants().Prepend(piece))
            switch (node.Kind)
            {
                case CodeKind.Call or CodeKind.New:
                    foreach (var use in OfCall(node))
                        yield return use;
                    break;
                case CodeKind.Property when IsHeader(node.Name) && node[Part.Value].Exists && node[Part.Value].Kind is not CodeKind.Object:
                    yield return new(node, node[Part.Value], ApiAround(node), "");
                    break;
                case CodeKind.Assignment when IsHeader(node[Part.Target].Name):
                    yield return new(node, node[Part.Value], ApiAround(node), "");
                    break;
            }
    }

    IEnumerable<CredentialUse> OfCall(Code call)
    {
        var origin = code.OriginOf(call.Callee);
        if (origin.Exists && PaidApis.OfPackage(origin.Package) is { } api && IsMade(call, origin))
        {
            if (!CallsOwnServer(call))
                foreach (var key in KeysOf(call))
                    yield return new(call, key, api, "");
            yield break;
        }
        if (origin.Exists && PaidApis.OfServerPackage(origin.Package) is { } opens && IsMade(call, origin))
        {
            foreach (var key in KeysOf(call))
                yield return new(call, key, "", opens);
            yield break;
        }
        // headers.set("Authorization", …)
        if (call.Callee.Name is "set" or "append" or "setRequestHeader" && call.ArgumentAt(0).String is { } header && IsHeader(header))
            yield return new(call, call.ArgumentAt(1), ApiAround(call), "");
        foreach (var use in InAddress(call))
            yield return use;
    }

    /// <summary>A key in the address itself: <c>?key=${key}</c>.</summary>
    IEnumerable<CredentialUse> InAddress(Code call)
    {
        var address = call.ArgumentAt(0);
        var text =
            address.Kind is CodeKind.Template or CodeKind.Binary ? address
            : code.Definition(address) is { Kind: CodeKind.Variable } variable ? variable[Part.Value]
            : default;
        if (text.Kind is not (CodeKind.Template or CodeKind.Binary) || PaidApis.AtAddress(WrittenIn(text)) is not { } api)
            yield break;
        var pieces = text.Kind is CodeKind.Template ? text.Children.ToList() : [.. Flat(text)];
        for (var i = 1; i < pieces.Count; i++)
            if (pieces[i - 1].String is { } before && EndsWithKey(before))
                yield return new(call, pieces[i], api, "");
    }

    static IEnumerable<Code> Flat(Code sum) =>
        sum.Kind is CodeKind.Binary && sum.Operator is "+" ? Flat(sum[Part.Left]).Concat(Flat(sum[Part.Right])) : [sum];

    static bool EndsWithKey(string text) =>
        text.EndsWith("key=", StringComparison.OrdinalIgnoreCase) || text.EndsWith("token=", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether the call makes or sets up the library's client; calls of the client itself carry no key.</summary>
    static bool IsMade(Code call, Origin origin) =>
        call.Kind is CodeKind.New
        || origin.Name
            is "default"
                or "*"
                or "createClient"
                or "createPool"
                or "createConnection"
                or "createTransport"
                or "neon"
                or "connect"
                or "sign"
        || origin.Name.EndsWith("setApiKey", StringComparison.Ordinal)
        || origin.Name.EndsWith("sign", StringComparison.Ordinal)
        || origin.Name.EndsWith("connect", StringComparison.Ordinal)
        || origin.Name.EndsWith("cert", StringComparison.Ordinal)
        || origin.Name.StartsWith("create", StringComparison.Ordinal) && !origin.Name.Contains('(', StringComparison.Ordinal);

    IEnumerable<Code> KeysOf(Code call)
    {
        foreach (var argument in call.Arguments)
        {
            var options = code.ObjectOf(argument);
            if (!options.Exists)
            {
                if (
                    argument.Kind is not (CodeKind.Function or CodeKind.Array)
                    && !(call.Callee.Name is "sign" && argument == call.ArgumentAt(0))
                )
                    yield return argument;
                continue;
            }
            foreach (var name in KeyOptions)
                if (code.Entry(options, name) is { Exists: true } value)
                    foreach (
                        var key in code.ObjectOf(value) is { Exists: true } inner
                            ? KeyOptions.Select(one => code.Entry(inner, one))
                            : [value]
                    )
                        if (key.Exists)
                            yield return key;
        }
    }

    /// <summary>A library that is pointed at a server of the app signs in there, with whatever the server ignores.</summary>
    bool CallsOwnServer(Code call) =>
        call
            .Arguments.Select(argument => code.ObjectOf(argument))
            .Any(options =>
                options.Exists
                && ((string[])["baseURL", "baseUrl", "basePath", "proxyUrl"]).Any(name =>
                    code.Entry(options, name) is { Exists: true } address
                    && PaidApis.AtAddress(WrittenIn(address)) is null
                    && !IsUnknownAddress(address)
                )
            );

    bool IsUnknownAddress(Code address) =>
        code.ValueOf(address) is Value.Text { Content: var text } && text.StartsWith("https://", StringComparison.Ordinal);

    /// <summary>The API that the request around a header goes to, by any address in the same function or call; empty when none is known.</summary>
    string ApiAround(Code header)
    {
        for (var at = header.Parent; at.Exists && at.Kind is not CodeKind.Module; at = at.Parent)
            if (
                at.Kind is CodeKind.Call or CodeKind.New or CodeKind.Function or CodeKind.Class
                && PaidApis.AtAddress(WrittenIn(at)) is { } api
            )
                return api;
        return "";
    }

    /// <summary>All texts in a piece of code, and those of the names in it that stand for texts.</summary>
    string WrittenIn(Code piece) =>
        string.Join(
            ' ',
            piece
                .Descendants()
                .Prepend(piece)
                .Select(node =>
                    node.Kind is CodeKind.Literal ? node.String
                    : node.Kind is CodeKind.Name
                    && code.Definition(node) is { Kind: CodeKind.Variable } named
                    && named[Part.Value] is { Kind: CodeKind.Literal or CodeKind.Template } given
                        ? given.Kind is CodeKind.Literal ? given.String
                            : string.Concat(given.Children.Select(child => child.String))
                    : null
                )
                .Where(text => text is { Length: > 5 })
        );

    /// <summary>Headers that carry a key.</summary>
    static bool IsHeader(string name) =>
        name.ToLowerInvariant()
            is "authorization"
                or "x-api-key"
                or "api-key"
                or "apikey"
                or "xi-api-key"
                or "x-goog-api-key"
                or "x-api-token"
                or "x-auth-token"
                or "x-admin-key"
                or "x-admin-token"
                or "x-rapidapi-key"
                or "x-subscription-token"
                or "x-functions-key"
                or "ocp-apim-subscription-key";
}
