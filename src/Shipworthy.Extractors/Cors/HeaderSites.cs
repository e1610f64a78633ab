namespace Shipworthy.Extractors.Cors;

/// <summary>A place in code where the header that names origins gets a value.</summary>
/// <param name="Name">The name of the header as written there.</param>
/// <param name="Value">The expression that gives its value.</param>
/// <param name="Holder">The object literal that it is an entry of; no node when it is set by a call or an assignment.</param>
readonly record struct HeaderSite(Code Name, Code Value, Code Holder)
{
    const string AllowOrigin = "Access-Control-Allow-Origin";

    /// <summary>All such places of a file.</summary>
    public static IEnumerable<HeaderSite> In(CodeFile file)
    {
        if (
            !file.Text.Contains(AllowOrigin, StringComparison.OrdinalIgnoreCase)
            && !file.Text.Contains("AccessControlAllowOrigin", StringComparison.Ordinal)
        )
            yield break;
        foreach (var node in file.Root.Descendants())
            if (Of(node) is { } site)
                yield return site;
    }

    static HeaderSite? Of(Code node)
    {
        switch (node.Kind)
        {
            case CodeKind.Property when IsName(node.Name) && node[Part.Value].Exists:
                return new(node, node[Part.Value], node.Parent);
            case CodeKind.Property when node.Name is "key" or "name" or "Name" && IsName(node[Part.Value].String):
                var value = node.Parent.Property("value");
                return value.Exists ? new(node, value[Part.Value], node.Parent) : null;
            case CodeKind.Literal when IsName(node.String):
                return OfLiteral(node);
            case CodeKind.Member when node is { Name: "AccessControlAllowOrigin", Part: Part.Target, Parent.Kind: CodeKind.Assignment }:
                return new(node, node.Parent[Part.Value], default);
            default:
                return null;
        }
    }

    static HeaderSite? OfLiteral(Code name)
    {
        var parent = name.Parent;
        switch (parent.Kind)
        {
            case CodeKind.Call when name.Part is Part.Argument && parent.ArgumentAt(0) == name && Sets(parent.Callee.Name):
                return parent.ArgumentAt(1) is { Exists: true } given ? new(name, given, default) : null;
            case CodeKind.Property when name.Part is Part.Key && parent[Part.Value].Exists:
                return new(name, parent[Part.Value], parent.Parent);
            case CodeKind.Index when name.Part is Part.Key && parent is { Part: Part.Target, Parent.Kind: CodeKind.Assignment }:
                return new(name, parent.Parent[Part.Value], default);
            case CodeKind.Array when parent.Children.Skip(1).FirstOrDefault() is { Exists: true } second && parent.Children.First() == name:
                return new(name, second, default);
            default:
                return null;
        }
    }

    static bool Sets(string method) =>
        method
            is "setHeader"
                or "header"
                or "set"
                or "append"
                or "Append"
                or "Add"
                or "TryAdd"
                or "SetHeader"
                or "add_header"
                or "setdefault"
                or "send_header"
                or "setResponseHeader"
                or "add";

    static bool IsName(string? text) => text is not null && text.Equals(AllowOrigin, StringComparison.OrdinalIgnoreCase);
}
