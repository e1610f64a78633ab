namespace Shipworthy.Syntax.Linking;

/// <summary>All calls by the last name of what they call, and by the function that they run.</summary>
sealed class CallIndex
{
    readonly Dictionary<string, List<Code>> byName = new(StringComparer.Ordinal);
    readonly Lock gate = new();
    Dictionary<Code, List<Code>>? byTarget;

    public CallIndex(ImmutableArray<CodeFile> files)
    {
        foreach (var file in files)
        foreach (var node in file.Root.Descendants())
            if (node.Kind is CodeKind.Call or CodeKind.New)
                Add(byName, node.Callee.Name, node);
    }

    public IReadOnlyList<Code> Of(string name) => byName.TryGetValue(name, out var found) ? found : [];

    public IReadOnlyList<Code> CallersOf(Code function, CodeBase code)
    {
        lock (gate)
            byTarget ??= ByTarget(code);
        return byTarget.TryGetValue(function, out var found) ? found : [];
    }

    Dictionary<Code, List<Code>> ByTarget(CodeBase code)
    {
        var found = new Dictionary<Code, List<Code>>();
        foreach (var call in byName.Values.SelectMany(calls => calls))
            if (code.Target(call) is { Exists: true } target)
                Add(found, target, call);
        return found;
    }

    static void Add<T>(Dictionary<T, List<Code>> to, T key, Code call)
        where T : notnull
    {
        if (!to.TryGetValue(key, out var calls))
            to[key] = calls = [];
        calls.Add(call);
    }
}
