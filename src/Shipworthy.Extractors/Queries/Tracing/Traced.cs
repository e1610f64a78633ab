namespace Shipworthy.Extractors.Queries.Tracing;

/// <summary>What a value that reaches a query is: the worst of what it is put together from.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="At">Where it comes in; no node when it was written there.</param>
/// <param name="Because">Why it could not be followed, as a clause about the query; empty when it could.</param>
readonly record struct Traced(QueryValue Kind, Code At, string Because = "")
{
    /// <summary>Written in the code.</summary>
    public static Traced Constant { get; } = new(QueryValue.Constant, default);

    /// <summary>What stands before it in the text that it becomes a part of; empty when nothing does, or it is no part of a text.</summary>
    public string Before { get; init; } = "";

    /// <summary>What the part is called in the text that it becomes a part of; empty when it is no part of a text.</summary>
    public string Piece { get; init; } = "";

    /// <summary>Whether it may be an object with entries of the sender's choice: sent as JSON, and taken as it came.</summary>
    public bool MayBeObject { get; init; }

    /// <summary>Whether it is the value of an entry of an object that is written in the code.</summary>
    public bool IsEntry { get; init; }

    /// <summary>Whether the marks were taken out of it by which conditions of PostgREST are told apart.</summary>
    public bool LacksCommas { get; init; }

    /// <summary>What it passes on its way from where it comes in, the last first: variables, arguments, what functions give back.</summary>
    public Passed? Way { get; init; }

    /// <summary>The same after one more step.</summary>
    public Traced Through(Code step) => Kind is QueryValue.Constant ? this : this with { Way = new(step, Way) };

    /// <summary>The worse of two.</summary>
    public static Traced operator |(Traced one, Traced other) =>
        Rank(other.Kind) > Rank(one.Kind) || (other.Kind == one.Kind && Openness(other) > Openness(one)) ? other : one;

    /// <summary>The same with what stands before it, unless something closer is known to.</summary>
    public Traced After(string text, string piece = "") =>
        Kind is QueryValue.Constant
            ? this
            : this with
            {
                Before = Before is { Length: > 0 } ? Before : text,
                Piece = Piece is { Length: > 0 } ? Piece : piece,
            };

    /// <summary>The same as a text.</summary>
    public Traced AsText => this with { MayBeObject = false };

    /// <summary>A value that was followed to where it is not known on.</summary>
    public static Traced Unknown(Code at, string because) => new(QueryValue.Unknown, at, because);

    /// <summary>How much of a condition a value of the same kind decides: an object as a whole, an entry that may be an object, a text.</summary>
    static int Openness(Traced value) =>
        value.MayBeObject
            ? value.IsEntry
                ? 1
                : 2
            : 0;

    static int Rank(QueryValue kind) =>
        kind switch
        {
            QueryValue.Constant => 0,
            QueryValue.Bound => 1,
            QueryValue.Listed => 2,
            QueryValue.Typed => 3,
            QueryValue.Settings => 4,
            QueryValue.Operator => 5,
            QueryValue.Unknown => 6,
            QueryValue.Escaped => 7,
            QueryValue.Stored => 8,
            QueryValue.Sent => 9,
        };
}

/// <summary>A step of a value on its way to a query.</summary>
/// <param name="At">The variable that holds it, or the expression that hands it on.</param>
/// <param name="Before">The step before; null at the first.</param>
sealed record Passed(Code At, Passed? Before);

/// <summary>A call that is being looked into: what it hands to the parameters of its function.</summary>
/// <param name="outer">The call around it; null when it was followed from the top.</param>
/// <param name="depth">How many calls are around it.</param>
sealed class CallFrame(CallFrame? outer, int depth)
{
    readonly Dictionary<Code, Code> given = [];

    /// <summary>How many calls are around it.</summary>
    public int Depth => depth;

    /// <summary>Where the arguments are to be understood.</summary>
    public CallFrame? Outer => outer;

    /// <summary>Hands an argument to a parameter.</summary>
    public void Give(Code parameter, Code argument) => given[parameter] = argument;

    /// <summary>Whether the parameter belongs to this call, and the argument for it; no node when none is given.</summary>
    public bool Holds(Code parameter, out Code argument) => given.TryGetValue(parameter, out argument);
}
