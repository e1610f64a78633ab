namespace Shipworthy.Extractors.Endpoints.Django;

/// <summary>
/// Classes that a method of a view chooses by action or method: <c>get_permissions</c>, <c>get_throttles</c>. They return a list of their own, or one that they put together before.
/// </summary>
sealed class DjangoChoices(CodeBase code, AnonymousCaller anonymous)
{
    /// <summary>The lists that a method may return for a call, each as its classes; null when one of them could not be followed.</summary>
    /// <param name="method">The method.</param>
    /// <param name="call">The call.</param>
    /// <param name="attribute">The attribute that the method of the framework reads: <c>permission_classes</c>.</param>
    /// <param name="inherited">What the framework's own method gives.</param>
    public ImmutableArray<ImmutableArray<Code>>? Of(Code method, DjangoCall call, string attribute, ImmutableArray<Code>? inherited)
    {
        var names = new Dictionary<string, List<Code>>(StringComparer.Ordinal);
        var returns = new List<Code>();
        anonymous.Ways(method.Body, call, returns, assigned: (statement, certain) => Remember(names, statement, certain));
        var lists = ImmutableArray.CreateBuilder<ImmutableArray<Code>>();
        foreach (var one in returns.Where(one => one.Exists))
        {
            if (Lists(one, names, attribute, inherited, method) is not { } found)
                return null;
            lists.AddRange(found);
        }
        return lists.Count > 0 ? lists.ToImmutable() : null;
    }

    static void Remember(Dictionary<string, List<Code>> names, Code statement, bool certain)
    {
        var name =
            statement.Kind is CodeKind.Variable ? statement.Name
            : statement[Part.Target] is { Kind: CodeKind.Member or CodeKind.Name } target ? target.Name
            : "";
        if (name.Length == 0 || !statement[Part.Value].Exists)
            return;
        if (certain || !names.TryGetValue(name, out var known))
            names[name] = known = [];
        known.Add(statement[Part.Value]);
    }

    List<ImmutableArray<Code>>? Lists(
        Code value,
        Dictionary<string, List<Code>> names,
        string attribute,
        ImmutableArray<Code>? inherited,
        Code method
    )
    {
        // [one() for one in permission_classes] makes an object of each class of the list that it goes through.
        if (value is { Kind: CodeKind.Array, Operator: "comprehension" or "generator" })
            return value.Descendants(CodeKind.Loop).FirstOrDefault()[Part.Source] is { Exists: true } source
                ? Lists(source, names, attribute, inherited, method)
                : null;
        if (value.Kind is CodeKind.Call && value.Callee.Name == method.Name)
            return names.TryGetValue(attribute, out var set) ? [.. set.Select(Classes)]
                : inherited is { } own ? [own]
                : null;
        if (value.Kind is CodeKind.Array)
            return [Classes(value)];
        if (value.Kind is CodeKind.Name or CodeKind.Member && names.TryGetValue(value.Name, out var chosen))
            return [.. chosen.Select(Classes)];
        if (value is { Kind: CodeKind.Member } member && member.Name == attribute && member.Receiver.Name is "self")
            return inherited is { } own ? [own] : null;
        return null;
    }

    ImmutableArray<Code> Classes(Code list) => [.. DjangoFiles.Items(code, list)];
}
