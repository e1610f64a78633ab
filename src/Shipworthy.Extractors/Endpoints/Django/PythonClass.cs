namespace Shipworthy.Extractors.Endpoints.Django;

/// <summary>A class as Python code names it: one of the app, or one of a package.</summary>
/// <param name="Declared">Its declaration; no node when it is a package's.</param>
/// <param name="Package">The package that it comes from; empty for one of the app.</param>
/// <param name="Name">Its name.</param>
readonly record struct PythonClass(Code Declared, string Package, string Name)
{
    const int Deepest = 6;

    /// <summary>The class that an expression stands for; null when it stands for none that is known.</summary>
    public static PythonClass? Of(CodeBase code, Code expression)
    {
        for (var steps = 0; steps < Deepest; steps++)
        {
            if (expression.Kind is CodeKind.Call)
                expression = expression.Callee;
            if (expression.Kind is CodeKind.Class)
                return new(expression, "", expression.Name);
            var declared = code.Definition(expression);
            if (declared.Kind is CodeKind.Class)
                return new(declared, "", declared.Name);
            if (code.OriginOf(expression) is { Exists: true } origin)
                return new(default, origin.Package, LastOf(origin.Name is "default" or "*" ? expression.Name : origin.Name));
            if (declared.Kind is not (CodeKind.Variable or CodeKind.Property) || !declared[Part.Value].Exists)
                return null;
            expression = declared[Part.Value];
        }
        return null;
    }

    /// <summary>The class at a path of modules as settings write it: <c>"app.throttling.ApiThrottle"</c>.</summary>
    public static PythonClass? At(CodeBase code, CodeFile from, string path)
    {
        var dot = path.LastIndexOf('.');
        if (dot <= 0)
            return null;
        var (module, name) = (path[..dot], path[(dot + 1)..]);
        if (DjangoFiles.Module(code, from, module) is { } file)
            return file.Root.Children.FirstOrDefault(one => one.Kind is CodeKind.Class && one.Name == name) is { Exists: true } declared
                ? new PythonClass(declared, "", name)
                : null;
        return new PythonClass(default, path[..path.IndexOf('.')], name);
    }

    /// <summary>The class and those that it is made from, nearest first.</summary>
    public IEnumerable<PythonClass> Lineage(CodeBase code) => Lineage(code, Deepest);

    /// <summary>What a class attribute is set to, by the class itself or the nearest of its bases that are the app's; no node when none sets it.</summary>
    public Code Attribute(CodeBase code, string name)
    {
        foreach (var one in Lineage(code))
            if (one.Declared.Exists && one.Declared.Property(name) is { Kind: CodeKind.Property } found && found[Part.Value].Exists)
                return found[Part.Value];
        return default;
    }

    /// <summary>The method of a name, of the class itself or the nearest of its bases that are the app's; no node when none has it.</summary>
    public Code Method(CodeBase code, string name)
    {
        foreach (var one in Lineage(code))
            if (one.Declared.Exists && one.Declared.Property(name) is { Kind: CodeKind.Function } found)
                return found;
        return default;
    }

    IEnumerable<PythonClass> Lineage(CodeBase code, int steps)
    {
        yield return this;
        if (!Declared.Exists || steps <= 0)
            yield break;
        foreach (var ancestor in Declared.All(Part.Base))
            if (Of(code, ancestor) is { } known && known.Declared != Declared)
                foreach (var one in known.Lineage(code, steps - 1))
                    yield return one;
    }

    static string LastOf(string name) =>
        name.TrimEnd('(', ')') is var plain && plain.LastIndexOf('.') is var dot ? plain[(dot + 1)..] : plain;
}
