using System.Text;
using System.Text.RegularExpressions;

namespace Shipworthy.Extractors.Dependencies.Text;

/// <summary>Fills names in a text of a build file with what they stand for: <c>$(Version)</c> of MSBuild, <c>${version}</c> of Maven.</summary>
static class Placeholders
{
    /// <summary>
    /// A text that becomes longer than this by filling stays as it is written: values that name each other twice double with each step, and no version,
    /// name or list of settings is that long.
    /// </summary>
    const int MostCharacters = 4096;

    /// <summary>The text with each name filled in once.</summary>
    /// <param name="text">The text.</param>
    /// <param name="reference">A placeholder, with the name as its first group.</param>
    /// <param name="value">What a name stands for; null leaves the placeholder.</param>
    public static string Filled(string text, Regex reference, Func<string, string?> value)
    {
        StringBuilder? filled = null;
        var at = 0;
        foreach (Match match in reference.Matches(text))
        {
            filled ??= new();
            filled.Append(text, at, match.Index - at).Append(value(match.Groups[1].Value) ?? match.Value);
            at = match.Index + match.Length;
            if (filled.Length > MostCharacters)
                return text;
        }
        return filled is null ? text
            : filled.Length + text.Length - at > MostCharacters ? text
            : filled.Append(text, at, text.Length - at).ToString();
    }
}
