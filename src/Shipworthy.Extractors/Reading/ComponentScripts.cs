using System.Text.RegularExpressions;

namespace Shipworthy.Extractors.Reading;

/// <summary>
/// The scripts inside files of components (Vue, Svelte, Astro) and pages: the same text with everything else blanked, so that every place in it is a place of the file.
/// </summary>
static partial class ComponentScripts
{
    /// <summary>Whether a file holds scripts beside markup, as a component of a framework does.</summary>
    public static bool Has(SourceFile file) => Path.GetExtension(file.Path) is ".vue" or ".svelte" or ".astro";

    /// <summary>The language of the scripts of a component.</summary>
    public static Language LanguageOf(SourceFile file) => JsxWord().IsMatch(file.Text) ? Language.Tsx : Language.TypeScript;

    /// <summary>
    /// The text of a component with everything blanked but its scripts; of Astro, everything but what runs on the server, between the lines of dashes.
    /// </summary>
    public static string Of(SourceFile file)
    {
        var text = file.Text;
        if (!file.Path.EndsWith(".astro", StringComparison.Ordinal))
            return Keeping(text, [.. InMarkup(text)]);
        return Fences().Match(text) is { Success: true } head && head.Groups["code"] is var code
            ? Keeping(text, [(code.Index, code.Length)])
            : Keeping(text, []);
    }

    /// <summary>Where scripts stand in markup that are written there and are code: offset and length.</summary>
    public static IEnumerable<(int Start, int Length)> InMarkup(string text)
    {
        foreach (Match match in Script().Matches(text))
            if (match.Groups["code"] is { Length: > 0 } code && !Data().IsMatch(match.Groups["attributes"].Value))
                yield return (code.Index, code.Length);
    }

    /// <summary>The text with everything blanked but some spans. Line ends stay.</summary>
    public static string Keeping(string text, ImmutableArray<(int Start, int Length)> spans) =>
        string.Create(
            text.Length,
            (text, spans),
            static (target, source) =>
            {
                for (var i = 0; i < target.Length; i++)
                    target[i] = source.text[i] is '\n' or '\r' ? source.text[i] : ' ';
                foreach (var (start, length) in source.spans)
                    source.text.AsSpan(start, length).CopyTo(target[start..]);
            }
        );

    [GeneratedRegex(
        @"<script\b(?<attributes>(?:[^>""']|""[^""]*""|'[^']*')*)>(?<code>[\s\S]*?)</script\s*>",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Script();

    [GeneratedRegex(
        @"type\s*=\s*[""']?(application/(ld\+)?json|text/template|text/x-|importmap|speculationrules)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Data();

    [GeneratedRegex(@"<script[^>]*\blang\s*=\s*[""'](tsx|jsx)", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex JsxWord();

    [GeneratedRegex(@"\A\s*---\r?\n(?<code>[\s\S]*?)\r?\n---", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Fences();
}
