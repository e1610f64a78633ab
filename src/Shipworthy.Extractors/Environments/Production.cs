namespace Shipworthy.Extractors.Environments;

/// <summary>
/// Decides conditions as they turn out in production (rubric T4): the environment is "production", debugging is off, and a switch is what the code makes
/// of a variable that is not set, unless a file of the deployment sets it.
/// </summary>
/// <param name="code">All code.</param>
/// <param name="variables">What the files of the deployment set; null where they say nothing, as about an old version of the code.</param>
/// <param name="supposed">A variable that is supposed to be set, or not to be, whatever the files say; none by default.</param>
sealed partial class Production(CodeBase code, DeployVariables? variables, (string Variable, bool IsSet) supposed = default)
{
    const int MostSteps = 12;

    static readonly HashSet<string> InProduction = new(StringComparer.OrdinalIgnoreCase) { "production", "prod", "live", "prd" };

    static readonly HashSet<string> Elsewhere = new(StringComparer.OrdinalIgnoreCase)
    {
        "development",
        "develop",
        "dev",
        "local",
        "localhost",
        "test",
        "testing",
        "staging",
        "stage",
        "preview",
        "debug",
        "qa",
        "sandbox",
        "ci",
        "e2e",
    };

    static readonly HashSet<string> Switches = new(StringComparer.OrdinalIgnoreCase)
    {
        "true",
        "false",
        "1",
        "0",
        "yes",
        "no",
        "on",
        "off",
    };

    /// <summary>Production as it is while a variable is not set.</summary>
    public Production Without(string variable) => new(code, variables, (variable, IsSet: false));

    /// <summary>Production as it is while a variable is set to something that is not known.</summary>
    public Production With(string variable) => new(code, variables, (variable, IsSet: true));

    /// <summary>Production by the code alone, whatever the files of the deployment set.</summary>
    public Production ByCodeAlone => new(code, variables: null);

    /// <summary>Whether a condition holds in production; null when that cannot be told.</summary>
    public bool? Holds(Code condition) => Holds(condition, MostSteps);

    bool? Holds(Code condition, int steps)
    {
        if (!condition.Exists || steps <= 0)
            return null;
        switch (condition.Kind)
        {
            case CodeKind.Literal:
                return condition.Operator switch
                {
                    "true" => true,
                    "false" or "null" or "undefined" => false,
                    _ => null,
                };
            case CodeKind.Unary when condition.Operator is "!" or "not":
                return !Holds(condition[Part.Value], steps - 1);
            case CodeKind.Unary when condition.Operator is "!!":
                return Holds(condition[Part.Value], steps - 1);
            case CodeKind.Binary:
                return Binary(condition, steps - 1);
            case CodeKind.Call:
                return Call(condition, steps - 1);
            case CodeKind.Name or CodeKind.Member or CodeKind.Index:
                return Named(condition, steps - 1);
            default:
                return null;
        }
    }

    bool? Binary(Code node, int steps)
    {
        var (left, right) = (node[Part.Left], node[Part.Right]);
        switch (node.Operator)
        {
            case "&&" or "and":
                var (a, b) = (Holds(left, steps), Holds(right, steps));
                return a is false || b is false ? false
                    : a is true && b is true ? true
                    : null;
            case "||" or "or":
                var (c, d) = (Holds(left, steps), Holds(right, steps));
                return c is true || d is true ? true
                    : c is false && d is false ? false
                    : null;
            case "==" or "===" or "is":
                return Equal(left, right) ?? Equal(right, left);
            case "!=" or "!==" or "is not":
                return !(Equal(left, right) ?? Equal(right, left));
            case "in":
                return IsOneOf(left, right);
            case "not in":
                return !IsOneOf(left, right);
            default:
                return null;
        }
    }

    bool? Equal(Code variable, Code literal) => code.ValueOf(literal).AsText is { } text ? Is(variable, text) : null;

    bool? Is(Code variable, string text)
    {
        if (NamesEnvironment(variable))
            return InProduction.Contains(text) ? true
                : Elsewhere.Contains(text) ? false
                : null;
        if (code.ValueOf(variable) is not Value.FromEnvironment read)
            return null;
        // A variable that is no switch may be anything, unless every file of the deployment agrees on what it is not.
        if (!Switches.Contains(text))
            return SetFor(read.Variable) is { IsEmpty: false } values && values.All(set => IsOther(set, text)) ? false : null;
        return SetFor(read.Variable) is { IsEmpty: false } set
            ? Agreed(set, value => value.Equals(text, StringComparison.OrdinalIgnoreCase))
            : (read.Default?.AsText ?? "").Equals(text, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>What all files of the deployment make of a variable; null when they make different things of it, or one takes it from elsewhere.</summary>
    static bool? Agreed(ImmutableArray<string> values, Func<string, bool> holds) =>
        !values.All(IsKnown) ? null
        : values.All(holds) ? true
        : values.Any(holds) ? null
        : false;

    /// <summary>Whether a value that a file sets is known, and another one than a text.</summary>
    static bool IsOther(string value, string text) =>
        value.Length > 0 && IsKnown(value) && !value.Equals(text, StringComparison.OrdinalIgnoreCase);

    static bool IsKnown(string value) =>
        !value.Contains('$', StringComparison.Ordinal)
        && !value.Contains("{{", StringComparison.Ordinal)
        && !value.StartsWith("var.", StringComparison.Ordinal);

    /// <summary>Whether production is in a list of environments; null when the list says neither.</summary>
    bool? IsOneOf(Code variable, Code list)
    {
        if (!NamesEnvironment(variable) || code.ValueOf(list) is not Value.ListOf items)
            return null;
        var names = items.Items.Select(item => item.AsText ?? "").ToList();
        return names.Exists(InProduction.Contains) ? true
            : names.TrueForAll(Elsewhere.Contains) ? false
            : null;
    }

    bool? Call(Code call, int steps)
    {
        switch (call.Callee.Name)
        {
            case "IsDevelopment" or "IsStaging" or "isDevelopment" or "is_development":
                return false;
            case "IsProduction" or "isProduction" or "is_production":
                return true;
            case "IsEnvironment" or "is_environment":
                return code.ValueOf(call.ArgumentAt(0)).AsText is { } name ? InProduction.Contains(name) : null;
            case "includes" or "Contains":
                return IsOneOf(call.ArgumentAt(0), call.Receiver);
            case "Boolean" or "bool":
                return Holds(call.ArgumentAt(0), steps);
            case "Equals" when call.Receiver.Exists && code.ValueOf(call.ArgumentAt(0)).AsText is { } text:
                return Is(call.Receiver, text);
        }
        var target = code.Target(call);
        if (target.Kind != CodeKind.Function)
            return code.ValueOf(call) is Value.FromEnvironment read ? Switch(read) : null;
        if (target.Body.Kind != CodeKind.Block)
            return Holds(target.Body, steps);
        var returned = target.Body.Children.Where(one => one.Kind == CodeKind.Return).ToList();
        return returned is [var only] && target.Body.Descendants(CodeKind.Return).Count() == 1 ? Holds(only[Part.Value], steps) : null;
    }

    bool? Named(Code node, int steps)
    {
        switch (node.DottedName)
        {
            case "import.meta.env.DEV" or "__DEV__":
                return false;
            case "import.meta.env.PROD":
                return true;
        }
        var declaration = code.Definition(node);
        if (IsOneOfResults(declaration, node))
            return null;
        if (
            declaration.Kind is CodeKind.Variable or CodeKind.Property
            && declaration[Part.Value] is { Exists: true } value
            && value != node
        )
        {
            if (Holds(value, steps) is { } holds)
                return IsSetAgain(declaration) ? null : holds;
        }
        else if (declaration.Kind is CodeKind.Function && declaration.Body.Exists)
        {
            var body = declaration.Body;
            var returned = body.Kind == CodeKind.Block ? body.Descendants(CodeKind.Return).FirstOrDefault()[Part.Value] : body;
            return Holds(returned, steps);
        }
        if (code.ValueOf(node) is Value.FromEnvironment read)
            return Switch(read);
        if (code.ValueOf(node).AsTruth is { } truth)
            return truth;
        return node.Name is "DEBUG" or "debug" or "is_debug" or "isDebug" ? false : null;
    }

    /// <summary>Whether a name stands for an entry that a function gives back in one of its answers, and perhaps otherwise in the others.</summary>
    static bool IsOneOfResults(Code declaration, Code use) =>
        declaration.Kind is CodeKind.Property
        && declaration.Enclosing(CodeKind.Function) is { Exists: true } maker
        && !maker.Contains(use)
        && maker.Body.Descendants(CodeKind.Return).Count(one => one.Enclosing(CodeKind.Function) == maker) > 1;

    /// <summary>A variable by itself, as a switch: on when it is set to something that is not a no.</summary>
    bool? Switch(Value.FromEnvironment read) =>
        SetFor(read.Variable) is { IsEmpty: false } set
            ? Agreed(set, IsOn)
            : read.Default switch
            {
                null => IsSwitchName(read.Variable) ? false : null,
                Value.Truth truth => truth.Holds,
                // An empty text stands for "not set" (os.getenv("NAME", "")), and says no more than a variable without a default.
                Value.Text { Content: "" } when !IsSwitchName(read.Variable) => null,
                Value.Text text => IsOn(text.Content),
                Value.Number number => number.Amount != 0,
                _ => null,
            };

    /// <summary>The values that files of the deployment set for a variable, as they are written; none where they set none.</summary>
    public ImmutableArray<string> Sets(string variable) => SetFor(variable);

    ImmutableArray<string> SetFor(string variable) =>
        variable == supposed.Variable ? (supposed.IsSet ? ["set"] : [])
        : variables is null ? []
        : [.. variables.All(variable).Select(set => set.Value)];
}
