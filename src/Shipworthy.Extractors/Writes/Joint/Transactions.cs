using System.Text.RegularExpressions;
using Shipworthy.Extractors.Writes.Races;
using Shipworthy.Extractors.Writes.Stores;

namespace Shipworthy.Extractors.Writes.Joint;

/// <summary>Tells whether two statements of a region change their rows together or not at all.</summary>
sealed partial class Transactions(CodeBase code, StoreReading stores)
{
    readonly Dictionary<Code, bool> committing = [];
    readonly Lazy<bool> ofSessions = new(() => code.Imports("sqlalchemy") || code.Imports("sqlmodel"));
    readonly Lazy<bool> ofEachRequest = new(() =>
        code.Files.Any(file => file.Language is Language.Python && AtomicRequests().IsMatch(file.Text))
    );
    readonly Lazy<bool> ofEachCommand = new(() =>
        code.Files.Any(file =>
            file.Language is Language.CSharp
            && file.Text.Contains("IPipelineBehavior", StringComparison.Ordinal)
            && Opens().IsMatch(file.Text)
        )
    );

    /// <summary>Whether a region gets its transaction from whoever calls it, who is asked instead.</summary>
    public static bool IsGiven(Code region) =>
        region.Kind is CodeKind.Function
        && region
            .All(Part.Parameter)
            .Any(one =>
                Handed().IsMatch(one.Name)
                && !(one.Name is "client" && region.File.Text.Contains("supabase", StringComparison.OrdinalIgnoreCase))
            );

    /// <summary>Whether one transaction holds both.</summary>
    public bool Hold(Code region, Code first, Code second, StoreAccess access) =>
        AreInside(region, first, second)
        || IsAround(region)
        || IsOpened(region, second)
        || (region.File.Language is Language.CSharp && region.Name is "Handle" && ofEachCommand.Value)
        || (IsUnit(access.Call.File) && !Immediate().IsMatch(access.Statement.Text) && !IsCommitted(region, first, second));

    /// <summary>Whether a region ends its unit of work more than once on one way through it, with a part of the work in each.</summary>
    public bool IsEndedTwice(Code region)
    {
        if (!IsUnit(region.File) || IsAround(region))
            return false;
        var ends = region.Descendants(CodeKind.Call).Where(call => Regions.Of(call) == region && Ends(call)).ToList();
        for (var i = 0; i < ends.Count; i++)
        for (var j = i + 1; j < ends.Count; j++)
            if (!Ways.Exclude(region, ends[i], ends[j]) && !AreInside(region, ends[i], ends[j]) && !IsOpened(region, ends[j]))
                return true;
        return false;
    }

    /// <summary>The call that runs several statements of one unit of work at the same moment, which it does not bear (rubric 3.5, C7); no node when none does.</summary>
    public Code CrowdIn(Code region, IReadOnlyList<Reached> reached) =>
        IsUnit(region.File)
            ? region
                .Descendants(CodeKind.Call)
                .FirstOrDefault(call =>
                    call.Callee.Name is "WhenAll" or "gather" or "ForEachAsync" && reached.Any(one => call.Contains(one.Node))
                )
            : default;

    /// <summary>Whether a call begins a transaction, or runs what it is given in one.</summary>
    static bool AreInside(Code region, Code first, Code second)
    {
        for (var at = first; at.Exists && at != region; at = at.Parent)
            if (
                at.Contains(second)
                && (
                    (at.Kind is CodeKind.Call && Runs().IsMatch(at.Callee.Name))
                    || (at.Kind is CodeKind.With && Opens().IsMatch(at.Text[..Math.Min(at.Text.Length, 200)]))
                )
            )
                return true;
        return false;
    }

    bool IsAround(Code region) =>
        region.All(Part.Decorator).Any(one => Opens().IsMatch(one.Text))
        || (region.File.Language is Language.Python && ofEachRequest.Value)
        || code.CallersOf(region)
            .Any(call =>
                AreInside(call.File.Root, call, call)
                || call.Enclosing(CodeKind.Function).All(Part.Decorator).Any(one => Opens().IsMatch(one.Text))
            );

    static bool IsOpened(Code region, Code second) =>
        region
            .Descendants()
            .Any(node =>
                node.Kind is CodeKind.Call && node.Callee.Name is "$transaction" or "batch" && node.ArgumentAt(0).Kind is CodeKind.Name
                || (
                    node.Start < second.Start
                    && node.Kind switch
                    {
                        CodeKind.Call => Begins().IsMatch(node.Callee.Name),
                        CodeKind.New => node.Callee.Name is "TransactionScope",
                        CodeKind.Literal => node.String is { Length: < 40 } text && Statement().IsMatch(text),
                        _ => false,
                    }
                )
            );

    /// <summary>Whether a statement waits for the end of a unit of work, as those of SQLAlchemy and Entity Framework do.</summary>
    bool IsUnit(CodeFile file) =>
        file.Language switch
        {
            Language.CSharp => true,
            Language.Python => ofSessions.Value && !file.Text.Contains("django", StringComparison.Ordinal),
            _ => false,
        };

    bool IsCommitted(Code region, Code first, Code second) =>
        region.Descendants(CodeKind.Call).Any(call => call.Start >= first.Start && call.Start < second.Start && Ends(call));

    bool Ends(Code call) => Commit().IsMatch(call.Callee.Name) || (stores.TargetOf(call) is { Exists: true } target && Commits(target, 2));

    bool Commits(Code function, int steps)
    {
        if (committing.TryGetValue(function, out var before))
            return before;
        committing[function] = false;
        return committing[function] = function
            .Descendants(CodeKind.Call)
            .Any(call =>
                Commit().IsMatch(call.Callee.Name)
                || (steps > 0 && stores.TargetOf(call) is { Exists: true } target && target != function && Commits(target, steps - 1))
            );
    }

    const RegexOptions Plain = RegexOptions.CultureInvariant;

    [GeneratedRegex(
        @"^\s*ATOMIC_REQUESTS\s*=\s*True|['""]ATOMIC_REQUESTS['""]\s*\]?\s*[:=]\s*True",
        Plain | RegexOptions.Multiline,
        10_000
    )]
    private static partial Regex AtomicRequests();

    [GeneratedRegex(
        @"\batomic\b|\bbegin(?:_nested)?\(|[tT]ransactional|BeginTransaction|TransactionScope|\btransaction\b|CreateExecutionStrategy",
        Plain,
        10_000
    )]
    private static partial Regex Opens();

    [GeneratedRegex(
        "^(?:\\$transaction|transaction|withTransaction|with_transaction|runTransaction|runInTransaction|inTransaction|ExecuteInTransactionAsync|begin|tx|batch)$",
        Plain,
        10_000
    )]
    private static partial Regex Runs();

    [GeneratedRegex(
        "^(?:BeginTransaction(?:Async)?|startTransaction|beginTransaction|begin_nested|begin|set_autocommit|CreateExecutionStrategy)$",
        Plain,
        10_000
    )]
    private static partial Regex Begins();

    [GeneratedRegex(@"^\s*(?:begin|start\s+transaction)\b", Plain | RegexOptions.IgnoreCase, 10_000)]
    private static partial Regex Statement();

    [GeneratedRegex("^(?:tx|trx|transaction|txn|client|conn|connection|queryRunner|entityManager|manager)$", Plain, 10_000)]
    private static partial Regex Handed();

    [GeneratedRegex("^(?:commit|SaveChanges(?:Async)?|SaveEntitiesAsync|CommitAsync|Commit|CompleteAsync|Complete)$", Plain, 10_000)]
    private static partial Regex Commit();

    [GeneratedRegex("Execute(?:Update|Delete|Sql)", Plain, 10_000)]
    private static partial Regex Immediate();
}
