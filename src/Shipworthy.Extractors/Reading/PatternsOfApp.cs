using System.Collections.Concurrent;
using System.Text.RegularExpressions;

namespace Shipworthy.Extractors.Reading;

/// <summary>
/// Expressions that the examined app wrote, whatever they are: run without backtracking where .NET can, and otherwise with a time limit. One that .NET cannot
/// read has no answer.
/// </summary>
static class PatternsOfApp
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    static readonly ConcurrentDictionary<(string, RegexOptions), Regex?> known = new();

    /// <summary>The expression; null when it cannot be read. It may give up with <see cref="RegexMatchTimeoutException"/>.</summary>
    public static Regex? Compiled(string pattern, RegexOptions options)
    {
        try
        {
            return new(pattern, options | RegexOptions.NonBacktracking);
        }
        catch (Exception error) when (error is NotSupportedException or ArgumentException)
        {
            return Backtracking(pattern, options);
        }
    }

    /// <summary>
    /// Whether the expression matches the text; null when that cannot be told. One that gave up is not tried again, so that a hostile one costs its patience
    /// once and not once a text.
    /// </summary>
    public static bool? Matches(string pattern, RegexOptions options, string text)
    {
        var regex = known.GetOrAdd((pattern, options), static key => Compiled(key.Item1, key.Item2));
        try
        {
            return regex?.IsMatch(text);
        }
        catch (RegexMatchTimeoutException)
        {
            GivenUp.Add();
            known[(pattern, options)] = null;
            return null;
        }
    }

    static Regex? Backtracking(string pattern, RegexOptions options)
    {
        try
        {
            return new(pattern, options, Patience);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
