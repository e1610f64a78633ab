namespace Shipworthy.Extractors.Schema.Access;

/// <summary>How a condition turns out for a caller of a role, as far as the statements show.</summary>
enum Turn
{
    /// <summary>Could not be told: something that it asks was not read.</summary>
    Unknown,

    /// <summary>Always.</summary>
    True,

    /// <summary>Never.</summary>
    False,

    /// <summary>Neither: the answer is <c>null</c>, which lets nothing through and stops nothing.</summary>
    Null,

    /// <summary>It depends on who is calling.</summary>
    Tied,

    /// <summary>It depends on the row, or on what the caller sends, and not on who is calling.</summary>
    Free,

    /// <summary>It depends on something about callers that they set by themselves.</summary>
    Chosen,
}

/// <summary>A value, as far as it can be told for a caller of a role.</summary>
/// <param name="Turn">Of a truth, how it turns out; of another value, on what it depends. <see cref="Turn.True"/> is also any value that is always the same.</param>
/// <param name="Text">The value, where it is always the same.</param>
/// <param name="IsSomething">Whether it is surely not <c>null</c>.</param>
readonly record struct Seen(Turn Turn, string? Text = null, bool IsSomething = false)
{
    /// <summary>No value.</summary>
    public static Seen Null { get; } = new(Turn.Null);

    /// <summary>A value that is always the same.</summary>
    public static Seen Known(string text) => new(Turn.True, text, IsSomething: true);

    /// <summary>A truth.</summary>
    public static Seen Of(bool isTrue) => new(isTrue ? Turn.True : Turn.False, IsSomething: true);
}

/// <summary>Logic of three values, and of what is not known.</summary>
static class Turns
{
    /// <summary>Both must hold: the one that stops more decides.</summary>
    public static Turn And(Turn left, Turn right)
    {
        ReadOnlySpan<Turn> strongest = [Turn.False, Turn.Null, Turn.Tied, Turn.Unknown, Turn.Chosen, Turn.Free];
        foreach (var turn in strongest)
            if (left == turn || right == turn)
                return turn;
        return Turn.True;
    }

    /// <summary>One suffices: the one that stops less decides.</summary>
    public static Turn Or(Turn left, Turn right)
    {
        ReadOnlySpan<Turn> weakest = [Turn.True, Turn.Chosen, Turn.Free, Turn.Unknown, Turn.Tied, Turn.Null];
        foreach (var turn in weakest)
            if (left == turn || right == turn)
                return turn;
        return Turn.False;
    }

    /// <summary>The opposite.</summary>
    public static Turn Not(Turn turn) =>
        turn switch
        {
            Turn.True => Turn.False,
            Turn.False => Turn.True,
            Turn.Unknown or Turn.Null or Turn.Tied or Turn.Free or Turn.Chosen => turn,
        };

    /// <summary>Whether whoever has the role can make it hold.</summary>
    public static bool IsOpen(this Turn turn) => turn is Turn.True or Turn.Free or Turn.Chosen;

    /// <summary>Whether nobody of the role can make it hold.</summary>
    public static bool IsClosed(this Turn turn) => turn is Turn.False or Turn.Null;
}
