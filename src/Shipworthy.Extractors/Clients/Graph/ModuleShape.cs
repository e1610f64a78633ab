namespace Shipworthy.Extractors.Clients.Graph;

/// <summary>
/// The outside of a JavaScript module, as a bundler sees it: what is declared at its top, what it takes from others, what it offers, and what runs as soon as it is loaded.
/// </summary>
sealed class ModuleShape
{
    readonly Dictionary<string, List<Code>> declared = new(StringComparer.Ordinal);
    readonly Dictionary<string, (Code Import, Code Name)> imported = new(StringComparer.Ordinal);
    readonly Dictionary<string, List<Offer>> offers = new(StringComparer.Ordinal);
    readonly List<Code> runs = [];
    readonly List<Code> effects = [];
    readonly List<Offer> wholes = [];

    /// <summary>The shape of a file.</summary>
    public ModuleShape(CodeFile file)
    {
        foreach (var node in file.Root.Children)
            Take(node);
    }

    /// <summary>Statements and declarations that run when the module is loaded, whether or not anybody uses them.</summary>
    public IReadOnlyList<Code> Runs => runs;

    /// <summary>Imports and re-exports by which the module only has another one loaded.</summary>
    public IReadOnlyList<Code> Effects => effects;

    /// <summary>Modules of which it offers everything.</summary>
    public IReadOnlyList<Offer> Wholes => wholes;

    /// <summary>All names that it offers by itself.</summary>
    public IEnumerable<string> Names => offers.Keys;

    /// <summary>The declarations at the top that a name stands for.</summary>
    public IReadOnlyList<Code> Declared(string name) => declared.GetValueOrDefault(name, []);

    /// <summary>The import that binds a name; null when none does.</summary>
    public (Code Import, Code Name)? Imported(string name) => imported.TryGetValue(name, out var found) ? found : null;

    /// <summary>What it offers under a name.</summary>
    public IReadOnlyList<Offer> Offered(string name) => offers.GetValueOrDefault(name, []);

    void Take(Code node)
    {
        switch (node.Kind)
        {
            case CodeKind.Import:
                if (!node.Is(Modifiers.TypeOnly))
                    TakeImport(node);
                break;
            case CodeKind.Export:
                if (!node.Is(Modifiers.TypeOnly))
                    TakeExport(node);
                break;
            case CodeKind.Function or CodeKind.Class or CodeKind.Variable:
                Declare(node, node);
                break;
            default:
                runs.Add(node);
                break;
        }
    }

    void TakeImport(Code import)
    {
        var any = false;
        foreach (var name in import.Children.Where(child => child.Kind is CodeKind.Imported))
        {
            any = true;
            if (!name.Is(Modifiers.TypeOnly))
                imported[name.Name] = (import, name);
        }
        if (!any)
            effects.Add(import);
    }

    void TakeExport(Code export)
    {
        if (export.Name.Length > 0)
            effects.Add(export);
        foreach (var child in export.Children)
            switch (child.Kind)
            {
                case CodeKind.Imported when child.Name is "*":
                    wholes.Add(new("*", child, export));
                    break;
                case CodeKind.Imported when !child.Is(Modifiers.TypeOnly):
                    Offer(child.Name, new(child.ImportedName, child, export));
                    break;
                case CodeKind.Property when child.Part is Part.Element:
                    Offer(child.Name, new("", child[Part.Value], default));
                    break;
                case CodeKind.Function or CodeKind.Class or CodeKind.Variable:
                    // Decorators stand beside the class that they are for, and name what it needs.
                    var whole = export.All(Part.Decorator).Any() ? export : child;
                    foreach (var name in Declare(child, whole))
                        Offer(name, new("", whole, default));
                    if (export.Is(Modifiers.Default))
                        Offer("default", new("", whole, default));
                    break;
                default:
                    if (child.Part is Part.Value)
                    {
                        Offer("default", new("", child, default));
                        if (!IsPure(child))
                            runs.Add(child);
                    }
                    break;
            }
    }

    void Offer(string name, Offer offer)
    {
        if (!offers.TryGetValue(name, out var same))
            offers[name] = same = [];
        same.Add(offer);
    }

    List<string> Declare(Code node, Code whole)
    {
        List<string> names =
            node.Name.Length > 0 ? [node.Name] : [.. node[Part.Target].Descendants(CodeKind.Variable).Select(leaf => leaf.Name)];
        foreach (var name in names)
        {
            if (!declared.TryGetValue(name, out var same))
                declared[name] = same = [];
            same.Add(whole);
        }
        if (node.Kind is CodeKind.Variable && !IsPure(node[Part.Value]))
            runs.Add(node);
        return names;
    }

    /// <summary>Whether a value does nothing when it is made, so that a bundler leaves it out where nobody uses it.</summary>
    static bool IsPure(Code value) => value.Kind is CodeKind.Function or CodeKind.Class || !Effectful(value);

    static bool Effectful(Code value)
    {
        if (value.Kind is CodeKind.Function or CodeKind.Class)
            return false;
        if (value.Kind is CodeKind.Call or CodeKind.New or CodeKind.Await or CodeKind.Assignment or CodeKind.Yield)
            return true;
        foreach (var child in value.Children)
            if (Effectful(child))
                return true;
        return false;
    }
}

/// <summary>What a module offers under a name.</summary>
/// <param name="There">Its name in the module that it comes from; empty when it is of this module.</param>
/// <param name="What">The declaration or expression, or the name of a re-export.</param>
/// <param name="From">The re-export; no node when it is of this module.</param>
readonly record struct Offer(string There, Code What, Code From);
