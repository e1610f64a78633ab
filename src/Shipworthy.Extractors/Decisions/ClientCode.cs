using Shipworthy.Extractors.Clients.Exposures;
using Shipworthy.Extractors.Writes.Races;

namespace Shipworthy.Extractors.Decisions;

/// <summary>The code that ends up in clients.</summary>
sealed class ClientCode(Sources sources)
{
    readonly ImmutableArray<BuiltClient> clients = sources.Clients;
    readonly HashSet<string> paths = sources
        .Clients.SelectMany(one => one.Files)
        .Select(file => file.Path)
        .ToHashSet(StringComparer.Ordinal);

    /// <summary>Whether people get the code of a node.</summary>
    public bool Holds(Code node) =>
        paths.Contains(node.File.Path) && clients.Any(client => client.Graph.Holds(node.File.Path, node.At.Line));

    /// <summary>Whether people get something of a file.</summary>
    public bool Holds(CodeFile file) => paths.Contains(file.Path);

    /// <summary>The pieces of code that people get.</summary>
    public IEnumerable<Code> Pieces => clients.SelectMany(client => client.Pieces).Distinct();

    /// <summary>
    /// The longest chain of places in one function that happen one after the other, from the first that any other follows; empty where none follows another.
    /// </summary>
    public static List<Code> ChainOf(IReadOnlyList<Code> places)
    {
        for (var i = 0; i < places.Count; i++)
        {
            var first = places[i];
            var chain = places.Skip(i + 1).Where(later => Follows(first, later)).Prepend(first).ToList();
            if (chain.Count > 1)
                return chain;
        }
        return [];
    }

    /// <summary>What people call a function, as the rest of a sentence.</summary>
    public static string NameOf(Code region) => Regions.NameOf(region) is { Length: > 0 } name ? name : "the page";

    /// <summary>Whether a later place runs after an earlier one has run, rather than instead of it or because it failed.</summary>
    public static bool Follows(Code first, Code later)
    {
        if (first.Contains(later) || later.Contains(first))
            return false;
        var inner = first;
        while (inner.Parent.Exists && !inner.Parent.Contains(later))
        {
            // An arm that ends with a return goes nowhere else.
            if (inner.Kind is CodeKind.Block && inner.Parent.Kind is CodeKind.Branch or CodeKind.Case && Leaves(inner))
                return false;
            inner = inner.Parent;
        }
        var around = inner.Parent;
        if (!around.Exists)
            return false;
        if (inner.Kind is CodeKind.Block && around.Kind is CodeKind.Branch or CodeKind.Case && Leaves(inner))
            return false;
        var other = later;
        while (other.Parent.Exists && other.Parent != around)
            other = other.Parent;
        return around.Kind switch
        {
            CodeKind.Branch or CodeKind.Conditional => !(inner.Part is Part.Then && other.Part is Part.Else),
            CodeKind.Try => other.Part is not Part.Handler,
            _ => !(inner.Kind is CodeKind.Case && other.Kind is CodeKind.Case),
        };
    }

    static bool Leaves(Code block)
    {
        Code last = default;
        foreach (var statement in block.Children)
            last = statement;
        return last.Kind is CodeKind.Return or CodeKind.Throw or CodeKind.Jump;
    }
}
