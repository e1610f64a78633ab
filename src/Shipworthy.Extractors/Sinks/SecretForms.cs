using Shipworthy.Syntax;

namespace Shipworthy.Extractors.Sinks;

/// <summary>Takes away from a secret what only changes its form: encoding to bytes, hashing to the length of a key, wrapping as a key, in place or in a function.</summary>
static class SecretForms
{
    const int MostSteps = 10;

    /// <summary>The expression that gives the secret.</summary>
    public static Code Unwrapped(CodeBase code, Code expression, int steps = MostSteps)
    {
        if (steps <= 0)
            return expression;
        switch (expression.Kind)
        {
            case CodeKind.Await or CodeKind.Argument:
                return Unwrapped(code, expression[Part.Value], steps - 1);
            case CodeKind.Index when expression[Part.Key].Operator is ":" or ".." || expression[Part.Key].Kind == CodeKind.Unknown:
                return Unwrapped(code, expression[Part.Receiver], steps - 1);
            case CodeKind.Call or CodeKind.New when Inside(expression) is { Exists: true } inside:
                return Unwrapped(code, inside, steps - 1);
            case CodeKind.Call when Returned(code, expression, steps) is { Exists: true } returned:
                return returned;
            case CodeKind.Name
            or CodeKind.Member when code.Definition(expression) is { Kind: CodeKind.Variable or CodeKind.Property } declared:
                var value = declared[Part.Value];
                return
                    value.Kind is CodeKind.Call or CodeKind.New or CodeKind.Await
                    && Unwrapped(code, value, steps - 1) is var unwrapped
                    && unwrapped != value
                    ? unwrapped
                    : expression;
            default:
                return expression;
        }
    }

    /// <summary>What a call gives in another form; no node when it gives something of its own.</summary>
    public static Code Inside(Code call)
    {
        var name = call.Callee.Name;
        return name switch
        {
            "importKey" or "deriveKey" or "deriveBits" or "hkdfSync" => call.ArgumentAt(1),
            "scryptSync"
            or "pbkdf2Sync"
            or "Rfc2898DeriveBytes"
            or "Pbkdf2"
            or "pbkdf2_hmac" when call.ArgumentAt(name == "pbkdf2_hmac" ? 1 : 0) is { Exists: true } password => password,
            "sha256" or "sha384" or "sha512" or "sha1" or "md5" or "derive" or "ComputeHash" => call.ArgumentAt(0),
            "HashData" when !call.DottedName.Contains("HMAC", StringComparison.Ordinal) => call.ArgumentAt(0),
            // A keyed hash is a signature, not the key.
            "update" when call.Receiver.Callee.Name == "createHash" => call.ArgumentAt(0),
            "digest"
            or "hexdigest"
            or "subarray"
            or "slice"
            or "substring"
            or "Substring"
            or "padEnd"
            or "export"
            or "get_secret_value"
            or "removeprefix"
            or "removesuffix"
            or "lstrip"
            or "rstrip"
            or "trimEnd"
            or "Trim"
            or "TrimEnd" => call.Receiver,
            "encode"
            or "from"
            or "GetBytes"
            or "createSecretKey"
            or "FromBase64String"
            or "FromHexString"
            or "b64decode"
            or "urlsafe_b64decode"
            or "b64encode"
            or "urlsafe_b64encode"
            or "SymmetricSecurityKey"
            or "Uint8Array"
            or "bytes"
            or "bytearray"
            or "fromhex"
            or "str"
            or "String"
            or "toString"
            or "ToString"
            or "trim"
            or "strip"
            or "SecretStr" => IsText(call.ArgumentAt(0)) ? call.ArgumentAt(0) : call.Receiver,
            _ => default,
        };
    }

    /// <summary>Whether an argument can be the secret; the name of an encoding is none.</summary>
    static bool IsText(Code argument) =>
        argument.Exists && argument.String is not ("utf-8" or "utf8" or "UTF-8" or "hex" or "base64" or "base64url" or "ascii" or "latin1");

    /// <summary>What a function of the app gives back in another form, such as <c>encryptionKey()</c>; no node when it gives something else.</summary>
    static Code Returned(CodeBase code, Code call, int steps)
    {
        if (steps < 3 || code.Target(call) is not { Kind: CodeKind.Function } function)
            return default;
        var given = function.Body.Kind == CodeKind.Block ? ReturnOf(function) : function.Body;
        if (!given.Exists)
            return default;
        var inside = Unwrapped(code, given, steps - 3);
        if (code.Definition(inside) is { Kind: CodeKind.Parameter } parameter && parameter.Parent == function)
            return ArgumentFor(call, parameter) is { Exists: true } argument ? Unwrapped(code, argument, steps - 3) : default;
        // A function that only reads is understood by the values of the code; what it changes is not.
        return inside != given ? inside : default;
    }

    static Code ReturnOf(Code function)
    {
        var all = function
            .Body.Descendants(CodeKind.Return)
            .Where(one =>
                one.Enclosing(CodeKind.Function) == function && one[Part.Value].Kind is not (CodeKind.Unknown or CodeKind.Literal)
            )
            .Take(2)
            .ToList();
        return all is [var only] ? only[Part.Value] : default;
    }

    /// <summary>What a call gives to a parameter of the function that it runs; no node when it cannot be told.</summary>
    public static Code ArgumentFor(Code call, Code parameter)
    {
        if (call.ArgumentNamed(parameter.Name) is { Exists: true } named)
            return named;
        var position = 0;
        foreach (var one in parameter.Parent.All(Part.Parameter))
        {
            if (one == parameter)
                return call.ArgumentAt(position);
            // Python writes the object of a method among its parameters.
            if (position > 0 || one.Name is not ("self" or "cls"))
                position++;
        }
        return default;
    }
}
