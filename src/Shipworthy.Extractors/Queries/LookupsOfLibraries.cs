using Shipworthy.Extractors.Queries.Shapes;
using Shipworthy.Extractors.Queries.Tables;

namespace Shipworthy.Extractors.Queries;

/// <summary>
/// Queries that a library for signing in makes at each sign-in, so that no code of the app shows them. Better Auth finds the accounts of a person by <c>userId</c> and codes by
/// <c>identifier</c> (better-auth.com, "Performance": its own list of recommended indexes).
/// </summary>
static class LookupsOfLibraries
{
    /// <summary>Adds what the app's libraries ask.</summary>
    public static void AddTo(FiltersOfTables filters, Sources sources, IndexedSchema schema)
    {
        if (!sources.Code.Calls("betterAuth").Any(call => sources.IsDeployed(call.File)))
            return;
        foreach (var (model, column) in new[] { ("account", "userId"), ("verification", "identifier") })
            if (schema.Of(model) is { } table && table.Columns.ContainsKey(table.ColumnOf(column)))
                filters.Add(new QueryShape(table.Name) { Filter = Condition.Of(column, PredicateOp.Equal) }, table.At, "Better Auth");
    }
}
