using Shipworthy.Syntax;

namespace Shipworthy.Extractors.Sinks;

/// <summary>Sessions, tokens, signatures and encryption with the libraries of Python.</summary>
sealed class SinksInPythonLibraries : ISinkFinder
{
    static readonly string[] JwtPackages = ["jwt", "jose", "authlib", "python_jose"];

    public IEnumerable<SinkSite> Find(CodeBase code)
    {
        foreach (var call in code.Calls("encode", "decode").Where(IsPython))
            if (JwtPackages.Contains(code.OriginOf(call.Callee).Package) && Given(call, "key", 1) is { Exists: true } key)
                yield return new(key, SinkUse.SignsSessions, call);
        foreach (
            var call in code.Calls(
                    "URLSafeTimedSerializer",
                    "URLSafeSerializer",
                    "TimestampSigner",
                    "Signer",
                    "TimedJSONWebSignatureSerializer"
                )
                .Where(IsPython)
        )
            if (Given(call, "secret_key", 0) is { Exists: true } key && code.OriginOf(call.Callee).Package is "itsdangerous" or "")
                yield return new(key, SinkUse.SignsData, call);
        foreach (var call in code.Calls("add_middleware", "SessionMiddleware").Where(IsPython))
            if (
                (call.Callee.Name == "SessionMiddleware" || call.ArgumentAt(0).Name == "SessionMiddleware")
                && call.ArgumentNamed("secret_key") is { Exists: true } key
            )
                yield return new(key, SinkUse.SignsSessions, call);
        foreach (var call in code.Calls("new").Where(IsPython))
            if (call.DottedName == "hmac.new" && Given(call, "key", 0) is { Exists: true } key)
                yield return new(key, SinkUse.SignsData, call);
        foreach (var call in code.Calls("Webhook").Where(IsPython))
            if (
                code.OriginOf(call.Callee).Package is var package
                && (package is "svix" or "standardwebhooks" || package.StartsWith("svix.", StringComparison.Ordinal))
                && Given(call, "whsecret", 0) is { Exists: true } key
            )
                yield return new(key, SinkUse.VerifiesSenders, call);
        foreach (var call in code.Calls("from_mapping", "update").Where(IsPython))
            if (call.Callee[Part.Receiver].Name == "config")
                foreach (var key in FlaskEntries(call))
                    yield return new(key, SinkUse.SignsSessions, call);
        foreach (var call in code.Calls("Fernet", "JWTStrategy", "JWTAuthentication").Where(IsPython))
            if (Given(call, call.Callee.Name == "Fernet" ? "key" : "secret", 0) is { Exists: true } key)
                yield return new(key, call.Callee.Name == "Fernet" ? SinkUse.Encrypts : SinkUse.SignsSessions, call);
        foreach (var site in Settings(code))
            yield return site;
    }

    /// <summary>Settings of Flask, which it reads by name from the app's configuration.</summary>
    static IEnumerable<SinkSite> Settings(CodeBase code)
    {
        foreach (var assignment in code.All(CodeKind.Assignment).Where(IsPython))
        {
            var target = assignment[Part.Target];
            var isFlask =
                (target is { Kind: CodeKind.Member, Name: "secret_key" } && target.Receiver.Name is not ("self" or "cls"))
                || (target is { Kind: CodeKind.Index, Name: "SECRET_KEY" or "JWT_SECRET_KEY" } && target[Part.Receiver].Name == "config");
            if (isFlask && assignment[Part.Value] is { Exists: true } key)
                yield return new(key, SinkUse.SignsSessions, assignment);
        }
        foreach (var field in FlaskObjects.Keys(code))
            yield return new(field[Part.Value], SinkUse.SignsSessions, field);
    }

    /// <summary>The keys among what a call puts into the configuration of Flask: <c>update(SECRET_KEY=…)</c>, <c>update({"SECRET_KEY": …})</c>.</summary>
    static IEnumerable<Code> FlaskEntries(Code call)
    {
        foreach (var name in new[] { "SECRET_KEY", "JWT_SECRET_KEY" })
        {
            if (call.ArgumentNamed(name) is { Exists: true } named)
                yield return named;
            if (call.ArgumentAt(0) is { Kind: CodeKind.Object } entries && entries.Property(name)[Part.Value] is { Exists: true } entry)
                yield return entry;
        }
    }

    static Code Given(Code call, string name, int position) =>
        call.ArgumentNamed(name) is { Exists: true } named ? named : call.ArgumentAt(position);

    static bool IsPython(Code node) => node.File.Language == Language.Python;
}
