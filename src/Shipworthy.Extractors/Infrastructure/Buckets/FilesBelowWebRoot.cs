using System.Text.RegularExpressions;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Infrastructure.Buckets;

/// <summary>
/// Files that people hand in and that code in a language that is not read line by line puts below the folder that the server shows to everybody (ruling 4.4).
/// </summary>
static partial class FilesBelowWebRoot
{
    /// <summary>The places, one for each file of code.</summary>
    public static IEnumerable<Location> In(SourceTree tree)
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
                yield return file.At(found.Index);
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
}
