using System.Text.RegularExpressions;

namespace Shipworthy.Extractors.Deploys;

/// <summary>
/// Finds calls of Prisma that ask one table for one of its own columns, in the text of code that is no longer there to be linked. Several tables may have a column of
/// the name; what stands directly in <c>where</c> or <c>data</c> of a call belongs to the table of the call.
/// </summary>
static partial class UseInPrisma
{
    /// <summary>How long a call is looked at.</summary>
    const int Longest = 3000;

    /// <summary>The first file with such a call; null where there is none.</summary>
    /// <param name="table">The table.</param>
    /// <param name="column">The column.</param>
    /// <param name="code">The files and their texts.</param>
    public static string? FirstOf(string table, string column, IReadOnlyDictionary<string, string> code) =>
        table.Length == 0 || table == column
            ? null
            : code.OrderBy(one => one.Key, StringComparer.Ordinal)
                .Where(one => one.Value.Contains(column, StringComparison.Ordinal))
                .FirstOrDefault(one =>
                    Calls()
                        .Matches(one.Value)
                        .Any(call => Plain(call.Groups["model"].Value) == Plain(table) && Names(one.Value, call, column))
                )
                .Key;

    /// <summary>Whether the column is a key of the objects that a call's argument holds.</summary>
    static bool Names(string text, Match call, string column)
    {
        var depth = 0;
        var end = Math.Min(text.Length, call.Index + call.Length + Longest);
        for (var at = call.Index + call.Length; at < end; at++)
            if (text[at] is '{')
                depth++;
            else if (text[at] is '}')
            {
                if (--depth <= 0)
                    return false;
            }
            else if (depth == 2 && IsKey(text, at, column))
                return true;
        return false;
    }

    static bool IsKey(string text, int at, string column) =>
        string.CompareOrdinal(text, at, column, 0, column.Length) == 0
        && text[..at].TrimEnd() is [.., '{' or ',']
        && text.AsSpan(at + column.Length).TrimStart() is [':' or ',' or '}', ..];

    static string Plain(string name)
    {
        var plain = name.Replace("_", "", StringComparison.Ordinal).ToLowerInvariant();
        return plain.EndsWith('s') ? plain[..^1] : plain;
    }

    [GeneratedRegex(
        @"\.(?<model>[a-z]\w*)\s*\.(?:find(?:Many|First|Unique)(?:OrThrow)?|create(?:Many)?|update(?:Many)?|upsert|delete(?:Many)?|count)\(\s*(?=\{)",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Calls();
}
