using System.Text.RegularExpressions;

namespace Shipworthy.Extractors.Audit;

/// <summary>Whether one place on a way is met whenever another one is.</summary>
enum Met
{
    /// <summary>On other ways only, or when something fails.</summary>
    Elsewhere,

    /// <summary>Under a condition that could not be decided.</summary>
    OnCondition,

    /// <summary>Always.</summary>
    Always,
}

/// <summary>Decides whether a record is written whenever an action was done, by the branches around both.</summary>
/// <param name="method">The HTTP method of the calls.</param>
/// <param name="isUser">Whether only signed-in callers come here.</param>
sealed partial class Coverage(string method, bool isUser)
{
    /// <summary>The condition that could not be decided last.</summary>
    public Code Asked { get; private set; }

    /// <summary>Whether the record is met on the way to the action or from it.</summary>
    /// <param name="record">The calls that lead to the record, itself last.</param>
    /// <param name="action">The calls that lead to the action, itself last.</param>
    public Met Of(ImmutableArray<Code> record, ImmutableArray<Code> action)
    {
        var same = 0;
        while (same < record.Length - 1 && same < action.Length - 1 && record[same] == action[same])
            same++;
        var met = Relative(record[same], action[same]);
        for (var i = same + 1; i < record.Length && met is not Met.Elsewhere; i++)
            if (Alone(record[i]) is var inner && inner < met)
                met = inner;
        return met;
    }

    /// <summary>Of two places: when they stand in one function, by the branches that hold the one and not the other.</summary>
    Met Relative(Code record, Code action)
    {
        var met = Met.Always;
        var at = record;
        for (var parent = at.Parent; parent.Exists && parent.Kind is not CodeKind.Module; (at, parent) = (parent, parent.Parent))
        {
            var holdsBoth = parent.Contains(action);
            var arm = ArmOf(at, parent);
            if (holdsBoth)
            {
                var other = parent.Children.FirstOrDefault(child => child == action || child.Contains(action));
                if (arm is not null && other != at && IsArm(other, parent))
                    return Met.Elsewhere;
                if (arm is Met.Elsewhere)
                    return Met.Elsewhere;
                return ReturnsBetween(action, record, parent) && met is Met.Always ? Met.OnCondition : met;
            }
            if (arm is Met.Elsewhere)
                return Met.Elsewhere;
            if (arm is Met.OnCondition && !IsMet(parent, at))
                met = Doubts(parent);
        }
        return met is Met.Always && EndsBefore(record) ? Met.OnCondition : met;
    }

    Met Doubts(Code condition)
    {
        Asked = condition;
        return Met.OnCondition;
    }

    /// <summary>Of a place in a function that is called for its sake: whether it is met on every way through it.</summary>
    Met Alone(Code record)
    {
        var met = Met.Always;
        var at = record;
        for (
            var parent = at.Parent;
            parent.Exists && parent.Kind is not (CodeKind.Module or CodeKind.Class);
            (at, parent) = (parent, parent.Parent)
        )
        {
            var arm = ArmOf(at, parent);
            if (arm is Met.Elsewhere)
                return Met.Elsewhere;
            if (arm is Met.OnCondition && !IsMet(parent, at))
                met = Doubts(parent);
        }
        return met is Met.Always && EndsBefore(record) ? Met.OnCondition : met;
    }

    /// <summary>What standing in a part of a node means; null when nothing.</summary>
    static Met? ArmOf(Code child, Code parent) =>
        parent.Kind switch
        {
            CodeKind.Branch or CodeKind.Conditional => child.Part is Part.Condition or Part.Subject ? null : Met.OnCondition,
            CodeKind.Case => child.Part is Part.Condition ? null : Met.OnCondition,
            CodeKind.Binary => parent.Operator is "&&" or "||" or "??" or "and" or "or" && child.Part is Part.Right
                ? Met.OnCondition
                : null,
            CodeKind.Catch => Met.Elsewhere,
            CodeKind.Call when parent.Callee.Name is "catch" && child.Part is Part.Argument => Met.Elsewhere,
            _ => null,
        };

    static bool IsArm(Code child, Code parent) =>
        parent.Kind is CodeKind.Branch or CodeKind.Conditional && child.Part is not (Part.Condition or Part.Subject);

    /// <summary>Whether a condition surely holds when the action succeeded: it asks for the method, for the answer's status, or whether somebody is signed in.</summary>
    bool IsMet(Code branch, Code arm) =>
        branch.Kind is CodeKind.Branch or CodeKind.Conditional or CodeKind.Binary
        && (branch.Kind is CodeKind.Binary ? branch[Part.Left] : branch[Part.Condition]) is { Exists: true } condition
        && arm.Part is not Part.Else
        && Holds(condition);

    bool Holds(Code condition) =>
        condition is { Kind: CodeKind.Binary, Operator: "&&" or "and" } ? Holds(condition[Part.Left]) && Holds(condition[Part.Right])
        : AsksMethod().IsMatch(condition.Text)
            ? method.Length > 0
                && (
                    condition.Text.Contains($"{method}\"", StringComparison.OrdinalIgnoreCase)
                    || condition.Text.Contains($"{method}'", StringComparison.OrdinalIgnoreCase)
                ) != (condition.Operator is "!==" or "!=" or "not in" || condition.Text.StartsWith('!'))
        : AsksStatus().IsMatch(condition.Text) || (isUser && AsksUser().IsMatch(condition.Text));

    /// <summary>Whether a function may end well between the two places.</summary>
    bool ReturnsBetween(Code from, Code to, Code around) =>
        Ends(
            around
                .Descendants(CodeKind.Return)
                .FirstOrDefault(one =>
                    one.Start > from.End
                    && one.End < to.Start
                    && one.Enclosing(CodeKind.Function) == to.Enclosing(CodeKind.Function)
                    && !IsFailure(one)
                )
        );

    /// <summary>Whether a function may end before a place: <c>if (teamId === null) return;</c></summary>
    bool EndsBefore(Code record)
    {
        var function = record.Enclosing(CodeKind.Function);
        return function.Exists
            && Ends(
                function
                    .Descendants(CodeKind.Return)
                    .FirstOrDefault(one =>
                        one.End < record.Start && one.Enclosing(CodeKind.Function) == function && !one.Contains(record) && !IsFailure(one)
                    )
            );
    }

    bool Ends(Code early) => early.Exists && Doubts(early) is Met.OnCondition;

    /// <summary>Whether a return answers that something failed, or that nobody is signed in.</summary>
    bool IsFailure(Code end)
    {
        var branch = end.Enclosing(CodeKind.Branch);
        if (end.Enclosing(CodeKind.Catch).Exists)
            return true;
        var condition = branch[Part.Condition];
        return (branch.Exists && Failure().IsMatch(condition.Text) && !TenantMissing().IsMatch(condition.Text))
            || Refusal().IsMatch(end.Text.Length > 400 ? end.Text[..400] : end.Text)
            || (isUser && branch.Exists && NobodyThere().IsMatch(condition.Text));
    }

    [GeneratedRegex(@"\bmethod\b|HttpMethods", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 10_000)]
    private static partial Regex AsksMethod();

    [GeneratedRegex(
        @"status_?(?:code)?\s*(?:<|>=|===?)|\.ok\b|\bsuccess\b|succeeded",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex AsksStatus();

    [GeneratedRegex(
        @"^\(?(?:[\w.?]*\.)?_?(?:user|session|actor|userId|user_id|currentUser|current_user|claims|auth)\)?(?:\s+is not None|\s*!==?\s*(?:null|undefined))?$",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex AsksUser();

    [GeneratedRegex(
        @"^\(?!|err|fail|null|none|undefined|invalid|\bnot\b|result|succ|ok\b|count|length|exist|affected|deleted|updated",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex Failure();

    [GeneratedRegex("team|tenant|workspace|org|company|audit|log|enabled", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 10_000)]
    private static partial Regex TenantMissing();

    [GeneratedRegex(
        @"\b[45]\d\d\b|error|Unauthorized|Forbid|NotFound|BadRequest|Conflict|fail|notFound|redirect",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex Refusal();

    [GeneratedRegex(
        @"^\(?(?:!|not\s+)\(?[\w.?]*(?:user|session|actor|userId|user_id|current_user|claims|auth)\)?",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex NobodyThere();
}
