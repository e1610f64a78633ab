using Shipworthy.Syntax;

namespace Shipworthy.Extractors.Sinks;

/// <summary>Knows the questions by which code tells production from the developer's machine.</summary>
static class Production
{
    /// <summary>The branch around a node that production does not take; no node when there is none.</summary>
    public static Code NotTaken(Code node)
    {
        for (var at = node; at.Exists && at.Part != Part.None; at = at.Parent)
        {
            var parent = at.Parent;
            if (parent.Kind is not (CodeKind.Branch or CodeKind.Conditional) || at.Part is not (Part.Then or Part.Else))
                continue;
            if (Asks(parent[Part.Condition]) is { } holds && holds == (at.Part == Part.Else))
                return parent;
        }
        return default;
    }

    /// <summary>True for "is it production", false for "is it anything else"; null for other questions.</summary>
    public static bool? Asks(Code condition)
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
            "development" or "dev" or "test" or "local" or "testing" => !equal,
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
}
