using System.Collections.Concurrent;

namespace Shipworthy.Syntax.Linking;

/// <summary>Finds the packages that values come from.</summary>
sealed class Origins(CodeBase code)
{
    const int MostSteps = 24;

    /// <summary>Callers beyond these are taken to give what these give.</summary>
    const int MostCallers = 24;

    readonly ConcurrentDictionary<Code, Origin> known = [];

    /// <summary>The origin of an expression's value.</summary>
    public Origin Of(Code expression) => Of(expression, MostSteps);

    Origin Of(Code expression, int steps)
    {
        if (!expression.Exists || steps <= 0)
            return Origin.None;
        if (known.TryGetValue(expression, out var before))
            return before;
        var found = Find(expression, steps - 1);
        if (found.Exists || steps == MostSteps)
            known.TryAdd(expression, found);
        return found;
    }

    Origin Find(Code node, int steps)
    {
        if (code.LinksOf(node.File).LoadedModule(node) is { } module)
            return code.Module(node.File, module) is null ? Whole(node.File, module) : Declared(code.Definition(node), node, steps);
        switch (node.Kind)
        {
            case CodeKind.Imported:
                return Imported(node, steps);
            case CodeKind.Type when node[Part.Receiver] is { Exists: true } space:
                return Of(space, steps).Member(node.Name) is { Exists: true } inside
                    ? inside
                    : Declared(code.Definition(node), node, steps);
            // Annotated[Session, Depends(get_db)] of Python is a Session.
            case CodeKind.Type or CodeKind.Index when IsAnnotated(node):
                return Of(node.Kind is CodeKind.Index ? node[Part.Key] : node[Part.Type], steps);
            case CodeKind.Type when node.Operator is "|" or "?":
                return node.All(Part.Type).Select(one => Of(one, steps)).FirstOrDefault(one => one.Exists) ?? Origin.None;
            case CodeKind.Name or CodeKind.Type:
                return Declared(code.Definition(node), node, steps);
            case CodeKind.Member or CodeKind.Index when node.Name.Length > 0:
                return Declared(code.Definition(node), node, steps) is { Exists: true } declared
                    ? declared
                    : Of(node[Part.Receiver], steps).Member(node.Name);
            case CodeKind.Call or CodeKind.New:
                return OfCall(node, steps);
            case CodeKind.Decorator or CodeKind.Element:
                return Of(node.Callee, steps);
            case CodeKind.Await or CodeKind.Unary or CodeKind.Argument:
                return Of(node[Part.Value], steps);
            case CodeKind.Assignment:
                return Of(node[Part.Value], steps);
            case CodeKind.Binary when node.Operator is "||" or "??" or "or" or "&&" or "and":
                return Of(node[Part.Left], steps) is { Exists: true } left && node.Operator is not ("&&" or "and")
                    ? left
                    : Of(node[Part.Right], steps);
            case CodeKind.Conditional:
                return Of(node[Part.Then], steps) is { Exists: true } then ? then : Of(node[Part.Else], steps);
            case CodeKind.Variable or CodeKind.Parameter or CodeKind.Property:
                return Bound(node, steps);
            default:
                return Origin.None;
        }
    }

    static bool IsAnnotated(Code node) =>
        node.File.Language is Language.Python
        && (node.Kind is CodeKind.Index ? node.Receiver.Name : node.Name) is "Annotated" or "Optional"
        && (node[Part.Key].Exists || node[Part.Type].Exists);

    Origin Declared(Code declaration, Code use, int steps) =>
        declaration.Exists
        && declaration != use
        && declaration.Kind is not (CodeKind.Function or CodeKind.Class or CodeKind.Module or CodeKind.Object)
            ? Of(declaration, steps)
            : Origin.None;

    /// <summary>A call of a function of the app has the origin of what it returns; any other call that of its callee, called.</summary>
    Origin OfCall(Code call, int steps)
    {
        var callee = Of(call.Callee, steps);
        if (callee.Exists)
            return callee.Called();
        var target = code.Target(call);
        if (target.Kind != CodeKind.Function || call.Kind == CodeKind.New)
            return Origin.None;
        if (target.Body.Kind != CodeKind.Block)
            return Of(target.Body, steps - 2);
        foreach (var returned in target.Body.Descendants(CodeKind.Return))
            if (returned.Enclosing(CodeKind.Function) == target && Of(returned[Part.Value], steps - 2) is { Exists: true } origin)
                return origin;
        return Origin.None;
    }

    Origin Bound(Code binding, int steps)
    {
        var (source, path) = Binding.SourceOf(binding);
        var origin = Of(source, steps);
        foreach (var name in path)
            origin = origin.Member(name);
        // What a parameter is declared as says more than what stands for it: db: Session = Depends(get_db).
        if (!origin.Exists && binding[Part.Type] is { Exists: true } type && Of(type, steps) is { Exists: true } declared)
            return declared.Called();
        if (!origin.Exists && binding[Part.Default] is { Exists: true } fallback)
            origin = Of(fallback, steps);
        if (!origin.Exists && binding is { Kind: CodeKind.Parameter, Part: Part.Parameter })
            return Given(binding, steps);
        return origin;
    }

    /// <summary>What the callers of a function of the app give for a parameter, when they agree.</summary>
    Origin Given(Code parameter, int steps)
    {
        var position = parameter.Parent.All(Part.Parameter).TakeWhile(other => other != parameter).Count();
        var found = Origin.None;
        foreach (var call in code.CallersOf(parameter.Parent).Take(MostCallers))
        {
            var given = Of(call.ArgumentAt(position), steps - 8);
            if (!given.Exists)
                continue;
            if (found.Exists && found != given)
                return Origin.None;
            found = given;
        }
        return found;
    }

    Origin Imported(Code imported, int steps)
    {
        if (code.Module(imported.File, imported.Parent.Name) is not null)
            return Declared(code.Definition(imported), imported, steps);
        var whole = Whole(imported.File, imported.Parent.Name);
        return whole.Exists ? whole with { Name = imported.ImportedName } : Origin.None;
    }

    Origin Whole(CodeFile from, string module) =>
        code.LinksOf(from).PackageOf(from, module) is { Length: > 0 } package ? new(package, "default") { Module = module } : Origin.None;
}
