namespace Shipworthy.Extractors.Endpoints.Django;

/// <summary>A call as a view tells it apart.</summary>
/// <param name="Method">The HTTP method in capitals.</param>
/// <param name="Action">The action of a view set: <c>list</c>; empty elsewhere.</param>
readonly record struct DjangoCall(string Method, string Action)
{
    /// <summary>Whether the call only reads, as HTTP means it.</summary>
    public bool IsSafe => Method is "GET" or "HEAD" or "OPTIONS";
}

/// <summary>
/// Decides conditions of Django code as they turn out for a caller who did not sign in: <c>AnonymousUser</c> is there, is not authenticated, is no staff, owns nothing, and has no
/// attribute of the app's own users.
/// </summary>
sealed class AnonymousCaller(CodeBase code)
{
    const int Deepest = 8;

    /// <summary>The parameter that holds the person who calls, of a test that gets that alone; no node elsewhere.</summary>
    Code person;

    /// <summary>Whether somebody who did not sign in passes a test that gets the person handed: <c>lambda user: user.is_staff</c>. Null when that could not be told.</summary>
    public bool? Passes(Code test)
    {
        person = test[Part.Parameter];
        return Gives(test, new("GET", ""), static () => null);
    }

    /// <summary>What a function that answers yes or no answers; null when that could not be told. Nothing, and an error, are a no.</summary>
    /// <param name="function">The function.</param>
    /// <param name="call">The call.</param>
    /// <param name="inherited">What <c>super()</c> answers.</param>
    public bool? Gives(Code function, DjangoCall call, Func<bool?> inherited)
    {
        if (function.Body.Kind is not CodeKind.Block)
            return Holds(function.Body, call, inherited);
        var given = new List<Code>();
        var falls = Ways(function.Body, call, given, inherited);
        var answers = given.Select(one => one.Exists ? Holds(one, call, inherited) : false).ToList();
        if (falls)
            answers.Add(false);
        return answers.TrueForAll(one => one is false) ? false
            : answers.TrueForAll(one => one is true) ? true
            : null;
    }

    /// <summary>
    /// Collects what a block may return for a call; no node stands for nothing and for an error. Whether it may go on behind its end.
    /// </summary>
    public bool Ways(Code block, DjangoCall call, List<Code> returns, Func<bool?>? inherited = null, Action<Code, bool>? assigned = null) =>
        Ways(block, call, returns, inherited, assigned, true);

    bool Ways(Code block, DjangoCall call, List<Code> returns, Func<bool?>? inherited, Action<Code, bool>? assigned, bool certain)
    {
        if (block.Kind is not CodeKind.Block)
            return !block.Exists || Way(block, call, returns, inherited, assigned, certain);
        foreach (var statement in block.Children)
            if (!Way(statement, call, returns, inherited, assigned, certain))
                return false;
        return true;
    }

    bool Way(Code statement, DjangoCall call, List<Code> returns, Func<bool?>? inherited, Action<Code, bool>? assigned, bool certain)
    {
        switch (statement.Kind)
        {
            case CodeKind.Return:
                returns.Add(statement[Part.Value]);
                return false;
            case CodeKind.Throw:
                returns.Add(default);
                return false;
            case CodeKind.Variable or CodeKind.Assignment:
                assigned?.Invoke(statement, certain);
                return true;
            case CodeKind.Branch when statement[Part.Condition].Exists:
                var holds = Holds(statement[Part.Condition], call, inherited);
                var sure = certain && holds is not null;
                var then = holds is not false && Ways(statement[Part.Then], call, returns, inherited, assigned, sure);
                var otherwise = holds is not true && Ways(statement[Part.Else], call, returns, inherited, assigned, sure);
                return then || otherwise;
            case CodeKind.Try or CodeKind.Catch or CodeKind.Loop or CodeKind.Branch or CodeKind.Case:
                foreach (var inner in statement.Children)
                    if (inner.Kind is CodeKind.Block or CodeKind.Catch or CodeKind.Case)
                        Ways(inner.Kind is CodeKind.Block ? inner : inner[Part.Body], call, returns, inherited, assigned, false);
                return true;
            default:
                return true;
        }
    }

    /// <summary>Whether a condition holds; null when that could not be told.</summary>
    public bool? Holds(Code condition, DjangoCall call, Func<bool?>? inherited = null) => Holds(condition, call, inherited, Deepest);

    bool? Holds(Code one, DjangoCall call, Func<bool?>? inherited, int steps)
    {
        if (!one.Exists || steps <= 0)
            return null;
        bool? Inner(Code inner) => Holds(inner, call, inherited, steps - 1);
        switch (one.Kind)
        {
            case CodeKind.Literal:
                return one.Operator is "true" ? true
                    : one.Operator is "false" or "null" ? false
                    : null;
            case CodeKind.Unary when one.Operator is "not":
                return !Inner(one[Part.Value]);
            case CodeKind.Binary when one.Operator is "and":
                return And(Inner(one[Part.Left]), Inner(one[Part.Right]));
            case CodeKind.Binary when one.Operator is "or":
                return !And(!Inner(one[Part.Left]), !Inner(one[Part.Right]));
            case CodeKind.Binary:
                return Compared(one, call);
            case CodeKind.Conditional:
                return Inner(one[Part.Condition]) switch
                {
                    true => Inner(one[Part.Then]),
                    false => Inner(one[Part.Else]),
                    null => Inner(one[Part.Then]) is { } then && Inner(one[Part.Else]) == then ? then : null,
                };
            case CodeKind.Call when one.Callee.Name is "bool":
                return Inner(one.ArgumentAt(0));
            case CodeKind.Call
                when one.Callee.Name is "has_permission" or "has_object_permission" or "test_func"
                    && one.Receiver is { Kind: CodeKind.Call } super
                    && super.Callee.Name is "super":
                return inherited?.Invoke();
            case CodeKind.Call when OfUser(one.Callee, Deepest) || one.Callee.Name is "exists" && OfUser(one.Receiver, Deepest):
                return one.Callee.Name is "is_anonymous";
            case CodeKind.Member when OfUser(one, Deepest):
                return one.Name is "is_anonymous";
            case CodeKind.Member or CodeKind.Name when IsUser(one, Deepest):
                return true;
            case CodeKind.Member when one.Name is "auth" && one.Receiver.Name is "request":
                return false;
            case CodeKind.Name when code.Definition(one) is { Kind: CodeKind.Variable } variable && variable[Part.Value].Exists:
                return Inner(variable[Part.Value]);
            default:
                return null;
        }
    }

    /// <summary>Comparisons of the method and the action with what code names, and of a stored person with nobody.</summary>
    bool? Compared(Code one, DjangoCall call)
    {
        var (left, right) = (one[Part.Left], one[Part.Right]);
        if (one.Operator is "in" or "not in" && Told(left, call) is { } told)
        {
            bool? found =
                right.Name is "SAFE_METHODS" ? call.IsSafe
                : DjangoFiles.Items(code, right).Select(item => code.ValueOf(item).AsText).ToList() is { Count: > 0 } texts
                    ? texts.Contains(told)
                : null;
            return one.Operator is "in" ? found : !found;
        }
        if (one.Operator is "==" or "!=")
        {
            bool? same =
                Told(left, call) is { } first && code.ValueOf(right).AsText is { } text ? first == text
                : Told(right, call) is { } second && code.ValueOf(left).AsText is { } other ? second == other
                : IsUser(left, Deepest) || IsUser(right, Deepest) || OfUser(left, Deepest) || OfUser(right, Deepest) ? false
                : null;
            return one.Operator is "==" ? same : !same;
        }
        if (one.Operator is "in" && (IsUser(left, Deepest) || OfUser(left, Deepest)))
            return false;
        return null;
    }

    static string? Told(Code one, DjangoCall call) =>
        one is { Kind: CodeKind.Member, Name: "method" } && one.Receiver.Name is "request" ? call.Method
        : one is { Kind: CodeKind.Member, Name: "action" } && one.Receiver.Name is "self" or "view" ? call.Action
        : null;

    /// <summary>Whether an expression is the person who calls: <c>request.user</c>.</summary>
    bool IsUser(Code one, int steps) =>
        steps > 0
        && (
            one is { Kind: CodeKind.Member, Name: "user" } && one.Receiver.Name is "request"
            || one.Kind is CodeKind.Name
                && code.Definition(one) is { Kind: CodeKind.Variable } variable
                && variable[Part.Value].Exists
                && IsUser(variable[Part.Value], steps - 1)
            || one.Kind is CodeKind.Name && person.Exists && one.Name == person.Name && one.Enclosing(CodeKind.Function) == person.Parent
        );

    /// <summary>Whether an expression is read from the person who calls: <c>request.user.profile.is_admin</c>.</summary>
    bool OfUser(Code one, int steps) =>
        steps > 0
        && (
            one.Kind is CodeKind.Member && (IsUser(one.Receiver, steps) || OfUser(one.Receiver, steps - 1))
            || one.Kind is CodeKind.Call && OfUser(one.Callee, steps - 1)
        );

    static bool? And(bool? a, bool? b) =>
        a is false || b is false ? false
        : a is true && b is true ? true
        : null;
}
