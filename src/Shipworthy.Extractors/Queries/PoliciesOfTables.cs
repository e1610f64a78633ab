using Shipworthy.Extractors.Queries.Shapes;
using Shipworthy.Extractors.Schema;
using Shipworthy.Syntax.Sql;

namespace Shipworthy.Extractors.Queries;

/// <summary>What rules of row security ask of each row, on every query of their table.</summary>
static class PoliciesOfTables
{
    /// <summary>Adds the rules of tables that frequent queries read.</summary>
    public static void AddTo(FiltersOfTables filters, Sources sources)
    {
        foreach (var project in sources.SupabaseSchemas)
        foreach (var table in project.State.Tables.Values)
        {
            if (!filters.Touched.Contains(table.Name.Name))
                continue;
            foreach (var policy in table.Policies.Values)
                if (policy is { Command: PolicyCommand.All or PolicyCommand.Select, Using: { } asks })
                {
                    Add(filters, table.Name.Name, ShapesInSql.Of(asks), policy);
                    foreach (var query in QueriesIn(asks))
                        if (query.Tables is [var only])
                            Add(
                                filters,
                                only.Last,
                                query.Conditions.Aggregate(Condition.True, (all, one) => all.And(ShapesInSql.Of(one))),
                                policy
                            );
                }
        }
    }

    static IEnumerable<SqlQuery> QueriesIn(SqlExpression expression) =>
        expression
            .All.Select(one =>
                one switch
                {
                    SqlExpression.Exists exists => exists.Query,
                    SqlExpression.Subquery sub => sub.Of,
                    _ => null,
                }
            )
            .OfType<SqlQuery>();

    static void Add(FiltersOfTables filters, string table, Condition asks, PolicyState policy) =>
        filters.Add(
            new QueryShape(table)
            {
                // What a function decides chooses no rows by an index, whatever there is.
                Filter = new([.. asks.Arms.Select(arm => arm.Select(one => one with { Model = "" }).ToImmutableArray())], IsOpaque: false),
            },
            policy.At,
            "",
            isOfPolicy: true
        );
}
