namespace Shipworthy.Syntax.Linking;

/// <summary>Which names a file declares in which of its scopes.</summary>
sealed class Scopes
{
    readonly Dictionary<(int Scope, string Name), Code> declared = [];
    readonly LanguageLinks links;

    public Scopes(CodeFile file, LanguageLinks links)
    {
        this.links = links;
        foreach (var node in file.Root.Descendants())
            if (Declares(node))
                Declare(node);
    }

    /// <summary>The declaration that a name used at a node refers to; no node when the file has none.</summary>
    public Code Find(Code at, string name)
    {
        var inFunction = false;
        for (var node = at; node.Exists; node = node.Parent)
        {
            if (
                (links.IsScope(node) || node.Part == Part.None)
                && declared.TryGetValue((node.Index, name), out var found)
                && !(inFunction && links.IsHiddenInFunctions(node))
            )
                return found;
            inFunction |= node.Kind == CodeKind.Function;
        }
        return default;
    }

    /// <summary>The declaration of a name directly in a scope.</summary>
    public Code In(Code scope, string name) => declared.GetValueOrDefault((scope.Index, name));

    static bool Declares(Code node) =>
        node.Kind switch
        {
            CodeKind.Variable or CodeKind.Class or CodeKind.Module => node.Name.Length > 0,
            // The parameters of a function type name nothing that can be used.
            CodeKind.Parameter => node.Name.Length > 0 && node.Parent.Kind != CodeKind.Type,
            CodeKind.Function => node.Name.Length > 0 && !(node.Part == Part.Element && node.Parent.Kind == CodeKind.Object),
            CodeKind.Imported => node.Parent.Kind == CodeKind.Import,
            _ => false,
        };

    void Declare(Code node)
    {
        var scope = ScopeOf(node);
        var key = (scope.Index, node.Name);
        // Of overloads, the one with a body is the function; of several assignments, the first one declares.
        if (!declared.TryGetValue(key, out var before) || before.Kind == CodeKind.Function && !before.Body.Exists)
            declared[key] = node;
    }

    Code ScopeOf(Code node)
    {
        // The name of a function expression is known only inside it.
        if (
            node.Kind == CodeKind.Function
            && node.Part is Part.Value or Part.Argument or Part.Callee
            && node.Parent.Kind != CodeKind.Export
        )
            return node;
        var scope = node.Parent;
        var hoisted = node.Kind == CodeKind.Variable && node.Operator == "var" && node.File.Language != Language.CSharp;
        while (scope.Part != Part.None && !(hoisted ? scope.Kind is CodeKind.Function : links.IsScope(scope)))
            scope = scope.Parent;
        return scope;
    }
}
