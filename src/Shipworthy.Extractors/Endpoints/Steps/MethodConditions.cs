using Shipworthy.Extractors.Environments;

namespace Shipworthy.Extractors.Endpoints.Steps;

/// <summary>
/// Decides conditions about the method of a request in a view that answers for several: <c>if request.method == "POST"</c>, <c>if form.validate_on_submit()</c>. What a form
/// does when it is sent, it does not do when it is shown.
/// </summary>
static class MethodConditions
{
    /// <summary>Whether what a function of Python does may depend on the method; frameworks of other languages hand each method to a function of its own.</summary>
    public static bool Matter(Code function, string method) =>
        method.Length > 0
        && method is not "ANY"
        && function.File.Language is Language.Python
        && (
            function.Text.Contains(".method", StringComparison.Ordinal)
            || function.Text.Contains("validate_on_submit", StringComparison.Ordinal)
        );

    /// <summary>Whether a statement may run for calls of a method.</summary>
    public static bool LeadTo(Code node, Code function, string method)
    {
        for (var at = node; at.Parent.Exists && at != function; at = at.Parent)
            foreach (var (condition, expected) in Production.Between(at, at.Parent))
                if (Holds(condition, method) is { } holds && holds != expected)
                    return false;
        return true;
    }

    static bool? Holds(Code condition, string method) =>
        condition.Kind switch
        {
            CodeKind.Unary when condition.Operator is "not" => !Holds(condition[Part.Value], method),
            CodeKind.Binary when condition.Operator is "and" => And(
                Holds(condition[Part.Left], method),
                Holds(condition[Part.Right], method)
            ),
            CodeKind.Binary when condition.Operator is "or" => !And(
                !Holds(condition[Part.Left], method),
                !Holds(condition[Part.Right], method)
            ),
            CodeKind.Binary when condition.Operator is "==" => Equal(condition, method),
            CodeKind.Binary when condition.Operator is "!=" => !Equal(condition, method),
            CodeKind.Binary
                when condition.Operator is "in" && IsMethod(condition[Part.Left]) && condition[Part.Right].Kind is CodeKind.Array =>
                condition[Part.Right].Children.Any(one => one.String == method),
            // A form of WTForms that is only shown was not sent.
            CodeKind.Call when condition.Callee.Name is "validate_on_submit" or "is_submitted" => method is "GET" or "HEAD" ? false : null,
            _ => null,
        };

    static bool? Equal(Code comparison, string method) =>
        IsMethod(comparison[Part.Left]) && comparison[Part.Right].String is { } right ? right == method
        : IsMethod(comparison[Part.Right]) && comparison[Part.Left].String is { } left ? left == method
        : null;

    static bool IsMethod(Code one) => one is { Kind: CodeKind.Member, Name: "method" };

    static bool? And(bool? a, bool? b) =>
        a is false || b is false ? false
        : a is true && b is true ? true
        : null;
}
