namespace Shipworthy.Extractors.Audit;

/// <summary>What a write does with rows.</summary>
enum WriteVerb
{
    /// <summary>Makes new ones.</summary>
    Insert,

    /// <summary>Changes them.</summary>
    Update,

    /// <summary>Removes them.</summary>
    Delete,
}

/// <summary>A write of data: a call of a library for databases, a statement.</summary>
/// <param name="At">The call.</param>
/// <param name="Verb">What it does.</param>
/// <param name="Table">The table or model, in lower case with underscores.</param>
/// <param name="Fields">The columns that it gives values.</param>
readonly record struct DataWrite(Code At, WriteVerb Verb, string Table, WrittenFields Fields);

/// <summary>The columns that a write gives values, as far as they are known.</summary>
sealed class WrittenFields
{
    readonly Dictionary<string, Code> values = new(StringComparer.Ordinal);

    /// <summary>Whether there may be more.</summary>
    public bool HasMore { get; set; }

    /// <summary>Their names, in lower case with underscores.</summary>
    public IEnumerable<string> Names => values.Keys;

    /// <summary>The value of a column; no node when it is not known.</summary>
    public Code this[string name] => values.GetValueOrDefault(name);

    /// <summary>Takes a column; the first value stays.</summary>
    public void Add(string name, Code value) => values.TryAdd(Words.Snake(name), value);

    /// <summary>Whether any column has the meaning.</summary>
    public bool Any(Func<string, bool> means) => values.Keys.Any(means);
}
