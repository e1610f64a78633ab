namespace Shipworthy.Extractors.Clients.Graph;

/// <summary>
/// The code that a bundler puts together from some entries: it follows what is used, leaves out declarations that nobody uses, and stops at modules that never get
/// there. The result is a little larger than the bundle, never smaller.
/// </summary>
sealed class ClientGraph
{
    readonly CodeBase code;
    readonly ModuleNames names;
    readonly Func<CodeFile, bool> stops;
    readonly Dictionary<CodeFile, ModuleShape> shapes = [];
    readonly Dictionary<CodeFile, HashSet<Code>> live = [];
    readonly Dictionary<string, List<HashSet<Code>>> byPath = new(StringComparer.Ordinal);
    readonly Dictionary<CodeFile, ImmutableHashSet<string>> without = [];
    readonly HashSet<CodeFile> stopped = [];
    readonly HashSet<(CodeFile, string)> asked = [];
    readonly HashSet<CodeFile> loaded = [];
    readonly Stack<(CodeFile File, string Name)> open = new();
    readonly Dictionary<string, Location> missing = new(StringComparer.Ordinal);
    readonly HashSet<string> texts = new(StringComparer.Ordinal);

    /// <summary>The graph of some entries.</summary>
    /// <param name="sources">The app.</param>
    /// <param name="names">Resolves module names.</param>
    /// <param name="roots">The entries.</param>
    /// <param name="stops">Whether a module never gets there: one that runs on servers only.</param>
    public ClientGraph(Sources sources, ModuleNames names, IEnumerable<ClientRoot> roots, Func<CodeFile, bool> stops)
    {
        code = sources.Code;
        this.names = names;
        this.stops = stops;
        foreach (var root in roots)
        {
            if (!root.Without.IsEmpty)
                without.TryAdd(root.File, root.Without);
            Ask(root.File, "*");
        }
        while (open.TryPop(out var next))
            Answer(next.File, next.Name);
    }

    /// <summary>The files of which something is in it.</summary>
    public IEnumerable<CodeFile> Files => live.Keys.Concat(loaded).Distinct().OrderBy(file => file.Path, StringComparer.Ordinal);

    /// <summary>Modules at which it stopped.</summary>
    public IReadOnlySet<CodeFile> Stopped => stopped;

    /// <summary>Files that are no code and are put into it, such as JSON: their paths.</summary>
    public IReadOnlySet<string> Texts => texts;

    /// <summary>Modules that are named and were not found, with the place that names them.</summary>
    public IEnumerable<(string Module, Location At)> Missing =>
        missing.OrderBy(one => one.Key, StringComparer.Ordinal).Select(one => (one.Key, one.Value));

    /// <summary>The statements and declarations at the top of a file that are in it.</summary>
    public IEnumerable<Code> Live(CodeFile file) => live.TryGetValue(file, out var nodes) ? nodes.OrderBy(node => node.Start) : [];

    /// <summary>Whether a place of a file is in it.</summary>
    public bool Holds(string path, int line) =>
        byPath.GetValueOrDefault(path, []).Any(nodes => nodes.Any(node => node.At is var at && at.Line <= line && line <= at.EndLine));

    void Ask(CodeFile file, string name)
    {
        if (stops(file))
            stopped.Add(file);
        else if (asked.Add((file, name)))
            open.Push((file, name));
    }

    void Answer(CodeFile file, string name)
    {
        var shape = ShapeOf(file);
        if (loaded.Add(file))
            Load(file, shape);
        if (name.Length == 0)
            return;
        if (name is "*")
        {
            foreach (var one in shape.Names.Where(one => !IsLeftOut(file, one)))
                Give(file, shape, one);
            foreach (var whole in shape.Wholes)
                Follow(file, whole.From, "*");
            return;
        }
        if (shape.Offered(name).Count > 0)
            Give(file, shape, name);
        else
            foreach (var whole in shape.Wholes)
                Follow(file, whole.From, name);
        // CommonJS modules offer by assignments, which run when they are loaded.
    }

    void Load(CodeFile file, ModuleShape shape)
    {
        if (Components.Are(file.Path))
        {
            LoadComponent(file, shape);
            return;
        }
        foreach (var effect in shape.Effects)
            Follow(file, effect, "");
        foreach (var node in shape.Runs)
            if (!DeclaresLeftOut(file, node))
                Use(file, shape, node);
    }

    /// <summary>The markup of a component uses what its scripts declare and import; it is not read, so that all of it counts.</summary>
    void LoadComponent(CodeFile file, ModuleShape shape)
    {
        foreach (var node in file.Root.Children)
            if (node.Kind is not CodeKind.Import)
                Use(file, shape, node);
            else if (!node.Is(Modifiers.TypeOnly))
                foreach (
                    var name in node
                        .Children.Where(child => !child.Is(Modifiers.TypeOnly))
                        .Select(child => child.ImportedName)
                        .DefaultIfEmpty("")
                )
                    Follow(file, node, name);
    }

    bool IsLeftOut(CodeFile file, string name) => without.TryGetValue(file, out var left) && left.Contains(name);

    bool DeclaresLeftOut(CodeFile file, Code node) => node.Kind is CodeKind.Variable && IsLeftOut(file, node.Name);

    void Give(CodeFile file, ModuleShape shape, string name)
    {
        foreach (var offer in shape.Offered(name))
            if (offer.From.Exists)
                Follow(file, offer.From, offer.There);
            else
                Use(file, shape, offer.What);
    }

    /// <summary>Takes a node in, with everything that it names.</summary>
    void Use(CodeFile file, ModuleShape shape, Code node)
    {
        if (!live.TryGetValue(file, out var nodes))
        {
            live[file] = nodes = [];
            if (!byPath.TryGetValue(file.Path, out var same))
                byPath[file.Path] = same = [];
            same.Add(nodes);
        }
        if (!nodes.Add(node))
            return;
        Walk(file, shape, node);
    }

    /// <summary>Types leave no trace in what runs, and neither do the names in them: <c>useLoaderData&lt;typeof loader&gt;()</c> does not use the loader.</summary>
    void Walk(CodeFile file, ModuleShape shape, Code node)
    {
        if (node.Kind is CodeKind.Type || node.Part is Part.Type or Part.Cast or Part.Generic)
            return;
        switch (node.Kind)
        {
            case CodeKind.Name:
                Named(file, shape, node.Name);
                break;
            case CodeKind.Call or CodeKind.New:
                Loaded(file, node);
                break;
        }
        foreach (var child in node.Children)
            Walk(file, shape, child);
    }

    void Named(CodeFile file, ModuleShape shape, string name)
    {
        foreach (var declaration in shape.Declared(name))
            Use(file, shape, declaration);
        if (shape.Imported(name) is var (import, binding))
            Follow(file, import, binding.ImportedName);
    }

    /// <summary>Modules that are loaded by calls: <c>import("./x")</c>, <c>require("./x")</c>, workers, globs.</summary>
    void Loaded(CodeFile file, Code call)
    {
        var found = LoadedModules.By(code, call);
        if (found.Module is { } module)
            Follow(file, call, "*", module);
        if (found.Pattern is { } pattern)
            foreach (var other in names.Matching(file, pattern))
                Ask(other, "*");
        if (found.Computed)
            missing.TryAdd("", call.At);
    }

    void Follow(CodeFile file, Code by, string name, string? module = null)
    {
        var wanted = module ?? by.Name;
        switch (names.Resolve(file, wanted))
        {
            case { File: { } found }:
                Ask(found, name);
                break;
            case { Text: { } path }:
                texts.Add(path);
                break;
            case { IsMissing: true }:
                missing.TryAdd(wanted, by.At);
                break;
        }
    }

    ModuleShape ShapeOf(CodeFile file)
    {
        if (!shapes.TryGetValue(file, out var shape))
            shapes[file] = shape = new(file);
        return shape;
    }
}

/// <summary>A module that a client starts from.</summary>
/// <param name="File">The file.</param>
/// <param name="Without">Names that it offers to the server only, which the framework takes out of the client's copy.</param>
readonly record struct ClientRoot(CodeFile File, ImmutableHashSet<string> Without)
{
    /// <summary>A module that is shipped whole.</summary>
    public ClientRoot(CodeFile file)
        : this(file, []) { }
}
