using Shipworthy.Extractors.Sinks;

namespace Shipworthy.Extractors.Clients.Uses;

/// <summary>Where a key that client code uses comes from.</summary>
enum KeyOrigin
{
    /// <summary>Could not be followed.</summary>
    Unknown,

    /// <summary>A variable of the environment.</summary>
    Variable,

    /// <summary>A text in the code.</summary>
    Written,

    /// <summary>The person who uses the app gave it, and the device keeps it.</summary>
    Person,
}

/// <summary>A source of a key.</summary>
/// <param name="Origin">Of which sort.</param>
/// <param name="Text">The variable's name, or the written text; empty for others.</param>
/// <param name="At">The read, the literal, or the use.</param>
readonly record struct KeySource(KeyOrigin Origin, string Text, Code At);

/// <summary>Follows keys in client code to where they come from.</summary>
sealed class KeySources(CodeBase code, Func<CodeFile, bool> inClient)
{
    const int MostSteps = 4;

    readonly HandedIn handed = new(code, inClient);

    /// <summary>The sources of an expression that holds a key, alone or in a text such as <c>`Bearer ${key}`</c>.</summary>
    public IEnumerable<KeySource> Of(Code expression)
    {
        var found = new List<KeySource>();
        foreach (var part in Parts(expression))
            Follow(part, part, MostSteps, found);
        return found.Distinct();
    }

    /// <summary>The parts of a joined text that are no plain words of the protocol.</summary>
    static IEnumerable<Code> Parts(Code expression) =>
        expression.Kind switch
        {
            CodeKind.Template => expression.Children.Where(piece => piece.Kind is not CodeKind.Literal),
            CodeKind.Binary when expression.Operator is "+" => Parts(expression[Part.Left]).Concat(Parts(expression[Part.Right])),
            CodeKind.Literal when expression.String is { } text && IsWord(text) => [],
            CodeKind.Argument or CodeKind.Await => Parts(expression[Part.Value]),
            _ => expression.Exists ? [expression] : [],
        };

    static bool IsWord(string text) =>
        text.Trim() is "Bearer" or "Basic" or "Token" or "Key" or "" || text.StartsWith("http", StringComparison.Ordinal);

    void Follow(Code expression, Code use, int steps, List<KeySource> found)
    {
        foreach (var value in code.ValueOf(expression).Possible)
            Add(value, expression, use, steps, found);
    }

    void Add(Value value, Code expression, Code use, int steps, List<KeySource> found)
    {
        switch (value)
        {
            case Value.FromEnvironment variable:
                found.Add(new(KeyOrigin.Variable, variable.Variable, value.Origin.Exists ? value.Origin : use));
                if (variable.Default is { } otherwise and not Value.Nothing and not Value.Unknown)
                    foreach (var one in otherwise.Possible)
                        Add(one, expression, use, steps, found);
                break;
            case Value.Text text when text.Content.Length > 0:
                found.Add(new(KeyOrigin.Written, text.Content, value.Origin.Exists ? value.Origin : use));
                break;
            case Value.Joined joined:
                foreach (var one in joined.Parts.Where(part => part is Value.FromEnvironment))
                    Add(one, expression, use, steps, found);
                break;
            case Value.Unknown when IsOfPerson(expression):
                found.Add(new(KeyOrigin.Person, "", use));
                break;
            case Value.Unknown when steps > 0 && handed.ValuesOf(expression) is { Count: > 0 } given:
                foreach (var one in given)
                    if (one is not Value.Unknown)
                        Add(one, expression, use, 0, found);
                    else
                        found.Add(new(KeyOrigin.Unknown, "", use));
                break;
            case Value.Unknown:
                found.Add(new(KeyOrigin.Unknown, "", use));
                break;
        }
    }

    /// <summary>Whether the value is what a person typed, in this session or kept on the device from an earlier one.</summary>
    bool IsOfPerson(Code expression)
    {
        var declared = code.Definition(expression);
        for (var at = declared; at.Exists && at.Kind is not (CodeKind.Function or CodeKind.Module); at = at.Parent)
            if (at.Kind is CodeKind.Variable && at[Part.Value].Exists && SpeaksOfPerson(at[Part.Value]))
                return true;
        return SpeaksOfPerson(expression) || IsState(expression);
    }

    static bool SpeaksOfPerson(Code value) =>
        value
            .Descendants()
            .Prepend(value)
            .Any(node =>
                node.Kind is CodeKind.Call
                    && node.Callee.Name
                        is "useState"
                            or "getItem"
                            or "getItemAsync"
                            or "prompt"
                            or "useLocalStorage"
                            or "getGenericPassword"
                || node.Kind is CodeKind.Name or CodeKind.Member && node.Name is "localStorage" or "sessionStorage"
            );

    /// <summary>A field of the app's state or of the settings that a person keeps.</summary>
    static bool IsState(Code expression) =>
        expression.DottedName is var name
        && (
            name.Contains("settings.", StringComparison.OrdinalIgnoreCase)
            || name.Contains("state.", StringComparison.OrdinalIgnoreCase)
            || name.Contains("user", StringComparison.OrdinalIgnoreCase)
        );
}
