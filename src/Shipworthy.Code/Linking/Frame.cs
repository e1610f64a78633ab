namespace Shipworthy.Syntax.Linking;

/// <summary>What is known inside a call that is looked into: the values of its parameters, and of what was worked out with them.</summary>
sealed class Frame(int depth, Query query)
{
    readonly Dictionary<Code, Value> given = [];
    readonly Dictionary<Code, Value> known = [];

    /// <summary>How many calls are around it.</summary>
    public int Depth => depth;

    /// <summary>The question that is being answered.</summary>
    public Query Query => query;

    /// <summary>A frame for a call inside.</summary>
    public Frame Enter() => new(depth + 1, query);

    public void Give(Code parameter, Value value) => given[parameter] = value;

    public Value? Given(Code declaration) => given.GetValueOrDefault(declaration);

    public Value? Known(Code expression) => known.GetValueOrDefault(expression);

    public Value Remember(Code expression, Value value) => known[expression] = value;
}

/// <summary>
/// One question for a value, and how much work may still be put into it. The limit belongs to the question, so that the answer never depends on what was
/// asked before, and code that doubles its work with every line costs no more than other code.
/// </summary>
sealed class Query
{
    int left = 4000;

    /// <summary>Takes one unit of work; false when nothing is left.</summary>
    public bool Spend() => left-- > 0;
}
