namespace Shipworthy.Extractors.Clients.Variables;

/// <summary>A read of a variable of the environment in client code.</summary>
/// <param name="Name">The variable; empty for a read whose name is made at run time.</param>
/// <param name="At">The read.</param>
/// <param name="IsBuiltIn">Whether the build writes the value there.</param>
readonly record struct VariableRead(string Name, Code At, bool IsBuiltIn);

/// <summary>Finds the reads of variables in code that ends up in a client.</summary>
static class VariableReads
{
    static readonly ImmutableHashSet<string> OfTheBuild =
    [
        "NODE_ENV",
        "MODE",
        "DEV",
        "PROD",
        "SSR",
        "BASE_URL",
        "PUBLIC_URL",
        "LEGACY",
        "NEXT_RUNTIME",
        "EXPO_OS",
    ];

    /// <summary>The reads in a piece of code.</summary>
    public static IEnumerable<VariableRead> In(CodeBase code, Code piece, Inlining inlining)
    {
        foreach (var node in piece.Descendants().Prepend(piece))
            if (Of(code, node, inlining) is { } read && !OfTheBuild.Contains(read.Name))
                foreach (var one in read.Name.Length > 0 ? [read] : Worked(code, read))
                    yield return one;
    }

    /// <summary>The names that a computed one may be: a constant, or what the callers of the function around it give.</summary>
    static IEnumerable<VariableRead> Worked(CodeBase code, VariableRead read)
    {
        if (read.At.Kind is not CodeKind.Index)
            return [read];
        var key = read.At[Part.Key];
        if (code.ValueOf(key).AsText is { } constant)
            return [read with { Name = constant }];
        if (code.Definition(key) is not { Kind: CodeKind.Parameter } parameter)
            return [read];
        ImmutableArray<string?> given =
        [
            .. code.CallersOf(parameter.Parent).Select(call => code.ValueOf(Sinks.SecretForms.ArgumentFor(call, parameter)).AsText),
        ];
        return given.IsEmpty || given.Contains(null)
            ? [read]
            : given.Select(name => read with { Name = name! }).Where(one => !OfTheBuild.Contains(one.Name));
    }

    static VariableRead? Of(CodeBase code, Code node, Inlining inlining)
    {
        switch (node.Kind)
        {
            case CodeKind.Member when IsEnvironment(node[Part.Receiver]):
                return new(node.Name, node, inlining.Contains(node.Name) && IsReadFrom(node[Part.Receiver], inlining));
            case CodeKind.Name when inlining.Constants.Contains(node.Name):
                return new(node.Name, node, IsBuiltIn: true);
            case CodeKind.Index when IsEnvironment(node[Part.Receiver]):
                return node.Name.Length > 0
                    ? new(node.Name, node, inlining.Contains(node.Name) && IsReadFrom(node[Part.Receiver], inlining))
                    : new("", node, inlining.ObjectIsBuiltIn || inlining.WholeEnvironment is not null);
            case CodeKind.Member
            or CodeKind.Index
            or CodeKind.Variable
            or CodeKind.Property when inlining.ObjectIsBuiltIn && inlining.HasPrefix(node.Name):
                return new(node.Name, node, IsBuiltIn: true);
            case CodeKind.Variable
                when node[Part.Target].Kind is CodeKind.Object && IsEnvironment(node[Part.Value]) && !inlining.ObjectIsBuiltIn:
                return new("", node, IsBuiltIn: false);
            case CodeKind.Imported
                when inlining.HasPrefix(node.ImportedName) && node.Parent.Name.StartsWith("$env/", StringComparison.Ordinal):
                return new(node.ImportedName, node, IsBuiltIn: true);
            // Two packages for React Native: one has its variables imported by name, the other as fields of what it offers.
            case CodeKind.Imported when inlining.Everything is not null && node.Parent.Name is "@env":
                return new(node.ImportedName, node, IsBuiltIn: true);
            case CodeKind.Member
                when inlining.Everything is not null
                    && node[Part.Receiver].Kind is CodeKind.Name
                    && code.OriginOf(node[Part.Receiver]).Package is "react-native-config":
                return new(node.Name, node, IsBuiltIn: true);
            default:
                return null;
        }
    }

    /// <summary>Whether the build takes the object for the one that it writes variables into.</summary>
    static bool IsReadFrom(Code receiver, Inlining inlining) =>
        inlining.WholeEnvironment is not null || inlining.Objects.Contains(NameOf(receiver)) || inlining.Named.Count > 0;

    /// <summary>Whether an expression is the environment: <c>process.env</c>, <c>import.meta.env</c>, also with a type put on it.</summary>
    public static bool IsEnvironment(Code expression) => NameOf(expression) is "process.env" or "import.meta.env" or "Bun.env";

    static string NameOf(Code expression) =>
        expression.DottedName is { Length: > 0 } name
            ? name.StartsWith("globalThis.", StringComparison.Ordinal) || name.StartsWith("window.", StringComparison.Ordinal)
                ? name[(name.IndexOf('.') + 1)..]
                : name
            : "";
}
