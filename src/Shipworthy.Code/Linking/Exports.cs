using System.Collections.Concurrent;

namespace Shipworthy.Syntax.Linking;

/// <summary>What files offer to others, with re-exports followed.</summary>
sealed class Exports(CodeBase code)
{
    const int MostHops = 16;

    readonly ConcurrentDictionary<CodeFile, ILookup<string, Code>> offered = [];

    /// <summary>
    /// The declaration or expression that a file offers under a name; no node when it offers none. A name that leads out of the app ends at its
    /// <see cref="CodeKind.Imported"/> node.
    /// </summary>
    public Code Of(CodeFile file, string name) => Of(file, name, MostHops);

    /// <summary>Every name that a file offers itself; those of <c>export *</c> are not among them.</summary>
    public ILookup<string, Code> In(CodeFile file) =>
        offered.GetOrAdd(
            file,
            one => code.LinksOf(one).Exports(one).ToLookup(entry => entry.Name, entry => entry.What, StringComparer.Ordinal)
        );

    /// <summary>Follows an imported name to the module it comes from.</summary>
    public Code Follow(Code imported) => Follow(imported, MostHops);

    Code Of(CodeFile file, string name, int hops)
    {
        if (hops == 0)
            return default;
        var names = In(file);
        foreach (var what in names[name])
            return what.Kind == CodeKind.Imported ? Follow(what, hops - 1) : what;
        if (name == "default")
            return default;
        foreach (var all in names["*"])
            if (code.Module(file, all.Parent.Name) is { } next && Of(next, name, hops - 1) is { Exists: true } found)
                return found;
        return default;
    }

    Code Follow(Code imported, int hops)
    {
        var (from, module, name) = (imported.File, imported.Parent.Name, imported.ImportedName);
        var file = code.Module(from, module);
        if (file is not null && name == "*")
            return file.Root;
        if (file is not null && Of(file, name, hops) is { Exists: true } found)
            return found;
        if (code.LinksOf(from).ResolveMember(from, module, name) is { } inner)
            return inner.Root;
        return file is null ? imported : default;
    }
}
