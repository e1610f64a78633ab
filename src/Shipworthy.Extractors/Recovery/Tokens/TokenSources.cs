using Shipworthy.Extractors.Recovery.Reading;

namespace Shipworthy.Extractors.Recovery.Tokens;

/// <summary>Where the token of a reset comes from: from a source of secrets, or from one that can be worked out.</summary>
static class TokenSources
{
    /// <summary>Places where a token is made from what can be worked out.</summary>
    public static IEnumerable<ResetWeakness> Guessable(RecoverySources sources, ImmutableArray<Code> functions) =>
        from call in Calls(sources, functions)
        let source = PredictableBy(sources.Code, call)
        where source is not null && MakesToken(call)
        select new ResetWeakness(call.At, ResetGap.Guessable, $"makes the reset token with {source}, whose numbers can be worked out");

    /// <summary>Where a code of a few digits is made; no node when none is.</summary>
    public static Code FewDigits(RecoverySources sources, ImmutableArray<Code> functions) =>
        Calls(sources, functions).FirstOrDefault(call => call.Callee.Name is "randomInt" or "randbelow" or "GetInt32" && MakesToken(call));

    /// <summary>What the token is made with; null when no source of secrets was seen.</summary>
    public static string? Sound(RecoverySources sources, ImmutableArray<Code> functions) =>
        Calls(sources, functions).Select(call => SecretBy(sources.Code, call)).FirstOrDefault(one => one is not null);

    /// <summary>Whether a token is a signed text that nothing is stored for.</summary>
    public static Code Signed(RecoverySources sources, ImmutableArray<Code> functions) =>
        Calls(sources, functions)
            .FirstOrDefault(call =>
                (call.Callee.Name, sources.Code.OriginOf(call.Callee).Package)
                    is
                        ("sign" or "signAsync", "jsonwebtoken" or "@nestjs/jwt")
                        or
                        ("encode", "jwt" or "jose" or "authlib" or "python_jose")
            );

    static IEnumerable<Code> Calls(RecoverySources sources, ImmutableArray<Code> functions) =>
        functions
            .SelectMany(one => one.Descendants())
            .Where(one => one.Kind is CodeKind.Call or CodeKind.New && sources.Sources.RunsInProduction(one));

    static string? PredictableBy(CodeBase code, Code call) =>
        call.Callee.DottedName switch
        {
            "Math.random" => "Math.random",
            "Random" when call.Kind is CodeKind.New && call.File.Language is Language.CSharp => "System.Random",
            var way when way.StartsWith("Random.Shared.", StringComparison.Ordinal) => "System.Random",
            _ => code.OriginOf(call.Callee) is { Package: "random" } origin
            && call.File.Language is Language.Python
            && !origin.Name.Contains("SystemRandom", StringComparison.Ordinal)
            && call.Callee.Name is not "seed"
                ? "the module random"
                : null,
        };

    static string? SecretBy(CodeBase code, Code call) =>
        call.Callee.Name switch
        {
            "randomBytes" or "randomUUID" or "getRandomValues" => "random bytes",
            "nanoid" or "createId" or "cuid" when code.OriginOf(call.Callee).Exists => call.Callee.Name,
            "v4" or "uuidv4" or "uuid" when code.OriginOf(call.Callee).Package is "uuid" => "a random UUID",
            "uuid4" => "a random UUID",
            "token_urlsafe" or "token_hex" or "token_bytes" or "urandom" => "random bytes",
            "NewGuid" => "a random GUID",
            "GetBytes"
            or "GetHexString"
            or "Fill" when call.Callee.Receiver.Text.Contains("RandomNumberGenerator", StringComparison.Ordinal) => "random bytes",
            "GeneratePasswordResetTokenAsync" => "ASP.NET Core Identity",
            "make_token" => "Django's own generator",
            _ => null,
        };

    /// <summary>Whether what a call gives ends in something that is called a token, on the way to where it is kept.</summary>
    static bool MakesToken(Code call)
    {
        for (var at = call.Parent; at.Exists; at = at.Parent)
            switch (at.Kind)
            {
                case CodeKind.Variable or CodeKind.Property or CodeKind.Argument when ResetWords.IsNearToken(at.Name):
                case CodeKind.Assignment when ResetWords.IsNearToken(at[Part.Target].Name):
                    return true;
                case CodeKind.Function when at.Name.Length > 0:
                    return ResetWords.IsNearToken(at.Name) && at.Descendants(CodeKind.Return).Any();
            }
        return false;
    }
}
