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
            inlining = one.Kind is CodeKind.Property ? With(sources, inlining, one, notSeen) : OfSpread(inlining, one, notSeen);
        return inlining;
    }

    static Inlining With(Sources sources, Inlining inlining, Code definition, ImmutableArray<(Location, string)>.Builder notSeen)
    {
        var name = NameOf(definition);
        var value = definition[Part.Value];
        if (name is "process.env" or "import.meta.env" or "process")
            return IsEnvironment(sources.Code, value)
                ? inlining with
                {
                    WholeEnvironment = definition.At,
                }
                : OfEntries(sources, inlining, ShownVariables.Parts(value).FirstOrDefault(), notSeen);
        foreach (var start in Objects)
            if (name.StartsWith(start, StringComparison.Ordinal))
                return inlining.With(name[start.Length..], value, definition.At);
        var variables = ShownVariables.In(value);
        return variables.IsEmpty
            ? inlining
            : inlining with
            {
                Constants = inlining.Constants.Add(name),
                Carried = inlining.Carried.SetItem(name, variables),
            };
    }

    static string NameOf(Code definition) => definition.Name.Length > 0 ? definition.Name : definition[Part.Key].String ?? "";

    /// <summary>The entries of an object that is put in the place of the environment.</summary>
    static Inlining OfEntries(Sources sources, Inlining inlining, Code value, ImmutableArray<(Location, string)>.Builder notSeen)
    {
        var list = sources.Code.ObjectOf(value);
        if (list.Exists)
            foreach (var one in list.Children)
                inlining =
                    one.Kind is CodeKind.Property ? inlining.With(NameOf(one), one[Part.Value], one.At) : OfSpread(inlining, one, notSeen);
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
