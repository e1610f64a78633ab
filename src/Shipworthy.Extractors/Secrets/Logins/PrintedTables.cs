using System.Text.RegularExpressions;

namespace Shipworthy.Extractors.Secrets.Logins;

/// <summary>Reads tables that print accounts with their passwords: Markdown, the grids of reStructuredText, and HTML with a row in one line.</summary>
static partial class PrintedTables
{
    /// <summary>How many lines above a row its headings are looked for.</summary>
    const int Most = 60;

    /// <summary>The cell below a heading that says password, with its place in the line and the account of the row; null when the line is no such row.</summary>
    /// <param name="says">Tells headings of passwords.</param>
    public static (string Password, int At, string Account)? In(string[] lines, int i, Regex says)
    {
        var cells = CellsOf(lines[i]);
        if (cells.Count < 2 || HeadOf(lines, i) is not { } head)
            return null;
        var column = head.FindIndex(cell => says.IsMatch(cell.Text));
        var account = head.FindIndex(cell => Account().IsMatch(cell.Text));
        if (column < 0 || column >= cells.Count)
            return null;
        var who =
            cells.Select(cell => cell.Text).FirstOrDefault(text => text.Contains('@', StringComparison.Ordinal))
            ?? (account >= 0 && account < cells.Count && account != column ? cells[account].Text : "");
        return who.Length > 0 && cells[column].Text.Length > 0 ? (cells[column].Text, cells[column].At, who) : null;
    }

    static List<(string Text, int At)>? HeadOf(string[] lines, int i)
    {
        if (IsHtml(lines[i]))
        {
            // Headings may take a line each.
            var first = i;
            while (first > 0 && i - first < Most && !lines[first].Contains("<table", StringComparison.OrdinalIgnoreCase))
                first--;
            var heads = lines[first..i]
                .SelectMany(line => Heading().Matches(line))
                .Select(match => (Plain(match.Groups["v"].Value), 0))
                .ToList();
            return heads.Count > 0 ? heads : null;
        }
        var head = i;
        while (head > 0 && i - head < Most && IsTable(lines[head - 1]))
            head--;
        while (head < i && CellsOf(lines[head]).Count < 2)
            head++;
        return head == i ? null : CellsOf(lines[head]);
    }

    static bool IsTable(string line) => line.AsSpan().TrimStart() is ['|' or '+', ..];

    static bool IsHtml(string line) => line.Contains("<td", StringComparison.OrdinalIgnoreCase);

    static List<(string Text, int At)> CellsOf(string line)
    {
        if (IsHtml(line))
            return [.. Cell().Matches(line).Select(match => (Plain(match.Groups["v"].Value), PlaceOf(line, match.Groups["v"])))];
        if (line.AsSpan().TrimStart() is not ['|', ..])
            return [];
        var cells = new List<(string, int)>();
        var start = line.IndexOf('|', StringComparison.Ordinal) + 1;
        while (start < line.Length && line.IndexOf('|', start) is var end)
        {
            var cell = line[start..(end < 0 ? line.Length : end)];
            var plain = Plain(cell);
            cells.Add((plain, start + Math.Max(0, cell.IndexOf(plain, StringComparison.Ordinal))));
            if (end < 0)
                break;
            start = end + 1;
        }
        return cells;
    }

    static int PlaceOf(string line, Group cell) =>
        line.IndexOf(Plain(cell.Value), cell.Index, StringComparison.Ordinal) is >= 0 and var at ? at : cell.Index;

    static string Plain(string cell) => Markup().Replace(cell, "").Trim().Trim('`', '*', '"', '\'').Trim();

    [GeneratedRegex(@"<td[^>]{0,200}>(?<v>.{0,300}?)</td>", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 10_000)]
    private static partial Regex Cell();

    [GeneratedRegex(@"<th[^>]{0,200}>(?<v>.{0,300}?)</th>", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 10_000)]
    private static partial Regex Heading();

    [GeneratedRegex(@"</?(?:code|b|strong|i|em|tt|kbd|span)[^>]{0,100}>", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 10_000)]
    private static partial Regex Markup();

    [GeneratedRegex(
        @"user|account|login|e-?mail|benutzer|usuario|usuário|utilisateur|utente|użytkownik|kullanıcı|用户|ユーザー",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex Account();
}
