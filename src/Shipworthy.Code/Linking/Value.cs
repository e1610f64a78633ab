namespace Shipworthy.Syntax;

/// <summary>What an expression is known to give at run time. What cannot be told is a value too: <see cref="Unknown"/>, with the reason.</summary>
public abstract record Value
{
    /// <summary>The expression that gives it; no node for values that no expression stands for.</summary>
    public Code Origin { get; init; }

    /// <summary>A string.</summary>
    public sealed record Text(string Content) : Value;

    /// <summary>A number.</summary>
    public sealed record Number(double Amount) : Value;

    /// <summary>True or false.</summary>
    public sealed record Truth(bool Holds) : Value;

    /// <summary><c>null</c>, <c>undefined</c>, <c>None</c>.</summary>
    public sealed record Nothing : Value;

    /// <summary>A variable of the environment, and what is used when it is not set; null when nothing is.</summary>
    public sealed record FromEnvironment(string Variable, Value? Default = null) : Value;

    /// <summary>The environment as a whole: <c>process.env</c>, <c>os.environ</c>.</summary>
    public sealed record Environment : Value;

    /// <summary>An object, dictionary or the like. An entry that is spread in and unknown makes it <see cref="Open"/>.</summary>
    public sealed record ObjectOf(ImmutableDictionary<string, Value> Entries) : Value
    {
        /// <summary>Whether it may have entries beside these.</summary>
        public bool Open { get; init; }

        /// <summary>An entry; null when it has none.</summary>
        public Value? this[string name] => Entries.GetValueOrDefault(name);
    }

    /// <summary>An array, list, tuple or set.</summary>
    public sealed record ListOf(ImmutableArray<Value> Items) : Value;

    /// <summary>One of several values; which one is decided at run time.</summary>
    public sealed record EitherOf(ImmutableArray<Value> Choices) : Value;

    /// <summary>A function or lambda.</summary>
    public sealed record FunctionOf(Code Function) : Value;

    /// <summary>Strings one after the other, not all of them known.</summary>
    public sealed record Joined(ImmutableArray<Value> Parts) : Value;

    /// <summary>Not known, and why, as a clause: <c>it is read from a request</c>.</summary>
    public sealed record Unknown(string Because) : Value;

    /// <summary>All values that it may be: the choices of an <see cref="EitherOf"/>, otherwise itself.</summary>
    public IEnumerable<Value> Possible => this is EitherOf either ? either.Choices.SelectMany(choice => choice.Possible) : [this];

    /// <summary>The string that it surely is; null otherwise.</summary>
    public string? AsText => this is Text text ? text.Content : null;

    /// <summary>The number that it surely is; null otherwise.</summary>
    public double? AsNumber => this is Number number ? number.Amount : null;

    /// <summary>The truth value that it surely is; null otherwise.</summary>
    public bool? AsTruth => this is Truth truth ? truth.Holds : null;
}
