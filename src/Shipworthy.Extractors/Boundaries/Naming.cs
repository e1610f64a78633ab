using System.Text.RegularExpressions;

namespace Shipworthy.Extractors.Boundaries;

/// <summary>Tells where a page names a part and says in words what it is for.</summary>
sealed partial class Naming(List<CodeUnit> units)
{
    readonly Dictionary<CodeUnit, Regex> names = units.ToDictionary(unit => unit, NameOf);
    readonly Dictionary<CodeUnit, PlainWord> words = units
        .Where(unit => !unit.RunsByItself && Plain().IsMatch(unit.Name))
        .ToDictionary(unit => unit, unit => new PlainWord(unit.Name));

    /// <summary>The place that does; null where none does.</summary>
    public Location? Of(CodeUnit unit, BoundaryPage page)
    {
        // The part at the root is what the page as a whole is about.
        if (unit.Folder.Length == 0)
            return
                page.Lines.FirstOrDefault(line => line.Kind is LineKind.Prose or LineKind.Item && Word().Count(line.Text) >= 3) is { } any
                ? page.Document.Line(any.Number)
                : null;
        var folder = page.Document.At.Path.LastIndexOf('/') is > 0 and var slash ? page.Document.At.Path[..slash] : "";
        var name = names[unit];
        // A page in the folder of a part is about that part.
        if (
            folder.Length > 0
            && unit.RunsByItself
            && (folder == unit.Folder || folder.EndsWith("/" + unit.Name, StringComparison.OrdinalIgnoreCase))
        )
            return page.Document.Line(page.Lines[0].Number);
        for (var i = 0; i < page.Lines.Length; i++)
        {
            var line = page.Lines[i];
            if (!name.IsMatch(line.Text) || (words.TryGetValue(unit, out var word) && !word.IsPlaceIn(line, page.Document)))
                continue;
            if (line.Kind is LineKind.Heading)
            {
                if (
                    i + 1 < page.Lines.Length
                    && page.Lines[i + 1].Kind is not LineKind.Heading
                    && Word().Count(page.Lines[i + 1].Text) >= 3
                )
                    return page.Document.Line(line.Number);
            }
            else if (Says(line))
                return page.Document.Line(line.Number);
        }
        return null;
    }

    /// <summary>Whether a line has words of its own for each part that it names: a tree of folders alone, or a list of names, says nothing about them.</summary>
    bool Says(DocumentLine line)
    {
        var (rest, named) = (line.Text, 0);
        foreach (var unit in units.Where(one => one.Folder.Length > 0))
            if (names[unit].IsMatch(line.Text))
            {
                named++;
                var at = rest.IndexOf(unit.Name, StringComparison.OrdinalIgnoreCase);
                rest = at < 0 ? rest : Without(rest, at, unit.Name.Length);
            }
        return Word().Count(rest) >= named * (line.Kind is LineKind.Prose or LineKind.Typed ? 2 : 1);
    }

    /// <summary>A line without a name, and without the whole path where the name stands in one: folders below a part are no words about it.</summary>
    static string Without(string line, int at, int length)
    {
        var (from, to) = (at, at + length);
        while (from > 0 && IsOfPath(line[from - 1]))
            from--;
        while (to < line.Length && IsOfPath(line[to]))
            to++;
        return line[from..to].Contains('/', StringComparison.Ordinal) ? line.Remove(from, to - from) : line.Remove(at, length);
    }

    static bool IsOfPath(char one) => char.IsLetterOrDigit(one) || one is '/' or '_' or '-' or '.' or '@';

    /// <summary>The name of a part as people write it: its folder's, with or without what is common to all, or how its kind is called.</summary>
    static Regex NameOf(CodeUnit unit)
    {
        var bare = Affix().Replace(unit.Name, "");
        var spellings = new List<string> { unit.Name, unit.Folder };
        if (bare.Length > 3)
            spellings.Add(bare);
        foreach (var kind in Kinds)
            if (kind.Folder.Equals(unit.Name, StringComparison.OrdinalIgnoreCase))
                spellings.AddRange(kind.Also);
        var written = spellings
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .Select(one =>
                // A hyphen becomes an underscore first: what stands for a joint has both in it.
                Regex.Escape(one).Replace('-', '_').Replace("_", "[-_ ]?", StringComparison.Ordinal)
            );
        return new(
            $"(?:^|[^A-Za-z0-9_])(?:{string.Join('|', written)})(?:[^A-Za-z0-9_]|$)",
            RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.NonBacktracking
        );
    }

    static readonly ImmutableArray<(string Folder, ImmutableArray<string> Also)> Kinds =
    [
        ("backend", ["back end", "back-end", "api"]),
        ("frontend", ["front end", "front-end", "web app"]),
        ("functions", ["edge functions", "cloud functions"]),
        ("supabase", ["edge functions"]),
    ];

    [GeneratedRegex(@"^(?:apps?|packages?|services?)[-_.]|^[A-Z][A-Za-z]+\.(?=[A-Z])", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Affix();

    [GeneratedRegex("^[a-z]+$", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Plain();

    [GeneratedRegex(@"\p{L}{2,}", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Word();
}
