namespace Shipworthy.Syntax.Linking;

/// <summary>Where the value of a binding comes from.</summary>
static class Binding
{
    /// <summary>
    /// The expression that a variable, property or assignment takes its value from, and the way into it: for <c>b</c> in <c>const { a: { b } } = f()</c> that is
    /// <c>f()</c> and <c>a, b</c>. Positions in arrays are names too. No expression for parameters, loops and bindings without a value.
    /// </summary>
    public static (Code Source, ImmutableArray<string> Path) SourceOf(Code binding)
    {
        var value = binding[Part.Value];
        if (value.Exists || binding.Part is not (Part.Value or Part.Element or Part.Target))
            return (value, []);
        var path = new Stack<string>();
        for (var node = binding; ; node = node.Parent)
        {
            switch (node.Kind)
            {
                case CodeKind.Property when node.Name.Length > 0:
                    path.Push(node.Name);
                    break;
                case CodeKind.Property or CodeKind.Spread:
                    return (default, []);
                case CodeKind.Variable or CodeKind.Assignment when node[Part.Target].Exists && node[Part.Value].Exists:
                    return (node[Part.Value], [.. path]);
                case CodeKind.Object or CodeKind.Array or CodeKind.Variable:
                    break;
                default:
                    return (default, []);
            }
            if (node.Part == Part.Element && node.Parent.Kind == CodeKind.Array)
                path.Push(PositionOf(node));
        }
    }

    /// <summary>The default of a binding: of a parameter, or of a name in a pattern.</summary>
    public static Code DefaultOf(Code binding) => binding[Part.Default];

    static string PositionOf(Code element)
    {
        var position = 0;
        foreach (var sibling in element.Parent.Children)
        {
            if (sibling == element)
                break;
            position++;
        }
        return position.ToString();
    }
}
