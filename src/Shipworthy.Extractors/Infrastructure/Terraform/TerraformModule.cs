namespace Shipworthy.Extractors.Infrastructure.Terraform;

/// <summary>
/// One use of a module: the folder, with the values that its caller gives, or for the root those of the files of values and the defaults (rubric D9). Asked for a name
/// it answers with the value, and remembers it.
/// </summary>
sealed class TerraformModule
{
    const int DeepestCalls = 8;

    readonly TerraformValues values;
    readonly Func<string, TerraformFolder?> find;
    readonly IReadOnlyDictionary<string, InfraValue> given;
    readonly Dictionary<string, InfraValue> known = new(StringComparer.Ordinal);
    readonly Dictionary<string, TerraformModule?> children = new(StringComparer.Ordinal);
    readonly int depth;

    /// <summary>A use of a folder.</summary>
    /// <param name="folder">What is used.</param>
    /// <param name="prefix">How the root calls it, with a dot at the end: <c>module.files.</c>; empty for the root itself.</param>
    /// <param name="given">The values of variables.</param>
    /// <param name="find">The folder at a path.</param>
    /// <param name="values">What works out values.</param>
    /// <param name="depth">How many calls led here.</param>
    public TerraformModule(
        TerraformFolder folder,
        string prefix,
        IReadOnlyDictionary<string, InfraValue> given,
        Func<string, TerraformFolder?> find,
        TerraformValues values,
        int depth = 0
    )
    {
        Folder = folder;
        Prefix = prefix;
        this.given = given;
        this.find = find;
        this.values = values;
        this.depth = depth;
    }

    public TerraformFolder Folder { get; }

    public string Prefix { get; }

    /// <summary>Why variables that nobody gives are not known, when another tool calls the module: a clause; null otherwise.</summary>
    public string? GivenElsewhere { get; init; }

    public InfraValue Variable(string name, Location at) =>
        Once(
            $"var.{name}",
            at,
            () =>
                given.TryGetValue(name, out var value) ? value
                : GivenElsewhere is { } elsewhere ? InfraValue.UnknownBecause(at, elsewhere)
                : Folder.Variables.TryGetValue(name, out var block) && block.Property("default")[Part.Value] is { Exists: true } fallback
                    ? values.Of(fallback, this, TerraformScope.None)
                : InfraValue.UnknownBecause(at, $"takes its value from var.{name}, which no file sets")
        );

    public InfraValue Local(string name, Location at) =>
        Once(
            $"local.{name}",
            at,
            () =>
                Folder.Locals.TryGetValue(name, out var value)
                    ? values.Of(value, this, TerraformScope.None)
                    : InfraValue.UnknownBecause(at, $"takes its value from local.{name}, which is not declared")
        );

    /// <summary>What a module that is called here gives back.</summary>
    public InfraValue Output(string module, string output, Location at) =>
        Once(
            $"module.{module}.{output}",
            at,
            () =>
                Called(module) is { } child && child.Folder.Outputs.TryGetValue(output, out var value) && value.Exists
                    ? values.Of(value, child, TerraformScope.None)
                    : InfraValue.ReferenceAt(at, $"{Prefix}module.{module}", output)
        );

    /// <summary>The module that a block here calls; null when it lies elsewhere.</summary>
    public TerraformModule? Called(string name)
    {
        if (children.TryGetValue(name, out var known))
            return known;
        children[name] = null;
        return children[name] = Call(name);
    }

    TerraformModule? Call(string name)
    {
        if (
            depth >= DeepestCalls
            || !Folder.Calls.TryGetValue(name, out var block)
            || block.Property("source")[Part.Value].String is not { } source
            || TerraformProject.FolderOf(Folder.Path, source) is not { } path
            || find(path) is not { } folder
        )
            return null;
        var arguments = new Dictionary<string, InfraValue>(StringComparer.Ordinal);
        foreach (var argument in block.Children.Where(node => node.Kind is CodeKind.Property))
            if (argument.Name is not ("source" or "version" or "count" or "for_each" or "depends_on" or "providers"))
                arguments[argument.Name] = values.Of(argument[Part.Value], this, TerraformScope.None);
        return new(folder, $"{Prefix}module.{name}.", arguments, find, values, depth + 1);
    }

    InfraValue Once(string name, Location at, Func<InfraValue> find)
    {
        if (known.TryGetValue(name, out var before))
            return before;
        known[name] = InfraValue.UnknownBecause(at, "refers to itself");
        return known[name] = find();
    }
}

/// <summary>The names of the moment: <c>each</c>, <c>count</c>, the variables of a loop and of a block that is repeated.</summary>
sealed record TerraformScope(ImmutableDictionary<string, InfraValue> Names)
{
    public static TerraformScope None { get; } = new(ImmutableDictionary<string, InfraValue>.Empty);

    public TerraformScope With(string name, InfraValue value) => new(Names.SetItem(name, value));

    /// <summary><c>each</c> of a resource that is declared for many.</summary>
    public TerraformScope WithEach(string key, InfraValue value) =>
        With("each", InfraValue.MapAt(value.At, [("key", InfraValue.TextAt(value.At, key)), ("value", value)]));
}
