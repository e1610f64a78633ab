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

    /// <summary>Whether a server names a field by itself, and not only as a piece of a longer name: <c>price</c> is no <c>cost_price</c>.</summary>
    public bool NamesExactly(string field) =>
        Word(field, "A-Za-z_") is var word
        && (files.Any(file => word.IsMatch(file.Text)) || statements.Any(file => word.IsMatch(file.Text)));

    /// <summary>A longer name that ends or begins with a field, and to which a server sets a bound: <c>price_charged</c>; empty where there is none.</summary>
    public string BoundedLike(string field) =>
        files.Select(file => BoundsOnServers.BoundedLike(file, field)).FirstOrDefault(name => name.Length > 0) ?? "";

    /// <summary>
    /// Whether a server sets a bound to a field: where it declares the field, in a condition that refuses, or in a constraint of the database. Null where it sets one at some
    /// declarations of the field and not at others, so that which of them counts is not known.
    /// </summary>
    public bool? Bounds(string field)
    {
        var word = Word(field);
        var named = files.Where(file => word.IsMatch(file.Text)).ToList();
        var declared = named.SelectMany(file => BoundsOnServers.Declared(file, field)).ToList();
        return declared.Contains(true) && declared.Contains(false)
            ? null
            : declared.Contains(true)
                || named.Exists(file => BoundsOnServers.IsRefused(file, field))
                || statements.Any(file => BoundsOnServers.IsConstrained(file.Text, word));
    }

    /// <summary>Whether a server declares the field as a number that it takes, and sets no bound there.</summary>
    public bool TakesAny(string field) => files.Any(file => BoundsOnServers.Declared(file, field).Contains(false));

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
    static Regex Word(string name, string inside = "A-Za-z") =>
        new(
            $@"(?:^|[^{inside}]){string.Join("_?", Words.Snake(name).Split('_', StringSplitOptions.RemoveEmptyEntries).Select(Regex.Escape))}(?:[^{inside}]|$)",
            RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.NonBacktracking
        );

    [GeneratedRegex(@"\.(?:jsx|tsx|vue|svelte|razor)$", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Pages();

    [GeneratedRegex(@"\b(?:using|check|if|where|and|when)\b", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 10_000)]
    private static partial Regex Asking();
}
