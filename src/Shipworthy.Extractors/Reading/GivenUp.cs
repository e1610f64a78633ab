using System.Runtime.CompilerServices;

namespace Shipworthy.Extractors.Reading;

/// <summary>
/// Counts what was given up since it took too long: an expression, a git that says nothing. What was not seen for that reason may be seen on a quieter machine.
/// It counts for the whole process, since who gives up is mostly far from any scan; two scans at once only keep less than they could.
/// </summary>
static class GivenUp
{
    static readonly StrongBox<long> times = new();

    /// <summary>How often, in this process.</summary>
    public static long Times => Interlocked.Read(ref times.Value);

    /// <summary>Something was given up.</summary>
    public static void Add() => Interlocked.Increment(ref times.Value);
}
