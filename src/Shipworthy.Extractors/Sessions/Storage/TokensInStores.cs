using System.Text.RegularExpressions;

namespace Shipworthy.Extractors.Sessions.Storage;

/// <summary>
/// Credentials that the app's own code keeps in stores of clients. What is written must be named as a token and come out of a call that signs in or renews, or out of the client as a
/// header; anything else that is called so is open, and themes, carts and drafts are nothing.
/// </summary>
sealed partial class TokensInStores : ISessionFinder
{
    /// <inheritdoc/>
    public void Find(SessionReading reading)
    {
        foreach (var finder in AllStoreFinders.All)
        foreach (var write in finder.Find(reading.Code))
            if (reading.Counts(write.At) && !reading.IsLeftOut(write.At.File))
                foreach (var (real, key) in Opened(reading.Code, write))
                    Tell(reading, real, key);
    }

    /// <summary>The writes behind a function that writes what its callers give: one for each caller, with its key.</summary>
    static IEnumerable<(StoreWrite Write, string Key)> Opened(CodeBase code, StoreWrite write, int steps = 2)
    {
        if (write.KeyText.Length > 0)
            return [(write, write.KeyText)];
        if (steps <= 0 || code.Definition(write.Key) is not { Kind: CodeKind.Parameter } parameter)
            return CredentialValue.Names(code, write.Key) is { IsEmpty: false } names ? names.Select(name => (write, name)) : [(write, "")];
        var function = parameter.Parent;
        var value = code.Definition(CredentialValue.Inner(write.Value));
        return code.CallersOf(function)
            .Take(40)
            .SelectMany(call =>
                Opened(
                    code,
                    write with
                    {
                        At = call,
                        Key = Given(call, function, parameter),
                        Value =
                            value is { Kind: CodeKind.Parameter } && value.Parent == function ? Given(call, function, value) : write.Value,
                    },
                    steps - 1
                )
            );
    }

    static Code Given(Code call, Code function, Code parameter) =>
        call.ArgumentAt(function.All(Part.Parameter).TakeWhile(other => other != parameter).Count());

    static void Tell(SessionReading reading, StoreWrite write, string key)
    {
        var code = reading.Code;
        if (TokenName.IsOther(key) || (write.Value.Exists && write.By.Length == 0 && CredentialValue.IsConstant(code, write.Value)))
            return;
        var named = TokenName.Of(key);
        var holds = write.Value.Exists ? CredentialValue.NameOf(code, write.Value) : null;
        if (holds is null && write.Value.Exists && TokenName.IsOther(CredentialValue.Inner(write.Value).Name))
            return;
        // A session by name alone may be one of a visitor, of a game, of a survey.
        var kind = (named, holds) switch
        {
            ({ Kind: not CredentialKind.Session } one, _) => one,
            (_, { Kind: not CredentialKind.Session } other) => other,
            ({ Kind: CredentialKind.Session } one, _) when ReadsToken(reading, key, write) => one,
            (null, _) when IsOfPerson(key) && ReadsToken(reading, key, write) => new(CredentialKind.Access, IsSure: false),
            _ => (TokenName?)null,
        };
        if (kind is null)
            return;
        var name = key.Length is > 0 and <= 40 ? key : CredentialValue.Inner(write.Value).Name;
        var isShown =
            write.By.Length > 0
            || (write.Value.Exists && CredentialValue.ComesFromSignIn(code, write.Value))
            || reading.SendsBearer(write.At.File.Path)
            || IsSentByDotNet(reading, write);
        reading.Add(
            new(write.At.At, name)
            {
                Kind = kind.Value.Kind,
                Store = isShown || write.Store is CredentialStore.KeyStore ? write.Store : CredentialStore.Unknown,
                Writer = CredentialWriter.OwnCode,
                By = write.By,
                Because =
                    isShown || write.Store is CredentialStore.KeyStore
                        ? write.By.Length > 0
                            ? $"keeps {name} in {write.Place}, where {write.By} writes the whole state"
                            : $"writes {name} to {write.Place}"
                        : $"writes {name} to {write.Place}, and whether it opens a session could not be seen",
            }
        );
    }

    static bool IsSentByDotNet(SessionReading reading, StoreWrite write) =>
        write.At.File.Language is Language.CSharp
        && reading.Code.Files.Any(file =>
            file.Language is Language.CSharp && file.Text.Contains("AuthenticationHeaderValue", StringComparison.Ordinal)
        );

    /// <summary>Whether what is written under a key is read again and its token sent: <c>JSON.parse(localStorage.getItem("user")).token</c>.</summary>
    static bool ReadsToken(SessionReading reading, string key, StoreWrite write)
    {
        if (
            key.Length is 0 or > 40
            || write.Store is CredentialStore.KeyStore or CredentialStore.ScriptCookie
            || !reading.SendsBearer(write.At.File.Path)
        )
            return false;
        var reads = new Regex(
            $@"getItem\(\s*['""`]{Regex.Escape(key)}['""`]\s*\)",
            RegexOptions.NonBacktracking | RegexOptions.CultureInvariant
        );
        var folder = reading.PackageOf(write.At.File.Path);
        return reading.Code.Files.Any(file =>
            reading.Sources.IsDeployed(file)
            && reading.PackageOf(file.Path) == folder
            && file.Text.Contains("getItem", StringComparison.Ordinal)
            && reads.Matches(file.Text).Any(match => IsSent(file.Text, match.Index))
        );
    }

    /// <summary>A name under which people keep an answer of the sign-in as a whole.</summary>
    static bool IsOfPerson(string key) =>
        key.Contains("user", StringComparison.OrdinalIgnoreCase)
        || key.Contains("account", StringComparison.OrdinalIgnoreCase)
        || key.Contains("profile", StringComparison.OrdinalIgnoreCase)
        || key.Contains("login", StringComparison.OrdinalIgnoreCase)
        || key.Contains("credential", StringComparison.OrdinalIgnoreCase)
        || key.Contains("identity", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a token is taken out of what is read, and a header named, within the lines that follow.</summary>
    static bool IsSent(string text, int from)
    {
        var near = text.AsSpan(from, Math.Min(500, text.Length - from));
        return text.LastIndexOf("parse", from, Math.Min(from, 60), StringComparison.Ordinal) >= 0
                | near.Contains("parse", StringComparison.Ordinal)
            && Taken().IsMatch(near)
            && Sent().IsMatch(near);
    }

    [GeneratedRegex(
        @"\.\s*(?:access_?token|token|jwt|id_?token)\b|\{[^{}()]{0,60}\b(?:access_?token|token)\b[^{}()]{0,60}\}\s*=",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex Taken();

    [GeneratedRegex(@"Bearer|Authorization|x-access-token|x-auth-token", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 10_000)]
    private static partial Regex Sent();
}
