namespace Shipworthy.Extractors.Reading;

/// <summary>
/// Counts what was given up since it took too long: an expression, a git that says nothing. What was not seen for that reason may be seen on a quieter machine.
/// </summary>
static class GivenUp
{
    static long times;

    /// <summary>How often, in this process.</summary>
    public static long Times => Interlocked.Read(ref times);

    /// <summary>Something was given up.</summary>
    public static void Add() => Interlocked.Increment(ref times);
}
