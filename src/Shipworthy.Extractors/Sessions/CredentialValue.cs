using System.Text.RegularExpressions;

namespace Shipworthy.Extractors.Sessions;

/// <summary>Reads what is written where credentials are kept: the names of keys, and where values come from.</summary>
static partial class CredentialValue
{
    const int MostSteps = 6;

    /// <summary>The texts that a key may be, or the name of what holds it.</summary>
    public static ImmutableArray<string> Names(CodeBase code, Code key)
    {
        if (!key.Exists)
            return [];
        ImmutableArray<string> texts = [.. code.ValueOf(key).Possible.Select(Text).OfType<string>().Where(text => text.Length > 0)];
        return !texts.IsEmpty ? texts
            : key.Name.Length > 0 ? [key.Name]
            : key is { Kind: CodeKind.Template or CodeKind.Binary } ? [key.Text]
            : [];
    }

    static string? Text(Value value) =>
        value switch
        {
            Value.Text text => text.Content,
            Value.FromEnvironment { Default: Value.Text text } => text.Content,
            Value.FromEnvironment read => read.Variable,
            Value.Joined joined => string.Concat(joined.Parts.Select(part => part.AsText ?? "_")),
            _ => null,
        };

    /// <summary>The expression inside wrappers that only change its form: <c>JSON.stringify(x)</c>, <c>String(x)</c>, <c>await x</c>, <c>x ?? ""</c>.</summary>
    public static Code Inner(Code value, int steps = MostSteps)
    {
        if (steps <= 0)
            return value;
        switch (value.Kind)
        {
            case CodeKind.Await or CodeKind.Argument or CodeKind.Unary or CodeKind.Spread:
                return Inner(value[Part.Value], steps - 1);
            case CodeKind.Call
                when value.Callee.Name
                    is "stringify"
                        or "String"
                        or "Serialize"
                        or "dumps"
                        or "str"
                        or "encodeURIComponent"
                        or "encrypt"
                        or "SerializeObject"
                    && value.ArgumentAt(0) is { Exists: true } given:
                return Inner(given, steps - 1);
            case CodeKind.Call when value.Callee.Name is "toString" or "ToString" or "trim" or "decode" && value.Receiver.Exists:
                return Inner(value.Receiver, steps - 1);
            case CodeKind.Binary when value.Operator is "??" or "||" or "or":
                return Inner(value[Part.Left], steps - 1);
            case CodeKind.Template:
                var holes = value.Children.Where(one => one.Kind is not CodeKind.Literal).ToList();
                return holes is [var only] ? Inner(only, steps - 1) : value;
            default:
                return value;
        }
    }

    /// <summary>Whether a value is written in the code, so that it is nobody's credential.</summary>
    public static bool IsConstant(CodeBase code, Code value) =>
        code.ValueOf(value) is Value.Text or Value.Number or Value.Truth or Value.Nothing;

    /// <summary>What a value is called; of an object literal, the entry that names a token; null when it names none.</summary>
    public static TokenName? NameOf(CodeBase code, Code value)
    {
        var inner = Inner(value);
        if (inner.Kind is CodeKind.Object)
            return inner
                .Children.Where(one => one.Kind is CodeKind.Property && !IsConstant(code, one[Part.Value]))
                .Select(one => TokenName.Of(one.Name))
                .FirstOrDefault(one => one is not null);
        if (inner.Kind is CodeKind.Call)
            return TokenName.Of(inner.Callee.Name);
        return inner.Name.Length == 0 || TokenName.IsOther(inner.Name) ? null : TokenName.Of(inner.Name);
    }

    /// <summary>Whether a value comes out of a call that signs in or renews, as far as names of functions and addresses tell.</summary>
    public static bool ComesFromSignIn(CodeBase code, Code value)
    {
        var root = Inner(value);
        while (root.Kind is CodeKind.Member or CodeKind.Index)
            root = root.Receiver;
        var declared = code.Definition(root);
        var source = Source(declared);
        if (source.Exists && SignIn().IsMatch(Head(source)))
            return true;
        for (var at = value.Enclosing(CodeKind.Function); at.Exists; at = at.Enclosing(CodeKind.Function))
        {
            var name =
                at.Name.Length > 0 ? at.Name
                : at.Parent.Kind is CodeKind.Variable or CodeKind.Property ? at.Parent.Name
                : at.Parent is { Kind: CodeKind.Call } call ? Head(call)
                : "";
            if (SignIn().IsMatch(name))
                return true;
            // The options of a mutation name the call in one entry and what follows in another.
            if (at.Parent is { Kind: CodeKind.Property, Parent.Kind: CodeKind.Object } entry && SignIn().IsMatch(Head(entry.Parent)))
                return true;
        }
        return false;
    }

    static Code Source(Code declared)
    {
        for (var at = declared; at.Exists; at = at.Parent)
            if (at is { Kind: CodeKind.Variable } && at[Part.Value] is { Exists: true } value)
                return value;
            else if (at.Kind is CodeKind.Function or CodeKind.Module)
                return default;
        return default;
    }

    static string Head(Code node) => node.Text.Length > 240 ? node.Text[..240] : node.Text;

    [GeneratedRegex(
        @"log_?in|sign_?(?:in|up)|auth|token|refresh|session|register|oauth|otp|credential|jwt",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex SignIn();
}
