using System.Text.RegularExpressions;
using Shipworthy.Extractors.Audit;
using Shipworthy.Extractors.Queries.Tables;
using Shipworthy.Extractors.Reading;

namespace Shipworthy.Extractors.Queries;

/// <summary>Tells which tables only seeds and migrations fill, so that they stay small: the seed is here, and nothing that production runs adds a row.</summary>
sealed partial class ReferenceTables
{
    readonly HashSet<string> seeded = new(StringComparer.Ordinal);
    readonly HashSet<string> filled = new(StringComparer.Ordinal);

    /// <summary>Looks through an app.</summary>
    public ReferenceTables(Sources sources)
    {
        foreach (
            var file in sources.Tree.Files.Where(file =>
                file.Name.EndsWith(".sql", StringComparison.OrdinalIgnoreCase) || file.Role is FileRole.Migration
            )
        )
        {
            foreach (Match match in Insert().Matches(file.Text))
                seeded.Add(Singular(match.Groups["table"].Value));
            // What a function or a trigger adds, it adds in production.
            foreach (Match body in Body().Matches(file.Text))
            foreach (Match match in Insert().Matches(body.Value))
                filled.Add(Singular(match.Groups["table"].Value));
        }
        if (seeded.Count == 0)
            return;
        var writes = new DataWrites(sources.Code);
        foreach (var file in sources.Code.Files.Where(sources.IsDeployed))
        foreach (var call in file.Root.Descendants())
            if (call.Kind is CodeKind.Call && writes.Of(call) is { Verb: not WriteVerb.Delete } write)
                filled.Add(Singular(write.Table));
            else if (
                call.Kind is CodeKind.New
                || call is { Kind: CodeKind.Call, Callee: { Kind: CodeKind.Name, Name: [var first, ..] } } && char.IsUpper(first)
            )
                filled.Add(Singular(call.Callee.Name));
    }

    /// <summary>Whether a table is one of them.</summary>
    public bool Has(IndexedTable table) =>
        seeded.Contains(Singular(table.Name)) && !table.Names.Select(Singular).Append(Singular(table.Name)).Any(filled.Contains);

    static string Singular(string name)
    {
        var plain = IndexedTable.Plain(name.Trim('"', '`'));
        return plain.EndsWith("ies", StringComparison.Ordinal) ? plain[..^3] + "y" : plain.TrimEnd('s');
    }

    [GeneratedRegex(
        @"\binsert\s+into\s+(?:""?\w+""?\.)?(?<table>[""`]?\w+)",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex Insert();

    [GeneratedRegex(@"\$(?<tag>\w*)\$.*?\$\k<tag>\$", RegexOptions.CultureInvariant | RegexOptions.Singleline, 10_000)]
    private static partial Regex Body();
}
