namespace Shipworthy.Extractors.Clients.Variables;

/// <summary>
/// Names that a bundler replaces by values: <c>define</c> of Vite and esbuild, <c>DefinePlugin</c> and <c>EnvironmentPlugin</c> of webpack. A definition of the
/// environment itself puts all of it into the client.
/// </summary>
static class Definitions
{
    static readonly string[] Objects = ["process.env.", "import.meta.env."];

    /// <summary>What the definitions of a setting add.</summary>
    public static Inlining In(
        Sources sources,
        Inlining inlining,
        Code value,
        Code entry,
        ImmutableArray<(Location, string)>.Builder notSeen
    )
    {
        var list = sources.Code.ObjectOf(value);
        if (!list.Exists)
        {
            notSeen.Add((entry.At, "replaces names by a list that is made while it is built"));
            return inlining;
        }
        foreach (var one in list.Children)
            inlining = one.Kind is CodeKind.Property ? With(sources, inlining, one) : OfSpread(inlining, one, notSeen);
        return inlining;
    }

    static Inlining With(Sources sources, Inlining inlining, Code definition)
    {
        var name = definition.Name.Length > 0 ? definition.Name : definition[Part.Key].String ?? "";
        if (name is "process.env" or "import.meta.env" or "process")
            return IsEnvironment(sources.Code, definition[Part.Value]) ? inlining with { WholeEnvironment = definition.At } : inlining;
        foreach (var start in Objects)
            if (name.StartsWith(start, StringComparison.Ordinal))
                return inlining with { Named = inlining.Named.SetItem(name[start.Length..], definition.At) };
        return inlining;
    }

    static Inlining OfSpread(Inlining inlining, Code spread, ImmutableArray<(Location, string)>.Builder notSeen)
    {
        notSeen.Add((spread.At, "replaces names by a list that is made while it is built"));
        return inlining;
    }

    /// <summary>Whether an expression is the whole environment, bare, spread, or written out as JSON.</summary>
    static bool IsEnvironment(CodeBase code, Code value) =>
        VariableReads.IsEnvironment(value)
        || LoadsEverything(code, value)
        || value
            .Descendants()
            .Any(node =>
                (VariableReads.IsEnvironment(node) && node.Parent.Kind is not (CodeKind.Member or CodeKind.Index))
                || LoadsEverything(code, node)
            );

    /// <summary><c>loadEnv(mode, folder, "")</c> gives all variables; with a prefix it gives what is public anyway.</summary>
    static bool LoadsEverything(CodeBase code, Code node)
    {
        if (node.Kind is not CodeKind.Name || node.Parent.Kind is CodeKind.Member or CodeKind.Index)
            return false;
        var made = code.Definition(node)[Part.Value];
        return made.Kind is CodeKind.Call && made.Callee.Name is "loadEnv" && made.ArgumentAt(2).String is "";
    }
}
