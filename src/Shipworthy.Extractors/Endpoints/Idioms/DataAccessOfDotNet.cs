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
                _ => null,
            };
}
