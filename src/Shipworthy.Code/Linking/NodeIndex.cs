using System.Collections.Concurrent;

namespace Shipworthy.Syntax.Linking;

/// <summary>Finds nodes by kind, calls by the last name of what they call and by the function that they run, and uses of names. In the order of the files.</summary>
sealed class NodeIndex
{
    readonly CodeBase code;
    readonly ConcurrentDictionary<CodeKind, Lazy<Code[]>> byKind = new();
    readonly Lazy<Dictionary<string, List<Code>>> calls;
    readonly Lazy<Dictionary<string, List<Code>>> names;
    readonly Lazy<Dictionary<Code, List<Code>>> callers;
    readonly Lazy<HashSet<string>> packages;

    public NodeIndex(CodeBase code)
    {
        this.code = code;
        calls = new(() => By(Gather(kind => kind is CodeKind.Call or CodeKind.New), call => call.Callee.Name));
        names = new(() => By(Of(CodeKind.Name), name => name.Name));
        packages = new(() => [.. Loaded().Select(one => code.LinksOf(one.File).PackageOf(one.File, one.Module))]);
        callers = new(CallersByFunction);
    }

    public Code[] Of(CodeKind kind) => byKind.GetOrAdd(kind, one => new(() => Gather(other => other == one))).Value;

    public IReadOnlyList<Code> CallsOf(string name) => Found(calls.Value, name);

    public IReadOnlyList<Code> UsesOf(string name) => Found(names.Value, name);

    public IReadOnlyList<Code> CallersOf(Code function) => Found(callers.Value, function);

    /// <summary>Following every call is most of the work of linking, and each by itself, so it is shared among the processors.</summary>
    Dictionary<Code, List<Code>> CallersByFunction()
    {
        var followed = calls
            .Value.Values.SelectMany(one => one)
            .AsParallel()
            .AsOrdered()
            .Select(call => (Call: call, Target: code.Target(call)));
        var found = new Dictionary<Code, List<Code>>();
        foreach (var (call, target) in followed)
        {
            if (!target.Exists)
                continue;
            if (!found.TryGetValue(target, out var same))
                found[target] = same = [];
            same.Add(call);
        }
        return found;
    }

    /// <summary>Whether any file loads a package.</summary>
    public bool Loads(string package) => packages.Value.Contains(package);

    IEnumerable<(CodeFile File, string Module)> Loaded()
    {
        foreach (var node in Of(CodeKind.Import).Concat(Of(CodeKind.Export)))
            if (node.Name.Length > 0)
                yield return (node.File, node.Name);
        foreach (var call in CallsOf("require").Concat(CallsOf("import")))
            if (code.LinksOf(call.File).LoadedModule(call) is { } module)
                yield return (call.File, module);
    }

    Code[] Gather(Func<CodeKind, bool> wanted) =>
        [.. code.Files.AsParallel().AsOrdered().SelectMany(file => file.Root.Descendants().Where(node => wanted(node.Kind)))];

    static Dictionary<T, List<Code>> By<T>(IEnumerable<Code> nodes, Func<Code, T> key)
        where T : notnull
    {
        var found = new Dictionary<T, List<Code>>();
        foreach (var node in nodes)
        {
            var at = key(node);
            if (!found.TryGetValue(at, out var same))
                found[at] = same = [];
            same.Add(node);
        }
        return found;
    }

    static IReadOnlyList<Code> Found<T>(Dictionary<T, List<Code>> index, T key)
        where T : notnull => index.TryGetValue(key, out var found) ? found : [];
}
