using System.Text.RegularExpressions;

namespace Shipworthy.Extractors.Queries;

/// <content>Names by which code tells what it goes through.</content>
sealed partial class CollectionBounds
{
    [GeneratedRegex(@"chunk|batch|partition|paginate|split_?every", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 10_000)]
    private static partial Regex Chunks();

    [GeneratedRegex(
        @"^(?:readdir\w*|listdir|glob\w*|iglob|walk|scandir|GetFiles|GetDirectories|EnumerateFiles|matchAll|finditer|findall|Matches|GetTypes|GetProperties|getLocales)$",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Files();

    [GeneratedRegex(
        @"^(?:filter|map|flatMap|reduce|sort|toSorted|reverse|slice|concat|flat|entries|keys|values|items|ToList|ToArray|Distinct|DistinctBy|OrderBy|OrderByDescending|ThenBy|Where|Select|SelectMany|GroupBy|AsEnumerable|ToListAsync|ToArrayAsync|all|scalars|unique|mappings|fetchall|splitlines|split|trim|toArray|lean|text|then|catch)$",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex SameSize();

    /// <summary>What frameworks of Python call what was sent.</summary>
    [GeneratedRegex(@"^(?:validated_data|cleaned_data|initial_data)$", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Sent();

    [GeneratedRegex(@"\[\s*:\s*(?:\d|10)\s*\]$", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Slice();

    [GeneratedRegex(
        @"^(?:config|settings|options|env|process|constants|DEFAULT\w*|[A-Z][A-Z0-9_]{2,})$",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Settings();

    [GeneratedRegex(
        @"(?:Command|Request|Dto|DTO|Input|Payload|Body|Model|Message|Create|Update|In)$",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Messages();
}
