using System.Text.RegularExpressions;

namespace Shipworthy.Extractors.Queries.Tables;

/// <summary>The names that contexts of Entity Framework Core give to sets of entities: <c>DbSet&lt;Order&gt; Purchases</c>.</summary>
static partial class TablesInContexts
{
    /// <summary>Adds the names.</summary>
    public static void AddTo(IndexedSchema schema, Sources sources)
    {
        foreach (var file in sources.Code.Files.Where(file => file.Language is Language.CSharp))
            if (file.Text.Contains("DbSet<", StringComparison.Ordinal))
                foreach (Match match in Set().Matches(file.Text))
                    if (schema.Of(match.Groups["entity"].Value) is { } table)
                        schema.Call(table, match.Groups["name"].Value);
    }

    [GeneratedRegex(@"\bDbSet<(?:[\w.]+\.)?(?<entity>\w+)\??>\s+(?<name>\w+)", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Set();
}
