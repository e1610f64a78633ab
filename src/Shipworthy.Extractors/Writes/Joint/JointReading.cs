using System.Text.RegularExpressions;
using Shipworthy.Extractors.Writes.Races;
using Shipworthy.Extractors.Writes.Stores;
using Shipworthy.Extractors.Writes.Uniqueness;

namespace Shipworthy.Extractors.Writes.Joint;

/// <summary>Compares the statements that a function reaches: whether those of several tables change their rows together (rubric 3.5, rule 8).</summary>
sealed partial class JointReading(CodeBase code, StoreReading stores, UniqueKeys keys)
{
    const int MostCompared = 40;

    readonly Transactions transactions = new(code, stores);

    /// <summary>Its operation on several tables, if money, roles or memberships are among them; and why it could not be compared, if so.</summary>
    public (JointWrites? Joint, string? NotCompared) Of(Code region, IReadOnlyList<Reached> all)
    {
        if (Transactions.IsGiven(region))
            return default;
        // What a function inside does that runs at another time is another operation.
        var reached = all.Where(one => Regions.Of(one.Node) == region).ToList();
        var name = Regions.NameOf(region);
        var writes = reached
            .Where(one => IsWrite(one.Access))
            .Take(MostCompared)
            .Select(one => (one.Node, one.Access, Table: TableOf(one.Access)))
            .Where(one => !RaceWords.IsRecord(one.Table) && !OfSignIn().IsMatch(one.Table))
            .ToList();
        JointWrites? whole = null;
        string? open = null;
        for (var i = 0; i < writes.Count; i++)
        for (var j = i + 1; j < writes.Count; j++)
        {
            var (first, second) = (writes[i], writes[j]);
            var isKnown = first.Table.Length > 0 && second.Table.Length > 0;
            if (
                first.Node == second.Node
                || (isKnown && (first.Table == second.Table || !(Weighty().IsMatch(first.Table) || Weighty().IsMatch(second.Table))))
                || Ways.Exclude(region, first.Node, second.Node)
            )
                continue;
            if (transactions.Hold(region, first.Node, second.Node, first.Access))
                whole ??= isKnown ? new(first.Node.At, name) { Tables = [first.Table, second.Table], IsWhole = true } : null;
            else if (!isKnown)
                open ??= $"{Named(name)} changes rows in two statements, and of one the repository shows no table";
            else
                return (
                    new(first.Node.At, name)
                    {
                        Tables = [first.Table, second.Table],
                        IsWhole = false,
                        OtherAt = second.Node.At,
                    },
                    open
                );
        }
        if (open is null && reached.Any(write => IsNewRow(write.Access) && reached.Any(read => IsLook(read, write))))
            open = $"{Named(name)} looks and then saves a new row, and whether two at once make it twice was not read";
        if (
            open is null
            && reached.Any(write =>
                write.Access is { Verb: Audit.WriteVerb.Insert, Table.Length: 0, Call.File.Language: Language.CSharp }
                && reached.Any(read => IsLook(read, write) && read.Node != write.Node)
            )
        )
            open =
                $"{Named(name)} looks and then adds a row of a table that was not told, and whether two at once add it twice was not read";
        if (open is null && NotFollowed(region, reached) is { Exists: true } unseen)
            open = $"{Named(name)} calls {unseen.Callee.Name}, which could not be followed, beside other changes";
        if (open is null && transactions.CrowdIn(region, reached) is { Exists: true } crowd)
            open =
                $"{Named(name)} runs statements at once ({crowd.Callee.Name}), and whether each has a connection of its own could not be told";
        if (open is null && transactions.IsEndedTwice(region))
            open = $"{Named(name)} saves more than once, and what belongs to which could not be told";
        return (whole, open);
    }

    /// <summary>Whether a mapper's word for saving is handed an object that the code has just made, which looks before it are not compared with.</summary>
    bool IsNewRow(StoreAccess access)
    {
        if (access.Call.Callee.Name is not "save")
            return false;
        var saved = access.Call.ArgumentAt(0) is { Exists: true, Kind: not CodeKind.Argument } given ? given : access.Call.Receiver;
        var value = saved.Kind is CodeKind.Name && code.Definition(saved) is { Exists: true } declared ? declared[Part.Value] : saved;
        while (value.Kind is CodeKind.Await)
            value = value[Part.Value];
        return value.Kind is CodeKind.New or CodeKind.Object
            || (value.Kind is CodeKind.Call && (value.Callee.Name is "create" or "" || char.IsUpper(value.Callee.Name[0])));
    }

    static bool IsLook(Reached read, Reached write) => read.Access.Verb is null && read.Node.Start < write.Node.Start;

    /// <summary>A repository of TypeORM only makes an object by its word for creating.</summary>
    static bool IsWrite(StoreAccess access) =>
        access.Verb is not null
        && !(access.Call.Callee.Name is "create" && access.Call.Receiver.Name.EndsWith("epository", StringComparison.Ordinal));

    /// <summary>
    /// The table of a statement that a schema knows; where its own name is that of a variable, the model of what it is handed: <c>session.add(made)</c>. Empty where none is.
    /// </summary>
    string TableOf(StoreAccess access)
    {
        if (Suffix().Replace(access.Table, "") is { Length: > 0 } named && (keys.Knows(named) || RaceWords.IsRecord(named)))
            return named;
        foreach (var given in access.Call.Arguments.Take(1).Append(access.Call.Receiver))
            if (given.Kind is CodeKind.Name && code.Definition(given) is { Exists: true } declared)
            {
                var value = declared[Part.Value];
                while (value.Kind is CodeKind.Await)
                    value = value[Part.Value];
                foreach (
                    var model in value
                        .Descendants()
                        .Prepend(value)
                        .Where(one => one.Kind is CodeKind.Call or CodeKind.New)
                        .SelectMany(one => (string[])[one.Callee.Name, one.Receiver.Name, one.ArgumentAt(0).Name])
                        .Append(declared[Part.Type].Name)
                )
                    if (model.Length > 0 && TableNames.Of(model) is var table && keys.Knows(table))
                        return table;
            }
        return "";
    }

    static string Named(string name) => name.Length > 0 ? name : "a function";

    /// <summary>A call by whose name a service changes rows, and that leads nowhere here, beside another change on the same way.</summary>
    Code NotFollowed(Code region, IReadOnlyList<Reached> reached)
    {
        var writes = reached.Where(one => IsWrite(one.Access)).Take(MostCompared).ToList();
        var calls = region
            .Descendants(CodeKind.Call)
            .Where(call =>
                call.Callee.Kind is CodeKind.Member
                && Changes().IsMatch(call.Callee.Name)
                && Keeper().IsMatch(call.Receiver.Name)
                && !Other().IsMatch(call.Receiver.Name)
                && Regions.Of(call) == region
                && !stores.TargetOf(call).Exists
                && !reached.Any(one => one.Access.Statement.Contains(call))
            )
            .ToList();
        foreach (var call in calls)
            if (
                writes.Exists(write => !Ways.Exclude(region, First(write.Node, call), Last(write.Node, call)))
                || calls.Exists(other => other != call && !Ways.Exclude(region, First(other, call), Last(other, call)))
            )
                return call;
        return default;
    }

    static Code First(Code one, Code other) => one.Start <= other.Start ? one : other;

    static Code Last(Code one, Code other) => one.Start <= other.Start ? other : one;

    const RegexOptions Plain = RegexOptions.CultureInvariant;

    /// <summary>Rows by which somebody is signed in, or proves an address: they belong to that, and to no other change beside them.</summary>
    [GeneratedRegex("^(?:user_|auth_)?(?:sessions?|(?:refresh|verification|email_verification|password_reset)_?tokens?)$", Plain, 10_000)]
    private static partial Regex OfSignIn();

    [GeneratedRegex("_(?:repository|repo|service|dao)$", Plain, 10_000)]
    private static partial Regex Suffix();

    [GeneratedRegex(
        @"^(?!(?:\w+_)?(?:draft|sort|display|pick|turn|play)_order$)(?:\w+_)?(?:payment|invoice|order|order_item|order_line|subscription|subscriber|entitlement|license|balance|credit|wallet|stock|inventory\w*|ledger|refund|payout|charge|sale|role|permission|member|membership|\w*_member|grant|purchase|billing)(?:$|_)",
        Plain,
        10_000
    )]
    private static partial Regex Weighty();

    [GeneratedRegex(
        "^(?:create|save|insert|add|update|upsert|delete|remove|persist)(?:[A-Z_]\\w*)?$",
        Plain | RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex Changes();

    [GeneratedRegex("(?:[sS]ervice|[rR]epo(?:sitory)?|[dD]ao|[uU]nitOfWork|_uow)$", Plain, 10_000)]
    private static partial Regex Keeper();

    [GeneratedRegex(
        "cache|mail|storage|file|blob|notif|log|event|queue|token|jwt|s3|push|sms|config|search|stripe",
        Plain | RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex Other();
}
