using System.Collections.Frozen;
using Shipworthy.Syntax;

namespace Shipworthy.Extractors.Sinks;

/// <summary>Sessions, tokens, signatures and encryption with the libraries of Node, Deno and browsers.</summary>
sealed class SinksInNodeLibraries : ISinkFinder
{
    /// <summary>Functions whose argument at the position is the secret. The package is compared when the name's origin is known.</summary>
    static readonly ImmutableArray<(string Name, string[] Packages, int Position, SinkUse Use)> Functions =
    [
        ("sign", ["jsonwebtoken", "jws", "hono", "@hono/hono", "djwt", "fast-jwt", "jwt-simple"], 1, SinkUse.SignsSessions),
        ("verify", ["jsonwebtoken", "jws", "hono", "@hono/hono", "djwt", "fast-jwt"], 1, SinkUse.SignsSessions),
        ("encode", ["jwt-simple"], 1, SinkUse.SignsSessions),
        ("decode", ["jwt-simple"], 1, SinkUse.SignsSessions),
        ("jwtVerify", ["jose"], 1, SinkUse.SignsSessions),
        ("jwtDecrypt", ["jose"], 1, SinkUse.SignsSessions),
        ("createHmac", ["crypto"], 1, SinkUse.SignsData),
        ("createCipheriv", ["crypto"], 1, SinkUse.Encrypts),
        ("createDecipheriv", ["crypto"], 1, SinkUse.Encrypts),
        ("scryptSync", ["crypto"], 0, SinkUse.Encrypts),
        ("HmacSHA256", ["crypto-js"], 1, SinkUse.SignsData),
        ("HmacSHA512", ["crypto-js"], 1, SinkUse.SignsData),
        ("constructEvent", ["stripe"], 2, SinkUse.VerifiesSenders),
        ("constructEventAsync", ["stripe"], 2, SinkUse.VerifiesSenders),
        ("sealData", ["iron-session"], -1, SinkUse.SignsSessions),
        ("cookieParser", ["cookie-parser"], 0, SinkUse.SignsData),
    ];

    /// <summary>Options that hold the secret, of functions and classes by their package.</summary>
    static readonly ImmutableArray<(string Option, string[] Packages, SinkUse Use)> Options =
    [
        ("currentSigningKey", ["@upstash/qstash"], SinkUse.VerifiesSenders),
        ("nextSigningKey", ["@upstash/qstash"], SinkUse.VerifiesSenders),
        (
            "secret",
            [
                "express-session",
                "@fastify/session",
                "@fastify/secure-session",
                "@fastify/jwt",
                "next-auth",
                "@auth/core",
                "better-auth",
                "express-jwt",
                "koa-jwt",
                "hono",
                "@nestjs/jwt",
                "@auth/express",
                "@auth/sveltekit",
            ],
            SinkUse.SignsSessions
        ),
        ("keys", ["cookie-session"], SinkUse.SignsSessions),
        ("secret", ["cookie-session", "@fastify/cookie"], SinkUse.SignsData),
        ("password", ["iron-session"], SinkUse.SignsSessions),
        ("secretOrKey", ["passport-jwt"], SinkUse.SignsSessions),
        ("secretOrPrivateKey", ["@nestjs/jwt"], SinkUse.SignsSessions),
        ("jwtSecret", [], SinkUse.SignsSessions),
        ("sessionSecret", [], SinkUse.SignsSessions),
        ("cookieSecret", [], SinkUse.SignsSessions),
    ];

    static readonly FrozenSet<string> OptionNames = Options.Select(option => option.Option).ToFrozenSet(StringComparer.Ordinal);

    public IEnumerable<SinkSite> Find(CodeBase code) => CalledFunctions(code).Concat(GivenOptions(code)).Concat(JoseSigning(code));

    static IEnumerable<SinkSite> CalledFunctions(CodeBase code)
    {
        foreach (var (name, packages, position, use) in Functions)
        foreach (var call in code.Calls(name))
            if (IsScript(call) && From(code, call.Callee, packages) && Argument(call, position) is { Exists: true } secret)
                yield return new(secret, use, call);
        foreach (var call in code.Calls("encrypt", "decrypt"))
            if (
                IsScript(call)
                && call.DottedName.StartsWith("CryptoJS.", StringComparison.Ordinal)
                && call.ArgumentAt(1) is { Exists: true } secret
            )
                yield return new(secret, SinkUse.Encrypts, call);
        foreach (var made in code.All(CodeKind.New))
            if (
                IsScript(made)
                && made.Callee.Name == "Webhook"
                && code.OriginOf(made.Callee).Package is "svix" or "standardwebhooks"
                && made.ArgumentAt(0) is { Exists: true } secret
            )
                yield return new(secret, SinkUse.VerifiesSenders, made);
        foreach (var call in code.Calls("importKey"))
            if (
                IsScript(call)
                && call.DottedName.EndsWith("subtle.importKey", StringComparison.Ordinal)
                && code.ValueOf(call.ArgumentAt(0)).AsText == "raw"
            )
                yield return new(
                    call.ArgumentAt(1),
                    call.Text.Contains("HMAC", StringComparison.Ordinal) ? SinkUse.SignsData : SinkUse.Encrypts,
                    call
                );
    }

    static IEnumerable<SinkSite> GivenOptions(CodeBase code)
    {
        foreach (var entry in code.All(CodeKind.Property))
        {
            if (!OptionNames.Contains(entry.Name) || !IsScript(entry) || entry.Parent.Kind != CodeKind.Object)
                continue;
            if (entry[Part.Value] is not { Exists: true } secret)
                continue;
            foreach (var (option, packages, use) in Options)
                if (entry.Name == option && (packages.Length == 0 ? IsConfigured(entry) : GivenTo(code, entry.Parent, packages)))
                {
                    // @fastify/jwt takes a pair, of which one half is secret.
                    if (secret.Kind != CodeKind.Object)
                        yield return new(secret, use, entry);
                    else if (secret.Property("private")[Part.Value] is { Exists: true } half)
                        yield return new(half, use, entry);
                    break;
                }
        }
    }

    /// <summary><c>new SignJWT(claims).setExpirationTime("7d").sign(key)</c>.</summary>
    static IEnumerable<SinkSite> JoseSigning(CodeBase code)
    {
        foreach (var call in code.Calls("sign"))
        {
            var at = call.Receiver;
            while (at.Kind == CodeKind.Call)
                at = at.Receiver;
            if (at.Kind == CodeKind.New && at.Callee.Name is "SignJWT" or "EncryptJWT" && call.ArgumentAt(0) is { Exists: true } key)
                yield return new(key, SinkUse.SignsSessions, call);
        }
    }

    static bool IsScript(Code node) => node.File.Language is Language.JavaScript or Language.TypeScript or Language.Tsx;

    static bool From(CodeBase code, Code callee, string[] packages)
    {
        var origin = code.OriginOf(callee);
        if (!origin.Exists && callee.Kind == CodeKind.Member)
            origin = code.OriginOf(callee[Part.Receiver]);
        if (origin.Exists)
            return packages.Contains(origin.Package.StartsWith("node:", StringComparison.Ordinal) ? origin.Package[5..] : origin.Package);
        // A client whose origin is lost, such as a stripe object that is handed around, is told by its name.
        return callee.Kind == CodeKind.Member && packages.Contains(callee[Part.Receiver].DottedName.Split('.')[0].ToLowerInvariant());
    }

    /// <summary>Whether an object of options goes to a function or class of the packages, directly or through a constant.</summary>
    static bool GivenTo(CodeBase code, Code options, string[] packages)
    {
        for (var node = options; node.Exists && node.Kind is not (CodeKind.Function or CodeKind.Module); node = node.Parent)
        {
            if (node.Kind is CodeKind.Call or CodeKind.New && packages.Contains(code.OriginOf(node.Callee).Package))
                return true;
            if (node.Kind != CodeKind.Variable)
                continue;
            if (packages.Contains(code.OriginOf(node[Part.Type]).Package) || packages.Contains(code.OriginOf(node[Part.Value]).Package))
                return true;
            return code.Names(node.Name)
                .Any(use =>
                    use.Parent.Kind is CodeKind.Call or CodeKind.New
                    && packages.Contains(code.OriginOf(use.Parent.Callee).Package)
                    && code.Definition(use) == node
                );
        }
        return false;
    }

    /// <summary>Whether an entry belongs to a configuration object of the app, by whose fields other code reads it.</summary>
    static bool IsConfigured(Code entry) =>
        entry.Parent.Part is Part.Value or Part.Argument or Part.Element && entry.Parent.Enclosing(CodeKind.Element).Exists is false;

    static Code Argument(Code call, int position) =>
        position >= 0 ? call.ArgumentAt(position) : call.ArgumentAt(1).Property("password")[Part.Value];
}
