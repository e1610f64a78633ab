using System.Collections.Concurrent;
using System.Text.RegularExpressions;

namespace Shipworthy.Extractors.Endpoints;

/// <summary>
/// Matches addresses against expressions that the examined app wrote, whatever they are: one that .NET cannot read, or that does not come to an end, has
/// no answer. An expression that gave up once is not tried again, so that a hostile one costs its patience once and not once an address.
/// </summary>
static class PatternsOfApp
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    static readonly ConcurrentDictionary<(string, RegexOptions), Regex?> known = new();

    /// <summary>Whether the expression matches the text; null when that cannot be told.</summary>
    public static bool? Matches(string pattern, RegexOptions options, string text)
    {
        var regex = known.GetOrAdd((pattern, options), static key => Made(key.Item1, key.Item2));
        try
        {
            return regex?.IsMatch(text);
        }
        catch (RegexMatchTimeoutException)
        {
            known[(pattern, options)] = null;
            return null;
        }
    }

    static Regex? Made(string pattern, RegexOptions options)
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
