namespace Shipworthy.Extractors.Endpoints.Frameworks;

/// <summary>
/// What a module of JavaScript offers to the framework that loads it: each name with the expression that it stands for and the place where it is offered.
/// </summary>
static class ScriptExports
{
    /// <summary>All offered names; the default one is called <c>default</c>.</summary>
    public static IEnumerable<(string Name, Code What, Code At)> Of(CodeBase code, CodeFile file)
    {
        foreach (var export in file.Root.Children)
        {
            if (export.Kind is CodeKind.Assignment && export[Part.Target].DottedName is { } target)
            {
                if (target is "module.exports" or "exports.default")
                    yield return ("default", export[Part.Value], export);
                else if (
                    target.StartsWith("exports.", StringComparison.Ordinal)
                    || target.StartsWith("module.exports.", StringComparison.Ordinal)
                )
                    yield return (export[Part.Target].Name, export[Part.Value], export);
                continue;
            }
            if (export.Kind is not CodeKind.Export || export.Is(Modifiers.TypeOnly))
                continue;
            foreach (var one in Inside(code, export))
                yield return one;
        }
    }

    static IEnumerable<(string Name, Code What, Code At)> Inside(CodeBase code, Code export)
    {
        if (export.Is(Modifiers.Default))
        {
            yield return ("default", export[Part.Value], export);
            yield break;
        }
        foreach (var child in export.Children)
            switch (child.Kind)
            {
                case CodeKind.Function or CodeKind.Class:
                    yield return (child.Name, child, child);
                    break;
                case CodeKind.Variable when child.Name.Length > 0:
                    yield return (child.Name, child[Part.Value], child);
                    break;
                case CodeKind.Variable:
                    // export const { GET, POST } = handlers
                    foreach (var leaf in child[Part.Target].Descendants(CodeKind.Variable))
                        yield return (leaf.Name, child[Part.Value], leaf);
                    break;
                case CodeKind.Block:
                    foreach (var inner in Inside(code, child))
                        yield return inner;
                    break;
                case CodeKind.Property:
                    // export { handler as GET }
                    var value = child[Part.Value];
                    yield return (child.Name, value.Exists ? value : child, child);
                    break;
                case CodeKind.Imported:
                    yield return (child.Name, code.Definition(child), child);
                    break;
            }
    }
}
