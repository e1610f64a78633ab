using System.Text.RegularExpressions;
using Shipworthy.Extractors.Writes.Stores;

namespace Shipworthy.Extractors.Writes.Races;

/// <summary>What keeps two callers of a function apart.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="By">It in words.</param>
/// <param name="At">Where it is; no node for none.</param>
readonly record struct FoundGuard(RaceGuard Kind, string By, Code At)
{
    /// <summary>Nothing.</summary>
    public static FoundGuard None { get; } = new(RaceGuard.None, "", default);
}

/// <summary>Finds locks, isolation and versions around a read and a write. Words in comments are none.</summary>
sealed partial class RaceGuards
{
    readonly CodeBase code;
    readonly StoreReading stores;
    readonly Dictionary<Code, FoundGuard> known = [];
    readonly Lazy<List<Code>> versions;

    /// <summary>A finder for the code of an app.</summary>
    public RaceGuards(CodeBase code, StoreReading stores)
    {
        this.code = code;
        this.stores = stores;
        versions = new(Versions);
    }

    /// <summary>The lock or isolation under which a function runs, those of the functions included that it reads by.</summary>
    public FoundGuard Around(Code function, int steps = 3)
    {
        if (known.TryGetValue(function, out var before))
            return before;
        known[function] = FoundGuard.None;
        var found = In(function);
        if (found.Kind is RaceGuard.None && steps > 0)
            foreach (var call in function.Descendants(CodeKind.Call))
                if (
                    stores.TargetOf(call) is { Exists: true } target
                    && target != function
                    && !function.Contains(target)
                    && Around(target, steps - 1) is { Kind: not RaceGuard.None } inner
                )
                {
                    found = inner;
                    break;
                }
        return known[function] = found;
    }

    /// <summary>The version that writes of a model compare; none when it has none.</summary>
    public FoundGuard VersionOf(string model) =>
        versions.Value.Find(one => IsOf(one, model)) is { Exists: true } version
            ? new(RaceGuard.Version, "a version that each write compares", version)
            : FoundGuard.None;

    static FoundGuard In(Code function)
    {
        FoundGuard unclear = FoundGuard.None;
        foreach (var node in function.Descendants())
        {
            if (node.Kind is CodeKind.Call or CodeKind.Decorator && Locking().IsMatch(node.Callee.Name))
                return new(RaceGuard.Lock, $"the lock that {node.Callee.Name} takes", node);
            if (node is { Kind: CodeKind.Call, Callee.Name: "for" } && node.ArgumentAt(0).String is "update" or "no key update")
                return new(RaceGuard.Lock, "a lock on the row", node);
            if (node.Kind is CodeKind.Property or CodeKind.Argument && node.Name is "lock" && Pessimistic().IsMatch(node[Part.Value].Text))
                return new(RaceGuard.Lock, "a lock on the row", node);
            if (node is { Kind: CodeKind.Call, Callee.Name: "setLock" } && Pessimistic().IsMatch(node.Text))
                return new(RaceGuard.Lock, "a lock on the row", node);
            if ((node.String ?? (node.Kind is CodeKind.Template ? node.Text : null)) is { } text && InSql().IsMatch(text))
                return new(RaceGuard.Lock, "a lock of the database", node);
            if (
                (
                    node.Kind is CodeKind.Member
                    && node.Receiver.Name.Contains("Isolation", StringComparison.Ordinal)
                    && Isolated().IsMatch(node.Name)
                )
                || (
                    node is { Kind: CodeKind.Literal, Operator: "string" }
                    && node.String is { Length: < 80 } word
                    && Isolated().IsMatch(word)
                    && (
                        node.Parent.Name is "isolationLevel" or "isolation_level" or "isolation"
                        || node.Parent
                            is { Kind: CodeKind.Call, Callee.Name: "transaction" or "startTransaction" or "setIsolationLevel" or "execute" }
                    )
                )
            )
                return new(RaceGuard.Isolation, "a transaction that fails when another one came first", node);
            if (node is { Kind: CodeKind.Call, Callee.Name: "withTransaction" or "runTransaction" })
                return new(RaceGuard.Isolation, "a transaction that fails when another one came first", node);
            if (unclear.Kind is RaceGuard.None && node.Kind is CodeKind.Call && OfOthers().IsMatch(node.Callee.Name))
                unclear = new(
                    RaceGuard.Unknown,
                    $"it takes a lock ({node.Callee.Name}), and whether that holds for all of its processes could not be told",
                    node
                );
            if (unclear.Kind is RaceGuard.None && node.Kind is CodeKind.With && node.Operator is "lock")
                unclear = new(RaceGuard.Unknown, "it takes a lock of its own process, which another process does not see", node);
        }
        return unclear;
    }

    List<Code> Versions() =>
        [
            .. code.Calls("IsRowVersion", "IsConcurrencyToken", "UseXminAsConcurrencyToken"),
            .. code.All(CodeKind.Decorator).Where(one => one.Name is "Timestamp" or "ConcurrencyCheck" or "VersionColumn" or "Version"),
            .. code.All(CodeKind.Argument).Where(one => one.Name is "version_id_col"),
            .. code.All(CodeKind.Property).Where(one => one.Name is "optimisticConcurrency" or "version_id_col"),
            .. code.All(CodeKind.Literal).Where(one => one.String is "version_id_col"),
        ];

    static bool IsOf(Code version, string model)
    {
        var type = version.Enclosing(CodeKind.Class);
        return (type.Exists && Uniqueness.TableNames.Of(type.Name) == model)
            || (
                version.Kind is not CodeKind.Decorator
                && (
                    type.Exists ? type.Text
                    : version.Enclosing(CodeKind.Function) is { Exists: true } around ? around.Text
                    : ""
                )
                    is { Length: > 0 } text
                && Generic().Matches(text).Any(one => Uniqueness.TableNames.Of(one.Groups[1].Value) == model)
            );
    }

    [GeneratedRegex(@"(?:Entity|EntityTypeBuilder|IEntityTypeConfiguration)<(?:[\w.]+\.)?(\w+)>", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Generic();

    [GeneratedRegex(
        "^(?:with_for_update|select_for_update|lockForUpdate|forUpdate|forNoKeyUpdate|skipLocked|skip_locked|LockRows|pg_\\w*advisory\\w*|advisory_?lock\\w*|withAdvisoryLock)$",
        RegexOptions.CultureInvariant,
        10_000
    )]
    private static partial Regex Locking();

    [GeneratedRegex(@"pessimistic_(?:partial_)?write|LOCK\.UPDATE|^true$|""UPDATE""|Pessimistic", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Pessimistic();

    [GeneratedRegex(
        @"\bfor\s+(?:no\s+key\s+)?update\b|pg_(?:try_)?advisory|\bget_lock\s*\(|\bupdlock\b|\bskip\s+locked\b|\block\s+table\b|sp_getapplock|begin\s+(?:immediate|exclusive)",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex InSql();

    [GeneratedRegex(
        @"^(?:isolation level )?(?:serializable|repeatable_?\s?read|snapshot)$",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex Isolated();

    [GeneratedRegex(
        @"^(?:(?:acquire|obtain|take|with|try|get)_?\w*(?:lock|mutex)\w*|redlock|run_?exclusive|WaitAsync|lock|using_?lock|synchronized)$",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex OfOthers();
}
