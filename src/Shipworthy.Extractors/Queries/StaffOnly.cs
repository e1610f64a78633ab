using System.Text.RegularExpressions;

namespace Shipworthy.Extractors.Queries;

/// <summary>Tells whether a handler refuses everybody but people who run the shop, by roles that it names: <c>if (user.role !== "admin") throw new ForbiddenException()</c>.</summary>
/// <param name="code">The app.</param>
sealed partial class StaffOnly(CodeBase code)
{
    /// <summary>Whether a handler refuses all others, itself or by the first function of the app that it calls.</summary>
    public bool Has(Code handler) =>
        Refuses(handler)
        || handler
            .Descendants(CodeKind.Call)
            .Take(3)
            .Any(call => Asking().IsMatch(call.Callee.Name) && code.Target(call) is { Kind: CodeKind.Function } asks && Refuses(asks));

    /// <summary>Whether a function is left at once by callers of any other role.</summary>
    bool Refuses(Code function) =>
        function
            .Descendants(CodeKind.Branch)
            .Any(branch =>
                branch.Enclosing(CodeKind.Function) == function
                && !(branch.Enclosing(CodeKind.Branch) is { Exists: true } outer && function.Contains(outer))
                && Ends(branch)
                && Asks(branch[Part.Condition], 5)
                && !AnswersBefore(branch, function)
            );

    /// <summary>Whether a function has answered others by then: <c>if (action === "list") return json(await open())</c>.</summary>
    bool AnswersBefore(Code refusing, Code function) =>
        function
            .Descendants(CodeKind.Return)
            .Any(one =>
                one.Start < refusing.Start
                && one.Enclosing(CodeKind.Function) == function
                && one[Part.Value].Exists
                && !Fails().IsMatch(one.Text)
                && one.Enclosing(CodeKind.Branch) is { Exists: true } branch
                && function.Contains(branch)
                && branch[Part.Then].Contains(one)
                && branch[Part.Then].Descendants(CodeKind.Await).Any()
                && !(RolesIn(branch[Part.Condition]) is { Count: > 0 } roles && roles.TrueForAll(role => Staff().IsMatch(role)))
            );

    /// <summary>Whether a condition holds for everybody but staff: of several that must hold together each asks for a role, of alternatives one does.</summary>
    bool Asks(Code condition, int steps) =>
        condition switch
        {
            _ when steps <= 0 || !condition.Exists => false,
            { Kind: CodeKind.Binary, Operator: "&&" or "and" } => Asks(condition[Part.Left], steps - 1)
                && Asks(condition[Part.Right], steps - 1),
            { Kind: CodeKind.Binary, Operator: "||" or "or" } => Asks(condition[Part.Left], steps - 1)
                || Asks(condition[Part.Right], steps - 1),
            _ => Role().IsMatch(condition.Text)
                && Otherwise().IsMatch(condition.Text)
                && !Sent().IsMatch(condition.Text)
                && !condition.Descendants(CodeKind.Binary).Any(one => one.Operator is "&&" or "and" or "||" or "or")
                && RolesIn(condition) is { Count: > 0 } roles
                && roles.TrueForAll(role => Staff().IsMatch(role)),
        };

    /// <summary>The roles that a condition names, in itself or in a constant list.</summary>
    List<string> RolesIn(Code condition)
    {
        var roles = new List<string>();
        foreach (var node in condition.Descendants().Prepend(condition))
            if (node.String is { Length: > 0 } text && node.Operator is "string")
                roles.Add(text);
            else if (
                node.Kind is CodeKind.Name
                && code.Definition(node) is { Kind: CodeKind.Variable } list
                && list[Part.Value].Text.Length < 300
            )
                roles.AddRange(
                    list[Part.Value].Descendants(CodeKind.Literal).Select(one => one.String).OfType<string>().Where(one => one.Length > 0)
                );
        return roles;
    }

    /// <summary>Whether a branch always refuses: what a branch inside it refuses, others may pass.</summary>
    static bool Ends(Code branch) =>
        branch[Part.Then]
            .Descendants()
            .Prepend(branch[Part.Then])
            .Any(one =>
                (one.Kind is CodeKind.Throw || one.Kind is CodeKind.Return && Refusal().IsMatch(one.Text))
                && one.Enclosing(CodeKind.Branch) == branch
            );

    [GeneratedRegex(@"\brole\b|[a-z]Role\b|\broles\b", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Role();

    [GeneratedRegex(
        @"\b(?:body|params|query|input|dto|data|payload|target|existing|\w*[mM]ember\w*)\b",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Sent();

    [GeneratedRegex(@"!==?|!\s*[\w\[(]|\bnot\b|\bis not\b", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Otherwise();

    [GeneratedRegex(@"admin|staff|super|^hr$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 10_000)]
    private static partial Regex Staff();

    [GeneratedRegex(@"\b40[13]\b|[Ff]orbidden|[Uu]nauthori[sz]ed", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Refusal();

    /// <summary>Answers that give nobody anything.</summary>
    [GeneratedRegex(
        @"\b[45]\d\d\b|[Ee]rror|[Ff]orbidden|[Uu]nauthori[sz]ed|[Ff]alse\b|\bnull\b|[Rr]edirect|NotFound|BadRequest",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Fails();

    [GeneratedRegex(
        @"^(?:ensure|require|assert|check|verify)_?\w*(?:admin|staff|role)\w*$",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex Asking();
}
