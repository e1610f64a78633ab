using Shipworthy.Extractors.Endpoints.Rows;

namespace Shipworthy.Extractors.Endpoints.Steps;

/// <content>
/// Middleware leaves by the call of what comes next: alone it lets the request go on, with a failure it refuses it. <c>return next()</c>, <c>return next(createError(401))</c>.
/// </content>
sealed partial class Refusals
{
    /// <summary>Whether a statement leaves the function, and the request with it.</summary>
    public static bool Refuses(Code then) => Leaves(then) && !LetsGoOn(then);

    /// <summary>Whether what a statement ends in is the call of what comes next, without a failure.</summary>
    static bool LetsGoOn(Code then)
    {
        switch (then.Kind)
        {
            case CodeKind.Block:
                var statements = then.Children.ToList();
                return statements is [.., var last]
                    && (
                        LetsGoOn(last)
                        || (
                            last.Kind is CodeKind.Return
                            && !last[Part.Value].Exists
                            && statements is [.., var before, _]
                            && LetsGoOn(before)
                        )
                    );
            case CodeKind.Return:
                return (IsYes(then[Part.Value]) && IsDecider(then)) || LetsGoOn(then[Part.Value]);
            case CodeKind.Await:
                return LetsGoOn(then[Part.Value]);
            case CodeKind.Call:
                return GoesOn(then);
            default:
                return false;
        }
    }

    /// <summary>
    /// Whether a branch lets everybody pass whom it does not mean: <c>if (user?.role !== "guest") return true</c>. What follows it asks that one group for more, and the others for nothing.
    /// </summary>
    public static bool LetsOthersPass(Code branch) =>
        branch.Kind is CodeKind.Branch
        && branch[Part.Condition] is { Kind: CodeKind.Binary, Operator: "!=" or "!==" } condition
        && condition.Children.Any(side => side.Kind is CodeKind.Member && RowWords.AsksRole(side.Text))
        && LetsGoOn(branch[Part.Then]);

    /// <summary>Whether a function lets pass by the word true, and refuses by the word false: a guard of NestJS, a permission of Django REST framework.</summary>
    static bool IsDecider(Code node) =>
        node.Enclosing(CodeKind.Function).Name is "canActivate" or "has_permission" or "has_object_permission";

    /// <summary>The word true, by itself or as a promise of it: <c>Promise.resolve(true)</c>, <c>of(true)</c>.</summary>
    static bool IsYes(Code value) =>
        value is { Kind: CodeKind.Literal, Operator: "true" }
        || (
            value.Kind is CodeKind.Call
            && value.Callee.Name is "resolve" or "of"
            && value.ArgumentAt(0) is { Kind: CodeKind.Literal, Operator: "true" }
        );

    /// <summary>A call of what comes next that gives it nothing, or the request.</summary>
    static bool GoesOn(Code call) => IsOfNext(call) && call.Arguments.All(IsRequest);

    static bool HandsFailureOn(Code call) =>
        call.Kind is CodeKind.Call && call.Callee is { Kind: CodeKind.Name, Name: "next" } && call.Arguments.Any() && !GoesOn(call);

    static bool IsOfNext(Code call) =>
        call.Kind is CodeKind.Call && call.Callee.Name is "next" or "n" or "done" or "call_next" or "_next" or "Next";

    static bool IsRequest(Code argument) =>
        IsNothing(argument)
        || argument
            is {
                Kind: CodeKind.Name,
                Name: "request" or "req" or "context" or "ctx" or "httpContext" or "HttpContext" or "event" or "connection"
            };

    /// <summary>
    /// Whether a function that gets the failure of a check never does anything about it: <c>(failure, claims) => { if (!failure) req.user = claims; next(); }</c>.
    /// </summary>
    public static bool PassesOverFailure(Code callback)
    {
        if (
            callback.Kind is not CodeKind.Function
            || callback.All(Part.Parameter).FirstOrDefault() is not { Exists: true, Name: { Length: > 0 } failure }
        )
            return false;
        return callback.Body.Descendants(CodeKind.Call).Any(GoesOn)
            && !callback
                .Body.Descendants()
                .Any(one =>
                    one.Kind switch
                    {
                        CodeKind.Throw => true,
                        CodeKind.Call => HandsFailureOn(one) || Answers(one) || one.Arguments.Any(given => Names(given, failure)),
                        CodeKind.Branch => Mentions(one[Part.Condition], [failure]) && Refuses(one[Part.Then]),
                        _ => false,
                    }
                );
    }
}
