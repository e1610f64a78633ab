using System.Text;
using System.Text.RegularExpressions;
using Shipworthy.Extractors.Dependencies.DotNet;
using Shipworthy.Extractors.Reading;
using Shipworthy.Syntax;

namespace Shipworthy.Extractors.Sinks;

/// <summary>
/// Rules of libraries about keys that they refuse: with such a key nothing is signed, encrypted or believed. Only a key that reaches the library as it is written is
/// judged; a hash of it has the right length whatever it is.
/// </summary>
sealed partial class LibraryRules(CodeBase code, SourceTree tree)
{
    const int MostSteps = 8;

    /// <summary>The least that <c>Microsoft.IdentityModel</c> signs with, in all its versions.</summary>
    const int SmallestSymmetricKey = 16;

    /// <summary>
    /// The least that it signs or verifies with since 6.30.1, where a key of a keyed hash has to be as long as the hash (RFC 7518, section 3.2): that of HS256,
    /// the shortest of them.
    /// </summary>
    const int SmallestSymmetricKeySinceHashLength = 32;

    static readonly Version sinceHashLength = new(6, 30, 1);

    /// <summary>The first versions of packages that bring such a version with them.</summary>
    static readonly Version bearerSinceHashLength = new(8, 0, 0);

    readonly Lazy<bool> wantsHashLength = new(() => WantsHashLength(tree));

    /// <summary>The least that <c>iron-session</c> seals with.</summary>
    const int ShortestSessionPassword = 32;

    /// <summary>How long 32 bytes in base64 are.</summary>
    const int FernetKey = 44;

    /// <summary>Whether the library of a use refuses the written value.</summary>
    public bool Refuse(SinkSite site, string written) =>
        site.At switch
        {
            { Kind: CodeKind.New, Callee.Name: "SymmetricSecurityKey" } => Encoding.UTF8.GetByteCount(written)
                < (wantsHashLength.Value ? SmallestSymmetricKeySinceHashLength : SmallestSymmetricKey)
                && IsAsWritten(code, site.Secret),
            { Kind: CodeKind.Call, Callee.Name: "Fernet" } => written.Length != FernetKey && IsAsWritten(code, site.Secret),
            { Kind: CodeKind.Call, Callee.Name: "sealData" } or { Kind: CodeKind.Property, Name: "password" } => written.Length
                < ShortestSessionPassword
                && IsAsWritten(code, site.Secret),
            _ => false,
        };

    /// <summary>Whether the library of a use believes nobody while its key is an empty text: Svix says so at once, QStash when it checks a signature.</summary>
    public static bool RefuseNothing(SinkSite site) =>
        site.At
            is { Kind: CodeKind.New, Callee.Name: "Webhook" }
                or { Kind: CodeKind.Property, Name: "currentSigningKey" or "nextSigningKey" };

    /// <summary>Whether nothing but an encoding to bytes stands between the written value and the library.</summary>
    static bool IsAsWritten(CodeBase code, Code expression, int steps = MostSteps)
    {
        if (steps <= 0 || !expression.Exists)
            return false;
        switch (expression.Kind)
        {
            case CodeKind.Call when expression.Callee.Name is "GetBytes":
                return IsAsWritten(code, expression.ArgumentAt(0), steps - 1);
            case CodeKind.Call when expression.Callee.Name is "encode":
                return IsAsWritten(code, expression.Receiver, steps - 1);
            case CodeKind.Name when code.Definition(expression) is { Kind: CodeKind.Variable } held && held[Part.Value].Exists:
                return IsAsWritten(code, held[Part.Value], steps - 1);
            case CodeKind.Unary when expression.Operator == "!":
                return IsAsWritten(code, expression[Part.Value], steps - 1);
            default:
                return code.ValueOf(expression).Possible.All(one => one is Value.Text or Value.FromEnvironment);
        }
    }

    /// <summary>
    /// Whether every version of the library that the repository names asks for keys as long as the hash. What is not named is not known, and a switch of the
    /// library takes the rule back.
    /// </summary>
    static bool WantsHashLength(SourceTree tree)
    {
        var versions = tree
            .Files.Where(file => file.Role is FileRole.Prod or FileRole.Infra or FileRole.Lock)
            .SelectMany(VersionsIn)
            .ToList();
        return versions.Count > 0
            && versions.TrueForAll(one => one.Version >= (one.IsBearer ? bearerSinceHashLength : sinceHashLength))
            && !tree.Files.Any(file => file.Bytes.Span.IndexOf("UnsafeRelaxHmacKeySizeValidation"u8) >= 0);
    }

    static IEnumerable<(bool IsBearer, Version Version)> VersionsIn(SourceFile file)
    {
        var named =
            file.Name == NuGetLock.Name ? NuGetLock.Read(file).Packages.Select(package => (package.Name, package.Version))
            : file.Name.EndsWith(".csproj", StringComparison.OrdinalIgnoreCase)
            || file.Name.EndsWith(".props", StringComparison.OrdinalIgnoreCase)
                ? Reference().Matches(file.Text).Select(match => (Name: match.Groups["name"].Value, Version: match.Groups["version"].Value))
            : [];
        foreach (var (name, written) in named)
            if (Library().IsMatch(name) && Version.TryParse(written.Split('-')[0], out var version))
                yield return (name.EndsWith("JwtBearer", StringComparison.OrdinalIgnoreCase), version);
    }

    [GeneratedRegex(
        @"^(?:Microsoft\.IdentityModel\.(?:Tokens|JsonWebTokens)|System\.IdentityModel\.Tokens\.Jwt|Microsoft\.AspNetCore\.Authentication\.JwtBearer)$",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex Library();

    [GeneratedRegex(
        """<Package(?:Reference|Version)\s[^<>]{0,200}?(?:Include|Update)="(?<name>[\w.]{1,100})"[^<>]{0,200}?\sVersion="\[?(?<version>\d+\.\d+\.\d+[^"\],]*)""",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Reference();
}
