using System.Text.RegularExpressions;
using Shipworthy.Extractors.Endpoints.Idioms;

namespace Shipworthy.Extractors.Queries.Tracing;

/// <summary>Tells which calls read from the app's database, so that what they give was written by somebody before.</summary>
sealed partial class StoredValues(CodeBase code)
{
    /// <summary>What a call gives: stored rows, names that the database itself keeps, or null when it is no read.</summary>
    public QueryValue? Of(Code call)
    {
        if (call.Kind is not CodeKind.Call || !Reading().IsMatch(call.Callee.Name))
            return call.Kind is CodeKind.Call && call.Operator is "tag" && Tag().IsMatch(call.Callee.Name) ? OfText(call) : null;
        if (call.Callee.Kind is not CodeKind.Member)
            return null;
        return DataAccess.IsOfDatabase(code.OriginOf(call.Callee).Package) || Client().IsMatch(call.Callee.Text) ? OfText(call) : null;
    }

    QueryValue OfText(Code call)
    {
        for (var (at, steps) = (call, 0); at.Kind is CodeKind.Call && steps < 8; at = at.Receiver, steps++)
            if (at.Arguments.Any(one => Catalog().IsMatch(code.ValueOf(one).AsText ?? one.Text)))
                return QueryValue.Listed;
        return QueryValue.Stored;
    }

    [GeneratedRegex(
        @"^(?:query|execute|all|get|each|findMany|findUnique|findFirst|findUniqueOrThrow|findFirstOrThrow|find|findOne|findAll|findByPk|findById|fetchone|fetchall|fetchmany|fetchrow|fetch|fetchval|scalars?|single|maybeSingle|first|select|\$queryRaw\w*|ToListAsync|ToList|FirstOrDefaultAsync|FirstOrDefault|FirstAsync|SingleOrDefaultAsync|SingleAsync|QueryAsync|Query\w*Async|ExecuteReader(?:Async)?|ExecuteScalar(?:Async)?|find_one|filter|FindAsync)$",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Reading();

    [GeneratedRegex(
        @"(?:^|[._])(?:prisma|db|database|pool|client|conn|connection|cursor|cur|curs|c|session|supabase\w*|knex|_?context|_?dbContext|manager|\w*[rR]epository|objects|dataSource|sequelize|command|cmd)\b",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Client();

    [GeneratedRegex(@"^(?:sql|\$queryRaw|query)$", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Tag();

    [GeneratedRegex(
        @"information_schema|\bpg_(?:tables|catalog|class|indexes|stat\w*|database)|sqlite_(?:master|schema)|\bsys\.(?:tables|columns|objects)|\bshow\s+(?:tables|columns|databases)|\bpragma\b",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex Catalog();
}
