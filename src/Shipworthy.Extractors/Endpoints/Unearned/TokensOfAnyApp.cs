using Shipworthy.Extractors.Endpoints.Rows;

namespace Shipworthy.Extractors.Endpoints.Unearned;

/// <summary>
/// Identity tokens of Google that are taken whoever they were made for. Sources: google-auth-library for Node.js (<c>audience</c> may be left out, and is then not compared), google-auth
/// for Python (<c>audience</c>: "If None then the audience is not verified"), Google.Apis.Auth for .NET (without settings the audience is not validated).
/// </summary>
sealed class TokensOfAnyApp(CodeBase code)
{
    const string ForAny = "signs in whoever brings a token of Google, whatever app it was made for";

    const string ForNamed = "signs in whoever brings a token of Google, made for the app that the call itself names";

    /// <summary>The place that takes such a token; null where there is none, or where the audience is looked at elsewhere.</summary>
    /// <param name="functions">What runs when the handler does.</param>
    /// <param name="handler">The handler.</param>
    /// <param name="frame">Tells of values in the handler whether they were sent.</param>
    public UnearnedSession? In(List<Code> functions, Code handler, Frame frame)
    {
        foreach (var function in functions)
        foreach (var call in function.Descendants(CodeKind.Call))
        {
            var audience = AudienceOf(call);
            if (audience is not { } asked)
                continue;
            if (!asked.Exists)
                return functions.Exists(LooksAtAudience) ? null : new(call.At, ForAny);
            if (function == handler && frame.Of(asked).HasFlag(Bearing.Sent))
                return functions.Exists(LooksAtAudience) ? null : new(call.At, ForNamed);
        }
        return null;
    }

    /// <summary>The audience that a token has to be made for: no node where none is asked for, null where the call takes no such token or its settings were not seen.</summary>
    Code? AudienceOf(Code call) =>
        call.Callee.Name switch
        {
            "verifyIdToken" when call.ArgumentAt(0) is { Kind: CodeKind.Object } options => options.Children.All(one =>
                one.Kind is CodeKind.Property
            ) && options.Property("idToken").Exists
                ? options.Property("audience") is { Exists: true } entry
                    ? entry[Part.Value] is { Exists: true } value
                        ? value
                        : entry
                    : default(Code)
                : null,
            "verify_oauth2_token" when code.OriginOf(call.Callee).Package is "google" => call.ArgumentNamed("audience")
                is { Exists: true } named
                ? named
                : call.ArgumentAt(2),
            "ValidateAsync" when call.Receiver.Name is "GoogleJsonWebSignature" && call.Arguments.Count() == 1 => default(Code),
            _ => null,
        };

    static bool LooksAtAudience(Code function) =>
        function
            .Descendants()
            .Any(one =>
                one.Kind is CodeKind.Member or CodeKind.Index or CodeKind.Literal or CodeKind.Variable
                && (one.Kind is CodeKind.Literal ? one.String : one.Name) is "aud" or "azp" or "Audience" or "authorized_party"
            );
}
