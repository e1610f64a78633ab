namespace Shipworthy.Extractors.Endpoints.Routers;

/// <summary>First arguments of registrations that stand for addresses without being texts: the variable of a loop over a list, and what is known only at run time.</summary>
static class PathArguments
{
    /// <summary>
    /// The texts that a name stands for one after the other: of <c>for (const path of ["/admin", "/me"]) app.use(path, guard)</c>, and of the same with <c>forEach</c>. Default
    /// for everything else.
    /// </summary>
    public static ImmutableArray<string> InLoop(CodeBase code, Code argument) =>
        argument.Kind is CodeKind.Name
        && ListOf(code.Definition(argument)) is { Exists: true } list
        && code.ValueOf(list) is Value.ListOf { Items: var items }
        && items.All(one => one.AsText is not null)
            ? [.. items.Select(one => one.AsText!)]
            : default;

    /// <summary>Whether a first argument is an address that is known only at run time. What is a function or comes out of a package is something to run.</summary>
    public static bool IsComputed(CodeBase code, Code argument) =>
        argument.Kind is CodeKind.Template or CodeKind.Binary or CodeKind.Conditional
        || code.ValueOf(argument) is Value.FromEnvironment or Value.Joined or Value.EitherOf
        || (
            argument.Kind is CodeKind.Name
            && code.Definition(argument) is { Exists: true } held
            && (ListOf(held).Exists || IsText(held[Part.Type]))
            && !code.FunctionOf(argument).Exists
        );

    static bool IsText(Code type) => type.Text is "string" or "string[]" or "readonly string[]";

    /// <summary>What a loop goes through with a variable, or a call of <c>forEach</c> with a parameter.</summary>
    static Code ListOf(Code variable) =>
        variable is { Kind: CodeKind.Variable, Part: Part.Target, Parent: { Kind: CodeKind.Loop, Operator: "of" } loop } ? loop[Part.Source]
        : variable is { Kind: CodeKind.Parameter, Parent: { Kind: CodeKind.Function, Parent: var call } function }
        && call is { Kind: CodeKind.Call, Callee.Name: "forEach" or "map" }
        && function[Part.Parameter] == variable
            ? call.Receiver
        : default;
}
