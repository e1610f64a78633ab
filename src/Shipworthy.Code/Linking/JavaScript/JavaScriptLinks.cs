namespace Shipworthy.Syntax.Linking.JavaScript;

/// <summary>Links of JavaScript and TypeScript: ES modules, CommonJS, the module resolution of Node, bundlers and Deno.</summary>
sealed partial class JavaScriptLinks : LanguageLinks
{
    readonly JsonFiles json;
    readonly JavaScriptModules modules;

    public JavaScriptLinks(CodeBase code)
        : base(code)
    {
        json = new(code);
        modules = new(code, json);
    }

    public override bool IsScope(Code node) =>
        node.Kind switch
        {
            CodeKind.Block => node.Operator.Length == 0,
            CodeKind.Module or CodeKind.Function or CodeKind.Loop or CodeKind.Catch or CodeKind.Branch => true,
            _ => false,
        };

    public override CodeFile? Resolve(CodeFile from, string module) => modules.Resolve(from, module);

    public override string PackageOf(CodeFile from, string module) => modules.PackageOf(from, module);

    public override string? LoadedModule(Code expression) =>
        expression.Kind switch
        {
            CodeKind.Call when expression.Callee is { Kind: CodeKind.Name, Name: "require" or "import" } => expression.ArgumentAt(0).String,
            CodeKind.Call when expression.Callee.DottedName is "require.resolve" => null,
            CodeKind.Await => LoadedModule(expression[Part.Value]),
            // Compiled code wraps what it requires: __importDefault(require("x")).
            CodeKind.Call when expression.Callee.Name is "__importDefault" or "__importStar" or "_interopRequireDefault" or "__toESM" =>
                LoadedModule(expression.ArgumentAt(0)),
            _ => null,
        };

    public override IEnumerable<(string Name, Code What)> Exports(CodeFile file)
    {
        foreach (var node in file.Root.Children)
        {
            if (node.Kind == CodeKind.Export)
                foreach (var offered in Exported(node))
                    yield return offered;
            else if (node.Kind == CodeKind.Assignment)
                foreach (var offered in CommonJs(node))
                    yield return offered;
        }
    }

    static IEnumerable<(string, Code)> Exported(Code export)
    {
        foreach (var child in export.Children)
        {
            if (child.Kind is CodeKind.Imported or CodeKind.Property && child.Part == Part.Element)
                yield return (child.Name, child.Kind == CodeKind.Property ? child[Part.Value] : child);
            else if (child.Part == Part.Value && export.Is(Modifiers.Default))
                yield return (export.Operator == "=" ? "=" : "default", child);
            else if (child.Part == Part.Value && child.Name.Length > 0)
                yield return (child.Name, child);
            else if (child.Part == Part.Value)
                foreach (var bound in child[Part.Target].Descendants(CodeKind.Variable))
                    yield return (bound.Name, bound);
        }
    }

    /// <summary><c>module.exports = x</c>, <c>exports.a = x</c>, <c>module.exports.a = x</c>, and chains of them.</summary>
    static IEnumerable<(string, Code)> CommonJs(Code assignment)
    {
        var value = assignment[Part.Value];
        while (value.Kind == CodeKind.Assignment)
            value = value[Part.Value];
        for (var one = assignment; one.Kind == CodeKind.Assignment; one = one[Part.Value])
        {
            var target = one[Part.Target].DottedName;
            if (target is "module.exports")
                foreach (var offered in WholeModule(value))
                    yield return offered;
            else if (
                target.StartsWith("exports.", StringComparison.Ordinal) || target.StartsWith("module.exports.", StringComparison.Ordinal)
            )
                yield return (one[Part.Target].Name, value);
        }
    }

    static IEnumerable<(string, Code)> WholeModule(Code value)
    {
        yield return ("default", value);
        yield return ("=", value);
        if (value.Kind == CodeKind.Object)
            foreach (var entry in value.Children)
                if (entry.Name.Length > 0)
                    yield return (entry.Name, entry[Part.Value] is { Exists: true } given ? given : entry);
    }
}
