namespace Shipworthy.Extractors.Endpoints.Nest;

/// <summary>
/// Decides what a guard does for one route by the metadata that decorators put on it and that the guard reads through <c>Reflector</c>:
/// <c>if (isPublic) return true</c>.
/// </summary>
sealed class NestMetadata(CodeBase code, IReadOnlyList<NestWord> words)
{
    const int MostSteps = 10;

    /// <summary>Whether a function of a guard lets everybody pass because of the route's metadata, before it asked anything.</summary>
    public bool Opens(Code function) =>
        function.Body.Kind is CodeKind.Block ? Walk(function.Body, certain: false) is true : Holds(function.Body) is true;

    /// <summary>Whether a condition holds for the route; null when it is about something else.</summary>
    public bool? Holds(Code condition) => Holds(condition, MostSteps);

    /// <summary>Whether statements end in letting everybody pass; false when they end otherwise, null when they go on.</summary>
    /// <param name="block">The statements.</param>
    /// <param name="certain">Whether it is decided that they run.</param>
    bool? Walk(Code block, bool certain)
    {
        if (block.Kind is not CodeKind.Block)
            return Ends(block, certain);
        foreach (var statement in block.Children)
            switch (statement.Kind)
            {
                case CodeKind.Branch:
                    var taken = Holds(statement[Part.Condition]) switch
                    {
                        true => statement[Part.Then],
                        false => statement[Part.Else],
                        null => default,
                    };
                    var known = Holds(statement[Part.Condition]) is not null;
                    if (taken.Exists && Walk(taken, certain: true) is { } ended)
                        return ended;
                    // Past a question that is skipped for this route, a plain "return true" lets everybody pass.
                    certain |= known && Reads(statement[Part.Condition]);
                    break;
                case CodeKind.Variable when !statement.Descendants(CodeKind.Await).Any():
                    break;
                case CodeKind.Return or CodeKind.Throw:
                    return Ends(statement, certain);
                default:
                    // What runs here may have refused already.
                    if (statement.Descendants().Prepend(statement).Any(one => one.Kind is CodeKind.Await or CodeKind.Try or CodeKind.Throw))
                        return false;
                    break;
            }
        return null;
    }

    bool? Ends(Code statement, bool certain) =>
        statement.Kind switch
        {
            CodeKind.Return => statement[Part.Value] is var value && (IsTrue(value) ? certain : Holds(value) is true),
            CodeKind.Throw => false,
            _ => null,
        };

    static bool IsTrue(Code value) =>
        value is { Kind: CodeKind.Literal, Operator: "true" }
        || (value.Kind is CodeKind.Call && value.Arguments.FirstOrDefault() is { Kind: CodeKind.Literal, Operator: "true" });

    /// <summary>Whether a condition is about metadata at all.</summary>
    bool Reads(Code condition) =>
        condition
            .Descendants()
            .Prepend(condition)
            .Any(one =>
                IsRead(one)
                || (
                    one.Kind is CodeKind.Name
                    && code.Definition(one) is { Kind: CodeKind.Variable } held
                    && held[Part.Value] is var value
                    && value.Descendants().Prepend(value).Any(IsRead)
                )
            );

    bool? Holds(Code condition, int steps)
    {
        if (!condition.Exists || steps <= 0)
            return null;
        bool? Inner(Code one) => Holds(one, steps - 1);
        switch (condition.Kind)
        {
            case CodeKind.Literal:
                return condition.Operator switch
                {
                    "true" => true,
                    "false" or "null" or "undefined" => false,
                    _ => null,
                };
            case CodeKind.Unary when condition.Operator is "!":
                return !Inner(condition[Part.Value]);
            case CodeKind.Unary or CodeKind.Await or CodeKind.Argument:
                return Inner(condition[Part.Value]);
            case CodeKind.Binary:
                return Binary(condition, Inner);
            case CodeKind.Conditional:
                return Inner(condition[Part.Condition]) switch
                {
                    true => Inner(condition[Part.Then]),
                    false => Inner(condition[Part.Else]),
                    null => null,
                };
            case CodeKind.Call when IsRead(condition):
                return Has(condition);
            case CodeKind.Call when condition.Callee.Name is "Boolean":
                return Inner(condition.ArgumentAt(0));
            case CodeKind.Call when code.Target(condition) is { Kind: CodeKind.Function } own:
                return own.Body.Kind is not CodeKind.Block ? Inner(own.Body)
                    : own.Body.Descendants(CodeKind.Return).ToList() is [var only] ? Inner(only[Part.Value])
                    : null;
            case CodeKind.Member when condition.Name is "length":
                return Inner(condition.Receiver);
            case CodeKind.Name when code.Definition(condition) is { Kind: CodeKind.Variable } held && held[Part.Value].Exists:
                return Inner(held[Part.Value]);
            default:
                return null;
        }
    }

    static bool? Binary(Code node, Func<Code, bool?> inner)
    {
        var (left, right) = (node[Part.Left], node[Part.Right]);
        if (node.Operator is "===" or "==" or "!==" or "!=")
        {
            var equal = Equal(left, right, inner);
            return node.Operator is "===" or "==" ? equal : !equal;
        }
        var (a, b) = (inner(left), inner(right));
        return node.Operator switch
        {
            "&&" => a is false || b is false ? false
            : a is true && b is true ? true
            : null,
            "||" => a is true || b is true ? true
            : a is false && b is false ? false
            : null,
            "??" => a is false ? b : a,
            ">" when right.String is "0" => a,
            _ => null,
        };
    }

    static bool? Equal(Code left, Code right, Func<Code, bool?> inner)
    {
        if (left.Kind is CodeKind.Call && left.Callee.Name is "getType" && right.String is { } type)
            return type is "http";
        if (left is { Kind: CodeKind.Member, Name: "length" } && right.String is "0")
            return !inner(left);
        return
            right.Kind is CodeKind.Literal && right.Operator is "true" or "false" or "null" or "undefined"
            || right is { Kind: CodeKind.Name, Name: "undefined" }
            ? inner(left) is { } value
                ? value == (right.Operator is "true")
                : null
            : null;
    }

    static bool IsRead(Code call) =>
        call.Kind is CodeKind.Call
        && call.Callee.Name is "get" or "getAllAndOverride" or "getAllAndMerge" or "getAll"
        && call.Receiver.Name.Contains("reflector", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether the route carries the metadata that a call reads, where the call looks for it.</summary>
    bool Has(Code read)
    {
        var where = read.ArgumentAt(1).Text;
        var (onMethod, onClass) = (
            where.Contains("getHandler", StringComparison.Ordinal),
            where.Contains("getClass", StringComparison.Ordinal)
        );
        var key = read.ArgumentAt(0);
        foreach (var word in words)
            if ((!onMethod && !onClass || (word.OnMethod ? onMethod : onClass)) && IsKey(word, key))
                return ValueOf(word) is not false;
        return false;
    }

    bool IsKey(NestWord word, Code key)
    {
        if (word.Name is "createDecorator")
            return word.Declared.Exists && code.Definition(key) == word.Declared;
        if (word.Name is not "SetMetadata")
            return false;
        var own = word.Call.ArgumentAt(0);
        return code.ValueOf(own).AsText is { } text
            ? code.ValueOf(key).AsText == text
            : code.Definition(own) is { Exists: true } declared && declared == code.Definition(key);
    }

    bool? ValueOf(NestWord word)
    {
        var value = word.Call.ArgumentAt(word.Name is "SetMetadata" ? 1 : 0);
        return code.ValueOf(value).AsTruth;
    }
}
