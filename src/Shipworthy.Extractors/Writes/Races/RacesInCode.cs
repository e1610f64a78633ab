using System.Text.RegularExpressions;
using Shipworthy.Extractors.Reading;
using Shipworthy.Extractors.Writes.Joint;
using Shipworthy.Extractors.Writes.Stores;
using Shipworthy.Extractors.Writes.Uniqueness;

namespace Shipworthy.Extractors.Writes.Races;

/// <summary>
/// Places of the app's code that read shared rows, decide, and write: by Prisma, Drizzle, TypeORM, Mongoose, Sequelize, Knex, Supabase, SQLAlchemy, SQLModel, Django, Entity
/// Framework Core and plain SQL; with what keeps two callers apart.
/// </summary>
public sealed partial class RacesInCode : IExtractor
{
    /// <inheritdoc/>
    public ImmutableArray<Type> Teaches => [typeof(WriteRace), typeof(SharedWrites), typeof(JointWrites)];

    /// <inheritdoc/>
    public void Extract(Sources sources, Learner learn)
    {
        var keys = UniqueKeys.In(sources);
        var stores = new StoreReading(sources, keys);
        var reading = new RaceReading(sources.Code, stores, keys);
        var joint = new JointReading(sources.Code, stores, keys);
        var left = new LeftModules(sources);
        var hasWrites = false;
        foreach (var file in sources.Code.Files)
            if (
                sources.IsDeployed(file)
                && sources.Tree.Find(file.Path)?.Role is FileRole.Prod
                && sources.Code.IsReachable(file)
                && !IsStartedByHand(file)
                && !left.Has(file)
            )
                hasWrites |= OfFile(file, stores, reading, joint, learn);
        foreach (var race in new LooksOfValidators(sources, stores, keys).All())
            learn.Add(race);
        UnseenStores.Tell<WriteRace>(sources, hasWrites, learn);
    }

    /// <summary>Whether a file is a tool that people start: it runs itself, and is named for one task.</summary>
    internal static bool IsStartedByHand(CodeFile file) =>
        Seeds().IsMatch(file.Path)
        || file.Language is Language.JavaScript or Language.TypeScript
            && file.Text.Contains("process.argv", StringComparison.Ordinal)
            && file.Text.Contains("createInterface(", StringComparison.Ordinal)
        || file.Language is Language.Python
            && (
                file.Text.Contains("__main__", StringComparison.Ordinal)
                || file.Path.Contains("management/commands/", StringComparison.Ordinal)
            )
            && file.Path[(file.Path.LastIndexOf('/') + 1)..].Split('_')[0]
                is "create"
                    or "add"
                    or "seed"
                    or "init"
                    or "make"
                    or "reset"
                    or "fix"
                    or "check"
                    or "test"
                    or "migrate"
                    or "import"
                    or "populate"
                    or "load"
                    or "setup"
                    or "update"
                    or "delete"
                    or "generate";

    [GeneratedRegex(
        @"(?:^|/)[\w.\-]*(?:seed|initiali[sz]er|fixture|demo_?data)[\w.\-]*(?:/|$)",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex Seeds();

    static bool OfFile(CodeFile file, StoreReading stores, RaceReading reading, JointReading joint, Learner learn)
    {
        var accesses = stores.In(file.Root);
        var byRegion = accesses.ToLookup(access => Regions.Of(access.Call));
        var regions = byRegion
            .Select(group => group.Key)
            .Concat(file.Root.Descendants(CodeKind.Assignment).Select(Regions.Of))
            .Concat(file.Root.Descendants(CodeKind.Branch).Select(Regions.Of))
            .Distinct()
            .Where(region => region.Kind is CodeKind.Function)
            .OrderBy(region => region.Start);
        var named = new Dictionary<string, int>(StringComparer.Ordinal);
        var taken = 0;
        foreach (var region in regions)
        foreach (var race in reading.In(region, [.. byRegion[region]]))
        {
            taken++;
            var count = named[race.Identity] = named.GetValueOrDefault(race.Identity) + 1;
            learn.Add(count > 1 ? race with { Suffix = $"#{count}" } : race);
        }
        var writes = accesses.Where(one => one.Verb is not null).ToList();
        string? open = null;
        foreach (
            var region in file
                .Root.Descendants(CodeKind.Call)
                .Select(Regions.Of)
                .Distinct()
                .Where(one => one.Kind is CodeKind.Function)
                .OrderBy(one => one.Start)
        )
        {
            var (operation, notCompared) = joint.Of(region, reading.ReachedBy(region, [.. byRegion[region]]));
            if (operation is not null)
                learn.Add(operation);
            if (open is null && notCompared is not null)
            {
                open = notCompared;
                if (writes.Count == 0)
                    learn.Add(new SharedWrites(region.At, 0) { NotCompared = open });
            }
        }
        if (writes.Count > 0)
            learn.Add(new SharedWrites(writes[0].Call.At, writes.Count) { NotCompared = open });
        return writes.Count > 0 || taken > 0;
    }
}
