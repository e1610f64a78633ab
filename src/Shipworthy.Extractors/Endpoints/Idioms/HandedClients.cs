using System.Collections.Frozen;
using Shipworthy.Extractors.Endpoints.Steps;

namespace Shipworthy.Extractors.Endpoints.Idioms;

/// <summary>Clients of databases that a context or a parameter hands over, so that only their name tells what they are: <c>ctx.prisma.user.findMany()</c>.</summary>
static class HandedClients
{
    static readonly FrozenSet<string> Names = new[]
    {
        "prisma",
        "db",
        "database",
        "knex",
        "drizzle",
        "kysely",
        "mongo",
        "pool",
        "prismaclient",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>What a call asks, by the name of the client in its way; null when it names none.</summary>
    public static string? By(Site site)
    {
        if (site.Node.Callee.Kind is not CodeKind.Member)
            return null;
        var way = site.Way.Split('.');
        return way.SkipLast(1).Any(one => Names.Contains(one.TrimStart('_', '$'))) || TransactionClients.Ask(site.Sources.Code, site.Node)
            ? "the app's database"
            : null;
    }
}
