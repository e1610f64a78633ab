using System.Text.RegularExpressions;
using Shipworthy.Extractors.Audit;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Decisions;

/// <summary>What the code of servers and the database says of a word: whether it is there at all, and whether anything sets a bound to it or asks for it.</summary>
sealed partial class ServerText
{
    readonly ImmutableArray<CodeFile> files;
    readonly ImmutableArray<SourceFile> statements;

    /// <summary>The servers of an app: what is deployed and no client holds, files that both share, and statements of SQL.</summary>
    public ServerText(Sources sources, ClientCode client)
    {
        var routes = sources.Routes.Routes.Select(one => one.At.File).ToHashSet();
        files =
        [
            .. sources.Code.Files.Where(file =>
                sources.IsDeployed(file)
                && (!client.Holds(file) || routes.Contains(file))
                && !Pages().IsMatch(file.Path)
                && sources.Tree.Find(file.Path)?.Role is FileRole.Prod
            ),
        ];
        statements =
        [
            .. sources.Tree.Files.Where(file =>
                (file.Path.EndsWith(".sql", StringComparison.Ordinal) || file.Path.EndsWith(".prisma", StringComparison.Ordinal))
                && file.Role is not (FileRole.Vendored or FileRole.Example)
            ),
        ];
    }

    /// <summary>Whether a node stands in a page, and not in a module that a server may load as well.</summary>
    public static bool IsPage(Code node) => Pages().IsMatch(node.File.Path);

    /// <summary>Whether a server names a field: in a schema, a class, a column.</summary>
    public bool Names(string field) =>
        Word(field) is var word && (files.Any(file => word.IsMatch(file.Text)) || statements.Any(file => word.IsMatch(file.Text)));

    /// <summary>Whether a server sets a bound to a field, in the words of validators, constraints, and comparisons with a number.</summary>
    public bool Bounds(string field)
    {
        var word = Word(field);
        return files.Select(file => file.Text).Concat(statements.Select(file => file.Text)).Any(text => IsBounded(text, word));
    }

    static bool IsBounded(string text, Regex word)
    {
        foreach (Match use in word.Matches(text))
        {
            var start = text.LastIndexOf('\n', Math.Max(0, use.Index - 1)) + 1;
            // A decorator stands on the line above, and what a validator demands may stand on the next ones.
            start = start > 1 ? text.LastIndexOf('\n', start - 2) + 1 : start;
            var end = Math.Min(text.Length, use.Index + 160);
            if (Bound().IsMatch(text[start..end]))
                return true;
        }
        return false;
    }

    /// <summary>Whether a condition of a server, or a policy or function of the database, asks for a word.</summary>
    public bool AsksFor(string word)
    {
        var pattern = Word(word);
        return files.Any(file =>
                pattern.IsMatch(file.Text)
                && file.Root.Descendants()
                    .Any(node => node.Kind is CodeKind.Branch or CodeKind.Conditional && pattern.IsMatch(node[Part.Condition].Text))
            )
            || statements.Any(file =>
                file.Path.EndsWith(".sql", StringComparison.Ordinal)
                && pattern.Matches(file.Text).Any(use => Asking().IsMatch(file.Text[Math.Max(0, use.Index - 200)..use.Index]))
            );
    }

    /// <summary>A name in any spelling: <c>max_users</c> is <c>maxUsers</c> and <c>MaxUsers</c>.</summary>
    static Regex Word(string name) =>
        new(
            $@"(?:^|[^A-Za-z]){string.Join("_?", Words.Snake(name).Split('_', StringSplitOptions.RemoveEmptyEntries).Select(Regex.Escape))}(?:[^A-Za-z]|$)",
            RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.NonBacktracking
        );

    [GeneratedRegex(@"\.(?:jsx|tsx|vue|svelte|razor)$", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Pages();

    [GeneratedRegex(
        @"\b(?:ge|gt|le|lt|min_value|max_value|multiple_of)\s*=|\.(?:min|max|positive|nonnegative|gte|lte|gt|lt|minimum|maximum)\(|@(?:Min|Max|IsPositive)\(|\[(?:Range|Min|Max)|GreaterThan|LessThan|InclusiveBetween|ExclusiveBetween|Positive(?:Int|Float|Small|Integer)|NonNegative|numericality|\bcheck\s*\(|\b(?:minimum|maximum)['""]?\s*:|(?:min|max|between|gt|gte):\d|\b(?:if|raise|assert|throw|require|when|unless)\b[^\n]{0,80}[<>]=?\s*-?\d",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Bound();

    [GeneratedRegex(@"\b(?:using|check|if|where|and|when)\b", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 10_000)]
    private static partial Regex Asking();
}
