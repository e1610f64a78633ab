using Shipworthy.Extractors.Environments;

namespace Shipworthy.Extractors.Endpoints.Steps;

/// <summary>
/// Tells whether a function goes on only when what it asked was answered well: <c>const session = await auth(); if (!session) return 401</c>. What is not such a
/// refusal on every path is none.
/// </summary>
/// <param name="holds">Whether a condition about the request's address holds for the one that is being looked at; null when it says nothing about the address, or not enough.</param>
sealed partial class Refusals(Func<Code, bool?> holds)
{
    /// <summary>Whether the function around a question leaves when the answer is missing; null when it does so only under a condition that could not be decided.</summary>
    public bool? Follows(Code question) => Follows(question, null);

    /// <summary>The same of a question that a called function asks and hands over.</summary>
    public bool? Follows(Code question, Act? handed)
    {
        var function = question.Enclosing(CodeKind.Function);
        var scope = function.Exists ? function.Body : question.File.Root;
        if (AsCondition(question) is { Exists: true } branch)
            return Both(Refuses(branch, condition => condition.Contains(question)), IsOnEveryPath(branch, function));
        if (Decides(function, value => value.Contains(question)))
            return true;
        if (Asserting(question) is { Exists: true } asserting)
            return IsOnEveryPath(asserting, function);
        if (handed is { Entry: not null } && !IsTakenDirectly(question))
            return false;
        if (handed is { IsOrNothing: true } && FailsOnNothing(question, function))
            return IsOnEveryPath(question, function);
        var names = NamesOf(question, scope, handed?.Entry ?? "");
        if (names.Count == 0)
            return false;
        if (Decides(function, value => Mentions(value, names)))
            return true;
        bool? best = false;
        foreach (var one in Branches(scope).Where(one => one.Start > question.Start))
            switch (Both(Refuses(one, condition => Mentions(condition, names)), IsOnEveryPath(one, function)))
            {
                case true:
                    return true;
                case null:
                    best = null;
                    break;
            }
        return best is false ? IsAsserted(question, names, scope, function) : best;
    }

    /// <summary>Whether a statement runs on every way through a function, apart from ways for other HTTP methods and addresses; null when that depends on more.</summary>
    public bool? IsOnEveryPath(Code node, Code function)
    {
        bool? every = true;
        for (var at = node; at.Parent.Exists && at != function; at = at.Parent)
        {
            var parent = at.Parent;
            foreach (var (condition, expected) in Production.Between(at, parent))
                if (holds(condition) is { } known)
                {
                    if (known != expected)
                        return false;
                }
                else if (at.Part is Part.Then or Part.Else or Part.Right && !IsAboutMethod(condition))
                    every = null;
            switch (IsHandedOnBefore(at, parent))
            {
                case true:
                    return false;
                case null:
                    every = null;
                    break;
            }
            switch (parent.Kind)
            {
                case CodeKind.Case when !IsAboutMethod(parent.Parent[Part.Subject]):
                case CodeKind.Binary when at.Part is Part.Right && parent.Operator is "??":
                case CodeKind.Loop or CodeKind.Catch when at.Part is Part.Body:
                case CodeKind.Try when at.Part is Part.Body && parent.Children.Any(one => one.Kind is CodeKind.Catch && !LeavesAtAll(one)):
                    every = null;
                    break;
            }
        }
        return every;
    }

    /// <summary>Whether a guard of NestJS answers by what was asked: such a function refuses by its result, and every result that is no plain yes depends on it.</summary>
    static bool Decides(Code function, Func<Code, bool> mentions)
    {
        if (function.Name is not "canActivate")
            return false;
        var results = function
            .Body.Descendants(CodeKind.Return)
            .Where(one => one.Enclosing(CodeKind.Function) == function && one[Part.Value].Kind is not CodeKind.Literal)
            .Select(one => one[Part.Value])
            .ToList();
        return results.Count > 0 && results.TrueForAll(one => mentions(one) && one.Operator is not ("||" or "??"));
    }

    static bool? Both(bool? a, bool? b) =>
        a is false || b is false ? false
        : a is true && b is true ? true
        : null;

    /// <summary>Whether a middleware calls what comes next only inside branches, and answers 401 or 403, or throws, at its end.</summary>
    public bool HandsOnConditionally(Code function)
    {
        if (function.Body.Kind is not CodeKind.Block || function.Body.Children.LastOrDefault() is not { Exists: true } last)
            return false;
        if (last.Kind is CodeKind.Try)
            last = last.Body.Children.LastOrDefault();
        if (!last.Exists || !(last.Kind is CodeKind.Throw || Answers(last) || SaysNo(last.Text)))
            return false;
        var next = function
            .Descendants(CodeKind.Call)
            .Where(call => call.Callee is { Kind: CodeKind.Name, Name: "next" or "n" or "done" } && GoesOn(call))
            .ToList();
        return next.Count > 0 && next.TrueForAll(call => IsInside(call, function));
    }

    static bool IsInside(Code node, Code function)
    {
        for (var at = node; at.Parent.Exists && at != function; at = at.Parent)
            if (at.Part is Part.Then or Part.Else && at.Parent.Kind is CodeKind.Branch)
                return true;
        return false;
    }

    /// <summary>The branch or loop condition that an expression is part of.</summary>
    static Code AsCondition(Code question)
    {
        for (var at = question; at.Parent.Exists; at = at.Parent)
        {
            if (at.Part is Part.Condition && at.Parent.Kind is CodeKind.Branch)
                return at.Parent;
            if (at.Kind is CodeKind.Block or CodeKind.Function or CodeKind.Variable or CodeKind.Assignment or CodeKind.Return)
                return default;
        }
        return default;
    }

    /// <summary>The branches of a function, those of functions inside it left out.</summary>
    static IEnumerable<Code> Branches(Code scope) => scope.Descendants(CodeKind.Branch).Where(one => one[Part.Condition].Exists);

    /// <summary>Whether a branch leaves when something is missing or wrong; null when it does so only together with something else.</summary>
    public bool? Refuses(Code branch, Func<Code, bool> mentions)
    {
        var condition = branch[Part.Condition];
        if (!mentions(condition))
            return false;
        bool? best = false;
        if (Refuses(branch[Part.Then]) || (branch[Part.Else].Exists && Answers(branch[Part.Then])))
            foreach (var one in Disjuncts(condition).Where(one => mentions(one)))
                switch (WhenMissing(one, mentions))
                {
                    case true:
                        return true;
                    case null:
                        best = null;
                        break;
                }
        if (
            Conjuncts(condition).Any(one => mentions(one) && !SaysMissing(one))
            && (
                branch[Part.Else].Exists
                    ? (Refuses(branch[Part.Else]) && !Renders(branch[Part.Else])) || Answers(branch[Part.Else])
                    : LeavesAfter(branch)
            )
        )
            return true;
        return best;
    }

    /// <summary>Whether a condition holds whenever something is missing: by itself, or together with what is known about the address.</summary>
    bool? WhenMissing(Code condition, Func<Code, bool> mentions)
    {
        var parts = Conjuncts(condition).ToList();
        if (!parts.Exists(one => mentions(one) && SaysMissing(one)))
            return false;
        var others = parts.Where(one => !mentions(one) && !IsAboutMethod(one)).Select(one => holds(one)).ToList();
        return others.Contains(false) ? false
            : others.Contains(null) ? null
            : true;
    }

    static bool SaysMissing(Code condition) =>
        condition.Kind switch
        {
            CodeKind.Unary => condition.Operator is "!" or "not",
            CodeKind.Binary => condition.Operator is "!=" or "!==" or "is not"
                ? !IsNothing(condition[Part.Right]) && !IsNothing(condition[Part.Left])
                : condition.Operator is "<" or ">" or "<=" or ">=" or "not in"
                    || (
                        condition.Operator is "==" or "===" or "is" && (IsNothing(condition[Part.Right]) || IsNothing(condition[Part.Left]))
                    ),
            CodeKind.Name or CodeKind.Member => condition.Name.Contains("err", StringComparison.OrdinalIgnoreCase)
                || condition.Name.Contains("denied", StringComparison.OrdinalIgnoreCase)
                || condition.Name.Contains("limited", StringComparison.OrdinalIgnoreCase)
                || condition.Name.Contains("exceeded", StringComparison.OrdinalIgnoreCase)
                || condition.Name.Contains("blocked", StringComparison.OrdinalIgnoreCase)
                || condition.Name is "response" or "unauthorized" or "failure",
            CodeKind.Call => condition.Callee.Name
                is "isErr"
                    or "isDenied"
                    or "IsNullOrEmpty"
                    or "IsNullOrWhiteSpace"
                    or "isError"
                    or "isNil",
            _ => false,
        };

    static bool IsNothing(Code node) =>
        (node.Kind is CodeKind.Literal && node.Operator is "null" or "undefined" or "false")
        || node is { Kind: CodeKind.Name, Name: "undefined" };

    static IEnumerable<Code> Disjuncts(Code condition) =>
        condition is { Kind: CodeKind.Binary, Operator: "||" or "or" }
            ? Disjuncts(condition[Part.Left]).Concat(Disjuncts(condition[Part.Right]))
            : [condition];

    static IEnumerable<Code> Conjuncts(Code condition) =>
        condition is { Kind: CodeKind.Binary, Operator: "&&" or "and" }
            ? Conjuncts(condition[Part.Left]).Concat(Conjuncts(condition[Part.Right]))
            : [condition];

    /// <summary>Whether a statement ends in leaving the function, by itself or by a call that never comes back.</summary>
    static bool Leaves(Code then) =>
        then.Kind switch
        {
            CodeKind.Return or CodeKind.Throw => true,
            CodeKind.Block => then.Children.Any() && Leaves(then.Children.Last()),
            CodeKind.Await => Leaves(then[Part.Value]),
            CodeKind.Call => then.Callee.Name
                is "redirect"
                    or "notFound"
                    or "abort"
                    or "unauthorized"
                    or "forbidden"
                    or "permanentRedirect"
                    or "deny"
                || (then.Callee.Kind is CodeKind.Name && then.Callee.Name is "error" or "raise" or "fail")
                || then.Callee.Name.StartsWith("Throw", StringComparison.OrdinalIgnoreCase),
            _ => false,
        };

    /// <summary>Whether a statement ends in a page of its own, which is an answer and no refusal: <c>else: return render(request, "index.html")</c>.</summary>
    static bool Renders(Code then) =>
        then.Kind is CodeKind.Block
            ? then.Children.Any() && Renders(then.Children.Last())
            : then.Kind is CodeKind.Return
                && then[Part.Value] is { Kind: CodeKind.Call } page
                && page.Callee.Name is "render" or "render_to_response" or "render_template" or "TemplateResponse";

    static bool LeavesAtAll(Code handler) =>
        handler
            .Body.Descendants()
            .Any(one =>
                one.Kind is CodeKind.Return or CodeKind.Throw
                || (one.Kind is CodeKind.Call && (Leaves(one) || one.Callee.Name is "status" or "sendStatus" or "next" || IsReply(one)))
            );

    /// <summary>An answer of Fastify or Express, after which a hook does not hand on: <c>reply.send(error)</c>.</summary>
    static bool IsReply(Code call) =>
        call.Callee.Name is "send" or "code" && call.Callee.Text.Split('.', '(')[0] is "reply" or "res" or "response";

    /// <summary>Whether a statement answers that the caller may not: it sets a status from 401 on.</summary>
    static bool Answers(Code then) =>
        then.Descendants(CodeKind.Call)
            .Prepend(then)
            .Any(call =>
                call.Callee.Name is "status" or "sendStatus" or "writeHead" or "json" or "code" or "throw"
                    && call.Descendants(CodeKind.Literal).Any(one => one.String is "401" or "403" or "429" or "503")
                || HandsFailureOn(call)
            );

    static bool LeavesAfter(Code branch)
    {
        var after = branch.Parent.Children.SkipWhile(one => one != branch).Skip(1).ToList();
        return after.Exists(one =>
            one.Kind is CodeKind.Throw
            || (one.Kind is CodeKind.Return or CodeKind.Call && (Leaves(one) || Answers(one)) && SaysNo(one.Text))
        );
    }

    static bool SaysNo(string text) =>
        text.Contains("401", StringComparison.Ordinal)
        || text.Contains("403", StringComparison.Ordinal)
        || text.Contains("429", StringComparison.Ordinal)
        || text.Contains("nauthorized", StringComparison.Ordinal)
        || text.Contains("orbid", StringComparison.Ordinal)
        || (
            text.Contains("redirect", StringComparison.OrdinalIgnoreCase)
            && (text.Contains("login", StringComparison.OrdinalIgnoreCase) || text.Contains("sign", StringComparison.OrdinalIgnoreCase))
        );

    static bool IsAboutMethod(Code condition) =>
        condition
            .Descendants()
            .Prepend(condition)
            .Any(one => one.Kind is CodeKind.Member or CodeKind.Name && one.Name is "method" or "Method");
}
