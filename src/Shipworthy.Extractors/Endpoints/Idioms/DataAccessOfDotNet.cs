using System.Collections.Frozen;
using Shipworthy.Extractors.Endpoints.Steps;

namespace Shipworthy.Extractors.Endpoints.Idioms;

/// <summary>
/// Reads and changes of data by Entity Framework Core, Dapper and the driver of MongoDB, whose names no other library of .NET has: contexts and connections are handed in, so that
/// the package of a call can seldom be told.
/// </summary>
sealed class DataAccessOfDotNet : IActIdiom
{
    /// <inheritdoc/>
    public Act? Of(Site site) =>
        site.Node.File.Language is not Language.CSharp || !site.IsCalled || site.Node.Callee.Kind is not CodeKind.Member
            ? null
            : site.Name switch
            {
                "SaveChanges" or "SaveChangesAsync" => site.Does(EffectKind.WritesData, "Entity Framework Core"),
                "ExecuteUpdateAsync"
                or "ExecuteDeleteAsync"
                or "ExecuteSqlAsync"
                or "ExecuteSqlRawAsync"
                or "ExecuteSqlInterpolatedAsync" => site.Does(EffectKind.WritesData, "Entity Framework Core"),
                "ToListAsync"
                or "ToArrayAsync"
                or "FirstAsync"
                or "FirstOrDefaultAsync"
                or "SingleAsync"
                or "SingleOrDefaultAsync"
                or "AnyAsync"
                or "CountAsync"
                or "FromSqlRaw"
                or "FromSqlInterpolated" => site.Does(EffectKind.ReadsData, "Entity Framework Core"),
                "InsertOneAsync"
                or "InsertManyAsync"
                or "ReplaceOneAsync"
                or "UpdateOneAsync"
                or "UpdateManyAsync"
                or "DeleteOneAsync"
                or "DeleteManyAsync" => site.Does(EffectKind.WritesData, "MongoDB"),
                "QueryFirstOrDefaultAsync" or "QuerySingleOrDefaultAsync" or "QueryFirstAsync" or "QueryMultipleAsync" => site.Does(
                    EffectKind.ReadsData,
                    "Dapper"
                ),
                "ToList"
                or "ToArray"
                or "ToDictionary"
                or "First"
                or "FirstOrDefault"
                or "Single"
                or "SingleOrDefault"
                or "Last"
                or "LastOrDefault"
                or "Any"
                or "All"
                or "Count"
                or "LongCount"
                or "Sum"
                or "Max"
                or "Min"
                or "Average"
                or "Find" when BeginsAtContext(site) => site.Does(EffectKind.ReadsData, "Entity Framework Core"),
                _ => null,
            };

    /// <summary>Whether a chain of calls that only build a query begins at a set of a context: what lists of the app are asked by the same names reads no data.</summary>
    static bool BeginsAtContext(Site site)
    {
        var at = site.Node.Receiver;
        while (at is { Kind: CodeKind.Call, Callee.Kind: CodeKind.Member })
        {
            if (at.Callee.Name is "Set")
                return IsContext(site.Sources.Code, at.Receiver);
            if (!Building.Contains(at.Callee.Name))
                return false;
            at = at.Receiver;
        }
        return at is { Kind: CodeKind.Member, Name: not ("ChangeTracker" or "Model" or "Database" or "Local") }
            && IsContext(site.Sources.Code, at.Receiver);
    }

    /// <summary>A context of the framework is known by its type: contexts of requests have lists as well.</summary>
    static bool IsContext(CodeBase code, Code holder)
    {
        var type = code.Definition(holder)[Part.Type];
        return type.Exists
            && (
                type.Name.EndsWith("DbContext", StringComparison.Ordinal)
                || code.Definition(type) is { Kind: CodeKind.Class } declared
                    && declared.All(Part.Base).Any(one => one.Name.EndsWith("DbContext", StringComparison.Ordinal))
            );
    }

    static readonly FrozenSet<string> Building = new[]
    {
        "Where",
        "Select",
        "SelectMany",
        "Include",
        "ThenInclude",
        "AsNoTracking",
        "AsNoTrackingWithIdentityResolution",
        "AsTracking",
        "AsQueryable",
        "AsSplitQuery",
        "AsSingleQuery",
        "IgnoreQueryFilters",
        "TagWith",
        "OrderBy",
        "OrderByDescending",
        "ThenBy",
        "ThenByDescending",
        "GroupBy",
        "Join",
        "GroupJoin",
        "Distinct",
        "Skip",
        "Take",
        "OfType",
    }.ToFrozenSet(StringComparer.Ordinal);
}
