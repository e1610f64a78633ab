namespace Shipworthy.Extractors.Schema.Access;

/// <summary>What names mean in a function: its parameters and variables. Outside of functions there are none.</summary>
sealed class Names
{
    readonly Dictionary<string, Seen> values = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>No names.</summary>
    public static Names None => new();

    /// <summary>The function that they belong to; empty outside.</summary>
    public string Function { get; init; } = "";

    /// <summary>Whether what is asked is asked with the rights of the function's owner.</summary>
    public bool IsDefiner { get; init; }

    /// <summary>The value of a name; null when it is none of these.</summary>
    public Seen? Of(string name) => values.TryGetValue(name, out var value) ? value : null;

    /// <summary>Gives a name a value.</summary>
    public void Set(string name, Seen value) => values[name] = value;

    /// <summary>Whether a qualifier means the function.</summary>
    public bool IsFunction(string qualifier) => Function.Length > 0 && qualifier.Equals(Function, StringComparison.OrdinalIgnoreCase);
}
