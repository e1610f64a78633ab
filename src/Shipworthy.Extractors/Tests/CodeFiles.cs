using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Tests;

/// <summary>Tells code that can be tested from everything else.</summary>
static class CodeFiles
{
    static readonly ImmutableHashSet<string> others =
    [
        ".go",
        ".rb",
        ".php",
        ".java",
        ".kt",
        ".rs",
        ".ex",
        ".vue",
        ".svelte",
        ".razor",
        ".cshtml",
        ".fs",
        ".vb",
        ".scala",
        ".dart",
        ".swift",
        ".erb",
        ".astro",
    ];

    /// <summary>Whether it is code of the app itself, by its role and language. Settings of tools and infrastructure are none.</summary>
    public static bool IsCode(SourceFile file) =>
        file.Role is FileRole.Prod
        && (
            Languages.Of(file.Path) is not (Language.None or Language.Hcl)
            || others.Contains(Path.GetExtension(file.Name).ToLowerInvariant())
        )
        && !file.Name.Contains(".config.", StringComparison.Ordinal)
        && !file.Name.EndsWith(".d.ts", StringComparison.Ordinal);
}
