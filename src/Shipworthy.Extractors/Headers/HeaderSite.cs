namespace Shipworthy.Extractors.Headers;

/// <summary>
/// A place in code where a response header gets a value: a call (<c>res.setHeader("X-Frame-Options", "DENY")</c>), an entry of an object or dictionary, a pair in a list of keys
/// and values as Next.js has them, an assignment, a property that ASP.NET Core has for the header.
/// </summary>
/// <param name="Header">The header, in small letters.</param>
/// <param name="Name">The name of the header as written there.</param>
/// <param name="Value">The expression that gives its value.</param>
/// <param name="Holder">The object literal that it is an entry of; no node when it is set by a call or an assignment.</param>
readonly record struct HeaderSite(string Header, Code Name, Code Value, Code Holder)
{
    /// <summary>All places of a file where one of the headers gets a value.</summary>
    public static IEnumerable<HeaderSite> In(CodeFile file, HeaderWords headers)
    {
        if (!headers.StandIn(file.Text))
            yield break;
        foreach (var node in file.Root.Descendants())
            if (Of(node, headers) is { } site)
                yield return site;
    }

    static HeaderSite? Of(Code node, HeaderWords headers)
    {
        switch (node.Kind)
        {
            case CodeKind.Property when headers.Named(node.Name) is { } header && node[Part.Value].Exists:
                return new(header, node, node[Part.Value], node.Parent);
            case CodeKind.Property when node.Name is "key" or "name" or "Name" && headers.Named(node[Part.Value].String) is { } header:
                var value = node.Parent.Property("value");
                return value.Exists ? new(header, node, value[Part.Value], node.Parent) : null;
            case CodeKind.Literal when headers.Named(node.String) is { } header:
                return OfLiteral(node, header);
            case CodeKind.Member
                when node is { Part: Part.Target, Parent.Kind: CodeKind.Assignment } && headers.OfProperty(node.Name) is { } header:
                return new(header, node, node.Parent[Part.Value], default);
            default:
                return null;
        }
    }

    static HeaderSite? OfLiteral(Code name, string header)
    {
        var parent = name.Parent;
        switch (parent.Kind)
        {
            case CodeKind.Call when name.Part is Part.Argument && parent.ArgumentAt(0) == name && Sets(parent.Callee.Name):
                return parent.ArgumentAt(1) is { Exists: true } given ? new(header, name, given, default) : null;
            case CodeKind.Property when name.Part is Part.Key && parent[Part.Value].Exists:
                return new(header, name, parent[Part.Value], parent.Parent);
            case CodeKind.Index when name.Part is Part.Key && parent is { Part: Part.Target, Parent.Kind: CodeKind.Assignment }:
                return new(header, name, parent.Parent[Part.Value], default);
            case CodeKind.Array when parent.Children.Skip(1).FirstOrDefault() is { Exists: true } second && parent.Children.First() == name:
                return new(header, name, second, default);
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
}
