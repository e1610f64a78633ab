using System.Text.RegularExpressions;
using Shipworthy.Extractors.Reading;
using Shipworthy.Extractors.Writes.Repeats;

namespace Shipworthy.Extractors.Queries;

/// <summary>
/// Says where an app asks its tables by requests that it writes itself, to the address at which Supabase's database answers: which rows these ask for and change is not read.
/// </summary>
public sealed partial class QueriesInRequests : IExtractor
{
    /// <inheritdoc/>
    public ImmutableArray<Type> Teaches =>
        [typeof(TableFilter), typeof(EndpointQueries), typeof(ClientDecision), typeof(CriticalWrite), typeof(WriteRace)];

    /// <inheritdoc/>
    public void Extract(Sources sources, Learner learn)
    {
        var asking = sources
            .Code.Files.Where(file =>
                file.Text.Contains("/rest/v1", StringComparison.Ordinal)
                && file.Text.Contains("supabase", StringComparison.OrdinalIgnoreCase)
                && sources.Tree.Find(file.Path)?.Role is FileRole.Prod
                && sources.IsDeployed(file)
            )
            .Select(AddressIn)
            .Where(address => address.Exists && sources.RunsInProduction(address))
            .OrderBy(address => address.File.Path, StringComparer.Ordinal)
            .ToList();
        Tell<TableFilter>(learn, asking, "which rows these look for was not read");
        Tell<EndpointQueries>(learn, asking, "whether it does so once for each row was not read");
        var changing = asking.FindAll(address => Changes().IsMatch(address.File.Text));
        Tell<WriteRace>(learn, changing, "what these change was not read");
        Tell<CriticalWrite>(
            learn,
            changing.FindAll(address => RepeatWords.SpeaksOfMoney(address.File.Text)),
            "whether what these change can happen twice was not read"
        );
        var shipped = sources.Clients.SelectMany(client => client.Files).ToHashSet();
        Tell<ClientDecision>(
            learn,
            changing.FindAll(address => shipped.Contains(address.File)),
            "what these change from the client was not read"
        );
    }

    static void Tell<T>(Learner learn, List<Code> addresses, string open)
        where T : Fact
    {
        if (addresses is [var first, .. var others])
            learn.CannotSee<T>(
                first.At,
                $"asks the database by requests of its own to /rest/v1{(others.Count == 0 ? "" : others.Count == 1 ? ", as one other file does" : $", as {others.Count} other files do")}; {open}"
            );
    }

    /// <summary>The first address of a database in a file; no node where there is none.</summary>
    static Code AddressIn(CodeFile file) =>
        file
            .Root.Descendants()
            .FirstOrDefault(node =>
                (
                    node.Kind is CodeKind.Template ? node.Text
                    : node.Kind is CodeKind.Literal ? node.String
                    : null
                )
                    is { } text
                && Address().IsMatch(text)
                && (!text.Contains("://", StringComparison.Ordinal) || text.Contains("supabase", StringComparison.OrdinalIgnoreCase))
            );

    [GeneratedRegex(@"/rest/v1(?:[/`?]|$)", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Address();

    [GeneratedRegex(@"\b(?:POST|PATCH|PUT|DELETE)\b|\.(?:post|patch|put|delete)\s*\(", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Changes();
}
