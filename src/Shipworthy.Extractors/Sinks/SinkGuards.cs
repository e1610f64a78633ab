using Shipworthy.Syntax;

namespace Shipworthy.Extractors.Sinks;

/// <summary>
/// Finds what keeps a written value out of production: a check that stops the program or refuses the value, or a branch that production never takes. A comment or a
/// warning is no guard.
/// </summary>
sealed class SinkGuards(CodeBase code)
{
    readonly Lazy<ImmutableArray<Code>> checks = new(() =>
        [.. code.All(CodeKind.Branch).Where(branch => branch[Part.Condition].Exists && !IsTestPath(branch.File.Path))]
    );

    /// <summary>The guard of a use.</summary>
    public (SinkGuard Kind, Location? At) Of(SinkSite site, Code expression, string name, string written, Code literal)
    {
        foreach (var node in new[] { literal, expression, site.At })
            if (node.Exists && OutsideProduction(node) is { Exists: true } branch)
                return (SinkGuard.OnlyOutsideProduction, branch.At);
        if (written.Length == 0)
            return (SinkGuard.None, null);
        var names = NamesOf(expression, name);
        (SinkGuard, Location?) best = (SinkGuard.None, null);
        foreach (var branch in checks.Value)
        {
            var condition = branch[Part.Condition];
            if (!Mentions(condition, names, written))
                continue;
            if (Stops(branch[Part.Then]) || Stops(branch[Part.Else]))
                return (SinkGuard.RefusesToRun, branch.At);
            if (Warns(branch[Part.Then]))
                best = (SinkGuard.OnlyWarns, branch.At);
        }
        return best;
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

    static bool Mentions(Code condition, HashSet<string> names, string written)
    {
        if (names.Contains(condition.Name) || condition.String == written)
            return true;
        foreach (var node in condition.Descendants())
            if (names.Contains(node.Name) || (written.Length >= 4 && node.String is { } text && (text == written || names.Contains(text))))
                return true;
        return false;
    }

    static bool Stops(Code block) =>
        block.Exists
        && (
            block.Kind == CodeKind.Throw
            || block.Descendants().Any(node => node.Kind == CodeKind.Throw)
            || IsExit(block)
            || block.Descendants(CodeKind.Call).Any(IsExit)
        );

    static bool IsExit(Code call) =>
        call.Kind == CodeKind.Call
        && call.Callee.DottedName
            is "process.exit"
                or "sys.exit"
                or "exit"
                or "os._exit"
                or "Environment.Exit"
                or "Environment.FailFast"
                or "Deno.exit"
                or "process.abort";

    static bool Warns(Code block) =>
        block.Exists
        && block
            .Descendants(CodeKind.Call)
            .Any(call =>
                call.Callee.Name is "warn" or "warning" or "error" or "LogWarning" or "LogError" or "log" or "print" or "info" or "critical"
            );

    /// <summary>The branch around a node that production does not take; no node when there is none.</summary>
    static Code OutsideProduction(Code node)
    {
        for (var at = node; at.Exists && at.Part != Part.None; at = at.Parent)
        {
            var parent = at.Parent;
            if (parent.Kind is not (CodeKind.Branch or CodeKind.Conditional) || at.Part is not (Part.Then or Part.Else))
                continue;
            var asks = Asks(parent[Part.Condition]);
            if (asks is { } inProduction && inProduction == (at.Part == Part.Else))
                return parent;
        }
        return default;
    }

    /// <summary>True for "is it production", false for "is it anything else"; null for other questions.</summary>
    static bool? Asks(Code condition)
    {
        if (condition is { Kind: CodeKind.Unary, Operator: "!" or "not" })
            return !Asks(condition[Part.Value]);
        if (condition.Kind == CodeKind.Call)
            return condition.Callee.Name switch
            {
                "IsDevelopment" => false,
                "IsProduction" => true,
                _ => null,
            };
        if (condition is { Kind: CodeKind.Binary, Operator: "&&" or "and" })
            return Asks(condition[Part.Left]) is false || Asks(condition[Part.Right]) is false ? false : null;
        if (condition.Kind != CodeKind.Binary || condition.Operator is not ("===" or "==" or "!==" or "!="))
            return condition.DottedName is "settings.DEBUG" or "DEBUG" or "app.debug" ? false : null;
        var (left, right) = (condition[Part.Left], condition[Part.Right]);
        var word = right.String ?? left.String;
        var subject = right.String is null ? right : left;
        if (word is null || !IsEnvironmentName(subject))
            return null;
        var equal = condition.Operator is "===" or "==";
        return word.ToLowerInvariant() switch
        {
            "production" or "prod" => equal,
            "development" or "dev" or "test" or "local" or "testing" => equal ? false : null,
            _ => null,
        };
    }

    static bool IsEnvironmentName(Code subject) =>
        subject.Name
            is "NODE_ENV"
                or "ENVIRONMENT"
                or "ENV"
                or "APP_ENV"
                or "FLASK_ENV"
                or "environment"
                or "env"
                or "MODE"
                or "PYTHON_ENV"
                or "nodeEnv";

    static bool IsTestPath(string path) =>
        path.Contains("/tests/", StringComparison.Ordinal)
        || path.Contains("__tests__", StringComparison.Ordinal)
        || path.Contains(".test.", StringComparison.Ordinal);
}
