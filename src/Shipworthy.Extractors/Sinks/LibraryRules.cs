using System.Text;
using Shipworthy.Syntax;

namespace Shipworthy.Extractors.Sinks;

/// <summary>
/// Rules of libraries about keys that they refuse: with such a key nothing is signed, encrypted or believed. Only a key that reaches the library as it is written is
/// judged; a hash of it has the right length whatever it is.
/// </summary>
static class LibraryRules
{
    const int MostSteps = 8;

    /// <summary>The least that <c>Microsoft.IdentityModel</c> signs with, in all its versions.</summary>
    const int SmallestSymmetricKey = 16;

    /// <summary>The least that <c>iron-session</c> seals with.</summary>
    const int ShortestSessionPassword = 32;

    /// <summary>How long 32 bytes in base64 are.</summary>
    const int FernetKey = 44;

    /// <summary>Whether the library of a use refuses the written value.</summary>
    public static bool Refuse(CodeBase code, SinkSite site, string written) =>
        site.At switch
        {
            { Kind: CodeKind.New, Callee.Name: "SymmetricSecurityKey" } => Encoding.UTF8.GetByteCount(written) < SmallestSymmetricKey
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
        if (steps == 0 || !expression.Exists)
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
}
