using System.Text.RegularExpressions;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Deployables;

/// <summary>Sites of Hugo: a file of settings with an address or a theme, beside the folders that Hugo makes pages of (gohugo.io, "Directory structure").</summary>
static partial class HugoSites
{
    /// <summary>The settings of each site that is no document or sample.</summary>
    public static IEnumerable<SourceFile> In(SourceTree tree) =>
        tree
            .Files.Where(file =>
                Name().IsMatch(file.Name) && Folders.Counts(file.Role) && Says().IsMatch(file.Text) && HasPages(tree, file.Folder)
            )
            .DistinctBy(file => file.Folder);

    static bool HasPages(SourceTree tree, string folder)
    {
        var start = folder.Length == 0 ? "" : folder + "/";
        return tree.Files.Any(file => file.Path.StartsWith(start + "content/", StringComparison.Ordinal))
            && tree.Files.Any(file =>
                file.Path.StartsWith(start + "themes/", StringComparison.Ordinal)
                || file.Path.StartsWith(start + "layouts/", StringComparison.Ordinal)
                || file.Path == start + "go.mod"
                || file.Path == ".gitmodules" && file.Text.Contains(start + "themes/", StringComparison.Ordinal)
            );
    }

    [GeneratedRegex(@"^(?:hugo|config)\.(?:toml|ya?ml|json)$", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Name();

    [GeneratedRegex(
        @"^\s*[""']?(?:baseURL|theme)[""']?\s*[=:]",
        RegexOptions.IgnoreCase | RegexOptions.Multiline | RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Says();
}
