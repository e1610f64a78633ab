using Shipworthy.Extractors.Audit;

namespace Shipworthy.Extractors.Writes.Uniqueness;

/// <summary>Names of tables and models, comparable over spellings: <c>Orders</c>, <c>order</c>, <c>public.orders</c>, <c>ordersTable</c>.</summary>
static class TableNames
{
    /// <summary>The comparable form of a name; empty for none.</summary>
    public static string Of(string name)
    {
        var last = Words.Table(name[(name.LastIndexOf('.') + 1)..]);
        return last.EndsWith("ie", StringComparison.Ordinal) && last.Length > 4 ? $"{last[..^2]}y"
            : last.EndsWith("ies", StringComparison.Ordinal) && last.Length > 4 ? $"{last[..^3]}y"
            : last.Length > 3
            && last.EndsWith('s')
            && !last.EndsWith("ss", StringComparison.Ordinal)
            && !last.EndsWith("us", StringComparison.Ordinal)
                ? last[..^1]
            : last;
    }
}
