namespace Shipworthy.Extractors.Clients.Variables;

/// <summary>Which variables a build writes into a client, and how code has to name them for it.</summary>
sealed record Inlining
{
    /// <summary>None.</summary>
    public static Inlining Nothing { get; } = new();

    /// <summary>Beginnings of the names that are written in: <c>NEXT_PUBLIC_</c>, <c>VITE_</c>.</summary>
    public ImmutableArray<string> Prefixes { get; init; } = [];

    /// <summary>Names that a setting writes in, whatever they begin with, each with the place of the setting.</summary>
    public ImmutableDictionary<string, Location> Named { get; init; } = ImmutableDictionary<string, Location>.Empty;

    /// <summary>Variables whose values a setting gives to a name of its own: under <c>process.env.stripe</c>, or under a constant, the value of another variable.</summary>
    public ImmutableDictionary<string, ImmutableArray<string>> Carried { get; init; } =
        ImmutableDictionary<string, ImmutableArray<string>>.Empty;

    /// <summary>Names of constants that a setting replaces by values of variables, as code writes them.</summary>
    public ImmutableHashSet<string> Constants { get; init; } = [];

    /// <summary>The setting that has every variable written in that code names; null when none does.</summary>
    public Location? Everything { get; init; }

    /// <summary>The setting that puts the whole environment into the client, named or not; null when none does.</summary>
    public Location? WholeEnvironment { get; init; }

    /// <summary>Whether a use of the object of variables as a whole puts all public ones in: <c>import.meta.env</c> of Vite.</summary>
    public bool ObjectIsBuiltIn { get; init; }

    /// <summary>The objects that code reads them from.</summary>
    public ImmutableArray<string> Objects { get; init; } = ["process.env"];

    /// <summary>Whether the build writes the variable in where client code names it.</summary>
    public bool Contains(string name) =>
        Everything is not null || WholeEnvironment is not null || Named.ContainsKey(name) || HasPrefix(name);

    /// <summary>The variables whose values are where a name is read: those that its setting takes, or else the one of that name.</summary>
    public ImmutableArray<string> Behind(string name) => Carried.GetValueOrDefault(name, [name]);

    /// <summary>The same with a name that a setting gives a value to.</summary>
    public Inlining With(string name, Code value, Location at)
    {
        var variables = ShownVariables.In(value);
        return this with { Named = Named.SetItem(name, at), Carried = variables.IsEmpty ? Carried : Carried.SetItem(name, variables) };
    }

    /// <summary>Whether its name alone has the build hand it out.</summary>
    public bool HasPrefix(string name) => Prefixes.Any(prefix => prefix.Length > 0 && name.StartsWith(prefix, StringComparison.Ordinal));
}
