using Shipworthy.Extractors.Environments;
using Shipworthy.Extractors.Sinks.Unset;
using Shipworthy.Syntax;

namespace Shipworthy.Extractors.Sinks;

/// <summary>
/// Finds what keeps a written value out of production: a check that stops the program or refuses the value, or a branch that production never takes. A comment or a
/// warning is no guard.
/// </summary>
sealed class SinkGuards(CodeBase code, Production production)
{
    readonly Lazy<ImmutableArray<Code>> checks = new(() =>
        [.. code.All(CodeKind.Branch).Where(branch => branch[Part.Condition].Exists && !IsTestPath(branch.File.Path))]
    );

    readonly SecretTests tests = new(code);
    readonly SecretTests testsOfSet = new(code, isSet: true);
    readonly Production byCodeAlone = production.ByCodeAlone;

    /// <summary>The guard of a use.</summary>
    /// <param name="isSet">Whether a file of the repository sets the variable, so that it is never missing.</param>
    public (SinkGuard Kind, Location? At) Of(SinkSite site, Code expression, string name, string written, Code literal, bool isSet = false)
    {
        foreach (var node in new[] { literal, expression, site.At })
            if (node.Exists && NotTaken(node, name) is { Exists: true } branch)
                return (SinkGuard.OnlyOutsideProduction, branch.At);
        var names = NamesOf(expression, name);
        (SinkGuard, Location?) best = (SinkGuard.None, null);
        foreach (var branch in checks.Value)
        {
            var condition = branch[Part.Condition];
            if (condition.Contains(site.At) || !(isSet ? testsOfSet : tests).Ask(condition, names, written))
                continue;
            if ((written.Length > 0 || IsAtStart(branch)) && (Stops(branch[Part.Then]) || Stops(branch[Part.Else])))
                return (SinkGuard.RefusesToRun, branch.At);
            if (Warns(branch[Part.Then]))
                best = (SinkGuard.OnlyWarns, branch.At);
        }
        return best;
    }

    /// <summary>Where the app refuses to run without a secret that stands before the written value: <c>A or B or "written"</c>. Null when it does not.</summary>
    public Location? OfOneBefore(SinkSite site, Code literal, string name)
    {
        if (!literal.Exists)
            return null;
        for (var around = literal.Parent; around is { Kind: CodeKind.Binary, Operator: "or" or "||" }; around = around.Parent)
            foreach (var operand in Operands(around[Part.Left]))
                if (
                    !operand.Contains(literal)
                    && code.ValueOf(operand)
                        is Value.FromEnvironment
                        {
                            Variable: { Length: > 0 } variable,
                            Default: null or Value.Nothing or Value.Text { Content: "" }
                        }
                    && variable != name
                    && Of(site, operand, variable, "", default) is (SinkGuard.RefusesToRun, var at)
                )
                    return at;
        return null;
    }

    static IEnumerable<Code> Operands(Code expression) =>
        expression is { Kind: CodeKind.Binary, Operator: "or" or "||" }
            ? Operands(expression[Part.Left]).Concat(Operands(expression[Part.Right]))
            : [expression];

    /// <summary>
    /// What keeps production away from a place, whatever the deployment sets; no node when nothing does. What the code does while the secret is not set is another
    /// question, and that the deployment sets it, or another one before it, is no guard: the written value is one forgotten variable away.
    /// </summary>
    Code NotTaken(Code node, string name)
    {
        var whileSet = production.With(name).Decisions(node).Where(one => !one.Taken).Select(one => one.By).ToHashSet();
        return byCodeAlone.Decisions(node).FirstOrDefault(one => !one.Taken && whileSet.Contains(one.By)).By;
    }

    /// <summary>The names under which code may ask about the value: its variable, the constant that holds it.</summary>
    HashSet<string> NamesOf(Code expression, string name)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        if (name.Length > 0)
            names.Add(name);
        if (expression.Kind is CodeKind.Name or CodeKind.Member && expression.Name.Length > 3)
            names.Add(expression.Name);
        if (code.Definition(expression) is { Exists: true, Name.Length: > 3 } declared)
            names.Add(declared.Name);
        return names;
    }

    static bool Stops(Code block) =>
        block.Exists
        && (
            block.Kind == CodeKind.Throw
            || block.Descendants().Any(node => node.Kind == CodeKind.Throw)
            || Answers.Aborts(block)
            || block.Descendants(CodeKind.Call).Any(Answers.Aborts)
        );

    static bool Warns(Code block) =>
        block.Exists
        && block
            .Descendants(CodeKind.Call)
            .Any(call =>
                call.Callee.Name is "warn" or "warning" or "error" or "LogWarning" or "LogError" or "log" or "print" or "info" or "critical"
            );

    /// <summary>
    /// Whether a branch is asked when the app starts: by a module, a constructor, a validator, or a function that one of these calls. What is asked for each
    /// request says nothing about other requests.
    /// </summary>
    bool IsAtStart(Code branch)
    {
        var function = branch.Enclosing(CodeKind.Function);
        return !function.Exists
            || function is { Operator: "constructor" } or { Name: "__init__" or "Main" or "main" or "register" }
            || function.All(Part.Decorator).Any(one => one.Name.Contains("validator", StringComparison.OrdinalIgnoreCase))
            || code.CallersOf(function).Any(call => !call.Enclosing(CodeKind.Function).Exists);
    }

    static bool IsTestPath(string path) =>
        path.Contains("/tests/", StringComparison.Ordinal)
        || path.Contains("__tests__", StringComparison.Ordinal)
        || path.Contains(".test.", StringComparison.Ordinal);
}
