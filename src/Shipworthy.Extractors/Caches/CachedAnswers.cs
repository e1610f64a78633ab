using System.Text.RegularExpressions;

namespace Shipworthy.Extractors.Caches;

/// <summary>An answer that proxies may keep for everybody.</summary>
/// <param name="At">Where its header is set.</param>
/// <param name="Header">The header's value.</param>
/// <param name="Lifetime">How long a proxy may keep it.</param>
readonly record struct CachedAnswer(Code At, string Header, TimeSpan? Lifetime)
{
    /// <summary>Whether it never changes under its address.</summary>
    public bool IsImmutable => Header.Contains("immutable", StringComparison.OrdinalIgnoreCase);
}

/// <summary>Headers in code that let proxies keep an answer: <c>public</c> with an age, or an age for shared caches.</summary>
static partial class CachedAnswers
{
    /// <summary>All of them.</summary>
    public static IEnumerable<CachedAnswer> In(Sources sources, Func<CodeFile, bool> serves)
    {
        foreach (var file in sources.Code.Files.Where(serves))
            if (
                file.Text.Contains("max-age", StringComparison.OrdinalIgnoreCase)
                || file.Text.Contains("maxage", StringComparison.OrdinalIgnoreCase)
            )
                foreach (var literal in file.Root.Descendants(CodeKind.Literal))
                    if (
                        literal.String is { Length: < 200 } header
                        && Shared().IsMatch(header)
                        && Age().Match(header) is { Success: true } age
                        && !age.Groups["n"].ValueSpan.SequenceEqual("0")
                    )
                        yield return new(
                            literal,
                            header,
                            long.TryParse(age.Groups["n"].ValueSpan, out var seconds) ? Lifetimes.Seconds(seconds) : null
                        );
    }

    [GeneratedRegex(@"\bpublic\b|s-maxage", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 10_000)]
    private static partial Regex Shared();

    [GeneratedRegex(
        @"(?:s-maxage=(?<n>\d{1,12})|(?<!s-)max-age=(?<n>\d{1,12})(?!.*s-maxage))",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex Age();
}
