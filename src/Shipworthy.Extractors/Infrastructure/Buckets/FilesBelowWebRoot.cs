using System.Text.RegularExpressions;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Infrastructure.Buckets;

/// <summary>
/// Files that people hand in and that code in a language that is not read line by line puts below the folder that the server shows to everybody (ruling 4.4).
/// </summary>
static partial class FilesBelowWebRoot
{
    const string Below = "puts files that people hand in below the folder that the server shows to everybody";

    /// <summary>The places, one for each file of code, each with what it does there.</summary>
    public static IEnumerable<(Location At, string Because)> In(SourceTree tree)
    {
        foreach (var file in tree.Files.Where(file => file.Role is FileRole.Prod))
            if (
                (
                    file.Name.EndsWith(".rb", StringComparison.Ordinal)
                        ? (InRuby().Match(file.Text), HandedInRuby().IsMatch(file.Text) && WritesRuby().IsMatch(file.Text))
                    : file.Name.EndsWith(".php", StringComparison.Ordinal)
                        ? (InPhp().Match(file.Text), HandedInPhp().IsMatch(file.Text) && WritesPhp().IsMatch(file.Text))
                    : (Match.Empty, false)
                ) is
                ({ Success: true } found, true)
            )
                yield return (file.At(found.Index), Below);
        foreach (var one in InCSharp(tree))
            yield return one;
    }

    static IEnumerable<(Location At, string Because)> InCSharp(SourceTree tree)
    {
        var files = tree.Files.Where(file => file.Role is FileRole.Prod && file.Name.EndsWith(".cs", StringComparison.Ordinal)).ToList();
        var server = files.Find(file => ServesFiles().IsMatch(file.Text));
        if (server is null)
            yield break;
        var folders = files.Find(file => ServesFolder().IsMatch(file.Text));
        foreach (var file in files)
            if (HandedInCSharp().IsMatch(file.Text) && WritesCSharp().Match(file.Text) is { Success: true } written)
                if (BelowInCSharp().IsMatch(file.Text))
                    yield return (file.At(written.Index), Below);
                else if (folders is not null)
                    yield return (
                        file.At(written.Index),
                        $"writes files that people hand in to a folder, and {folders.Path} hands a folder out to everybody; whether it is the same was not followed"
                    );
    }

    [GeneratedRegex(
        @"Rails\.root\.join\(\s*[""']public[""'/]|Rails\.public_path|Rails\.root\}/public/",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex InRuby();

    [GeneratedRegex(@"\boriginal_filename\b", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex HandedInRuby();

    [GeneratedRegex(
        @"\bFile\.open\([^)\n]*[""'][wa]b?\+?[""']|\bFile\.(?:bin)?write\b|\bFileUtils\.(?:mv|cp|move|copy)\b|\bIO\.copy_stream\b",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex WritesRuby();

    [GeneratedRegex(@"\bpublic_path\(|\$_SERVER\[['""]DOCUMENT_ROOT['""]\]", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex InPhp();

    [GeneratedRegex(@"\$_FILES\b|\bUploadedFile\b|->file\(|getClientOriginal", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex HandedInPhp();

    [GeneratedRegex(@"\bmove_uploaded_file\(|->move\(", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex WritesPhp();

    [GeneratedRegex(@"\.(?:UseStaticFiles|UseFileServer|MapStaticAssets)\(", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex ServesFiles();

    [GeneratedRegex(@"\bFileProvider\s*=\s*new\s+PhysicalFileProvider\(", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex ServesFolder();

    [GeneratedRegex(@"\bIFormFile(?:Collection)?\b", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex HandedInCSharp();

    [GeneratedRegex(@"\bnew\s+FileStream\(|\bFile\.(?:Create|OpenWrite|WriteAllBytes(?:Async)?)\(", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex WritesCSharp();

    [GeneratedRegex(@"\bWebRootPath\b|[""'/\\]wwwroot\b", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex BelowInCSharp();
}
