using System.Text.RegularExpressions;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Deploys;

/// <summary>Tells whether the lines that deploy build as well: what people type in one go, or a script.</summary>
static partial class BuildsBesideDeploys
{
    /// <summary>So many lines before and after a deploy belong to it.</summary>
    const int LinesBeside = 10;

    /// <summary>Whether one of the lines around a deploy builds.</summary>
    public static bool Are(SourceTree tree, Location deploy) =>
        deploy is { Path: { } path, Line: { } line }
        && tree.Find(path) is { } file
        && file.Text.Split('\n').Skip(Math.Max(0, line - LinesBeside)).Take(2 * LinesBeside).Any(text => Builds().IsMatch(text));

    [GeneratedRegex(
        @"\b(?:nest|next|vite|turbo(?: run)?|ng|nuxt) build\b|\b(?:npm|pnpm|bun|yarn) (?:run )?build\b|\bdotnet publish\b|\bmvn\b.*\bpackage\b|\bgo build\b|\bcargo build\b",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Builds();
}
