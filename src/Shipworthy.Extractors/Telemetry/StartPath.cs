using Shipworthy.Extractors.Environments;

namespace Shipworthy.Extractors.Telemetry;

/// <summary>Whether production comes to a statement.</summary>
enum Coming
{
    /// <summary>A condition stands before it that could not be decided.</summary>
    Unclear,

    /// <summary>It does.</summary>
    Surely,

    /// <summary>It does when a variable is set that no file of the deployment sets to something known.</summary>
    WhenSet,

    /// <summary>It does not: it is for developers, or nothing calls it.</summary>
    Never,
}

/// <summary>Whether production comes to a statement, and the variable that decides it.</summary>
/// <param name="Kind">Whether.</param>
/// <param name="Variable">The variable that has to be set; empty when none has to.</param>
readonly record struct Arrival(Coming Kind, string Variable)
{
    /// <summary>The weaker of two: both have to be come to.</summary>
    public Arrival And(Arrival other) =>
        Kind is Coming.Never || other.Kind is Coming.Surely ? this
        : other.Kind is Coming.Never || Kind is Coming.Surely ? other
        : Kind is Coming.WhenSet ? this
        : other;
}

/// <summary>
/// Tells whether a statement that sets something up runs when production starts (rubric D6): no condition keeps production from it, its function is called, and a variable
/// on which it depends has a value in the files of the deployment.
/// </summary>
sealed class StartPath(Sources sources)
{
    const int MostCallers = 4;

    /// <summary>What frameworks call by its name.</summary>
    static readonly HashSet<string> CalledByFrameworks = new(StringComparer.Ordinal)
    {
        "register",
        "constructor",
        "onModuleInit",
        "onApplicationBootstrap",
        "configure",
        "ConfigureServices",
        "Configure",
        "ready",
        "create_app",
        "createApp",
        "handler",
        "Main",
    };

    static readonly Arrival Sure = new(Coming.Surely, "");

    readonly DeployVariables variables = new(sources.Tree);

    /// <summary>Whether production comes to a node.</summary>
    public Arrival At(Code node) => At(node, MostCallers);

    /// <summary>Whether its function comes to a node, however the function itself is come to.</summary>
    public Arrival Within(Code node) => At(node, -1);

    Arrival At(Code node, int steps)
    {
        if (sources.Production.Decisions(node).Any(decision => !decision.Taken && Waiting(decision.By) is null))
            return new(Coming.Never, "");
        var found = Sure;
        for (var at = node; at.Parent.Exists; at = at.Parent)
        {
            foreach (var (condition, expected) in Production.Between(at, at.Parent))
                found = found.And(By(condition, expected));
            if (at.Parent is { Kind: CodeKind.Function, Name.Length: > 0 } function)
                return steps < 0 ? found : found.And(Called(function, steps));
        }
        return found;
    }

    Arrival By(Code condition, bool expected)
    {
        if (condition.Operator is "null")
            return Sure;
        if (sources.Production.Holds(condition) is { } holds)
            return holds == expected ? Sure
                : Waiting(condition) is { } waiting
                    ? IsSet(waiting) ? Sure
                        : new(Coming.WhenSet, waiting)
                : new(Coming.Never, "");
        return VariableOf(condition) is { } variable
            ? IsSet(variable)
                ? Sure
                : new(Coming.WhenSet, variable)
            : new(Coming.Unclear, "");
    }

    /// <summary>
    /// The address or key for which a condition waits, when that alone makes it false: whoever deploys the app sets it there. A switch that is off by default is off.
    /// </summary>
    string? Waiting(Code condition)
    {
        if (condition is { Kind: CodeKind.Unary, Operator: "!" or "not" })
            return VariableOf(condition[Part.Value]) is { } absent && IsAddress(absent) ? absent : null;
        if (condition.Kind is CodeKind.Function or CodeKind.Case)
            return null;
        var waiting = Operands(condition).Where(one => sources.Production.Holds(one) is false).Select(one => VariableOf(one)).ToList();
        return waiting.Count > 0 && waiting.TrueForAll(one => one is not null && IsAddress(one)) ? waiting[0] : null;
    }

    static IEnumerable<Code> Operands(Code condition) =>
        condition is { Kind: CodeKind.Binary, Operator: "&&" or "and" }
            ? Operands(condition[Part.Left]).Concat(Operands(condition[Part.Right]))
            : [condition];

    static bool IsAddress(string variable) =>
        variable.EndsWith("DSN", StringComparison.OrdinalIgnoreCase)
        || variable.EndsWith("KEY", StringComparison.OrdinalIgnoreCase)
        || variable.EndsWith("TOKEN", StringComparison.OrdinalIgnoreCase)
        || variable.EndsWith("URL", StringComparison.OrdinalIgnoreCase)
        || variable.EndsWith("ENDPOINT", StringComparison.OrdinalIgnoreCase)
        || variable.EndsWith("CONNECTION_STRING", StringComparison.OrdinalIgnoreCase);

    Arrival Called(Code function, int steps)
    {
        var callers = sources.Code.CallersOf(function).Where(call => sources.IsDeployed(call.File)).ToList();
        if (callers.Count > 0 && steps > 0)
            return callers.Select(call => At(call, steps - 1)).MinBy(Rank);
        return
            callers.Count > 0
            || CalledByFrameworks.Contains(function.Name)
            || function.All(Part.Decorator).Any()
            || function.Is(Modifiers.Default)
            || IsHandedOver(function)
            ? Sure
            : new(Coming.Never, "");
    }

    /// <summary>A function that nothing calls by its name may be given to something that does: <c>lifespan=lifespan</c>.</summary>
    bool IsHandedOver(Code function) =>
        sources.Code.Names(function.Name).Any(name => name.Part is not Part.Callee && sources.Code.Definition(name) == function);

    static int Rank(Arrival arrival) =>
        arrival.Kind switch
        {
            Coming.Surely => 0,
            Coming.WhenSet => 1,
            Coming.Unclear => 2,
            Coming.Never => 3,
        };

    /// <summary>The variable of the environment that an expression asks for, directly or through names; null when it asks for none.</summary>
    public string? VariableOf(Code expression, int steps = 4)
    {
        foreach (var node in expression.Descendants().Prepend(expression))
        {
            if (node.Kind is not (CodeKind.Name or CodeKind.Member or CodeKind.Index or CodeKind.Call))
                continue;
            if (sources.Code.ValueOf(node) is Value.FromEnvironment { Variable: var variable })
                return variable;
            if (node.Kind is CodeKind.Member && node.Receiver.Name is "settings" or "config" or "env" && IsVariableName(node.Name))
                return node.Name;
            if (
                steps > 0
                && sources.Code.Definition(node) is { Kind: CodeKind.Variable or CodeKind.Property } declared
                && declared[Part.Value] is { Exists: true } value
                && value != expression
                && VariableOf(value, steps - 1) is { } inside
            )
                return inside;
            // builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]
            if (
                node.Kind is CodeKind.Index
                && node.Children.Select(child => child.String).FirstOrDefault(text => text is not null) is { } key
                && IsVariableName(key)
            )
                return key;
        }
        return null;
    }

    static bool IsVariableName(string name) =>
        name.Length > 2 && name.All(one => char.IsAsciiLetterUpper(one) || char.IsAsciiDigit(one) || one is '_' or ':');

    /// <summary>
    /// Whether a file of the deployment gives a variable a value that is known to be there: a text, or one without which the deployment stops. A secret of a pipeline may
    /// be empty.
    /// </summary>
    public bool IsSet(string variable) =>
        variables.All(variable).Any(set => IsKnown(set.Value))
        // Fields of pydantic's settings are written in small letters, and their variables in capitals.
        || !variable.Any(char.IsAsciiLetterUpper) && variables.All(variable.ToUpperInvariant()).Any(set => IsKnown(set.Value));

    static bool IsKnown(string value) =>
        value.Length > 0
        && (
            value.Contains(":?", StringComparison.Ordinal)
            || !value.Contains('$', StringComparison.Ordinal)
                && !value.Contains("{{", StringComparison.Ordinal)
                && !value.StartsWith("var.", StringComparison.Ordinal)
        );
}
